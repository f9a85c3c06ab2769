"""What waits in campaigns, and for whom."""

from datetime import date

import pytest

from campaigns import due
from campaigns.models import CalendarYear, Campaign
from organizations.acting import NOBODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(monkeypatch):
    return lambda *day: monkeypatch.setattr("campaigns.due.timezone.localdate", lambda: date(*day))


@pytest.mark.parametrize(
    ("role", "day", "act"),
    [
        ("system", (2026, 9, 30), None),
        ("system", (2026, 10, 1), "登记"),
        ("reader", (2026, 12, 31), None),
        ("province-drafter", (2026, 12, 31), None),
        ("audit", (2026, 12, 31), None),
    ],
)
def test_from_october_on_the_coming_year_is_asked_for(person, on, role, day, act):
    actor = person(role).actor
    on(*day)
    assert [each.act for each in due.waiting(actor)] == ([act] if act else [])
    CalendarYear.objects.create(year=2027)
    assert len(due.waiting(actor)) == bool(act)  # begun is not complete
    CalendarYear.objects.update(is_complete=True)
    assert due.waiting(actor) == []


def test_who_signs_is_told_what_to_open_and_what_to_close(person, campaign, on):
    CalendarYear.objects.create(year=2027, is_complete=True)
    signatory, drafter = person("signatory").actor, person("drafter").actor
    for state, day, expected in (
        ("draft", (2026, 6, 1), []),
        ("draft", (2026, 6, 4), ["启动"]),
        ("open", (2026, 9, 30), []),
        ("open", (2026, 10, 1), ["办理结束"]),
        ("closed", (2026, 10, 1), []),
    ):
        Campaign.objects.update(state=state)
        on(*day)
        assert [each.act for each in due.waiting(signatory)] == expected
        assert due.waiting(drafter) == due.waiting(NOBODY) == []


def test_it_costs_one_query_a_kind(person, campaign, on, django_assert_num_queries):
    actor = person("signatory").actor
    on(2026, 10, 1)
    with django_assert_num_queries(1):
        due.waiting(actor)
    system = person("system").actor
    with django_assert_num_queries(1):
        due.waiting(system)
