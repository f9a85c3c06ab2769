"""本单位人员: a manager looks after the people of her department and of those below along the line."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from .. import access, invitations, memberships
from ..access import Right
from ..acting import with_role
from ..memberships import Refused
from ..methods import takes_a_form
from ..models import Department, Invitation, Membership, User
from ..paging import PageForm
from . import renaming
from .forms import AppointForm, FindForm, InviteForm, NameForm

PER_PAGE, MOST_FOUND = 50, 30


@require_safe
@with_role
def people(request, pk=None):
    """Show the people of a department and whom it invited; find a department below."""
    department = _department(request, pk)
    pages, find = PageForm(request.GET), FindForm(request.GET)
    context = {
        "department": department,
        "pages": pages,
        "page": pages.page_of(_with_reach(_people(department), request.actor), PER_PAGE),
        "invitations": invitations.shown(Invitation.objects.pending().filter(department=department)).select_related(
            "invited_by", "invitee"
        ),
        "find": find,
        "found": _found(request.actor, find),
        "has_below": access.reach(request.actor, Right.MANAGE).exclude(pk=request.actor.department.pk).exists(),
    }
    return render(request, "desk/people.html", context)


def _department(request, pk=None):
    """Return the department whose people are looked after, the actor's own where none is named."""
    if pk is None or not request.actor.department:
        access.require(request.actor, Right.MANAGE, request.actor.department)
        return request.actor.department
    department = get_object_or_404(Department.objects.today().prefetch_related("names"), pk=pk)
    access.require(request.actor, Right.MANAGE, department)
    return department


def _people(department):
    here = Membership.objects.unended().filter(department=department)
    people = User.objects.filter(pk__in=here.values("user")).order_by("last_name", "first_name", "username")
    return people.prefetch_related(Prefetch("memberships", here.order_by("pk"), to_attr="here"))


def _with_reach(people, actor):
    """Mark who also works where the actor has nothing to say."""
    return people.annotate(works_elsewhere=Exists(renaming.elsewhere(actor).filter(user=OuterRef("pk"))))


def _found(actor, find):
    """Return the departments in reach whose names hold what is looked for, None where nothing is."""
    words = find.is_valid() and find.cleaned_data["q"].strip()
    if not words:
        return None
    rows = access.reach(actor, Right.MANAGE).today().filter(names__name__contains=words).distinct()
    return rows.select_related("region").prefetch_related("names")[:MOST_FOUND]


@takes_a_form
@with_role
def appoint(request, pk):
    """Give a role to somebody who has an account; who works elsewhere altogether is asked first."""
    department = _department(request, pk)
    form = AppointForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            row = invitations.give_or_ask(typed.pop("who"), department, by=request.actor, **typed)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _outcome(row))
            return redirect("organizations:people-of", department.pk)
    return render(request, "desk/appoint.html", {"department": department, "form": form})


def _outcome(row):
    role = row.get_role_display()
    if isinstance(row, Invitation):
        return f"{row.name}不在您管理的单位任职，已邀请其担任“{role}”，本人接受后生效。"
    return f"{row.user}已在{row.department}任“{role}”，并已通知本人。"


@takes_a_form
@with_role
def invite(request, pk):
    """Ask somebody by mail to join."""
    department = _department(request, pk)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            row = invitations.invite(department=department, by=request.actor, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已邀请{row.name}，邮件即将发往 {row.email}。")
            return redirect("organizations:people-of", department.pk)
    return render(request, "desk/invite.html", {"department": department, "form": form})


@takes_a_form
@with_role
def rename(request, pk, person):
    """Give somebody of the department another name."""
    department = _department(request, pk)
    user = get_object_or_404(_people(department), pk=person)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if form.is_valid() and renamed(request, user, form):
        return redirect("organizations:people-of", department.pk)
    back = reverse("organizations:people-of", args=[department.pk])
    return render(request, "desk/rename.html", {"person": user, "form": form, "back": back, "place": department})


def renamed(request, user, form):
    """Do it and say so; where it cannot be done, the form says why. Return whether it was done."""
    before, name = user.name, form.cleaned_data["name"]
    try:
        is_new = renaming.rename(user, name, by=request.actor)
    except Refused as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"“{before}”已改名为“{name}”，并已通知本人。" if is_new else "姓名没有变化。")
    return True


def _row(request, rows, pk):
    """Return a row of a department: 404 where the actor neither belongs to it nor manages it, 403 where she may not."""
    row = get_object_or_404(rows.select_related("department").prefetch_related("department__names"), pk=pk)
    may = access.may(request.actor, Right.MANAGE, row.department)
    if not may and row.department != request.actor.department:
        raise Http404
    access.require(request.actor, Right.MANAGE, row.department)
    return row


@takes_a_form
@with_role
def end_membership(request, pk):
    """Ask whether a role is to end, and end it."""
    row = _row(request, Membership.objects.unended().select_related("user"), pk)
    if request.method != "POST":
        context = {"membership": row, "is_last": memberships.is_last_manager(row)}
        return render(request, "desk/end_membership.html", context)
    if memberships.dismiss(row, by=request.actor):
        messages.success(request, f"{row.user}在{row.department}的“{row.get_role_display()}”已终止，并已通知本人。")
    return redirect("organizations:people-of", row.department_id)


@require_POST
@with_role
def send_invitation(request, pk):
    row = _row(request, Invitation.objects.pending(), pk)
    if invitations.send_again(row, by=request.actor):
        messages.success(request, _sent_again(row))
    else:
        messages.info(request, "邀请刚刚发过，请稍后再试。")
    return redirect("organizations:people-of", row.department_id)


def _sent_again(row):
    return f"已重新邀请{row.name}。" if row.invitee_id else f"邀请将重新发往 {row.email}，先前的网址不再有效。"


@require_POST
@with_role
def withdraw_invitation(request, pk):
    row = _row(request, Invitation.objects.pending(), pk)
    if invitations.withdraw(row, by=request.actor):
        messages.success(request, f"对{row.name}的邀请已撤回。")
    return redirect("organizations:people-of", row.department_id)
