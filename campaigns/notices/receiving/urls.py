from django.urls import path

from organizations import converters  # noqa: F401  registers what stands between < and >

from . import file_views, sent_views, views

app_name = "receiving"
urlpatterns = [
    path("", views.receipt_list, name="list"),
    path("sent/<key:pk>/", sent_views.sent_list, name="sent"),
    path("<key:pk>/", views.receipt_detail, name="detail"),
    path("<key:pk>/confirm/", views.receipt_confirm, name="confirm"),
    path("<key:pk>/confirm-kept/", views.receipt_confirm_kept, name="confirm_kept"),
    path("<key:pk>/paper/", sent_views.paper, name="paper"),
    path("<key:pk>/scan/", sent_views.scan, name="scan"),
    path("<key:pk>/attachments/<key:key>/", file_views.receipt_attachment, name="attachment"),
    path("<key:pk>/<slug:layout>.<slug:format>", file_views.receipt_file, name="file"),
]
