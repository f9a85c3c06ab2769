"""Giving and ending roles: who may be given one, what is told and written down, and that two at once are one."""

from datetime import timedelta
from threading import Barrier, Thread
from time import monotonic

import pytest
from django.db import connection, transaction
from django.utils import timezone

from organizations import access, invitations, memberships
from organizations.access import Right
from organizations.acting import identities
from organizations.models import AuditRow, DepartmentUserGrant, Invitation, Membership, Role, User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


SERVER = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database is one connection")
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def yesterday():
    return timezone.localdate() - timedelta(1)


@pytest.fixture
def manager():
    return identities(factories.somebody("管家", "manager"))[0]


@pytest.fixture
def zhang():
    return factories.somebody("张三")


def test_a_role_is_given_ended_told_and_written_down(manager, zhang):
    row = memberships.appoint(zhang, manager.department, Role.DRAFTER, by=manager)
    assert memberships.dismiss(row, by=manager)
    assert not memberships.dismiss(row, by=manager)
    assert not DepartmentUserGrant.objects.filter(user=zhang).exists()
    assert [message.subject for message in zhang.inbox.order_by("pk")] == [
        "浙江省质量技术监督局请您担任“起草”角色",
        "您在浙江省质量技术监督局的“起草”角色已终止",
    ]
    acts = AuditRow.objects.filter(thing="organizations.membership", thing_id=row.pk).order_by("pk")
    assert list(acts.values_list("act", "user_id", "department_id", "before", "after")) == [
        ("appoint", manager.user.pk, manager.department.pk, "", "drafter"),
        ("dismiss", manager.user.pk, manager.department.pk, "drafter", ""),
    ]


def lock(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def end_department(user):
    department = factories.department()
    department.until = timezone.localdate().isoformat()
    department.save()


def appoint_before(user):
    memberships.appoint(user, factories.department(), Role.READER)


@pytest.mark.parametrize(
    ("before", "until", "sentence"),
    [
        (lock, None, "账号已停用"),
        (end_department, None, "已撤销"),
        (appoint_before, None, "已有这一角色"),
        (lambda user: None, -1, "截止日期不能早于开始日期"),
    ],
)
def test_who_cannot_be_given_a_role(manager, zhang, before, until, sentence):
    before(zhang)
    until = until and timezone.localdate() + timedelta(until)
    with pytest.raises(memberships.Refused, match=sentence):
        memberships.appoint(zhang, factories.department(), Role.READER, by=manager, until=until)


def test_nobody_gives_herself_a_role(manager):
    with pytest.raises(memberships.Refused, match="不能给自己授予角色"):
        memberships.appoint(manager.user, manager.department, Role.SIGNATORY, by=manager)


def test_a_role_whose_last_day_is_over_can_be_given_anew_before_the_sweep_comes(manager, zhang):
    since = {"since": yesterday() - timedelta(9), "until": yesterday()}
    over = memberships.appoint(zhang, manager.department, Role.READER, **since)
    memberships.appoint(zhang, manager.department, Role.READER, by=manager)
    over.refresh_from_db()
    assert over.ended_at
    assert [actor.part for actor in identities(zhang)] == ["查阅"]


def test_the_sweep_ends_what_is_over_and_nothing_else(manager, zhang):
    since = {"since": yesterday() - timedelta(9), "until": yesterday()}
    memberships.appoint(zhang, manager.department, Role.READER, **since)
    assert memberships.lapse() == 1
    assert memberships.lapse() == 0
    assert set(DepartmentUserGrant.objects.values_list("user", flat=True)) == {manager.user.pk}


def test_the_last_manager_is_known(manager):
    row = manager.user.memberships.get()
    assert memberships.is_last_manager(row)
    factories.somebody("另一位", "manager")
    assert not memberships.is_last_manager(row)


def test_the_flags_of_djangos_own_rights_follow_from_the_platform_role():
    User.objects.create(username="system-admin", is_superuser=True)
    memberships.make_platform_admin(User.objects.get(), "system")
    flags = {kind: factories.admin_of(kind) for kind in ("security", "audit")} | {
        "system": User.objects.get(username="system-admin")
    }
    assert {kind: (user.is_staff, user.is_superuser) for kind, user in flags.items()} == {
        "system": (True, False),
        "security": (False, False),
        "audit": (False, False),
    }


@SERVER
@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_role_or_a_platform_role_at_once_one_is_refused(zhang):
    department, barrier, told = factories.department(), Barrier(2), []

    def attempt(act):
        barrier.wait()
        try:
            act()
        except memberships.Refused as error:
            told.append(str(error))
        finally:
            connection.close()

    acts = [
        lambda: memberships.appoint(zhang, department, Role.READER),
        lambda: memberships.make_platform_admin(zhang, "audit"),
    ]
    threads = [Thread(target=attempt, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert Membership.objects.count() + hasattr(User.objects.get(pk=zhang.pk), "platform_role") == 1
    assert access.people_with(Right.VIEW, department).count() == Membership.objects.count()


@SERVER
@pytest.mark.django_db(transaction=True)
def test_whose_last_role_in_reach_is_ended_in_the_same_moment_is_asked_and_not_appointed(manager, zhang):
    row = memberships.appoint(zhang, manager.department, Role.DRAFTER, by=manager)
    made = []
    give = Thread(target=lambda: (made.append(give_or_ask(zhang, manager)), connection.close()))
    with transaction.atomic():
        memberships.dismiss(row, by=manager)
        give.start()
        wait_until_waiting(give)
    give.join(10)
    assert [type(each) for each in made] == [Invitation]


def give_or_ask(user, manager):
    return invitations.give_or_ask(user, manager.department, Role.REVIEWER, by=manager)


def wait_until_waiting(thread):
    """For what this connection has locked, or over: ten seconds at most, which is as good as never."""
    end = monotonic() + 10
    with connection.cursor() as cursor:
        while thread.is_alive() and monotonic() < end:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                break
