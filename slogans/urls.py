from django.urls import path

from campaigns import converters  # noqa: F401  registers what stands between < and >

from . import views

app_name = "slogans"
urlpatterns = [
    path("", views.newest, name="newest"),
    path("<year:year>/", views.of_year, name="year"),
    path("<year:year>.txt", views.plain_text, name="text"),
]
