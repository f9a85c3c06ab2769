"""Many who sign at once, on PostgreSQL with real threads: each guard beside a control that shows what happens without it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.drafting.saving import writing
from campaigns.notices.issuing import ledger, registering, signing
from campaigns.notices.models import (
    Clause,
    DocumentNumber,
    Edition,
    Issuer,
    Notice,
    NumberSeries,
    NumberYear,
    Proof,
)
from campaigns.notices.moves import IllegalMove
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("step_by_step"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time"),
]
A_MOMENT = 0.3  # seconds that one waits for another who, being locked out, does not come


def at_once(works):
    """Do all of the works, each in a thread with a connection of its own; return what each returned or raised."""
    start = threading.Barrier(len(works), timeout=20)

    def run(work):
        try:
            start.wait()
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def host():
    return factories.department("浙江省市场监督管理局")


def editions(host, many):
    """So many short notices of one host, all ready to be signed."""
    campaign = factories.campaign(2026)
    notices = Notice.objects.bulk_create(Notice(campaign=campaign, host=host) for _ in range(many))
    made = Edition.objects.bulk_create(
        Edition(notice=notice, title="关于开展活动的通知", addressees="各市局", state="ready", is_signed=True)
        for notice in notices
    )
    Issuer.objects.bulk_create(
        Issuer(edition=each, printed_name=str(host), department=host, position=0) for each in made
    )
    Clause.objects.bulk_create(Clause(edition=each, kind="closing", text="特此通知。", position=0) for each in made)
    for each in made:
        each.text_hash = hash_of(canonical_of(each))
    Edition.objects.bulk_update(made, ["text_hash"])
    Proof.objects.bulk_create(Proof(edition=each, version=each.version) for each in made)
    return made


def signs(edition, by):
    series = factories.series(edition.notice.host)
    return lambda: signing.sign(edition.pk, by=by, seen=edition.text_hash, series=series)


def serials():
    return sorted(DocumentNumber.objects.values_list("serial", flat=True))


@pytest.mark.parametrize("failing", [0, 5])
def test_fifty_issues_at_once_in_one_series_get_fifty_consecutive_numbers(host, monkeypatch, failing):
    made = editions(host, 50)
    lost = {each.pk for each in made[:: 50 // failing]} if failing else set()
    by = factories.signatory(made[0])

    def ask(kind, key, **facts):
        if key in lost:
            raise RuntimeError("something breaks at the very end")

    monkeypatch.setattr(signing.jobs, "ask", ask)
    found = at_once([signs(each, by) for each in made])
    assert [one for one in found if isinstance(one, Exception) and not isinstance(one, RuntimeError)] == []
    assert serials() == list(range(1, 51 - failing))
    assert Edition.objects.filter(state="signed").count() == 50 - failing


def wait_for_the_other(monkeypatch, name):
    """Have each of two threads that come to `ledger.<name>` wait there for the other, or for a moment."""
    real, both = getattr(ledger, name), threading.Barrier(2)

    def wrapped(*arguments, **facts):
        found = real(*arguments, **facts)
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=A_MOMENT)
        return found

    monkeypatch.setattr(ledger, name, wrapped)


@pytest.mark.parametrize("guarded", [True, False])
def test_two_numbers_are_two_because_the_series_is_held(host, monkeypatch, guarded):
    first, second = editions(host, 2)
    by = factories.signatory(first)
    NumberYear.objects.create(series=factories.series(host), year=timezone.localdate().year)
    if not guarded:
        monkeypatch.setattr(ledger, "held_series", lambda series: series)
    wait_for_the_other(monkeypatch, "free_from")
    found = at_once([signs(first, by), signs(second, by)])
    assert any(isinstance(one, IntegrityError) for one in found) is not guarded
    assert serials() == ([1, 2] if guarded else [1])


@contextmanager
def unlocked(pk):
    with transaction.atomic():
        yield Edition.objects.select_related("notice__host", "notice__campaign").get(pk=pk)


@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_signatories_at_once_one_signs_and_one_is_told(host, monkeypatch, guarded):
    (edition,) = editions(host, 1)
    both = [factories.signatory(edition), factories.signatory(edition)]
    if not guarded:
        monkeypatch.setattr(signing, "locked", unlocked)
        monkeypatch.setattr(signing.Notice.objects, "select_for_update", Notice.objects.all)
    wait_for_the_other(monkeypatch, "free_from" if not guarded else "take")
    found = at_once([signs(edition, by) for by in both])
    told = [one for one in found if isinstance(one, IllegalMove)]
    broken = [one for one in found if isinstance(one, Exception) and not isinstance(one, IllegalMove)]
    assert Edition.objects.get().state == "signed" and serials() == [1]
    assert (len(told), len(broken)) == ((1, 0) if guarded else (0, 1))


@pytest.mark.parametrize("guarded", [True, False])
def test_what_is_signed_is_what_was_seen_whoever_edits_meanwhile(host, monkeypatch, guarded):
    (edition,) = editions(host, 1)
    by, drafter = factories.signatory(edition), factories.actor(factories.person("起草", host, "drafter"))
    checked, edited = threading.Event(), threading.Event()
    real = signing.obstacles

    def obstacles(each, texts=None):
        checked.set()  # the hash was found right; now somebody edits
        edited.wait(timeout=A_MOMENT)
        return real(each, texts)

    def edit():
        checked.wait(timeout=20)
        hold = writing(edition.pk, by=drafter) if guarded else transaction.atomic()  # the control holds no row
        with hold:
            Clause.objects.filter(edition=edition).update(text="偷改的。")
        edited.set()

    monkeypatch.setattr(signing, "obstacles", obstacles)
    signed, written = at_once([signs(edition, by), edit])
    assert not isinstance(signed, Exception)
    assert isinstance(written, IllegalMove) is guarded
    made = Edition.objects.get()
    assert (made.text_hash == hash_of(canonical_of(made))) is guarded


@pytest.mark.parametrize("guarded", [True, False])
def test_no_mark_is_released_while_a_notice_is_numbered_from_it(host, monkeypatch, guarded):
    (edition,) = editions(host, 1)
    by, numbered, released = factories.signatory(edition), threading.Event(), threading.Event()
    if not guarded:
        monkeypatch.setattr(ledger, "held_series", lambda series: series)
    real, system = ledger.free_from, factories.actor(factories.admin_of("system"))

    def free_from(*arguments):
        numbered.set()
        released.wait(timeout=A_MOMENT)
        return real(*arguments)

    def releases():
        numbered.wait(timeout=5)
        registering.release(factories.series(host), "误登", by=system)
        released.set()

    monkeypatch.setattr(ledger, "free_from", free_from)
    signed, told = at_once([signs(edition, by), releases])
    assert isinstance(told, IllegalMove) is guarded
    assert not isinstance(signed, Exception)


def test_a_signature_and_a_number_from_outside_at_once_are_both_done(host):
    """Each inserts rows that point to the series that the other holds: neither waits for the other for good."""
    made = editions(host, 6)
    by, series, year = factories.signatory(made[0]), factories.series(host), timezone.localdate().year
    enter = [partial(ledger.enter_outside, series, year, 100 + at, "纸质文件", by=by) for at in range(6)]
    found = at_once([*(signs(each, by) for each in made), *enter])
    assert [one for one in found if isinstance(one, Exception)] == []
    assert serials() == [*range(1, 7), *range(100, 106)]


@pytest.mark.parametrize("guarded", [True, False])
def test_a_released_mark_is_given_back_or_registered_anew_and_never_both(host, monkeypatch, guarded):
    """What holds them apart is the constraint alone; without it the mark would be held twice."""
    series, other = factories.series(host), factories.department("甲局")
    by, ready = factories.actor(factories.admin_of("system")), threading.Barrier(2)
    registering.release(series, "误登", by=by)
    real = registering._refuse_borne

    def refuse_borne(*arguments):
        with suppress(threading.BrokenBarrierError):
            ready.wait(timeout=A_MOMENT)  # the new series is made, and not yet committed
        return real(*arguments)

    def give_back():
        with suppress(threading.BrokenBarrierError):
            ready.wait(timeout=5)
        return registering.give_back(series, by=by)

    if not guarded:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX number_series_mark_held_once")
    monkeypatch.setattr(registering, "_refuse_borne", refuse_borne)
    try:
        found = at_once([partial(registering.add, series.mark, other, by=by), give_back])
        assert [isinstance(one, IllegalMove) for one in found] == [False, guarded]
        assert NumberSeries.objects.held().count() == (1 if guarded else 2)
    finally:
        if not guarded:
            NumberSeries.objects.update(is_released=True)
            with connection.schema_editor() as editor:
                editor.add_constraint(NumberSeries, NumberSeries._meta.constraints[0])
