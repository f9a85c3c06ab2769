"""Two at once in one territory, on PostgreSQL with real threads; each once more without the lock, as a control."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from campaigns.notices.deriving.beginning import derive
from campaigns.notices.drafting.sources import make_draft
from campaigns.notices.lineage import answering, stale
from campaigns.notices.models import Adaptation, DraftSource, Notice, StaleMark
from tests import factories
from tests.notices.countersigning.test_races import meet
from tests.notices.lineage.levels import behind

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("step_by_step"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
TEXT = "关于开展2026年全省“质量月”活动的通知\n各市：\n现通知如下：\n一、统一部署的活动\n（一）第1项活动。由各地实施。\n"


def unlocked(pk):
    return Notice.objects.select_related("current", "campaign", "host__region").get(pk=pk)


@pytest.fixture(params=[True, False], ids=["guarded", "control"])
def guarded(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(answering, "held", unlocked)
    return request.param


@pytest.fixture
def owed(upper, drafter):
    here = drafter.department
    return Adaptation.objects.create(notice=upper, region=here.region, department=here)


def test_of_two_who_derive_one_finds_what_the_other_began(monkeypatch, upper, drafter, owed, guarded):
    colleague = factories.actor(factories.person("李四", drafter.department, "drafter"))
    works = [lambda by=by: derive(upper, by=by) for by in (drafter, colleague)]
    assert meet(monkeypatch, answering, "own_edition", *works) == (None, None)
    assert upper.children.count() == (1 if guarded else 2)
    owed.refresh_from_db()
    assert owed.child in upper.children.all()


def test_a_text_that_is_pasted_while_somebody_derives_is_one_notice_with_hers(monkeypatch, upper, drafter, guarded):
    facts = {"user": drafter.user, "department": drafter.department, "campaign": upper.campaign, "parent": upper}
    source = DraftSource.objects.create(text=TEXT, title="通知", **facts)
    first, second = lambda: derive(upper, by=drafter), lambda: make_draft(source, "通知", by=drafter)
    mistake, error = meet(monkeypatch, answering, "own_edition", first, second)
    assert mistake is None
    assert upper.children.count() == (1 if guarded else 2)
    assert ("已经" in str(error)) is guarded


def joined(rows, pk):
    """The control: what `held` does, with the rows that come along in the same question."""
    return rows.select_for_update(of=("self",)).get(pk=pk)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # of the control
@pytest.mark.parametrize("is_guarded", [True, False], ids=["guarded", "control"])
def test_what_is_derived_while_a_correction_comes_out_answers_the_correction(monkeypatch, upper, drafter, is_guarded):
    if not is_guarded:
        monkeypatch.setattr(type(Notice.objects.all()), "held", joined)
    newer, made = factories.next_edition(upper, title="更正", state="issued"), []
    out = SimpleNamespace(now=lambda: None)

    def come_out():
        with transaction.atomic():
            Notice.objects.filter(pk=upper.pk).update(current=newer)
            out.now()

    meet(monkeypatch, out, "now", come_out, lambda: made.append(derive(upper, by=drafter)[0].answers))
    assert made == ([newer] if is_guarded else [])


@pytest.mark.parametrize("is_guarded", [True, False], ids=["guarded", "control"])
def test_two_who_mark_what_is_stale_mark_it_once(monkeypatch, is_guarded):
    if not is_guarded:
        monkeypatch.setattr(stale, "_hold", lambda keys: None)
    province = behind()
    StaleMark.objects.all().delete()
    works = [lambda: stale.rebuild(province)] * 2
    mistakes = [each for each in meet(monkeypatch, stale, "_stored", *works) if each]
    count, true = StaleMark.objects.filter(notice=province).count(), len(stale.marks_from_scratch(province))
    assert (not mistakes and count == true) is is_guarded
