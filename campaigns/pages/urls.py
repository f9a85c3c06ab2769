from django.urls import path

from . import views, year_views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("years/", year_views.year_list, name="years"),
    path("years/<int:year>/", year_views.year_detail, name="year"),
]
