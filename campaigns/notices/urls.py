from django.urls import path

from campaigns import converters  # noqa: F401  registers what stands between < and >

from . import file_views, views
from .comparing import views as comparing

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("files/<slug:digest>/<str:name>", file_views.attachment_file, name="attachment"),
    path("atom.xml", views.notice_feed, name="feed"),
    path("<key:pk>/", views.notice_detail, name="detail"),
    path("<key:pk>/editions/<key:number>/", views.notice_edition, name="edition"),
    path("<key:pk>/editions/<key:number>/changes/", views.edition_changes, name="edition_changes"),
    path("<key:pk>/compare/", comparing.notice_compare, name="compare"),
    path("<key:pk>/compare/<key:upper>/", comparing.notice_compare, name="compare_with"),
    path("<key:pk>/compare/<key:upper>.pdf", comparing.notice_compare_file, name="compare_file"),
    path("<key:pk>/clauses/<anchor:anchor>/", comparing.clause_detail, name="clause"),
    path("<key:pk>/<slug:layout>.<slug:format>", file_views.notice_file, name="file"),
    path("<key:pk>/<slug:layout>/", file_views.notice_pages, name="pages"),
    path("<key:pk>/<slug:layout>/<key:picture>.png", file_views.page_picture, name="page_picture"),
    path("<key:pk>/editions/<key:number>/<slug:layout>.<slug:format>", file_views.notice_file, name="edition_file"),
    path("<key:pk>/editions/<key:number>/<slug:layout>/", file_views.notice_pages, name="edition_pages"),
    path(
        "<key:pk>/editions/<key:number>/<slug:layout>/<key:picture>.png",
        file_views.page_picture,
        name="edition_page_picture",
    ),
]
