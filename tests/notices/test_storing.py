"""A file is in the storage whole or not at all."""

import os
import signal
import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from campaigns.notices import storing

NAME = "countersignatures/sheet-1.pdf"


def names(folder):
    return default_storage.listdir(folder)[1]


def killed_while_writing(monkeypatch):
    """Have another process killed when it has written its bytes and nothing is settled yet."""
    with monkeypatch.context() as patch:
        patch.setattr(storing.os, "fsync", lambda _: os.kill(os.getpid(), signal.SIGKILL))
        if (child := os.fork()) == 0:
            storing.store(NAME, b"whole")
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_who_is_killed_in_the_middle_leaves_no_file_that_anybody_reads(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert killed_while_writing(monkeypatch) == -signal.SIGKILL
    assert not default_storage.exists(NAME)
    storing.store(NAME, b"whole")
    assert default_storage.open(NAME).read() == b"whole"
    assert names("countersignatures") == ["sheet-1.pdf"]
    storing.forget()
    [piece] = names(storing.PIECES)  # somebody may still be at it
    os.utime(default_storage.path(f"{storing.PIECES}/{piece}"), (time.time() - 2 * storing.KEPT,) * 2)
    storing.forget()
    assert names(storing.PIECES) == []


def test_what_is_cut_is_replaced_and_what_is_whole_is_left_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save(NAME, ContentFile(b"who"))
    storing.store(NAME, b"whole")
    place = Path(default_storage.path(NAME))
    before = place.stat().st_ino
    storing.store(NAME, b"whole")
    assert (place.read_bytes(), place.stat().st_ino) == (b"whole", before)
    assert place.stat().st_mode & 0o777 == 0o644
