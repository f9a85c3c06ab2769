"""Who may do what where: the one table of rights, and the only place that asks guardian.

Rights are held on departments, never on rows. A person acts for one department at a time (acting.Actor); what she may
do there follows from her roles. A grant of guardian's counts only while a membership in force stands behind it. Not
visible is 404; visible and not allowed is 403 with a sentence that says who could.
"""

import logging
from enum import StrEnum
from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from guardian.shortcuts import assign_perm, remove_perm

from .models import Delegation, Department, DepartmentUserGrant, Membership, PlatformRole, Role, User

logger = logging.getLogger(__name__)


class Right(StrEnum):
    VIEW = "view"  # what a department has not issued, or not for everybody
    RECEIVE = "receive"  # confirm what came in, record what was confirmed on paper, urge those who have not
    DRAFT = "draft"  # write
    REVIEW = "review"  # send to the co-issuers, or back to who wrote it
    SIGN = "sign"  # for the department: countersign, issue, correct, withdraw, void a number
    MANAGE = "manage"  # its people, and those of the departments below along the line
    SYSTEM = "system"  # records, mails and long work of the whole platform
    SECURITY = "security"  # accounts, sessions, platform roles
    AUDIT = "audit"  # the record of who did what


RIGHTS = {
    Role.READER: {Right.VIEW},
    Role.DRAFTER: {Right.VIEW, Right.RECEIVE, Right.DRAFT},
    Role.REVIEWER: {Right.VIEW, Right.RECEIVE, Right.DRAFT, Right.REVIEW},
    Role.SIGNATORY: {Right.VIEW, Right.RECEIVE, Right.REVIEW, Right.SIGN},
    Role.MANAGER: {Right.VIEW, Right.MANAGE},
    PlatformRole.Kind.SYSTEM: {Right.SYSTEM},
    PlatformRole.Kind.SECURITY: {Right.SECURITY},
    PlatformRole.Kind.AUDIT: {Right.AUDIT},
}
TITLES = {
    Role.READER: "查阅人",
    Role.DRAFTER: "起草人",
    Role.REVIEWER: "审核人",
    Role.SIGNATORY: "签发人",
    Role.MANAGER: "单位管理员",
}
PLATFORM_RIGHTS = frozenset().union(*(RIGHTS[kind] for kind in PlatformRole.Kind))
NOT_DELEGATED = {Right.MANAGE}


# --- what roles give ----------------------------------------------------------------------------------------------


def rights_of(roles):
    """Return the rights that a person has by all of these roles together."""
    return frozenset().union(*(RIGHTS[role] for role in roles))


def roles_with(right):
    """Return the roles of a department that give a right."""
    return [role for role in Role if right in RIGHTS[role]]


def grant(user, role, department):
    """Store in guardian's table what a membership gives. Only memberships.py calls this."""
    assign_perm(f"organizations.{role}", user, department)


def withdraw(user, role, department):
    """Take it away again."""
    remove_perm(f"organizations.{role}", user, department)


def counting():
    """Return the memberships that count today: in force, of a person who is not locked, confirmed by guardian's table."""
    same = {
        "user": OuterRef("user"),
        "content_object": OuterRef("department"),
        "permission__codename": OuterRef("role"),
    }
    return Membership.objects.active().filter(Exists(DepartmentUserGrant.objects.filter(**same)), user__is_active=True)


def roles_held(people):
    """Return {user key: {department: [role]}} of what counts today. Two queries, whatever the number of people."""
    held = {}
    rows = counting().filter(user__in=people).select_related("department__region", "department__line")
    for row in rows.prefetch_related("department__names"):
        held.setdefault(row.user_id, {}).setdefault(row.department, []).append(Role(row.role))
    return held


def delegated(roles):
    """Return those of the roles that a colleague may take over for a while: nobody else manages the people."""
    return [role for role in roles if not RIGHTS[role] & NOT_DELEGATED]


def people_with(right, department):
    """Return those who have a right in a department today, by a role of their own or for a colleague: a queryset."""
    return people_in(right, [department])


def people_in(right, departments):
    """The same of several departments, given as rows, keys or a queryset: each person once."""
    own, stands_in = _having(right, departments)
    return User.objects.filter(Q(pk__in=own.values("user")) | Q(pk__in=stands_in.values("delegate")))


def people_by(right, departments):
    """Return {key of a department: [User]} of those who have a right there today, each person once. Two queries."""
    own, stands_in = _having(right, departments)
    found = {}
    for row in own.select_related("user").order_by("pk"):
        found.setdefault(row.department_id, {})[row.user_id] = row.user
    for row in stands_in.select_related("delegate").order_by("pk"):
        found.setdefault(row.department_id, {}).setdefault(row.delegate_id, row.delegate)
    return {department: list(people.values()) for department, people in found.items()}


def _having(right, departments):
    """Return (the memberships that give a right in the departments today, the delegations that lend it)."""
    here = counting().filter(department__in=departments)
    there = {"department": OuterRef("department")}
    lent = here.filter(role__in=delegated(roles_with(right)), user=OuterRef("principal"), **there)
    holds = here.filter(user=OuterRef("delegate"), **there)
    return here.filter(role__in=roles_with(right)), Delegation.objects.active().filter(Exists(lent), Exists(holds))


def manned(right, departments):
    """Return the keys of those of the departments in which somebody has a right today. Whoever stands in has a principal there."""
    rows = counting().filter(department__in=departments, role__in=roles_with(right))
    return set(rows.values_list("department", flat=True))


def vouched():
    """Return the condition on invitations that who gave them could do so today.

    She manages the department or one above it along the line; or she looks after accounts, which gives managers only.
    """
    up = [f"department__region{'__parent' * steps}" for steps in range(1, 4)]
    managing = counting().filter(user=OuterRef("invited_by"), role__in=roles_with(Right.MANAGE))
    above = managing.filter(department__line=OuterRef("department__line")).filter(
        reduce(or_, (Q(department__region=OuterRef(path)) for path in up))
    )
    kinds = [kind for kind in PlatformRole.Kind if Right.SECURITY in RIGHTS[kind]]
    security = PlatformRole.objects.filter(user=OuterRef("invited_by"), user__is_active=True, kind__in=kinds)
    manages = Q(Exists(managing.filter(department=OuterRef("department")))) | Q(Exists(above))
    return manages | (Q(role__in=roles_with(Right.MANAGE)) & Exists(security))


# --- what an actor may --------------------------------------------------------------------------------------------


def reach(actor, right):
    """Return the departments where the actor has a right: her own, and for MANAGE those below along the line."""
    if right not in actor.rights or actor.department is None:
        return Department.objects.none()
    own = Q(pk=actor.department.pk)
    if right == Right.MANAGE:  # a neighbour of the same region and line is nobody's to manage but its own
        below = ~Q(region=actor.department.region_id) & Q(line=actor.department.line_id)
        return Department.objects.below(actor.department).filter(own | below)
    return Department.objects.filter(own)


def overseen(actor):
    """Return the departments whose issued things the actor sees: those of her territory and line; the lead line's, all."""
    if Right.VIEW not in actor.rights or actor.department is None:
        return Department.objects.none()
    below = Department.objects.below(actor.department)
    return below if actor.department.line.is_lead else below.filter(line=actor.department.line_id)


def may(actor, right, department=None):
    """Whether the actor has a right in a department; a platform right knows no department."""
    if right not in actor.rights:
        return False
    if department is None or actor.department is None:
        return department is None and actor.department is None
    return department.pk == actor.department.pk or reach(actor, right).filter(pk=department.pk).exists()


def require(actor, right, department=None):
    """Raise PermissionDenied with a sentence that says who could, unless the actor may."""
    if not may(actor, right, department):
        logger.warning(
            "Refused: user %s may not %s in %s", actor.user and actor.user.pk, right, department and department.pk
        )
        another = next((each for each in actor.others if may(each, right, department)), None)
        hint = f"您可以换成“{another.label}”的身份再办理。" if another else ""
        raise PermissionDenied(who_could(right, department) + hint)


def who_could(right, department=None):
    """Say who does what the actor may not."""
    if right in PLATFORM_RIGHTS:
        kind = next(kind for kind in PlatformRole.Kind if right in RIGHTS[kind])
        return f"这件事由平台的{kind.label}办理。"
    titles = "、".join(TITLES[role] for role in roles_with(right))
    return f"这件事由{department or '部门'}的{titles}办理。"


def see(actor, rows, **lookup):
    """Return the one row that the actor sees; rows: a queryset that has `visible_to(actor)`. Raise Http404 where there is none."""
    found = rows.visible_to(actor).filter(**lookup).order_by()[:1]  # to say in which order costs a third more
    for thing in found:
        return thing
    raise Http404


def fetch(actor, right, rows, **lookup):
    """Return the one row that the actor may act on.

    rows: a queryset that has `visible_to(actor)`, of a model whose `held_by` is the department that rights are held on.
    Raise Http404 where there is none that she sees, PermissionDenied where she sees it and may not.
    """
    thing = see(actor, rows, **lookup)
    require(actor, right, thing.held_by)
    return thing
