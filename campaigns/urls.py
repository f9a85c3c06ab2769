from django.urls import path

from . import (
    converters,  # noqa: F401  registers what stands between < and >
    move_views,
    views,
    workday_views,
)

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", views.campaign_list, name="list"),
    path("campaigns/new/", views.campaign_new, name="new"),
    path("campaigns/<key:pk>/", views.campaign_detail, name="detail"),
    path("campaigns/<key:pk>/edit/", views.campaign_edit, name="edit"),
    path("campaigns/<key:pk>/clone/", views.campaign_clone, name="clone"),
    path("campaigns/<key:pk>/open/", move_views.campaign_open, name="open"),
    path("campaigns/<key:pk>/close/", move_views.campaign_close, name="close"),
    path("campaigns/<key:pk>/archive/", move_views.campaign_archive, name="archive"),
    path("campaigns/<key:pk>/reopen/", move_views.campaign_reopen, name="reopen"),
    path("campaigns/<key:pk>/discard/", move_views.campaign_discard, name="discard"),
    path("workdays/", workday_views.this_year, name="workdays-now"),
    path("workdays/<year:year>/", workday_views.year, name="workdays"),
    path("workdays/<year:year>/tap/", workday_views.tap, name="workdays-tap"),
    path("workdays/<year:year>/span/", workday_views.span, name="workdays-span"),
    path("workdays/<year:year>/complete/", workday_views.complete, name="workdays-complete"),
    path("workdays/<year:year>/reopen/", workday_views.reopen, name="workdays-reopen"),
]
