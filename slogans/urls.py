from django.urls import path

from . import views

app_name = "slogans"
urlpatterns = [
    path("", views.newest, name="newest"),
    path("<int:year>/", views.of_year, name="year"),
    path("<int:year>.txt", views.plain_text, name="text"),
]
