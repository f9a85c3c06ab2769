"""审计: every change of a state, a right or a file leaves one row; a chain of hashes shows whether one is missing.

Rows are written in the transaction that they tell of, so that there is no change without one. They are sealed later by
the sweep: a chain that is written at once would make every writer wait for the one before.
"""

import hashlib
import json
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max, Min

from . import audit_head
from .models import AuditRow, AuditSeal

START = audit_head.START
FIELDS = (
    "pk", "at", "act", "thing", "thing_id", "user_id", "on_behalf_of_id", "department_id", "before", "after", "address", "result",
)  # fmt: skip
AT_A_TIME = 500
LATE = 10_000  # rows: one that was begun earlier may be committed after so many that were begun later
FAILED = 100  # rows before the first: each was one of a transaction that failed, with none that did not among them
LONGEST = 64  # characters of what was before and after


def record(act, thing, *, by=None, department=None, before="", after="", result=AuditRow.Result.DONE):
    """Write that `act`, a word of acts.ACTS, was done to `thing`, a saved row of a model; return the AuditRow.

    by: an acting.Actor, None for the clock. department: for which one, where it is not the one that the actor acts for.
    before, after: SHA-256 digests of what changed, in hexadecimal, or a word for a state; for a new name both names, since
    nothing else would tell whose acts those under the old one are. Raise ValueError for more.
    """
    if max(len(before), len(after)) > LONGEST:
        raise ValueError(f"The audit holds digests, and words of at most {LONGEST} characters: {act}.")
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


def sha256(text):
    """Return what the audit keeps of a text that is somebody's own affair."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- the chain ----------------------------------------------------------------------------------------------------


def digest_of(previous, row):
    """Return the SHA-256 of a row together with the link before it, as 64 hexadecimal digits."""
    facts = {name: getattr(row, name) for name in FIELDS} | {"at": row.at.isoformat()}
    text = json.dumps([previous, facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def unsealed():
    """Return the rows that are not sealed yet; those long before the last sealed one are looked for by verify() alone."""
    last = AuditSeal.objects.order_by("-number").values_list("row_id", flat=True).first() or 0
    return AuditRow.objects.filter(seal=None, pk__gt=last - LATE)


def seal():
    """Seal the rows that are not sealed yet; return how many. Of two at once, one finds that the other did it.

    The first link waits until the head outside is begun: a chain that has links and no head has lost it.
    """
    sealed = 0
    if not (AuditSeal.objects.exists() or audit_head.begin()):
        return sealed
    while rows := list(unsealed().order_by("pk")[:AT_A_TIME]):
        try:
            _seal(rows)
        except IntegrityError:
            break
        sealed += len(rows)
    audit_head.keep()
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
    """What the chain says: how many rows it holds and its last digest, or the first link that is wrong and why.

    waiting: rows that are not sealed yet.
    """

    count: int
    head: str
    number: int = 0
    fault: str = ""
    waiting: int = 0


def head():
    """Return (number, digest) of the last link: what to note down outside, so that nobody can cut off the end unseen."""
    return AuditSeal.objects.order_by("-number").values_list("number", "digest").first() or (0, START)


def verify(noted=""):
    """Follow the chain from its first link; return the Verdict. A few hundred rows at a time, whatever their number.

    noted: the digest of a head that was noted earlier. It must still be a link of the chain, and so must the head that is
    kept outside of the database.
    """
    count, digest, is_found = 0, START, noted in ("", START)
    for link, row in _links():
        if fault := _fault(link, row, count, digest):
            return Verdict(count, digest, count + 1, fault)
        count, digest = link.number, link.digest
        is_found = is_found or digest == noted
    if fault := "" if is_found else "链中没有以前记下的摘要，链尾被截去或整条链被改写":
        return Verdict(count, digest, count + 1, fault)
    if fault := _fault_outside() or _fault_at_the_ends():
        return Verdict(count, digest, count + 1, fault)
    return Verdict(count, digest, waiting=AuditRow.objects.filter(seal=None).count())


def _fault_outside():
    """Compare with the head that is kept outside: that alone tells an empty chain from one that was emptied."""
    try:
        outside = audit_head.kept()
    except (OSError, ValueError):
        return f"库外的链尾记录（{audit_head.place()}）不能读取，或者内容不对，请核对文件和它的权限"
    if outside is None or outside.is_in_chain:
        return ""
    return f"库外记有{outside.number}条，链中没有其中最后一条，审计表被清空、截短或整条改写"


def _fault_at_the_ends():
    """Compare the keys of the rows with those that the table gave: a key of a transaction that failed is given to nobody.

    So a few may be missing anywhere. But many before the first row, or so many after the last one that no late row could
    still come of them, were rows once.
    """
    keys = AuditRow.objects.aggregate(first=Min("pk"), last=Max("pk"))
    given = audit_head.last_key(AuditRow)
    if given - (keys["last"] or 0) > LATE:
        return f"审计记录的编号已经用到{given}，现存的最后一条却是{keys['last'] or 0}，其后的记录不见了"
    if (keys["first"] or 0) > FAILED + 1:
        return f"审计记录现存的第一条编号是{keys['first']}，此前的记录不见了"
    return ""


def _links():
    """Yield each link with its row, None where the row is gone, in the order of the chain."""
    last = 0
    while links := list(AuditSeal.objects.filter(number__gt=last).order_by("number")[:AT_A_TIME]):
        rows = AuditRow.objects.in_bulk([link.row_id for link in links])
        yield from ((link, rows.get(link.row_id)) for link in links)
        last = links[-1].number


def _fault(link, row, count, digest):
    if link.number != count + 1:
        return "缺少这一环"
    if row is None:
        return "记录已不存在"
    return "记录或摘要与封存时不一致" if digest_of(digest, row) != link.digest else ""
