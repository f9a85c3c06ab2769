"""更改姓名: another name for a person, given by who looks after her people. What she did before keeps the name of its day."""

from django.db import transaction
from django.urls import reverse

from .. import access, audit, messages
from ..access import Right
from ..memberships import Refused, locked
from ..models import Membership


@transaction.atomic
def rename(user, name, *, by):
    """Call a person `name` (names.tidy) from now on; return whether that is another name. by: an acting.Actor.

    The audit keeps both names: nothing else would tell whose acts those under the old one are. Raise Refused for one's
    own name, and for who also works where a manager has nothing to say.
    """
    user = locked(user)  # before it is asked where she works: a role is given under the same lock
    _may_be_renamed(user, by)
    before = user.name
    if before == name:
        return False
    user.last_name, user.first_name = name, ""
    user.save(update_fields=["last_name", "first_name"])
    row = audit.record("rename", user, by=by, before=before[: audit.LONGEST], after=name)
    body = f"由{by.name}办理。今后的办理记录用新的姓名，以前办理的事项仍记当时的姓名。"
    facts = {"occasion": str(row.pk), "path": reverse("account")}
    messages.owe([user], "rename", user, subject=f"您的姓名已由“{before}”改为“{name}”", body=body, **facts)
    return True


def _may_be_renamed(user, by):
    if by.user == user:
        raise Refused("不能更改自己的姓名，请由上级单位管理员、本单位的另一名管理员或平台的安全管理员办理。")
    if Right.SECURITY in by.rights:
        return
    if elsewhere(by).filter(user=user).exists():
        raise Refused(f"{user}还在您管理的范围以外任职，姓名由平台的安全管理员更改。")


def elsewhere(by):
    """Return the roles that people have where the actor has nothing to say: of those people, security looks after the name."""
    return Membership.objects.unended().exclude(department__in=access.reach(by, Right.MANAGE))
