from django.urls import path, register_converter

from . import file_views, views
from .comparing import views as comparing


class Anchor:
    """What a clause's anchor can be, and nothing that a database would stumble over."""

    regex = "[as][0-9a-z.-]{0,199}"
    to_python = to_url = staticmethod(str)


register_converter(Anchor, "anchor")

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("atom.xml", views.notice_feed, name="feed"),
    path("<int:pk>/", views.notice_detail, name="detail"),
    path("<int:pk>/editions/<int:number>/", views.notice_edition, name="edition"),
    path("<int:pk>/compare/", comparing.notice_compare, name="compare"),
    path("<int:pk>/compare/<int:upper>/", comparing.notice_compare, name="compare_with"),
    path("<int:pk>/compare/<int:upper>.pdf", comparing.notice_compare_file, name="compare_file"),
    path("<int:pk>/clauses/<anchor:anchor>/", comparing.clause_detail, name="clause"),
    path("<int:pk>/<slug:layout>.<slug:format>", file_views.notice_file, name="file"),
    path("<int:pk>/<slug:layout>/", file_views.notice_pages, name="pages"),
    path("<int:pk>/<slug:layout>/<int:number>.png", file_views.page_picture, name="page_picture"),
]
