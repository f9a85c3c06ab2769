"""Addresses under /account/. The names that begin with account_ and mfa_ are those that allauth asks for."""

from django.urls import path, re_path

from . import second_step_views, signing_in, views

urlpatterns = [
    path("", views.page, name="account"),
    path("login/", signing_in.SignIn.as_view(), name="account_login"),
    path("logout/", signing_in.SignOut.as_view(), name="account_logout"),
    path("signup/", signing_in.signup, name="account_signup"),
    path("inactive/", signing_in.Inactive.as_view(), name="account_inactive"),
    path("reauthenticate/", signing_in.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("email/", views.address, name="account_address"),
    path("email/<str:token>/", views.address_confirm, name="account_address_confirm"),
    path("password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("password/forgotten/", signing_in.Forgotten.as_view(), name="account_reset_password"),
    path("password/forgotten/sent/", signing_in.ForgottenSent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$",
        signing_in.ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", signing_in.ResetDone.as_view(), name="account_reset_password_from_key_done"),
    path("second-step/", second_step_views.Overview.as_view(), name="mfa_index"),
    path("second-step/code/", second_step_views.SecondStep.as_view(), name="mfa_authenticate"),
    path("second-step/code/again/", second_step_views.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("second-step/set-up/", second_step_views.Activate.as_view(), name="mfa_activate_totp"),
    path("second-step/remove/", second_step_views.Deactivate.as_view(), name="mfa_deactivate_totp"),
    path("second-step/recovery-codes/", second_step_views.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("second-step/recovery-codes/new/", second_step_views.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("sessions/<int:pk>/end/", views.session_end, name="account_session_end"),
    path("sessions/end-others/", views.sessions_end, name="account_sessions_end"),
    path("kept/", views.kept, name="account_kept"),
    path("kept/drop/", views.kept_drop, name="account_kept_drop"),
]
