from django.urls import path

from campaigns import converters  # noqa: F401  registers what stands between < and >

from . import mark_views, sheet_views, views

app_name = "countersigning"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("review/", views.send_for_review, name="review"),
    path("take-back/", views.take_back, name="take_back"),
    path("return/", views.return_to_draft, name="return"),
    path("round/", views.send_round, name="round"),
    path("recall/", views.recall, name="recall"),
    path("again/", views.ask_again, name="again"),
    path("sign/", mark_views.sign, name="sign"),
    path("paper/<key:issuer>/", mark_views.paper, name="paper"),
    path("scans/<key:signature>/", mark_views.scan, name="scan"),
    path("sheet/", sheet_views.sheet, name="sheet"),
    path("sheet.pdf", sheet_views.sheet_file, name="sheet_file"),
]
