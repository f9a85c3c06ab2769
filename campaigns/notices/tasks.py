"""What the notices owe after the answer: their print, made once and frozen."""

import hashlib
import logging

from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from .models import Edition, EditionFile
from .printing import document_of

logger = logging.getLogger(__name__)
SWEEP = 30.0  # seconds; a message that no worker took by then is asked for again


@shared_task
def print_waiting():
    """Find the recorded editions that lack a file."""
    for edition in Edition.objects.unprinted():
        print_edition.apply_async((edition.pk,), expires=SWEEP)


@shared_task
def print_edition(edition_id):
    """Make the files of an edition. A second run, or two at once, change nothing and leave no second file.

    One that cannot be made keeps no other from being made; it is raised at the end, and owed still.
    """
    edition = Edition.objects.recorded().filter(pk=edition_id).first()
    failed = None
    for format, layout in edition.files_owed if edition else ():
        try:
            freeze(edition, format, layout, typeset(edition, format, layout))
        except Exception as error:
            logger.exception("The %s of edition %s in the layout of %s cannot be made", format, edition_id, layout)
            failed = failed or error
    if failed:
        raise failed


def typeset(edition, format, layout):
    from campaigns.documents import making  # the web process never loads the typesetter

    return making.made(document_of(edition), layout, format)


@transaction.atomic
def freeze(edition, format, layout, content):
    """Store the bytes once: the unique row is the claim, and the file is written under it."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"editions/{edition.pk}-{digest[:16]}.{format}"
    facts = {"content": name, "sha256": digest, "size": len(content)}
    _, is_new = EditionFile.objects.get_or_create(edition=edition, format=format, layout=layout, defaults=facts)
    if is_new:
        default_storage.delete(name)  # what a broken run may have left
        default_storage.save(name, ContentFile(content))
