"""账号管理: the security administrator finds an account, sees what it is, and locks it or lets it be."""

from urllib.parse import urlencode

from axes.models import AccessAttempt
from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from .. import access, invitations
from ..access import Right
from ..account import lockout
from ..acting import with_role
from ..memberships import Refused
from ..methods import takes_a_form
from ..models import Delegation, Membership, Role, User
from ..paging import PageForm
from . import accounts
from .forms import FindForm, InviteManagerForm, NameForm
from .views import renamed

PER_PAGE, MOST_LOCKED = 30, 50


class AccountFilter(PageForm, FindForm):
    """Whom to look for, and which page of them."""

    def kept(self):
        """Return what is in force as the beginning of a query string, for the pager's links."""
        words = self.cleaned_data.get("q")
        return f"{urlencode({'q': words})}&" if words else ""

    def narrow(self, users):
        words = self.cleaned_data["q"].strip()
        if not words:
            return users
        fields = ("username", "last_name", "first_name", "email")
        return users.filter(Q(*((f"{name}__contains", words) for name in fields), _connector=Q.OR))


@require_safe
@with_role
def account_list(request):
    access.require(request.actor, Right.SECURITY)
    form = AccountFilter(request.GET)
    users = User.objects.order_by("username").select_related("platform_role")
    page = form.page_of(_with_roles(form.narrow(users)), PER_PAGE) if form.is_valid() else None
    for person in page or []:
        person.parts = _parts(person.here)
    context = {"form": form, "page": page, "lockouts": lockout.in_force()[:MOST_LOCKED]}
    return render(request, "desk/accounts.html", context)


def _with_roles(users):
    here = Membership.objects.unended().select_related("department").prefetch_related("department__names")
    return users.prefetch_related(Prefetch("memberships", here.order_by("pk"), to_attr="here"))


def _parts(memberships):
    """Return {department: [what she is there]}."""
    parts = {}
    for row in memberships:
        parts.setdefault(str(row.department), []).append(row.get_role_display())
    return parts


@require_safe
@with_role
def account(request, pk):
    access.require(request.actor, Right.SECURITY)
    person = get_object_or_404(_with_roles(User.objects.select_related("platform_role")), pk=pk)
    lent = Delegation.objects.unended().filter(Q(principal=person) | Q(delegate=person))
    context = {
        "account": person,
        "acts": accounts.offered(person),
        "delegations": lent.select_related("principal", "delegate", "department").prefetch_related("department__names"),
    }
    return render(request, "desk/account.html", context)


@takes_a_form
@with_role
def rename(request, pk):
    """Give somebody another name, wherever she works."""
    access.require(request.actor, Right.SECURITY)
    person = get_object_or_404(User, pk=pk)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if form.is_valid() and renamed(request, person, form):
        return redirect("organizations:account", person.pk)
    back = reverse("organizations:account", args=[person.pk])
    return render(request, "desk/rename.html", {"person": person, "form": form, "back": back})


@require_POST
@with_role
def act(request, pk, name):
    access.require(request.actor, Right.SECURITY)
    person = get_object_or_404(User, pk=pk)
    if name not in accounts.ACTS:
        raise Http404
    chosen = accounts.ACTS[name]
    try:
        is_done = chosen.done(person, by=request.actor)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{person}：{chosen.sentence}" if is_done else "没有需要改动的，账号状态如下。")
    return redirect("organizations:account", person.pk)


@require_POST
@with_role
def release(request, pk):
    """Let somebody who failed too often try again before her time."""
    access.require(request.actor, Right.SECURITY)
    attempt = get_object_or_404(AccessAttempt, pk=pk)
    lockout.release(attempt, by=request.actor)
    messages.success(request, f"“{attempt.username}”可以重新登录了。")
    return redirect("organizations:accounts")


@takes_a_form
@with_role
def invite_manager(request):
    """Ask somebody to be the manager of a department that has nobody to invite her."""
    access.require(request.actor, Right.SECURITY)
    form = InviteManagerForm(request.POST or None)
    if form.is_valid():
        try:
            row = invitations.invite(role=Role.MANAGER, by=request.actor, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已邀请{row.name}任{row.department}单位管理员，邮件即将发往 {row.email}。")
            return redirect("organizations:accounts")
    return render(request, "desk/invite_manager.html", {"form": form})
