"""A worker is killed again and again while it makes files and sends mails: nothing is lost, nothing is doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from campaigns.notices import tasks
from campaigns.notices.models import EditionFile
from organizations import jobs, messages
from organizations.models import Job, Message
from tests import factories
from tests.organizations.actors import person
from tests.organizations.mail_server import Letterbox, listening

ROUNDS, PIECES = 20, 2  # more than a worker does in a round
REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="needs a server: SQLite's test database is one connection",
)


@pytest.fixture
def box(settings):
    box = Letterbox(pause=0.05)  # where a death leaves it open whether the mail went out
    with listening(settings, box):
        yield box


@pytest.fixture
def start(box, settings, tmp_path):
    """Start a worker in a process of its own on this test's database, files and mail server; return its process id."""
    facts = connection.settings_dict
    address = f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), "DATA_DIR": str(tmp_path)}
    environment |= {"DATABASE_URL": address, "EMAIL_HOST": settings.EMAIL_HOST, "EMAIL_PORT": str(settings.EMAIL_PORT)}
    environment |= {"DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "LOG_LEVEL": "CRITICAL"}
    settings.MEDIA_ROOT = tmp_path / "files"  # as the workers' settings have it
    command = [sys.executable, Path(__file__).with_name("killed_worker.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    with subprocess.Popen(command, env=environment, cwd=REPOSITORY, **pipes) as nursery:

        def one():
            nursery.stdin.write("\n")
            return int(nursery.stdout.readline())

        yield one
        nursery.stdin.close()


@transaction.atomic
def more_work(people):
    """What a signatory's click owes: files, and a word to everybody."""
    edition = factories.notice().current
    tasks.owe_files(edition)
    messages.owe(people, "issued", edition, subject="通知已印发")


def is_alive(pid):
    return Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() != b""


def wait_until(true, seconds=90):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("step_by_step")
def test_a_worker_that_is_killed_twenty_times_loses_nothing_and_doubles_nothing(start, box, monkeypatch, capsys):
    for module in (jobs, messages):
        monkeypatch.setattr(module, "enqueue", lambda pk: None)  # the worker looks for itself
    people = [person() for _ in range(2)]
    killed = 0
    for _ in range(ROUNDS):
        for _ in range(PIECES):
            more_work(people)
        pid = start()
        time.sleep(random.uniform(0, 0.2))  # noqa: S311
        killed += is_alive(pid)
        os.kill(pid, signal.SIGKILL)
    assert killed == ROUNDS  # none had finished before: each was killed at work
    last = start()
    wait_until(lambda: not is_alive(last))

    done = Job.objects.filter(kind="print-edition")
    assert set(done.values_list("state", flat=True)) == {"done"}
    assert done.filter(attempts__gt=1).exists()  # some deaths came in the middle of one
    assert Counter(EditionFile.objects.values_list("edition", flat=True)) == {int(job.key): 3 for job in done}
    names = default_storage.listdir("editions")[1]
    assert sorted(f"editions/{name}" for name in names) == sorted(EditionFile.objects.values_list("content", flat=True))

    arrived = Counter(box.ids)
    all_of_them = Message.objects.select_related("recipient")
    known = {messages.mail_of(each).message()["Message-ID"]: each.mail_state for each in all_of_them}
    assert len(known) == 2 * ROUNDS * PIECES
    assert set(arrived.values()) == {1}  # nothing doubled
    assert set(known.values()) <= {"sent", "uncertain"}  # nothing lost: what is not known is told
    assert {key for key, state in known.items() if state == "sent"} <= set(arrived) <= set(known)
    uncertain = {key for key, state in known.items() if state == "uncertain"}
    assert 0 < len(uncertain) <= ROUNDS  # at most the one that each death cut off: it may have arrived or not
