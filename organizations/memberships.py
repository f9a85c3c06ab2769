"""任职: giving and ending roles, delegating them, inviting people. Each leaves a row in the audit."""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from . import access, audit
from .models import Delegation, Invitation, Membership, PlatformRole, User

INVITATION_LASTS = timedelta(days=7)


class Refused(Exception):
    """An act that cannot be done as things stand. `str` is a sentence for the person who tried."""


@transaction.atomic
def appoint(user, department, role, *, by=None, since=None, until=None):
    """Give a person a role in a department from a day until a day, both included; return the Membership.

    Raise Refused where she has a platform role, or has this role already.
    """
    User.objects.select_for_update().get(pk=user.pk)  # her roles change one at a time
    if PlatformRole.objects.filter(user=user).exists():
        raise Refused(f"{user}是平台管理员，不能在部门任职。")
    facts = {"since": since} if since else {}
    membership = Membership(
        user=user, department=department, role=role, until=until, granted_by=by and by.user, **facts
    )
    _check(membership)
    membership.save()
    access.grant(user, role, department)
    audit.record("appoint", membership, by=by, department=department, after=role)
    return membership


def _check(row):
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(error.messages[0]) from None


@transaction.atomic
def dismiss(membership, *, by=None):
    """End a membership now; return whether it was still in force."""
    is_mine = Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=timezone.now())
    if is_mine:
        access.withdraw(membership.user, membership.role, membership.department)
        audit.record("dismiss", membership, by=by, department=membership.department, before=membership.role)
    return bool(is_mine)


def lapse():
    """End the memberships whose last day is over, so that nothing is left in guardian's table; return how many."""
    over = Membership.objects.filter(ended_at=None, until__lt=timezone.localdate())
    return sum(dismiss(membership) for membership in over.select_related("user", "department"))


@transaction.atomic
def make_platform_admin(user, kind, *, by=None):
    """Give a person one of the three platform roles, which exclude each other and every department.

    Raise Refused where she has another one, or works in a department.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if Membership.objects.active().filter(user=user).exists():
        raise Refused(f"{user}在部门任职，不能兼任平台管理员。")
    if PlatformRole.objects.filter(user=user).exists():
        raise Refused(f"{user}已是平台管理员，三种管理员不能互相兼任。")
    role = PlatformRole.objects.create(user=user, kind=kind)
    audit.record("platform-role", role, by=by, after=kind)
    return role


@transaction.atomic
def delegate(actor, delegate, *, since, until, note=""):
    """Let a colleague of the same department act for the actor from a day until a day; return the Delegation.

    Raise Refused for who is not of the department, for herself, and for who acts for another one already.
    """
    if actor.department is None or actor.on_behalf_of:
        raise Refused("请以本人在部门的身份办理委托。")
    if not Membership.objects.active().filter(user=delegate, department=actor.department).exists():
        raise Refused(f"{delegate}不在{actor.department}任职，不能受托。")
    delegation = Delegation(
        principal=actor.user, delegate=delegate, department=actor.department, since=since, until=until, note=note
    )
    _check(delegation)
    delegation.save()
    audit.record("delegate", delegation, by=actor)
    return delegation


@transaction.atomic
def revoke(delegation, *, by):
    """End a delegation now; return whether it was still in force."""
    is_mine = Delegation.objects.filter(pk=delegation.pk, ended_at=None).update(ended_at=timezone.now())
    if is_mine:
        audit.record("revoke", delegation, by=by)
    return bool(is_mine)


# --- invitations --------------------------------------------------------------------------------------------------


def token_digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(email, name, department, role, *, by, until=None):
    """Ask somebody to join a department; return (Invitation, token). The token stands only in the mail."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        department=department,
        role=role,
        until=until,
        invited_by=by.user,
        token_digest=token_digest(token),
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    audit.record("invite", invitation, by=by, department=department, after=role)
    return invitation, token


@transaction.atomic
def accept(invitation, user):
    """Let a person join as she was invited to; return the Membership.

    Raise Refused where it was accepted, withdrawn or has expired, also in the same moment.
    """
    facts = {"accepted_at": timezone.now(), "accepted_by": user}
    if not Invitation.objects.open().filter(pk=invitation.pk).update(**facts):
        raise Refused("这份邀请已经使用、撤回或过期，请联系邀请人重新发出。")
    return appoint(user, invitation.department, invitation.role, until=invitation.until)
