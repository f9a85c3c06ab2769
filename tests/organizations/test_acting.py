"""办理身份: who a person can be, one at a time; standing in for a colleague; what it costs to ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations import access, delegations, memberships
from organizations.access import Right
from organizations.acting import address_of, identities
from organizations.models import Delegation, Role
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def days(number):
    return timezone.localdate() + timedelta(number)


def lend(principal, delegate, since=0, until=9):
    return delegations.delegate(identities(principal)[0], delegate, since=days(since), until=days(until))


@pytest.fixture
def zhang():
    return factories.somebody("张三", "reader")


@pytest.fixture
def li():
    return factories.somebody("李四", "drafter", "signatory", "manager")


def for_colleagues(user):
    return [actor for actor in identities(user) if actor.on_behalf_of]


def test_a_delegate_has_the_rights_of_the_principal_short_of_managing_people(zhang, li):
    lend(li, zhang)
    own, other = identities(zhang)
    assert (own.name, own.rights) == ("张三", {Right.VIEW})
    assert (other.name, other.label) == ("张三代李四", "浙江省质量技术监督局 · 代李四起草、签发")
    assert other.rights == {Right.VIEW, Right.RECEIVE, Right.DRAFT, Right.REVIEW, Right.SIGN}
    assert set(access.people_with(Right.SIGN, factories.department())) == {zhang, li}
    assert set(access.people_with(Right.MANAGE, factories.department())) == {li}


@pytest.mark.parametrize("span", [(1, 9), (-9, -1)])
def test_a_delegation_counts_from_its_first_day_to_its_last(zhang, li, span):
    lend(li, zhang, *span)
    assert for_colleagues(zhang) == []
    assert set(access.people_with(Right.SIGN, factories.department())) == {li}


def leaves(user):
    for row in user.memberships.all():
        memberships.dismiss(row)


def only_manages(user):
    for row in user.memberships.exclude(role=Role.MANAGER):
        memberships.dismiss(row)


def is_locked(user):
    user.is_active = False
    user.save()


@pytest.mark.parametrize(
    ("whose", "happening"),
    [("principal", leaves), ("principal", only_manages), ("principal", is_locked), ("delegate", leaves)],
)
def test_a_delegation_ends_with_the_roles_that_it_rests_on(zhang, li, whose, happening):
    lend(li, zhang)
    assert for_colleagues(zhang)
    happening({"principal": li, "delegate": zhang}[whose])
    assert for_colleagues(zhang) == []
    assert zhang not in access.people_with(Right.SIGN, factories.department())


def test_what_was_ended_counts_no_more(zhang, li):
    delegations.revoke(lend(li, zhang), by=identities(li)[0])
    assert for_colleagues(zhang) == []


@pytest.mark.parametrize("wang_may", [True, False])
def test_what_is_lent_is_not_lent_on(zhang, li, wang_may):
    wang = factories.somebody("王五", "reader")
    lend(li, zhang)
    actor = identities(zhang)[0 if wang_may else 1]
    if wang_may:  # her own role she may lend: he then reads, and no more
        delegations.delegate(actor, wang, since=days(0), until=days(1))
        assert [each.rights for each in for_colleagues(wang)] == [{Right.VIEW}]
    else:
        with pytest.raises(memberships.Refused, match="不能再转托"):
            delegations.delegate(actor, wang, since=days(0), until=days(1))


def stranger():
    return factories.somebody("外人", "signatory", at=factories.department("杭州市质量技术监督局", "330100"))


@pytest.mark.parametrize(
    ("principal", "delegate", "since", "until", "sentence"),
    [
        ("李四", "李四", 0, 9, "不能委托给自己"),
        ("李四", "外人", 0, 9, "不能受托"),
        ("李四", "张三", 9, 0, "截止日期不能早于开始日期"),
        ("李四", "张三", 5, 20, "已经委托给张三"),
        ("管家", "张三", 0, 9, "单位管理员的职责不能委托"),
    ],
)
def test_who_cannot_stand_in_for_whom(zhang, li, principal, delegate, since, until, sentence):
    people = {"张三": zhang, "李四": li, "外人": stranger(), "管家": factories.somebody("管家", "manager")}
    lend(li, zhang, 10, 30)
    with pytest.raises(memberships.Refused, match=sentence):
        lend(people[principal], people[delegate], since, until)
    assert Delegation.objects.count() == 1


def test_both_are_told_when_a_delegation_begins_and_when_it_ends(zhang, li):
    delegations.revoke(lend(li, zhang), by=identities(zhang)[0])
    for user in (zhang, li):
        assert {message.kind for message in user.inbox.all()} == {"delegation"}
        assert user.inbox.count() == 2


@pytest.mark.parametrize("number", [1, 6])
def test_the_identities_cost_four_queries_whatever_their_number(zhang, li, number):
    for each in range(number):
        place = factories.department(f"第{each}局", "330100")
        factories.somebody("张三", "reader", "drafter", at=place)
        lend(factories.somebody(f"领导{each}", "signatory", at=place), zhang)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        known = identities(zhang)
        assert all(actor.label for actor in known)
    assert len(known) == 1 + 2 * number
    assert len(queries) == 4


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "address"),
    [
        (0, "203.0.113.9", "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 192.0.2.4", "10.0.0.1", "192.0.2.4"),
        (2, "203.0.113.9, 192.0.2.4", "10.0.0.1", "203.0.113.9"),
        (1, "unknown", "10.0.0.1", None),
        (0, "", "", None),
        (0, "", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_vouch_for(settings, proxies, forwarded, remote, address):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=remote)
    assert address_of(request) == address
