from django.urls import path

from campaigns import converters  # noqa: F401  registers what stands between < and >

from . import end_views, mark_views, number_views, sign_views, verify_views

app_name = "issuing"
urlpatterns = [
    path("desk/notices/<key:pk>/sign/", sign_views.edition_sign, name="sign"),
    path("desk/notices/<key:pk>/sign/own/", sign_views.edition_sign_own, name="sign_own"),
    path("desk/notices/<key:pk>/gate/", sign_views.edition_gate, name="gate"),
    path("desk/notices/<key:pk>/put-off/", sign_views.edition_put_off, name="put_off"),
    path("desk/notices/<key:pk>/correct/", end_views.edition_correct, name="correct"),
    path("desk/notices/<key:pk>/change-note/", end_views.edition_change_note, name="change_note"),
    path("desk/notices/<key:pk>/withdraw/", end_views.edition_withdraw, name="withdraw"),
    path("desk/notices/<key:pk>/repeal/", end_views.edition_repeal, name="repeal"),
    path("desk/numbers/", number_views.series_list, name="series"),
    path("desk/numbers/<key:pk>/use/", number_views.series_use, name="series_use"),
    path("desk/numbers/<key:pk>/<year:year>/", number_views.ledger_year, name="ledger"),
    path("desk/numbers/<key:pk>/<year:year>/outside/", number_views.number_outside, name="outside"),
    path("desk/numbers/<key:pk>/<year:year>/begin/", number_views.number_begin, name="begin"),
    path("desk/numbers/entries/<key:pk>/void/", number_views.number_void, name="void"),
    path("desk/marks/", mark_views.mark_list, name="marks"),
    path("desk/marks/<key:pk>/release/", mark_views.mark_release, name="release"),
    path("desk/marks/<key:pk>/give-back/", mark_views.mark_give_back, name="give_back"),
    path("verify/", verify_views.verify, name="verify"),
]
