"""Signing in and out, and a forgotten password: allauth's views with our forms and pages."""

from allauth.account import views as account
from axes.utils import reset
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import sample_accounts
from ..credentials import sessions
from . import lockout
from .forms import ForgottenForm, PasswordAgainForm, ResetPasswordForm, SignInForm


class SignIn(account.LoginView):
    template_name = "account/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **facts):
        samples = {"samples": sample_accounts.accounts_for_help(), "sample_password": sample_accounts.PASSWORD}
        return super().get_context_data(**facts) | samples


class SignOut(account.LogoutView):
    template_name = "account/sign_out.html"


class PasswordAgain(account.ReauthenticateView):
    template_name = "account/password_again.html"
    form_class = PasswordAgainForm


class Inactive(account.AccountInactiveView):
    template_name = "account/inactive.html"


class Forgotten(account.PasswordResetView):
    template_name = "account/forgotten.html"
    form_class = ForgottenForm


class ForgottenSent(account.PasswordResetDoneView):
    template_name = "account/forgotten_sent.html"


class ResetPassword(account.PasswordResetFromKeyView):
    """The link of the mail. Its key goes into the session and out of the address at once."""

    template_name = "account/reset.html"
    form_class = ResetPasswordForm

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        if response.status_code == 302:  # the next request must not tell where the key stood
            response["Referrer-Policy"] = "no-referrer"
        return response

    def form_valid(self, form):
        response = super().form_valid(form)
        sessions.end(self.reset_user)
        reset(username=lockout.own_name(self.reset_user))
        return response


class ResetDone(account.PasswordResetFromKeyDoneView):
    template_name = "account/reset_done.html"


@require_safe
def signup(request):
    """Nobody makes an account for herself: the page says who does."""
    return render(request, "account/signup.html")
