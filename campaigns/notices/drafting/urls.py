from django.urls import include, path

from organizations import converters  # noqa: F401  registers what stands between < and >

from . import editor_views, part_urls, start_views, views

app_name = "drafting"
urlpatterns = [
    path("", views.draft_list, name="list"),
    path("new/", start_views.start, name="start"),
    path("new/<key:pk>/", start_views.review_detail, name="review"),
    path("new/<key:pk>/answer/", start_views.review_answer, name="answer"),
    path("new/<key:pk>/draft/", start_views.review_draft, name="draft"),
    path("new/<key:pk>/forget/", start_views.review_forget, name="forget"),
    path("<key:pk>/", views.draft_detail, name="detail"),
    path("<key:pk>/", include(part_urls.urlpatterns)),
    path("<key:pk>/discard/", views.draft_discard, name="discard"),
    path("<key:pk>/edit/", editor_views.title_edit, name="edit"),
    path("<key:pk>/edit/title/", editor_views.title_save, name="title"),
    path("<key:pk>/edit/append/", editor_views.clause_append, name="append"),
    path("<key:pk>/edit/removed/<key:removed>/", editor_views.clause_restore, name="restore"),
    path("<key:pk>/edit/<key:key>/", editor_views.clause_edit, name="clause"),
    path("<key:pk>/edit/<key:key>/save/", editor_views.clause_save, name="save"),
    *(path(f"<key:pk>/edit/<key:key>/{name}/", editor_views.act_view(name), name=name) for name in editor_views.ACTS),
]
