"""What the notices owe after the answer: files of an edition, pictures of their pages, comparisons, made once and kept."""

import hashlib
import logging

from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from .models import ComparisonFile, Edition, EditionFile, Notice, PagePicture, uncompared
from .pictures import pictures_of
from .printing import document_of

logger = logging.getLogger(__name__)
SWEEP = 30.0  # seconds; a message that no worker took by then is asked for again


@shared_task
def print_waiting():
    """Find the editions that lack a file, pictures of its pages, or a comparison."""
    unprinted = Edition.objects.unprinted().values_list("pk", flat=True)
    unpictured = EditionFile.objects.unpictured().values_list("edition", flat=True)
    for pk in {*unprinted, *unpictured}:
        print_edition.apply_async((pk,), expires=SWEEP)
    for pk in uncompared().values_list("pk", flat=True):
        print_comparisons.apply_async((pk,), expires=SWEEP)


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
    for file in EditionFile.objects.unpictured().filter(edition=edition_id):
        picture(file)
    if failed:
        raise failed


@shared_task
def print_comparisons(edition_id):
    """Make the comparisons of an edition with every public notice that it descends from, where they changed."""
    notice = Notice.objects.public().for_comparison().filter(current=edition_id).first()
    for upper in notice.public_ancestors if notice else ():
        print_comparison(notice, upper)


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
        _store(name, content)


def _store(name, content):
    default_storage.delete(name)  # what a broken run may have left
    default_storage.save(name, ContentFile(content))


@transaction.atomic
def picture(file):
    """Store a picture of each page of a PDF once: its number of pages is the claim, 0 for one that cannot be drawn."""
    with file.content.open() as pdf:
        pictures = pictures_of(pdf.read())
    if not EditionFile.objects.filter(pk=file.pk, pages=None).update(pages=len(pictures)):
        return
    for number, made in enumerate(pictures, start=1):
        digest = hashlib.sha256(made.content).hexdigest()
        name = f"editions/{file.edition_id}-{digest[:16]}.png"
        facts = {"width": made.width, "height": made.height, "size": len(made.content), "sha256": digest}
        PagePicture.objects.create(file=file, number=number, content=name, **facts)
        _store(name, made.content)


def print_comparison(notice, upper):
    """Store the comparison of two notices; one whose fingerprint is still true is left as it is."""
    from .comparing.compared import Compared
    from .comparing.printing import as_pdf

    compared = Compared(notice, upper)
    if ComparisonFile.objects.true_for(compared.pair, compared.fingerprint):
        return
    content = as_pdf(compared)
    digest = hashlib.sha256(content).hexdigest()
    name = f"editions/{notice.current_id}-{upper.current_id}-{digest[:16]}.pdf"
    facts = {"content": name, "sha256": digest, "size": len(content), "fingerprint": compared.fingerprint}
    with transaction.atomic():
        ComparisonFile.objects.update_or_create(edition=notice.current, upper=upper.current, defaults=facts)
        _store(name, content)
