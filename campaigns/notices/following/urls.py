from django.urls import path

from organizations import converters  # noqa: F401  registers what stands between < and >

from . import views

app_name = "following"
urlpatterns = [
    path("follow/<key:pk>/", views.notice_follow, name="detail"),
    path("follow/<key:pk>/begin/", views.notice_begin, name="begin"),
    path("<key:pk>/follow/", views.draft_follow, name="draft"),
    path("<key:pk>/follow/<key:key>/take/", views.clause_take, name="take"),
    path("<key:pk>/follow/<key:key>/carry/", views.clause_carry, name="carry"),
    path("<key:pk>/follow/<key:key>/keep/", views.clause_keep, name="keep"),
    path("<key:pk>/follow/<key:key>/drop/", views.clause_drop, name="drop"),
    path("<key:pk>/follow/above/<key:key>/take/", views.upper_take, name="upper-take"),
    path("<key:pk>/follow/above/<key:key>/omit/", views.upper_omit, name="upper-omit"),
]
