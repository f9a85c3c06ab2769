from django.urls import path, re_path

from . import region_views as views

app_name = "regions"
urlpatterns = [
    path("", views.region_list, name="list"),
    re_path("^(?P<code>[0-9]{6})/$", views.region_detail, name="detail"),
]
