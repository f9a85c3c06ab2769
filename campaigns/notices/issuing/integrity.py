"""Whether the files on the disk are still what was frozen: some are read again in every run, those first that waited longest."""

import hashlib
import logging

from django.utils import timezone

from organizations import audit
from organizations.models import AuditRow

from ..models import EditionFile

logger = logging.getLogger(__name__)
AT_A_TIME = 50


def check_some():
    """Read some frozen files again; mark those whose bytes are others or gone, and unmark those that are whole again."""
    for file in EditionFile.objects.unchecked_first(AT_A_TIME):
        _check(file, is_whole=_hash_of(file) == file.sha256)


def _check(file, is_whole):
    now = timezone.now()
    EditionFile.objects.filter(pk=file.pk).update(checked_at=now)
    if is_whole:
        EditionFile.objects.filter(pk=file.pk).exclude(damaged_at=None).update(damaged_at=None)
    elif EditionFile.objects.filter(pk=file.pk, damaged_at=None).update(damaged_at=now):
        logger.error("The frozen file %s (%s) is not what was frozen", file.pk, file.content.name)
        audit.record("file-damaged", file, before=file.sha256, result=AuditRow.Result.FAILED)


def _hash_of(file):
    try:
        with file.content.open() as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""
