from django.urls import path

from campaigns import converters  # noqa: F401  registers what stands between < and >

from . import act_views, matrix_views, trace_views, views

app_name = "supervising"
urlpatterns = [
    path("", views.board_list, name="list"),
    path("<key:pk>/", views.board_receipts, name="board"),
    path("<key:pk>/adaptations/", views.board_adaptations, name="adaptations"),
    path("<key:pk>/receipts/<key:row>/", views.receipt_detail, name="receipt"),
    path("<key:pk>/adaptations/<key:row>/", views.adaptation_detail, name="adaptation"),
    path("<key:pk>/adaptations/<key:row>/waive/", act_views.adaptation_waive, name="waive"),
    path("<key:pk>/adaptations/<key:row>/ask-again/", act_views.adaptation_ask_again, name="ask-again"),
    path("<key:pk>/day/", act_views.adaptations_day, name="day"),
    path("<key:pk>/urge/", act_views.board_urge, name="urge"),
    path("<key:pk>/urged/", act_views.board_urged, name="urged"),
    path("<key:pk>/matrix/", matrix_views.matrix, name="matrix"),
    path("<key:pk>/matrix.csv", matrix_views.matrix_csv, name="matrix-csv"),
    path("<key:pk>/matrix.xlsx", matrix_views.matrix_xlsx, name="matrix-xlsx"),
    path("<key:pk>/clauses/<anchor:anchor>/", trace_views.clause_trace, name="trace"),
]
