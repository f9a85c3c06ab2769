from django.urls import path

from organizations import converters  # noqa: F401  registers what stands between < and >

from . import views

app_name = "drafting"
urlpatterns = [
    path("<key:pk>/", views.draft_detail, name="detail"),
]
