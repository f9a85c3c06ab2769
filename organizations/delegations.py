"""委托: a colleague acts for somebody from a day until a day. It ends with the role that it rests on."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from . import access, audit, messages, names
from .access import Right
from .memberships import Refused, check, locked
from .models import Delegation, User


def colleagues(actor):
    """Return those to whom the actor could delegate: who has a role in her department today, without herself."""
    if actor.department is None:
        return User.objects.none()
    here = access.counting().filter(department=actor.department)
    return User.objects.filter(pk__in=here.values("user")).exclude(pk=actor.user.pk)


def colleagues_with_roles(actor):
    """Return [(person, her roles in the actor's department)] of those to whom she could delegate, in the order of pinyin."""
    people = sorted(colleagues(actor), key=lambda user: (names.in_order(user.name), user.username))
    held = access.roles_held([user.pk for user in people])
    return [(user, held.get(user.pk, {}).get(actor.department, [])) for user in people]


def writing_role(actor, roles):
    """Return the title in which somebody with these roles writes who would sign for the actor; "" where she does not.

    Nobody signs what she wrote: good to know before a colleague is asked to stand in, and no reason to refuse her.
    """
    if not any(Right.SIGN in access.RIGHTS[role] for role in lendable(actor)):
        return ""
    return next((access.TITLES[role] for role in sorted(roles) if Right.DRAFT in access.RIGHTS[role]), "")


def of_department(department):
    """Return what the people of a department gave each other, with the roles lent in `roles`; the newest first.

    `is_idle` where one of the two has no role there any more: it gives nothing.
    """
    rows = list(Delegation.objects.unended().filter(department=department).select_related("principal", "delegate"))
    held = access.roles_held({key for row in rows for key in (row.principal_id, row.delegate_id)})
    for row in rows:
        row.department = department
        row.roles = access.delegated(held.get(row.principal_id, {}).get(department, []))
        row.is_idle = not (row.roles and held.get(row.delegate_id, {}).get(department))
    return rows


def lendable(actor):
    """Return the roles that the actor may have somebody take over: her own, short of managing people."""
    return [] if actor.on_behalf_of or actor.department is None else access.delegated(actor.roles)


@transaction.atomic
def delegate(actor, delegate, *, since, until, note=""):
    """Let a colleague of the same department act for the actor from a day until a day; return the Delegation.

    Raise Refused for who is not of the department, for herself, for who acts for another one already or has nothing to
    lend, and where the same colleague stands in for her on one of these days already.
    """
    locked(actor.user)  # two acts at once cannot both find the days free
    _may_lend(actor, delegate)
    facts = {"principal": actor.user, "delegate": delegate, "department": actor.department}
    delegation = Delegation(**facts, since=since, until=until, note=note)
    check(delegation)
    if Delegation.objects.filter(**facts, ended_at=None, since__lte=until, until__gte=since).exists():
        raise Refused(f"这段时间里已经委托给{delegate}，请先终止原来的委托，或另选日期。")
    delegation.save()
    audit.record("delegate", delegation, by=actor)
    _tell(
        delegation, "given", f"{delegation.principal}委托{delegation.delegate}代办{delegation.department}的事项", actor
    )
    return delegation


def _may_lend(actor, delegate):
    if actor.department is None or actor.on_behalf_of:
        raise Refused("请以本人在部门的身份办理委托，受托的事项不能再转托。")
    if not lendable(actor):
        raise Refused("单位管理员的职责不能委托，请由上级单位或平台安全管理员另行指定管理员。")
    if delegate != actor.user and not colleagues(actor).filter(pk=delegate.pk).exists():
        raise Refused(f"{delegate}不在{actor.department}任职，不能受托。")


@transaction.atomic
def revoke(delegation, *, by):
    """End a delegation now; return whether it was still in force."""
    still = Q(pk=delegation.pk, ended_at=None, until__gte=timezone.localdate())
    is_mine = Delegation.objects.filter(still).update(ended_at=timezone.now())
    if is_mine:
        audit.record("revoke", delegation, by=by, department=delegation.department)
        _tell(delegation, "ended", f"{delegation.principal}对{delegation.delegate}的委托已终止", by)
    return bool(is_mine)


def _tell(delegation, occasion, subject, by):
    """Tell both, so that neither is surprised by what was done in her name."""
    said = [f"单位：{delegation.department}。", f"委托期限：{delegation.span}。"]
    said += [f"事由：{delegation.note}。"] if delegation.note else []
    said += [f"由{by.name}终止。"] if occasion == "ended" else []
    facts = {"occasion": occasion, "path": reverse("organizations:delegations"), "department": delegation.department}
    both = [delegation.principal, delegation.delegate]
    messages.owe(both, "delegation", delegation, subject=subject, body="".join(said), **facts)
