"""预览: the true PDF of a draft, pictures of its pages, and what the conformance checker says of it.

The worker makes them once for each state of the text and keeps them a week under its fingerprint; the web process reads
what was made, and loads neither the typesetter nor the checker.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from organizations import jobs
from organizations.models import Job

from ..digest import digest_of
from ..models import Edition
from ..pictures import pictures_of
from ..printing import document_of
from ..refusal import Refused
from ..storing import write

KIND = "preview"
FOLDER = "previews"
KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Preview:
    """What was made of a draft in one state of its text. `stamp` is the fingerprint of that state."""

    edition_id: int
    stamp: str

    @property
    def key(self):
        return f"{self.edition_id}-{self.stamp}"

    def name(self, ending):
        """Return where a file of it is kept: .pdf, .json, -1.png."""
        return f"{FOLDER}/{self.key}{ending}"

    def made(self):
        """Return {"pages": [[width, height]], "layout", "checks", "advice"}, or None where it is not made, or gone."""
        try:
            with default_storage.open(self.name(".json")) as file:
                return json.loads(file.read())
        except FileNotFoundError:
            return None

    def job(self):
        """Return the last Job that was asked to make it, or None."""
        return Job.objects.filter(kind=KIND, key=self.key).order_by("-pk").first()


def preview_of(edition):
    """Return the Preview of a draft as it stands now. Few queries."""
    said = f"{digest_of(edition)} {edition.layout} {edition.notice.campaign.is_sample}"
    return Preview(edition.pk, hashlib.sha256(said.encode()).hexdigest()[:32])


def last_made(edition):
    """Return the last Preview of a draft that was made, of whatever state of its text, or None."""
    rows = Job.objects.filter(kind=KIND, key__startswith=f"{edition.pk}-", state=Job.State.DONE)
    key = rows.order_by("-pk").values_list("key", flat=True).first()
    return Preview(edition.pk, key.partition("-")[2]) if key else None


@transaction.atomic
def ask(edition, *, by):
    """Have the preview of a draft made; return the Job."""
    return jobs.ask(KIND, preview_of(edition).key, by=by, about=edition.title, edition=edition.pk)


# --- the worker's side --------------------------------------------------------------------------------------------


@jobs.worker(KIND, "生成预览")
def make(job):
    edition = Edition.objects.for_desk().get(pk=job.payload["edition"])
    preview = Preview(edition.pk, job.key.partition("-")[2])
    result = {"path": reverse("drafting:preview", args=[edition.pk]), "label": "查看预览"}
    if preview_of(edition) != preview or preview.made():
        return result  # the text is another by now, and whoever looks asks for that; or a run before has made it
    jobs.progress(job, 0, 3, "正在排版")
    pdf = typeset(edition)
    jobs.progress(job, 1, 3, "正在绘制页面图片")
    pictures = pictures_of(pdf)
    jobs.progress(job, 2, 3, "正在检查格式")
    report = checked(pdf, edition.layout)
    write(preview.name(".pdf"), pdf)
    for number, picture in enumerate(pictures, start=1):
        write(preview.name(f"-{number}.png"), picture.content)
    pages = [[picture.width, picture.height] for picture in pictures]
    write(preview.name(".json"), json.dumps({"pages": pages, **report}, ensure_ascii=False).encode())
    return result


def typeset(edition):
    """Return the PDF of a draft, marked 草稿 and without seals. Raise jobs.CannotBeDone with what a person must mend."""
    from campaigns.documents import making  # the web process never loads the typesetter
    from campaigns.documents.document import DocumentError

    try:
        return making.made(document_of(edition), edition.layout, "pdf")
    except (DocumentError, Refused) as error:
        raise jobs.CannotBeDone(str(error)) from None


def checked(pdf, layout):
    """Return what check_gongwen says of a PDF, as plain data: its rules by name, and its advice."""
    from campaigns.documents.checking import Unreadable, check
    from campaigns.documents.checking.rules import rules_for

    try:
        report = check(pdf, str(layout))
    except Unreadable as error:
        raise jobs.CannotBeDone(str(error)) from None
    names = {rule.id: rule.name for rule in rules_for(report.layout)}
    checks = [
        {"rule": one.rule, "name": names[one.rule], "section": one.section, "measured": one.measured, "expected": one.expected, "ok": one.ok}
        for one in report.checks
    ]  # fmt: skip
    advice = [{"section": one.section, "text": one.text, "advice": one.advice} for one in report.advice]
    return {"layout": report.layout, "checks": checks, "advice": advice}


def forget():
    """Delete the previews that were made more than a week ago; return how many files."""
    try:
        _, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    limit = timezone.now() - KEPT
    old = [name for name in names if default_storage.get_modified_time(f"{FOLDER}/{name}") < limit]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)
