"""账号: what a person may see and change about herself."""

from allauth.account import views as account
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from .. import keeping
from ..credentials import passwords, second_step, sessions
from ..credentials.entering import known
from ..methods import takes_a_form
from ..models import Membership, PlatformRole
from . import addresses, own_acts
from .forms import ChangeAddressForm, ChangePasswordForm


@require_safe
@known
def page(request):
    roles = Membership.objects.active().filter(user=request.user).select_related("department")
    context = {
        "memberships": roles.prefetch_related("department__names"),
        "platform_role": PlatformRole.objects.filter(user=request.user).first(),
        "changed_at": passwords.changed_at(request.user),
        "has_second_step": second_step.has_second_step(request.user),
        "sessions": sessions.of(request.user, here=request.session.session_key),
    }
    return render(request, "account/account.html", context)


@method_decorator(known, name="dispatch")
class ChangePassword(account.PasswordChangeView):
    template_name = "account/password.html"
    form_class = ChangePasswordForm

    def form_valid(self, form):
        response = super().form_valid(form)
        sessions.end(self.request.user, but=self.request.session.session_key)
        return response


@takes_a_form
@known
def address(request):
    form = ChangeAddressForm(request.POST or None, user=request.user)
    if form.is_valid() and addresses.ask(request, form.cleaned_data["email"]):
        return render(request, "account/address_sent.html", {"email": form.cleaned_data["email"]})
    return render(request, "account/address.html", {"form": form})


@takes_a_form
@known
def address_confirm(request, token):
    """The link that was sent to the new address. Following it changes nothing; the button does."""
    email = addresses.asked(request.user, token)
    if email and request.method == "POST":
        addresses.change(request, email)
        messages.success(request, f"邮箱已改为{email}。")
        return redirect("account")
    return render(request, "account/address_confirm.html", {"email": email}, status=200 if email else 410)


@require_POST
@known
def session_end(request, pk):
    ended = own_acts.end_sessions(request, pk=pk)
    messages.success(request, "那一处登录已结束。" if ended else "那一处登录此前已经结束。")
    return redirect(reverse("account") + "#sessions")


@require_POST
@known
def sessions_end(request):
    ended = own_acts.end_sessions(request)
    messages.success(request, f"其他{ended}处登录已结束。" if ended else "没有其他登录。")
    return redirect(reverse("account") + "#sessions")


@require_safe
@known
def kept(request):
    """What was sent after the session had ended, ready to be sent again."""
    found = keeping.kept(request)
    return render(request, "account/kept.html", {"kept": found}, status=200 if found else 404)


@require_POST
@known
def kept_drop(request):
    found = keeping.kept(request)
    keeping.drop(request)
    messages.success(request, "没有提交的内容已放弃。")
    return redirect(found["page"] if found else "account")
