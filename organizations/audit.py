"""审计: every change of a state, a right or a file leaves one row; a chain of hashes shows whether one is missing.

Rows are written in the transaction that they tell of, so that there is no change without one. They are sealed later by
the sweep: a chain that is written at once would make every writer wait for the one before.
"""

import hashlib
import json
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from .models import AuditRow, AuditSeal

START = "0" * 64
FIELDS = (
    "pk", "at", "act", "thing", "thing_id", "user_id", "on_behalf_of_id", "department_id", "before", "after", "address", "result",
)  # fmt: skip
AT_A_TIME = 500


def record(act, thing, *, by=None, department=None, before="", after="", result=AuditRow.Result.DONE):
    """Write that `act` was done to `thing`, a saved row of a model, by an acting.Actor; None is the clock.

    department: for which one, where it is not the one that the actor acts for. before, after: SHA-256 digests of what
    changed, in hexadecimal, or words for a state.
    """
    department = department or (by and by.department)
    return AuditRow.objects.create(
        act=act,
        thing=thing._meta.label_lower,
        thing_id=thing.pk,
        user_id=by and by.user and by.user.pk,
        on_behalf_of_id=by and by.on_behalf_of and by.on_behalf_of.pk,
        department_id=department and department.pk,
        before=before,
        after=after,
        address=by and by.address,
        result=result,
    )


# --- the chain ----------------------------------------------------------------------------------------------------


def digest_of(previous, row):
    """Return the SHA-256 of a row together with the link before it, as 64 hexadecimal digits."""
    facts = {name: getattr(row, name) for name in FIELDS} | {"at": row.at.isoformat()}
    text = json.dumps([previous, facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def seal():
    """Seal the rows that are not sealed yet; return how many. Of two at once, one finds that the other did it."""
    sealed = 0
    while rows := list(AuditRow.objects.filter(seal=None).order_by("pk")[:AT_A_TIME]):
        try:
            _seal(rows)
        except IntegrityError:
            break
        sealed += len(rows)
    return sealed


@transaction.atomic
def _seal(rows):
    last = AuditSeal.objects.order_by("-number").first()
    number, digest = (last.number, last.digest) if last else (0, START)
    seals = []
    for row in rows:
        number, digest = number + 1, digest_of(digest, row)
        seals.append(AuditSeal(number=number, row=row, digest=digest))
    AuditSeal.objects.bulk_create(seals)


@dataclass(frozen=True)
class Verdict:
    """What the chain says: how many rows it holds and its last digest, or the first link that is wrong and why."""

    count: int
    head: str
    number: int = 0
    fault: str = ""


def verify():
    """Follow the chain from its first link; return the Verdict. Reads row by row, whatever their number."""
    count, head = 0, START
    seals = AuditSeal.objects.order_by("number").annotate(row_key=F("row__pk")).select_related("row")
    for link in seals.iterator(chunk_size=AT_A_TIME):
        if link.number != count + 1:
            return Verdict(count, head, count + 1, "缺少这一环")
        if link.row_key is None:
            return Verdict(count, head, link.number, "记录已不存在")
        if digest_of(head, link.row) != link.digest:
            return Verdict(count, head, link.number, "记录与封存时不一致")
        count, head = link.number, link.digest
    return Verdict(count, head)
