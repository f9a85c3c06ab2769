"""Long work is owed by rows: asked for once, taken by one, never lost, tried again, and shown while it goes on."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from organizations import jobs
from organizations.acting import NOBODY
from organizations.models import AuditRow, Job
from tests import factories

from .actors import actor, admin, member, together

NEEDS_A_SERVER = "needs a server: SQLite's test database is one connection"
MINUTE = timedelta(minutes=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """The jobs that word was sent of."""
    found = []
    monkeypatch.setattr(jobs, "enqueue", found.append)
    return found


@pytest.fixture
def work(monkeypatch):
    """A kind of work, "weigh": what it does is the last function of the list; `work.seen` are the jobs that it got."""

    class Work(list):
        seen = []

    work = Work([lambda job: {"path": "/scale/"}])
    work.seen = []

    def weigh(job):
        work.seen.append(job.pk)
        return work[-1](job)

    monkeypatch.setitem(jobs.WORKERS, "weigh", weigh)
    return work


def fail(job):
    raise ZeroDivisionError


def now_is(monkeypatch, time):
    monkeypatch.setattr(timezone, "now", lambda: time)


# Asking


def test_work_is_asked_for_with_what_it_needs_and_word_is_sent_after_the_commit(
    sent, django_capture_on_commit_callbacks
):
    user = member()
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.ask("weigh", 7, by=actor(user), about="一袋米", bag=7)
        assert sent == []
    job.refresh_from_db()
    assert (job.kind, job.key, job.about, job.payload, job.state) == ("weigh", "7", "一袋米", {"bag": 7}, "waiting")
    assert (job.asked_by, job.department) == (user, factories.department())
    assert sent == [job.pk]


def test_what_is_asked_for_in_a_transaction_that_fails_is_not_owed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.ask("weigh", 7)
        raise ZeroDivisionError
    assert not Job.objects.exists()


def test_the_same_work_is_one_row_while_it_waits_with_what_was_asked_last(work):
    first, again, other = jobs.ask("weigh", 7, bag=1), jobs.ask("weigh", 7, bag=2), jobs.ask("weigh", 8)
    assert first.pk == again.pk != other.pk
    jobs.run(first.pk)
    assert Job.objects.get(pk=first.pk).payload == {"bag": 2}
    assert jobs.ask("weigh", 7).pk not in (first.pk, other.pk)  # done is done; this is new work


def test_work_that_is_asked_for_while_somebody_is_at_it_begins_anew_when_he_has_finished(work, sent):
    job = jobs.ask("weigh", 7)
    work.append(lambda job: jobs.ask("weigh", 7, about="又一袋") and None)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.about, job.attempts, job.is_asked_again) == ("waiting", "又一袋", 0, False)
    assert sent == [job.pk]
    work.append(lambda job: None)
    jobs.run(job.pk)
    assert Job.objects.get().state == "done"


def test_work_that_failed_begins_anew_when_it_is_asked_for_again(work):
    job = jobs.ask("weigh", 7)
    work.append(lambda job: raise_cannot())
    jobs.run(job.pk)
    assert jobs.ask("weigh", 7) == job
    job.refresh_from_db()
    assert (job.state, job.error, job.finished_at) == ("waiting", "", None)


def raise_cannot():
    raise jobs.CannotBeDone("袋子是空的。")


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_owe_one_piece_of_work():
    if connection.vendor == "sqlite":
        pytest.skip(NEEDS_A_SERVER)
    gate, found = threading.Barrier(6), []

    def ask():
        gate.wait()
        found.append(jobs.ask("weigh", 7).pk)

    together(*[ask] * 6)
    assert len(found) == 6
    assert found == [Job.objects.get().pk] * 6


# Doing


def test_work_is_done_once_and_its_result_kept(work):
    job = jobs.ask("weigh", 7)
    jobs.run(job.pk)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"path": "/scale/"}, 1)
    assert job.finished_at
    assert work.seen == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_takes_it(work):
    if connection.vendor == "sqlite":
        pytest.skip(NEEDS_A_SERVER)
    job, gate = jobs.ask("weigh", 7), threading.Barrier(6)

    def run():
        gate.wait()
        jobs.run(job.pk)

    together(*[run] * 6)
    assert work.seen == [job.pk]


def test_two_claims_in_the_same_moment_of_the_clock_are_told_apart(work, monkeypatch):
    """A clock that stands still (or is set back) gives both holders the same time: only the second may close."""
    job, results = jobs.ask("weigh", 7), []
    time = timezone.now()

    def overtaken(job):
        Job.objects.update(claimed_at=time - timedelta(hours=1))  # its lease is over
        work.append(lambda second: {"by": "second"})
        now_is(monkeypatch, time)
        jobs.run(job.pk)
        results.append(Job.objects.get().result)
        return {"by": "first"}

    work.append(overtaken)
    now_is(monkeypatch, time)
    jobs.run(job.pk)
    assert results == [Job.objects.get().result] == [{"by": "second"}]


def test_a_worker_whose_lease_was_lost_is_stopped_when_he_says_how_far_he_is(work):
    def slow(job):
        Job.objects.update(holder="another")
        jobs.progress(job, 1, 2)
        work.append("went on")

    work.append(slow)
    jobs.run(jobs.ask("weigh", 7).pk)
    job = Job.objects.get()
    assert (job.state, job.done, job.holder) == ("running", 0, "another")
    assert work[-1] is slow


def test_a_dead_worker_is_found_when_the_lease_is_over_and_progress_keeps_it(work, monkeypatch, sent):
    job, start = jobs.ask("weigh", 7), timezone.now()

    def dies(job):
        now_is(monkeypatch, start + MINUTE)
        jobs.progress(job, 3, 10, "第3袋")
        raise KeyboardInterrupt  # nothing is closed

    work.append(dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.words) == ("running", 3, 10, "第3袋")
    now_is(monkeypatch, start + 2.5 * MINUTE)
    assert jobs.sweep() == 0
    now_is(monkeypatch, start + 3.1 * MINUTE)
    assert jobs.sweep() == 1
    work.append(lambda job: None)
    jobs.run(sent[-1])
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_what_fails_is_tried_again_after_growing_pauses_and_then_waits_for_a_person(work, monkeypatch, caplog):
    work.append(fail)
    job, pauses, time = jobs.ask("weigh", 7), [], timezone.now()
    for _ in range(20):
        now_is(monkeypatch, time)
        jobs.run(job.pk)
        job.refresh_from_db()
        if job.is_finished:
            break
        jobs.run(job.pk)  # too early: nothing happens
        pauses.append((job.due_at - time).total_seconds())
        time = job.due_at
    assert pauses == [30, 60, 120, 240, 480, 960, 1920]
    assert (job.state, job.attempts, job.error) == ("failed", 8, jobs.UNTOLD)
    assert "ZeroDivisionError" in caplog.text
    now_is(monkeypatch, time + timedelta(days=9))
    assert jobs.sweep() == 0


def test_work_that_kills_every_worker_is_given_up(work, monkeypatch):
    def dies(job):
        raise KeyboardInterrupt

    work.append(dies)
    job, time = jobs.ask("weigh", 7), timezone.now()
    for number in range(9):
        now_is(monkeypatch, time + number * timedelta(hours=1))
        if number == 8:
            jobs.run(job.pk)
        else:
            with pytest.raises(KeyboardInterrupt):
                jobs.run(job.pk)
    assert len(work.seen) == 8
    assert Job.objects.get().state == "failed"


def test_work_whose_worker_was_killed_stands_behind_what_nobody_has_tried(work, sent):
    tried, new = jobs.ask("weigh", 7), jobs.ask("weigh", 8)
    Job.objects.filter(pk=tried.pk).update(attempts=1)
    jobs.sweep()
    assert sent == [new.pk, tried.pk]


def test_what_cannot_be_done_is_not_tried_again_and_says_why(work):
    work.append(lambda job: raise_cannot())
    jobs.run(jobs.ask("weigh", 7).pk)
    job = Job.objects.get()
    assert (job.state, job.error, job.attempts) == ("failed", "袋子是空的。", 1)


def test_a_kind_that_this_worker_does_not_know_yet_is_tried_again():
    jobs.run(jobs.ask("unheard-of", 7).pk)
    assert Job.objects.get().state == "waiting"


# Afterwards


def test_failed_work_is_retried_by_a_person_once_and_told_to_the_audit(work, sent, django_capture_on_commit_callbacks):
    work.append(lambda job: raise_cannot())
    job, by = jobs.ask("weigh", 7), actor(admin("system"))
    jobs.run(job.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.retry(job, by=by) is True
    assert jobs.retry(job, by=by) is False
    assert sent == [job.pk]
    assert AuditRow.objects.filter(act="retry-job", thing_id=job.pk, user_id=by.user.pk).count() == 1


def test_failed_work_whose_like_is_under_way_is_not_retried():
    old = Job.objects.create(kind="weigh", key="7", state="failed")
    Job.objects.create(kind="weigh", key="7")
    assert jobs.retry(old, by=actor(admin("system"))) is False
    assert Job.objects.get(pk=old.pk).state == "failed"


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_not(work):
    long_ago = timezone.now() - timedelta(days=31)
    for state, ended in (("done", long_ago), ("done", timezone.now()), ("failed", long_ago), ("waiting", None)):
        Job.objects.create(kind="weigh", key=f"{state} {ended}", state=state, finished_at=ended)
    jobs.sweep()
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed", "waiting"]


def test_work_is_seen_by_who_asked_her_department_and_the_system_administrator():
    asker, colleague = member(), member(name="李四")
    stranger = member(factories.department("全国质量技术监督局", "000000"))
    job = jobs.ask("weigh", 7, by=actor(asker))
    people = [actor(user) for user in (asker, colleague, stranger, admin("system"), admin("audit"))]
    assert [job in jobs.visible_to(each) for each in [*people, NOBODY]] == [True, True, False, True, False, False]
    assert [jobs.may_retry(each, job) for each in [*people, NOBODY]] == [True, False, False, True, False, False]
