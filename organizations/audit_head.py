"""The head of the audit's chain, kept outside of the database: whoever empties or shortens its tables is found out by it.

It is a file in DATA_DIR that the sweep writes after sealing, whole or not at all, one sweep at a time. It only ever goes
forward along the chain: while the chain does not hold what it says, it stays as it is, and verify_audit fails. It is begun
before the first link, with none: where it is gone later, no sweep covers that up, and verify_audit fails, until somebody who
knows why (a backup was restored, its disk is lost) has it written anew by `verify_audit --accept-missing-head`, which is
audited.
"""

import fcntl
import json
import logging
import os
import re
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection

from .models import AuditSeal
from .paging import LAST_KEY

logger = logging.getLogger(__name__)
START = "0" * 64  # what the first link is linked to


@dataclass(frozen=True)
class Head:
    """The last link: its number, which is the count of links, the key of its row, and its digest."""

    number: int
    row: int
    digest: str

    def __post_init__(self):
        """Raise ValueError for what no link can be: it comes from a file."""
        keys = (self.number, self.row)
        least = 0 if self.digest == START else 1
        if not all(type(key) is int and least <= key <= LAST_KEY for key in keys):
            raise ValueError(f"No number and key of a link: {keys}.")
        if not re.fullmatch("[0-9a-f]{64}", str(self.digest)):
            raise ValueError("No digest of a link.")

    @property
    def is_in_chain(self):
        if self == NONE:
            return True
        return AuditSeal.objects.filter(number=self.number, row_id=self.row, digest=self.digest).exists()


NONE = Head(0, 0, START)  # of a chain without a link


def place():
    return Path(settings.AUDIT_HEAD)


def current():
    """Return the Head of the chain as the database has it, None while nothing is sealed."""
    last = AuditSeal.objects.order_by("-number").values_list("number", "row_id", "digest").first()
    return last and Head(*last)


def kept():
    """Return the Head that is kept outside, None where there is no file.

    Raise ValueError for a file that holds none, OSError for one that cannot be read.
    """
    try:
        text = place().read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        return Head(**json.loads(text))
    except (TypeError, ValueError):
        raise ValueError(f"{place()} holds no head of the audit's chain.") from None


def last_key(model):
    """Return the last key that a table gave to a row, 0 for none: also where the row is gone since, or was never committed."""
    question = (
        "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass)"
        if connection.vendor == "postgresql"
        else "SELECT seq FROM sqlite_sequence WHERE name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [model._meta.db_table])
        found = cursor.fetchone()
    return (found and found[0]) or 0


def is_missing():
    """Whether there is no file, and there should be one: it is begun before the first link of all, which has the first key."""
    return kept() is None and (AuditSeal.objects.exists() or last_key(AuditSeal) > 0)


def begin():
    """Write that there is no link yet, where there is no file; return whether there is one now. Then a link may be made.

    Where there were links before, and neither they nor the file is there, it is not covered up.
    """
    try:
        with _alone():
            if is_missing():
                logger.critical("The audit's chain is gone, and its head, which was kept outside, is gone as well")
                return False
            if kept() is None:
                _write(json.dumps(asdict(NONE)))
    except (OSError, ValueError):
        logger.exception("The head of the audit's chain was not begun outside, so nothing is sealed")
        return False
    return True


def keep(*, begin=False):
    """Bring the file up to the chain, unless the chain does not hold what the file says: then something is gone.

    begin: write one where there is none; only for who accepts that it is gone.
    """
    try:
        with _alone():
            _go_forward(kept(), current(), begin)
    except (OSError, ValueError):
        logger.exception("The head of the audit's chain was not kept outside")


def _go_forward(before, head, begin=False):
    if before and not before.is_in_chain:
        logger.critical("The audit's chain does not hold link %s, which was kept outside", before.number)
    elif head and before is None and not begin:
        logger.critical("The head of the audit's chain, which was kept outside, is gone")
    elif head and (before is None or head.number > before.number):
        _write(json.dumps(asdict(head)))


@contextmanager
def _alone():
    """Hold the file for this process and thread: another sweep waits until it is let go, or its holder is gone."""
    place().parent.mkdir(parents=True, exist_ok=True)
    with place().with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(text):
    """Put it in place whole: nobody reads half of it, nor does a power cut leave that. What fails leaves nothing."""
    with NamedTemporaryFile("w", dir=place().parent, prefix=".audit-head-", delete=False, encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(place())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _settle(place().parent)


def _settle(folder):
    """Have the disk keep the names in a folder as they are now."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
