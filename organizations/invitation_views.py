"""接受邀请: the page that the link in an invitation's mail leads to."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render, resolve_url

from . import acting, entering, invitations
from .invitation_forms import NewAccountForm, ThisAccountForm
from .memberships import Refused
from .methods import takes_a_form

OURS = "allauth.account.auth_backends.AuthenticationBackend"


@takes_a_form
def invitation(request, token):
    """Show who asks whom to be what; join, with the account in use or with a new one."""
    found = invitations.by_token(token)
    if found is None or not found.is_open:
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
    is_new = not request.user.is_authenticated
    with transaction.atomic():
        user = form.save() if is_new else request.user
        by = acting.Actor(user, address=acting.address_of(request))
        membership = invitations.accept(found, by=by)
    if is_new:
        login(request, user, backend=OURS)
    acting.choose(request, f"m-{membership.department_id}")
    messages.success(
        request,
        f"您已加入{membership.department}，角色是“{membership.get_role_display()}”。等您办理的事项列在工作台上。",
    )
    return redirect(settings.LOGIN_REDIRECT_URL)


def _private(response):
    """The address is a secret: no cache keeps its page, and no search engine lists it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
