from django.urls import path

from organizations import converters  # noqa: F401  registers what stands between < and >

from . import views

app_name = "deriving"
urlpatterns = [
    path("derive/<key:pk>/", views.notice_derive, name="derive"),
    path("<key:pk>/adapt/", views.adaptation, name="adaptation"),
    path("<key:pk>/adapt/beside/<key:upper>/", views.adaptation_beside, name="beside"),
    path("<key:pk>/adapt/confirm/", views.rest_confirm, name="confirm-rest"),
    path("<key:pk>/adapt/<key:key>/confirm/", views.clause_confirm, name="confirm"),
    path("<key:pk>/adapt/<key:key>/omit/", views.clause_omit, name="omit"),
    path("<key:pk>/adapt/<key:key>/relation/", views.clause_relation, name="relation"),
    path("<key:pk>/adapt/above/<key:key>/reason/", views.upper_reason, name="reason"),
    path("<key:pk>/adapt/above/<key:key>/take/", views.upper_take, name="take"),
]
