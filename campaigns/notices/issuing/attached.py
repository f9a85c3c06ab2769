"""The words in the files that are attached to an edition: read once in a process, and kept there under their hash."""

import logging
import threading

from django.core.cache import caches

from ..file_words import UNREADABLE, text_in
from ..models import AttachmentFile

logger = logging.getLogger(__name__)
MOST_BYTES = 20 * 1024 * 1024
MOST_KEPT = 16 * 1024 * 1024  # bytes of text in one process
SIZES = "attached-sizes"  # where the process keeps {SHA-256: bytes}, the oldest first
KEEPING = threading.Lock()


def text_of(file):
    """Return the text of an AttachmentFile, or None where it cannot be read. It is kept in the process under its hash.

    Where the file could not be opened nothing is kept: the next one who asks may find it there.
    """
    if (kept := caches["process"].get(_key(file.sha256))) is None:
        try:
            kept = (_read(file),)
        except OSError:
            logger.exception("The attached file %s cannot be opened", file.pk)
            return UNREADABLE
        _keep(file.sha256, kept)
    return kept[0]


def texts_of(pk):
    """Return {SHA-256: text or None} of all files of an edition: read now, so that nobody waits for it who holds its row."""
    return {file.sha256: text_of(file) for file in AttachmentFile.objects.filter(clause__edition=pk)}


# --- what is kept -------------------------------------------------------------------------------------------------


def _key(sha256):
    return f"attached:{sha256}"


def _keep(sha256, kept):
    """Keep a text in this process and nowhere else; the oldest ones go where all together take too much room."""
    process = caches["process"]
    with KEEPING:
        sizes = process.get(SIZES, {})
        sizes[sha256] = len((kept[0] or "").encode())
        process.set(_key(sha256), kept)
        while sum(sizes.values()) > MOST_KEPT:
            oldest = next(iter(sizes))
            del sizes[oldest]
            process.delete(_key(oldest))
        process.set(SIZES, sizes)


# --- reading ------------------------------------------------------------------------------------------------------


def _read(file):
    if file.size > MOST_BYTES:
        return UNREADABLE
    with file.content.open() as content:
        return text_in(content.read(), file.name)
