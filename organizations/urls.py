"""Addresses of the rooms, under one name. Those of one's own account are in account/urls: allauth asks for them by its own names."""

from django.urls import include, path

app_name = "organizations"
urlpatterns = [
    path("", include("organizations.people.urls")),
    path("", include("organizations.owed.urls")),
    path("", include("organizations.auditing.urls")),
]
