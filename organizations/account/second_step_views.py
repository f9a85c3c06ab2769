"""第二步验证: what it is, setting it up, signing in with it, and the codes for when the phone is lost."""

from urllib.parse import quote

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.db import transaction
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from ..credentials.entering import half_known
from ..credentials.second_step import second_step_missing
from . import own_acts
from .forms import ActivateForm, CodeAgainForm, CodeForm

ONWARD = "onward"  # in the session: where she was led away from


@method_decorator(half_known, name="dispatch")
class Overview(second_step.IndexView):
    template_name = "mfa/overview.html"

    def get(self, request, *args, **kwargs):
        if way := get_next_redirect_url(request):
            request.session[ONWARD] = way
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_missing": second_step_missing(self.request.user)}


class SecondStep(second_step.AuthenticateView):
    """Between password and session: the code."""

    template_name = "mfa/code.html"
    form_class = CodeForm


class CodeAgain(second_step.ReauthenticateView):
    template_name = "mfa/code_again.html"
    form_class = CodeAgainForm


class Recorded:
    """What is done here leaves a row in the audit, in the same transaction: both or neither."""

    @transaction.atomic
    def form_valid(self, form):
        self.record(self.request)
        return super().form_valid(form)


class Activate(Recorded, totp.ActivateTOTPView):
    template_name = "mfa/activate.html"
    form_class = ActivateForm
    record = staticmethod(own_acts.set_up_second_step)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"key": in_fours(context["form"].secret)}


class Deactivate(Recorded, totp.DeactivateTOTPView):
    template_name = "mfa/deactivate.html"
    record = staticmethod(own_acts.removed_second_step)


class NewCodes(Recorded, recovery_codes.GenerateRecoveryCodesView):
    template_name = "mfa/new_codes.html"
    record = staticmethod(own_acts.made_new_codes)


@method_decorator(never_cache, name="dispatch")
class Codes(recovery_codes.ViewRecoveryCodesView):
    """The recovery codes, this once. The file to keep is in the page itself: nothing can be asked for again."""

    template_name = "mfa/codes.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        codes = [in_fours(code) for code in context["unused_codes"]] if context["can_view_codes"] else []
        text = "".join(f"{code}\r\n" for code in codes)
        onward = self.request.session.get(ONWARD, reverse("account"))
        return context | {"onward": onward, "codes": codes, "file": f"data:text/plain;charset=utf-8,{quote(text)}"}


def in_fours(text):
    """Return a key in groups that people can read out and type: ABCD EFGH."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
