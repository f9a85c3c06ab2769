"""What the notices owe after the answer: files of an edition, pictures of their pages, comparisons, made once and kept."""

import hashlib
import logging
from functools import partial

from celery import shared_task
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from organizations import jobs
from organizations.models import Job

from . import proofs, storing
from .comparing.compared import Compared
from .comparing.printing import as_pdf
from .countersigning import sheet  # noqa: F401  says how its kind of work is done
from .drafting import previewing
from .issuing import (
    integrity,
    proving,  # noqa: F401  the same
    publishing,
)
from .models import ComparisonFile, DraftSource, Edition, EditionFile, Notice, PagePicture, uncompared
from .pictures import pictures_of
from .printing import document_of
from .receiving import sweeping
from .sample import in_hand  # noqa: F401  the same
from .storing import store

logger = logging.getLogger(__name__)
RECHECKED = 20  # comparisons that are looked at again in one sweep
PRINT = "print-edition"  # kinds of jobs; their keys are those of editions
COMPARE = "print-comparison"


# --- asking -------------------------------------------------------------------------------------------------------


def owe_files(edition, *, by=None):
    """Owe the files of an edition, and its comparisons. Called in the transaction that decides it."""
    for kind in (PRINT, COMPARE):
        _ask(kind, edition, by=by)


def _ask(kind, edition, *, by=None):
    return jobs.ask(kind, edition.pk, by=by, about=edition.title, edition=edition.pk)


@shared_task
def print_waiting():
    """Ask for what editions lack: a file, pictures of its pages, a comparison. What failed waits for a person."""
    unpictured = EditionFile.objects.unpictured().values("edition")
    unprinted = Edition.objects.unprinted().values("pk")
    for kind, lacking in (
        (PRINT, Q(pk__in=unprinted) | Q(pk__in=unpictured)),
        (COMPARE, Q(pk__in=uncompared().values("pk"))),
    ):
        for edition in Edition.objects.filter(lacking).exclude(pk__in=standing(kind)):
            _ask(kind, edition)


@shared_task
def prove_waiting():
    """Ask for the proofs of what awaits its signature and has none."""
    for edition in Edition.objects.unproven().exclude(pk__in=standing(proofs.KIND)):
        proofs.ask(edition)


@shared_task
def forget_old_texts():
    """Delete texts that were brought to be drafted from, and of which nobody has made a draft in time."""
    DraftSource.objects.expired().delete()


@shared_task
def forget_old_previews():
    """Delete the previews of drafts that were made more than a week ago, and what killed runs have left of files."""
    previewing.forget()
    storing.forget()


@shared_task
def recheck_comparisons():
    """Look whether comparisons still show what is true, those first that were not looked at for longest; ask for new ones."""
    files = list(ComparisonFile.objects.order_by("checked_at", "pk")[:RECHECKED])
    ComparisonFile.objects.filter(pk__in=[file.pk for file in files]).update(checked_at=timezone.now())
    for edition in {file.edition_id for file in files} - standing(COMPARE):
        notice = _compared_notice(edition)
        if notice and any(is_stale(Compared(notice, upper)) for upper in notice.public_ancestors):
            _ask(COMPARE, notice.current)


def standing(kind):
    """Return the keys of the editions whose work is under way, or failed."""
    return {int(key) for key in Job.objects.standing().filter(kind=kind).values_list("key", flat=True)}


# --- doing --------------------------------------------------------------------------------------------------------


@jobs.worker(PRINT, "生成通知文件")
def print_edition_job(job):
    print_edition(job.payload["edition"], tell=partial(jobs.progress, job))
    return _leads_to(job, "查看通知")


@jobs.worker(COMPARE, "生成对照表")
def print_comparison_job(job):
    print_comparisons(job.payload["edition"], tell=partial(jobs.progress, job))
    return _leads_to(job, "查看通知")


def _leads_to(job, label):
    edition = Edition.objects.select_related("notice").filter(pk=job.payload["edition"]).first()
    return {"path": edition.get_absolute_url(), "label": label} if edition else None


def print_edition(edition_id, tell=None):
    """Make the files of an edition and the pictures of their pages. A second run, or two at once, change nothing.

    One that cannot be made keeps no other from being made; it is raised at the end, and owed still.
    """
    edition = Edition.objects.standing().filter(pk=edition_id).first()
    owed = [(freeze_owed, edition, *kind) for kind in edition.files_owed] if edition else []
    try:
        each_of(owed, tell)
    finally:  # what was made before is drawn all the same
        unpictured = EditionFile.objects.unpictured().filter(edition=edition_id)
        each_of([(picture, file) for file in unpictured], tell, "正在绘制页面图片")
        publishing.publish_due()


@shared_task
def publish_due():
    """Make public what is signed, printed and due."""
    publishing.publish_due()


@shared_task
def receipts_fall():
    """Let what nobody has confirmed fall to the next level up where whoever should has nobody any more."""
    sweeping.bring_up_to_date()


@shared_task
def check_files():
    """Read some of the frozen files again."""
    integrity.check_some()


def print_comparisons(edition_id, tell=None):
    """Make the comparisons of an edition with every public notice that it descends from, where they changed."""
    notice = _compared_notice(edition_id)
    each_of([(print_comparison, notice, upper) for upper in (notice.public_ancestors if notice else ())], tell)


def _compared_notice(edition_id):
    return Notice.objects.public().for_comparison().filter(current=edition_id).first()


def each_of(works, tell=None, words="正在排版"):
    """Do all of the works, (function, argument…) each; log what fails, and raise the first failure at the end.

    tell: a function of how many are done, of how many, and in which words, called before each.
    """
    failed = None
    for number, (work, *arguments) in enumerate(works):
        if tell:
            tell(number, len(works), words)
        try:
            work(*arguments)
        except Exception as error:
            logger.exception("%s of %s failed", work.__name__, ", ".join(map(str, arguments)))
            failed = failed or error
    if failed:
        raise failed


def freeze_owed(edition, format, layout):
    freeze(edition, format, layout, typeset(edition, format, layout))


def typeset(edition, format, layout):
    from campaigns.documents import making  # the web process never loads the typesetter

    return making.made(document_of(edition, edition.has_seals), layout, format)


@transaction.atomic
def freeze(edition, format, layout, content):
    """Store the bytes once: the unique row is the claim, and the file is written under it."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"editions/{edition.pk}-{digest[:16]}.{format}"
    facts = {"content": name, "sha256": digest, "size": len(content)}
    _, is_new = EditionFile.objects.get_or_create(edition=edition, format=format, layout=layout, defaults=facts)
    if is_new:
        store(name, content)


def picture(file):
    """Store a picture of each page of a PDF once: its number of pages is the claim, 0 for one that cannot be drawn."""
    with file.content.open() as pdf:
        pictures = pictures_of(pdf.read())
    with transaction.atomic():
        if EditionFile.objects.filter(pk=file.pk, pages=None).update(pages=len(pictures)):
            for number, made in enumerate(pictures, start=1):
                _keep_picture(file, number, made)


def _keep_picture(file, number, made):
    digest = hashlib.sha256(made.content).hexdigest()
    name = f"editions/{file.edition_id}-{digest[:16]}.png"
    facts = {"width": made.width, "height": made.height, "size": len(made.content), "sha256": digest}
    PagePicture.objects.create(file=file, number=number, content=name, **facts)
    store(name, made.content)


def is_stale(compared):
    """Whether no file shows this comparison as it is now."""
    return ComparisonFile.objects.true_for(compared.pair, compared.fingerprint) is None


def print_comparison(notice, upper):
    """Store the comparison of two notices; one whose fingerprint is still true is left as it is. The file before it goes."""
    compared = Compared(notice, upper)
    edition, answered = compared.pair
    if not is_stale(compared):
        return
    content = as_pdf(compared)
    digest = hashlib.sha256(content).hexdigest()
    name = f"editions/{edition.pk}-{answered.pk}-{digest[:16]}.pdf"
    facts = {"content": name, "sha256": digest, "size": len(content), "fingerprint": compared.fingerprint}
    with transaction.atomic():
        older = ComparisonFile.objects.select_for_update().filter(edition=edition, upper=answered).first()
        ComparisonFile.objects.update_or_create(edition=edition, upper=answered, defaults=facts)
        store(name, content)
        if older and older.content.name != name:
            transaction.on_commit(partial(default_storage.delete, older.content.name))
