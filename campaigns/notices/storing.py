"""A file is there whole or not at all: it is written beside its place and moved there in one step.

Whoever is killed in the middle leaves a piece that bears no name that anybody asks for.
"""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import default_storage

PIECES = "unfinished"  # a folder of the storage, so that moving is renaming
KEPT = 24 * 3600  # seconds: nobody writes on one file that long


def store(name, content):
    """Keep bytes under a name that says what they are. One that is there whole is left alone, as readers may have it open."""
    if not (default_storage.exists(name) and default_storage.size(name) == len(content)):
        write(name, content)


def write(name, content):
    """Keep bytes under a name, whatever stood there before."""
    place, pieces = Path(default_storage.path(name)), Path(default_storage.path(PIECES))
    for folder in (place.parent, pieces):
        folder.mkdir(parents=True, exist_ok=True)
    handle, piece = tempfile.mkstemp(dir=pieces)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(piece).chmod(default_storage.file_permissions_mode or 0o644)
        Path(piece).replace(place)
    except BaseException:
        Path(piece).unlink(missing_ok=True)
        raise


def forget():
    """Delete the pieces that killed runs have left."""
    for piece in Path(default_storage.path(PIECES)).glob("*"):
        with suppress(FileNotFoundError):  # it was moved meanwhile
            if piece.stat().st_mtime < time.time() - KEPT:
                piece.unlink()
