"""Two at once, on PostgreSQL, with real threads: one holds the row of the edition, the other waits and sees what became of it.

Each race is run once more without the lock, as a control: then it goes wrong.
"""

import threading
import time
from contextlib import contextmanager

import pytest
import zeal
from django.db import connection, transaction

from campaigns.notices.countersigning import acts
from campaigns.notices.drafting import saving
from campaigns.notices.models import Countersignature, Edition
from campaigns.notices.moves import IllegalMove
from campaigns.notices.rounds.marks import missing

from .conftest import ORGANS, Round

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("step_by_step"),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"),
]
# Whoever is blocked by this very connection: who else is there is known but from the first look of a transaction on.
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
PATIENCE = 20  # seconds, for a machine that is busy


@contextmanager
def unlocked(pk):
    """The control: what `locked` does, without the lock."""
    with transaction.atomic():
        yield Edition.objects.select_related("notice__host", "notice__campaign").get(pk=pk)


@pytest.fixture(params=[True, False], ids=["guarded", "control"])
def guarded(request, monkeypatch):
    if not request.param:
        for module in (acts, saving):
            monkeypatch.setattr(module, "locked", unlocked)
    return request.param


class Other(threading.Thread):
    """The one who comes second: runs while the first is in the middle of its work."""

    def __init__(self, work):
        super().__init__()
        self.work, self.error = work, None

    def run(self):
        try:
            with zeal.zeal_ignore():
                self.work()
        except IllegalMove as error:
            self.error = error
        finally:
            connection.close()


def meet(monkeypatch, module, name, first, second):
    """Do `first`; where it calls module.name, let `second` run until it is done, or waits for `first`. Return both errors."""
    other, genuine, met = Other(second), getattr(module, name), []

    def in_the_middle(*args, **kwargs):
        found = genuine(*args, **kwargs)
        if not met and threading.current_thread() is not other:
            met.append(True)
            other.start()
            end = time.monotonic() + PATIENCE
            while other.is_alive() and not someone_waits() and time.monotonic() < end:
                other.join(0.01)
        return found

    monkeypatch.setattr(module, name, in_the_middle)
    error = None
    try:
        first()
    except IllegalMove as caught:
        error = caught
    other.join(PATIENCE)
    assert met
    assert not other.is_alive()
    return error, other.error


def someone_waits():
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return cursor.fetchone()[0] > 0


def is_sound(tour):
    """What waits for the signatory is agreed to by all; and what all agree to waits for the signatory."""
    return (tour.state == "ready") == (not missing(tour.edition))


def test_an_edit_while_somebody_signs_voids_the_mark_and_takes_it_back_from_the_signatory(monkeypatch, guarded):
    tour = Round(ORGANS[:1]).sent()
    meet(monkeypatch, acts, "_open_mark", lambda: tour.sign("省总工会"), tour.edit)
    assert is_sound(tour) is guarded
    if guarded:
        assert (tour.state, tour.standings) == ("countersigning", ["void"])


def test_a_mark_while_somebody_edits_is_refused(monkeypatch, guarded):
    tour = Round(ORGANS[:1]).sent()
    actor, seen = tour.actor("省总工会"), tour.seen("省总工会")
    sign = lambda: acts.countersign(tour.pk, by=actor, seen=seen, decision="agreed")  # noqa: E731
    _, error = meet(monkeypatch, saving, "canonical_of", tour.edit, sign)
    assert isinstance(error, acts.Held) is guarded
    assert is_sound(tour) is guarded
    assert Countersignature.objects.exists() is not guarded


def test_of_two_signatories_of_one_organ_one_signs(monkeypatch, guarded):
    tour = Round(ORGANS[:2]).sent()
    actor, seen = tour.actor("省总工会"), tour.seen("省总工会")
    signs = [
        lambda decision=decision: acts.countersign(tour.pk, by=actor, seen=seen, decision=decision, opinion="意见。")
        for decision in ("opinion", "objected")
    ]
    _, error = meet(monkeypatch, acts, "_open_mark", *signs)
    assert isinstance(error, acts.Overtaken) is guarded
    assert Countersignature.objects.count() == (1 if guarded else 2)


def test_of_the_last_two_organs_exactly_one_hands_it_to_the_signatory(monkeypatch, guarded):
    tour = Round(ORGANS[:2]).sent()
    last = [(tour.actor(name), tour.seen(name)) for name in ORGANS[:2]]
    signs = [
        lambda actor=actor, seen=seen: acts.countersign(tour.pk, by=actor, seen=seen, decision="agreed")
        for actor, seen in last
    ]
    meet(monkeypatch, acts, "all_agree", *signs)
    assert tour.standings == ["agreed", "agreed"]
    assert is_sound(tour) is guarded
    assert tour.edition.moves.filter(new="ready").count() == (1 if guarded else 0)
