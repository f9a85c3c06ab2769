"""任务: long work outside the answer. A row says what is owed; Celery carries its key, and may lose it.

A worker claims the row by a conditional update and says how far it is while it works. One that was killed is found by
the sweep when its lease is over, and its work is done again: so whatever a worker does must be done once however often
it runs (unique rows). What fails is tried again after growing pauses, and then waits for a person.
"""

import logging
import secrets
from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from . import access, audit
from .models import Job
from .models.job import LABELS

logger = logging.getLogger(__name__)
LOST_AFTER = 30.0  # seconds; a message that nobody took by then is sent again by the sweep
AT_A_TIME = 200
PAUSES = [timedelta(seconds=30 * 2**power) for power in range(7)]  # 30 s to 32 min; then a person must look
MOST_ATTEMPTS = len(PAUSES) + 1
KEPT = timedelta(days=30)  # what is done is forgotten then: what it made stands elsewhere
UNTOLD = "处理时出错，系统已记录。请稍后重试；仍不成功时请联系系统管理员。"
WORKERS = {}


class CannotBeDone(Exception):
    """Work that no repetition will mend. `str` is a sentence for the person who asked for it."""


class LeaseLost(Exception):
    """Somebody else does this work by now: whoever took too long stops and leaves it to him."""


def worker(kind, label):
    """Register the function that does work of this kind; the label says what it does, in Chinese.

    It takes the Job and returns its result, a dict, or None. `path` and `label` in it lead to what was made.
    """

    def register(function):
        WORKERS[kind], LABELS[kind] = function, label
        return function

    return register


def ask(kind, key, *, by=None, about="", **payload):
    """Owe a piece of work; return its Job. Called within the transaction that decides it.

    by: the acting.Actor who wants it, None for the clock. about: what it is done to, in words for a page.
    One row stands for the same kind and key while it is unfinished: asked for again while somebody is at it, it begins
    anew when he has finished, because he may have read what was true before. What had failed begins anew at once.
    """
    facts = {"payload": payload, "about": about[:200]}
    facts |= {"asked_by": by.user, "department": by.department} if by else {}
    job = None
    while job is None:  # twice where somebody asks for the same in this moment
        job = _standing(kind, str(key), facts) or _new(kind, str(key), facts)
    transaction.on_commit(partial(enqueue, job.pk), robust=True)
    return job


def _new(kind, key, facts):
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, key=key, **facts)
    except IntegrityError:
        return None


@transaction.atomic
def _standing(kind, key, facts):
    """Return the row that stands for this work, with what is asked of it now; None where there is none."""
    job = Job.objects.standing().filter(kind=kind, key=key).select_for_update().order_by("state", "-pk").last()
    if job is None:
        return None
    facts |= {"is_asked_again": True} if job.state == Job.State.RUNNING else _anew()
    for name, value in facts.items():
        setattr(job, name, value)
    job.save(update_fields=facts)
    return job


def _anew():
    """What a piece of work is when it begins."""
    counts = dict.fromkeys(["attempts", "done", "total"], 0)
    words = dict.fromkeys(["error", "words", "holder"], "")
    return (
        {"state": Job.State.WAITING, "due_at": timezone.now(), "finished_at": None, "is_asked_again": False}
        | counts
        | words
    )


def enqueue(pk):
    from .tasks import run_job  # tasks knows jobs, too

    run_job.apply_async((pk,), expires=LOST_AFTER)


def sweep():
    """Send word of all work that is due, and forget what was done long ago; return how many pieces are due.

    What was tried before, and may have killed whoever tried it, stands behind what was not. Few are due at once: they are
    sorted without an index.
    """
    Job.objects.filter(state=Job.State.DONE, finished_at__lt=timezone.now() - KEPT).delete()
    keys = list(Job.objects.due().order_by("attempts", "due_at").values_list("pk", flat=True)[:AT_A_TIME])
    for pk in keys:
        enqueue(pk)
    return len(keys)


# --- the worker's side --------------------------------------------------------------------------------------------


def run(pk):
    """Do one piece of work, if it is due and nobody else has it."""
    job = _claimed(pk)
    if job is None:
        return
    try:
        if job.attempts > MOST_ATTEMPTS:  # whoever took it was killed, each time
            raise CannotBeDone(UNTOLD)
        result = WORKERS[job.kind](job) or {}
    except CannotBeDone as error:
        _close(job, Job.State.FAILED, error=str(error)[:500])
    except LeaseLost:
        logger.warning("Job %s was taken over", job)
    except Exception:
        logger.exception("Job %s failed", job)
        _try_again(job)
    else:
        _close(job, Job.State.DONE, result=result, done=F("total"), words="")


def _claimed(pk):
    """Take a piece of work; return it, or None where it is not due. The token is ours alone, whatever the clock says."""
    holder = secrets.token_hex(16)
    claim = {"state": Job.State.RUNNING, "holder": holder, "claimed_at": timezone.now(), "is_asked_again": False}
    if not Job.objects.due().filter(pk=pk).update(**claim, words="", attempts=F("attempts") + 1):
        return None
    return Job.objects.filter(holder=holder).first()


def progress(job, done, total, words=""):
    """Say how far the work is, and that whoever does it is alive. Not within a transaction, or nobody sees it.

    Raise LeaseLost where it took too long and somebody else has it by now.
    """
    facts = {"done": done, "total": total, "words": words[:200], "claimed_at": timezone.now()}
    if not _mine(job).update(**facts):
        raise LeaseLost


def _mine(job):
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, holder=job.holder)


def _close(job, state, **facts):
    closed = {"state": state, "finished_at": timezone.now(), "error": ""} | facts
    if not _mine(job).filter(is_asked_again=False).update(**closed) and _mine(job).update(**_anew()):
        enqueue(job.pk)


def _try_again(job):
    if job.attempts >= MOST_ATTEMPTS:
        _close(job, Job.State.FAILED, error=UNTOLD)
        return
    due_at = timezone.now() + PAUSES[job.attempts - 1]
    _mine(job).update(state=Job.State.WAITING, due_at=due_at, error=UNTOLD)


# --- the people's side --------------------------------------------------------------------------------------------


def visible_to(actor):
    """Return what the actor asked for and what her department did; all of it for the system administrator."""
    if access.may(actor, access.Right.SYSTEM):
        return Job.objects.all()
    if not actor.is_somebody:
        return Job.objects.none()
    departments = access.reach(actor, access.Right.VIEW)
    return Job.objects.filter(Q(asked_by=actor.user) | Q(department__in=departments))


def may_retry(actor, job):
    """Whether the actor may have it tried again: who asked for it, and the system administrator."""
    return (actor.is_somebody and job.asked_by_id == actor.user.pk) or access.may(actor, access.Right.SYSTEM)


@transaction.atomic
def retry(job, *, by):
    """Let work that failed begin anew; return whether it had failed, and nobody had asked for the same since."""
    try:
        with transaction.atomic():
            is_mine = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(**_anew())
    except IntegrityError:
        return False
    if is_mine:
        audit.record("retry-job", job, by=by)
        transaction.on_commit(partial(enqueue, job.pk), robust=True)
    return bool(is_mine)
