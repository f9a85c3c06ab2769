"""账号: what the security administrator may do to one. Other modules add acts of theirs by `act`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from .. import audit
from ..credentials import second_step, sessions
from ..memberships import Refused
from ..models import User

ACTS = {}


@dataclass(frozen=True)
class Act:
    """One thing to do to an account: what its button says, when it can be done, and what is said afterwards.

    done: function(user, *, by: Actor), which leaves a row in the audit and returns whether anything changed.
    """

    label: str
    sentence: str
    done: Callable
    applies: Callable = lambda user: True


def act(name, label, sentence, applies=lambda user: True):
    """Register a function as the act of this name, which stands in its address."""

    def register(function):
        ACTS[name] = Act(label, sentence, function, applies)
        return function

    return register


def offered(user):
    """Return {name: Act} of what can be done to this account as it is."""
    return {name: each for name, each in ACTS.items() if each.applies(user)}


@act("lock", "停用账号", "账号已停用，现有的登录随即失效。", lambda user: user.is_active)
def lock(user, *, by):
    """Let nobody sign in, or stay signed in, with an account. Raise Refused for one's own."""
    if by.user == user:
        raise Refused("不能停用自己的账号，请由另一名安全管理员办理。")
    sessions.end(user)
    return _set_active(user, False, by)


@act("unlock", "恢复账号", "账号已恢复，可以重新登录。", lambda user: not user.is_active)
def unlock(user, *, by):
    return _set_active(user, True, by)


@transaction.atomic
def _set_active(user, is_active, by):
    is_mine = User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active)
    if is_mine:
        audit.record("unlock" if is_active else "lock", user, by=by)
    return bool(is_mine)


@act("sessions", "结束全部登录", "登录已全部结束。")
@transaction.atomic
def end_sessions(user, *, by):
    """Sign an account out wherever it is signed in."""
    count = sessions.end(user)
    if count:
        audit.record("end-sessions", user, by=by)
    return bool(count)


act("second-step", "重置第二步验证", "第二步验证已撤销，下次登录后重新设置。", second_step.has_second_step)(
    second_step.reset_second_step
)
