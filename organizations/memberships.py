"""任职: giving and ending roles. Each leaves a row in the audit, and word to whom it concerns."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from . import access, audit, messages
from .models import Membership, PlatformRole, Role, User


class Refused(Exception):
    """An act that cannot be done as things stand. `str` is a sentence for the person who tried."""


@transaction.atomic
def appoint(user, department, role, *, by=None, giver=None, since=None, until=None):
    """Give a person a role in a department from a day until a day, both included; return the Membership.

    by: the Actor who does it. giver: the person who decided it, where that is somebody else. Raise Refused where she is
    locked, has a platform role, or has this role already; where she gives it herself; where the department is no more.
    """
    user, giver = locked(user), giver or (by and by.user)
    may_be_appointed(user, department, giver)
    lapse(Membership.objects.filter(user=user, department=department, role=role))
    facts = {"since": since} if since else {}
    membership = Membership(user=user, department=department, role=role, until=until, granted_by=giver, **facts)
    check(membership)
    membership.save()
    access.grant(user, role, department)
    audit.record("appoint", membership, by=by, department=department, after=role)
    _tell(membership, by, f"{department}请您担任“{membership.get_role_display()}”角色")
    return membership


def locked(user):
    """Return the person with her row locked: what she is changes one act at a time. An act within another locks it again."""
    (user,) = User.objects.select_for_update().filter(pk=user.pk)
    return user


def may_be_appointed(user, department, giver):
    """Raise Refused where a person cannot have a role in a department, or not from this giver."""
    if giver == user:
        raise Refused("不能给自己授予角色，请由上级单位管理员或本单位的另一名管理员办理。")
    if not user.is_active:
        raise Refused(f"{user}的账号已停用，不能任职。请先联系平台的安全管理员。")
    if PlatformRole.objects.filter(user=user).exists():
        raise Refused(f"{user}是平台管理员，不能在部门任职。")
    if department.until and department.until <= timezone.localdate().isoformat():
        raise Refused(f"{department}已撤销，不能再任职。")


def check(row):
    """Raise Refused with the sentence of the rule that a row to be breaks."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(error.messages[0]) from None


def _tell(membership, by, subject):
    """Tell the person what somebody else did; what ends by itself was known from the beginning."""
    if by and by.user != membership.user:
        body = f"由{by.name}办理。" + ("" if membership.ended_at else f"任职时间：{membership.span}。")
        occasion = "ended" if membership.ended_at else "given"
        facts = {"department": membership.department, "occasion": occasion, "path": reverse("organizations:identity")}
        messages.owe([membership.user], "membership", membership, subject=subject, body=body, **facts)


@transaction.atomic
def dismiss(membership, *, by=None):
    """End a membership now; return whether it was still in force."""
    locked(membership.user)
    now = timezone.now()
    is_mine = Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=now)
    if is_mine:
        membership.ended_at = now
        access.withdraw(membership.user, membership.role, membership.department)
        audit.record("dismiss", membership, by=by, department=membership.department, before=membership.role)
        _tell(membership, by, f"您在{membership.department}的“{membership.get_role_display()}”角色已终止")
    return bool(is_mine)


def lapse(memberships=None):
    """End the memberships whose last day is over, so that nothing is left in guardian's table; return how many."""
    rows = Membership.objects.all() if memberships is None else memberships
    over = rows.filter(ended_at=None, until__lt=timezone.localdate())
    return sum(dismiss(membership) for membership in over.select_related("user", "department"))


def is_last_manager(membership):
    """Whether the department has no other manager today who could look after its people."""
    if membership.role != Role.MANAGER:
        return False
    others = access.counting().filter(department=membership.department, role=Role.MANAGER)
    return not others.exclude(pk=membership.pk).exists()


@transaction.atomic
def make_platform_admin(user, kind, *, by=None):
    """Give a person one of the three platform roles, which exclude each other and every department.

    Raise Refused where she has another one, or works in a department today or later.
    """
    user = locked(user)
    if Membership.objects.unended().filter(user=user).exists():
        raise Refused(f"{user}在部门任职，不能兼任平台管理员。")
    if PlatformRole.objects.filter(user=user).exists():
        raise Refused(f"{user}已是平台管理员，三种管理员不能互相兼任。")
    role = PlatformRole.objects.create(user=user, kind=kind)
    _enters_back_office(user, kind == PlatformRole.Kind.SYSTEM)
    audit.record("platform-role", role, by=by, after=kind)
    return role


def _enters_back_office(user, is_staff):
    """The flags of Django's own rights follow from the role, and give nothing by themselves."""
    User.objects.filter(pk=user.pk).update(is_staff=is_staff, is_superuser=False)
