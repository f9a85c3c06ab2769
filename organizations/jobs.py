"""任务: long work outside the answer. A row says what is owed; Celery carries its key, and may lose it.

A worker claims the row by a conditional update and says how far it is while it works. One that was killed is found by
the sweep when its lease is over, and its work is done again: so whatever a worker does must be done once however often
it runs (unique rows). What fails is tried again after growing pauses, and then waits for a person.
"""

import logging
from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import Job

logger = logging.getLogger(__name__)
PAUSES = [timedelta(seconds=30 * 2**power) for power in range(7)]  # 30 s to 32 min; then a person must look
UNTOLD = "处理时出错，系统已记录。请稍后重试；仍不成功时请联系系统管理员。"
WORKERS = {}


class CannotBeDone(Exception):
    """Work that no repetition will mend. `str` is a sentence for the person who asked for it."""


def worker(kind):
    """Register the function that does work of this kind: it takes the Job, and returns its result, a dict, or None."""

    def register(function):
        WORKERS[kind] = function
        return function

    return register


def ask(kind, key, *, by=None, **payload):
    """Owe a piece of work; return its Job. The same kind and key, unfinished, is the same work.

    Called within the transaction that decides it. by: the acting.Actor who wants it, None for the clock.
    """
    facts = {"payload": payload, "asked_by": by and by.user, "department": by and by.department}
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, key=str(key), **facts)
    except IntegrityError:
        return Job.objects.unfinished().get(kind=kind, key=str(key))
    transaction.on_commit(partial(enqueue, job.pk), robust=True)
    return job


def enqueue(pk):
    from .tasks import run_job  # tasks knows jobs, too

    run_job.apply_async((pk,), expires=LOST_AFTER)


LOST_AFTER = 30.0  # seconds; a message that nobody took by then is sent again by the sweep


def sweep():
    """Send word of all work that is due; return how many pieces."""
    keys = list(Job.objects.due().order_by("due_at").values_list("pk", flat=True)[:200])
    for pk in keys:
        enqueue(pk)
    return len(keys)


def run(pk):
    """Do one piece of work, if it is due and nobody else has it."""
    now = timezone.now()
    claim = {"state": Job.State.RUNNING, "claimed_at": now, "words": ""}
    if not Job.objects.due().filter(pk=pk).update(**claim):
        return
    job = Job.objects.get(pk=pk)
    try:
        result = WORKERS[job.kind](job) or {}
    except CannotBeDone as error:
        _close(job, Job.State.FAILED, error=str(error))
    except Exception:
        logger.exception("Job %s failed", job)
        _try_again(job)
    else:
        _close(job, Job.State.DONE, result=result)


def progress(job, done, total, words=""):
    """Say how far the work is, and that whoever does it is alive. Not within a transaction, or nobody sees it."""
    job_is_mine = Job.objects.filter(pk=job.pk, claimed_at=job.claimed_at)
    job.claimed_at = timezone.now()
    job_is_mine.update(done=done, total=total, words=words, claimed_at=job.claimed_at)


def retry(job):
    """Let work that failed begin anew; return whether it had failed."""
    again = {"state": Job.State.WAITING, "attempts": 0, "error": "", "due_at": timezone.now(), "finished_at": None}
    is_mine = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(**again)
    if is_mine:
        transaction.on_commit(partial(enqueue, job.pk), robust=True)
    return bool(is_mine)


def _mine(job):
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, claimed_at=job.claimed_at)


def _close(job, state, **facts):
    _mine(job).update(state=state, finished_at=timezone.now(), attempts=job.attempts + 1, **facts)


def _try_again(job):
    if job.attempts >= len(PAUSES):
        _close(job, Job.State.FAILED, error=UNTOLD)
        return
    due_at = timezone.now() + PAUSES[job.attempts]
    _mine(job).update(state=Job.State.WAITING, attempts=job.attempts + 1, due_at=due_at, error=UNTOLD)
