"""Addresses of the replacement proposals of a draft: included with the key of the draft before them."""

from django.urls import path

from . import replacement_views

app_name = "replacing"
urlpatterns = [
    path("", replacement_views.replacement_list, name="list"),
    path("reconsider/", replacement_views.reconsider, name="reconsider"),
]
