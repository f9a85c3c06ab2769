from django.urls import path

from . import help_views, views, year_views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("years/", year_views.year_list, name="years"),
    path("years/<int:year>/", year_views.year_detail, name="year"),
    path("help/", help_views.help, name="help"),
    path("help/words/", help_views.words, name="words"),
    path("about/", help_views.about, name="about"),
]
