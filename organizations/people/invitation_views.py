"""接受邀请: the page that the link in an invitation's mail leads to, and that of who was asked at her account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.http import require_POST, require_safe

from .. import acting, invitations
from ..credentials import entering
from ..memberships import Refused
from ..methods import takes_a_form
from ..models import Invitation
from .invitation_forms import NewAccountForm, ThisAccountForm

OURS = "allauth.account.auth_backends.AuthenticationBackend"


@takes_a_form
def invitation(request, token):
    """Show who asks whom to be what; join, with the account in use or with a new one."""
    found = invitations.by_token(token)
    if found is None or not (found.is_open and found.is_vouched):
        return _private(render(request, "desk/invitation_over.html", {"invitation": found}, status=410))
    if request.user.is_authenticated and (answer := entering.second_step_first(request)):
        return _private(answer)
    form = _form(request, found)
    if form.is_valid():
        try:
            return _join(request, found, form)
        except Refused as error:
            form.add_error(None, str(error))
        except IntegrityError:
            form.add_error("username", "这个用户名刚刚被别人使用，请换一个。")
    context = {"invitation": found, "form": form, "here": request.path, "sign_in": resolve_url(settings.LOGIN_URL)}
    return _private(render(request, "desk/invitation.html", context))


def _form(request, found):
    typed = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return ThisAccountForm(found, request.user, typed)
    return NewAccountForm(found, typed)


def _join(request, found, form):
    """Accept, after making the account where there is none: both or neither."""
    is_new, acted_as = not request.user.is_authenticated, request.actor.key
    with transaction.atomic():
        user = form.save() if is_new else request.user
        membership = invitations.accept(found, by=_herself(request, user))
    if is_new:
        login(request, user, backend=OURS)
    return _joined(request, membership, acted_as)


def _herself(request, user=None):
    """Return the person as nobody's deputy and for no department: she answers for herself alone."""
    return acting.Actor(user or request.user, address=acting.address_of(request))


def _joined(request, membership, acted_as):
    """Say so. Whoever acted for another department or in another part (its key) goes on as that, and learns how to change."""
    key = f"m-{membership.department_id}"
    is_other = acting.choose(request, acted_as) and acted_as != key
    if not is_other:
        acting.choose(request, key)
    hint = "办理该单位的事项时，请在“办理身份”里换用。" if is_other else "等您办理的事项列在工作台上。"
    said = f"您已加入{membership.department}，角色是“{membership.get_role_display()}”。{hint}"
    messages.success(request, said)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _private(response):
    """The address is a secret: no cache keeps its page, and no search engine lists it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


# --- at one's account ---------------------------------------------------------------------------------------------


def _mine(request, pk):
    return get_object_or_404(invitations.shown(Invitation.objects.to(request.user)).select_related("invited_by"), pk=pk)


@require_safe
@acting.signed_in
def mine(request, pk):
    """Show who asks the person to be what; a person without any role is asked like any other."""
    found = _mine(request, pk)
    if not (found.is_open and found.is_vouched):
        return render(request, "desk/invitation_over.html", {"invitation": found}, status=410)
    return render(request, "desk/invitation_mine.html", {"invitation": found})


@require_POST
@acting.signed_in
def accept(request, pk):
    found, acted_as = _mine(request, pk), request.actor.key
    try:
        membership = invitations.accept(found, by=_herself(request))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("organizations:invitation-mine", pk)
    return _joined(request, membership, acted_as)


@require_POST
@acting.signed_in
def decline(request, pk):
    if not invitations.decline(_mine(request, pk), by=_herself(request)):
        return redirect("organizations:invitation-mine", pk)  # it says what became of the invitation
    messages.success(request, "已谢绝邀请，并已通知邀请人。您的任职没有变化。")
    return redirect("organizations:inbox")
