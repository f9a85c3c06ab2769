"""What is looked for again and again is found by an index, however much there is that nobody looks for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.notices.models import EditionFile
from organizations.models import Job, Message
from tests import factories

BY = {
    "edition_file_by_check": lambda: EditionFile.objects.exclude(checked_at=None).order_by("checked_at", "pk")[:50],
    "job_standing": lambda: Job.objects.standing().filter(kind="print-edition").values("key").order_by(),
    "job_done": lambda: Job.objects.filter(
        state="done", finished_at__lt=timezone.now() - timedelta(days=30)
    ).order_by(),
    "message_unread": lambda: Message.objects.unread().filter(recipient=reader()).values("kind").order_by(),
}


def reader():
    return factories.somebody("甲")


@pytest.fixture
def past(db):
    """Work that is done and messages that are read."""
    now = timezone.now()
    Job.objects.bulk_create(Job(kind="print-edition", key=n, state="done", finished_at=now) for n in range(300))
    Message.objects.bulk_create(
        Message(recipient=reader(), key=f"k{n}", subject="已印发", read_at=now) for n in range(300)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_seqscan = off")  # the files are none: they are read whole otherwise
        cursor.execute("SET LOCAL enable_sort = off")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite finds no partial index for a bound value")
def test_a_sweep_reads_no_whole_table(past):
    plans = {name: query().explain() for name, query in BY.items()}
    assert [name for name, plan in plans.items() if name not in plan] == []
