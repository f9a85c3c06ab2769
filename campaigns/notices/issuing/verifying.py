"""核验: whether the bytes of a file are those of one that was made here, and whether what it says still holds."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils import timezone

from ..models import EditionFile

MOST_BYTES = 50 * 1024 * 1024


class Hashing(FileUploadHandler):
    """Takes the hash of an upload as it comes in, and keeps nothing of it. `digest` stands there once all of it came."""

    def __init__(self, request=None):
        super().__init__(request)
        self.name, self.digest, self.size, self.is_too_large = "", "", 0, False

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.name, self.size, self._hash = self.file_name or "", 0, hashlib.sha256()

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.size > MOST_BYTES:
            self.is_too_large = True
            raise StopUpload(connection_reset=True)
        self._hash.update(raw_data)

    def file_complete(self, file_size):
        self.digest = self._hash.hexdigest() if self.size else ""


@dataclass(frozen=True)
class Verdict:
    """What is known of a hash: the file of ours that it names, or None."""

    digest: str
    file: EditionFile | None

    @property
    def edition(self):
        return self.file.edition

    @property
    def notice(self):
        return self.file.edition.notice

    @property
    def is_replaced(self):
        return self.edition.pk != self.notice.current_id

    @property
    def holds(self):
        return not self.is_replaced and self.notice.holds_on(timezone.localdate())


def verdict_on(digest):
    """Return the Verdict on a SHA-256 of 64 small hexadecimal digits. Only files that anybody may have are told of."""
    rows = EditionFile.objects.public().select_related(
        "edition__notice__host__region", "edition__notice__current", "edition__notice__campaign"
    )
    return Verdict(digest, rows.filter(sha256=digest).order_by("pk").first())
