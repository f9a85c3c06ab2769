"""会签单: who has decided what on which text, as a PDF. The worker makes it, once for each state of the marks."""

import hashlib
import json
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organizations import jobs
from organizations.models import Job

from ..models import Edition
from ..rounds.marks import marks_of
from ..storing import store

KIND = "countersigning-sheet"


@dataclass(frozen=True)
class Sheet:
    """The sheet of an edition as it is now: all that stands on it, and a fingerprint of that."""

    edition: Edition
    facts: dict
    marks: list

    @property
    def fingerprint(self):
        return hashlib.sha256(json.dumps(self.facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    @property
    def key(self):
        return f"{self.edition.pk}-{self.fingerprint[:32]}"

    @property
    def name(self):
        """Where its file is kept."""
        return f"countersignatures/sheet-{self.key}.pdf"

    @property
    def is_made(self):
        return default_storage.exists(self.name)

    @property
    def filename(self):
        return f"{self.edition.title}，会签单.pdf".replace("/", "／")

    def job(self):
        """Return the last Job that was asked to make it, or None."""
        return Job.objects.filter(kind=KIND, key=self.key).order_by("-pk").first()


def sheet_of(edition):
    """Return the Sheet of an edition that comes with its notice and host. Few queries."""
    marks = marks_of(edition)
    numbers = dict(edition.revisions.order_by("number").values_list("text_hash", "number"))
    facts = {
        "title": edition.title,
        "year": edition.notice.campaign.year,
        "edition": edition.number,
        "host": str(edition.notice.host),
        "doc_number": edition.doc_number,
        "text_hash": edition.text_hash,
        "revision": numbers.get(edition.text_hash),
        "way": "依次会签" if edition.is_ordered else "同时会签",
        "until": _day(edition.countersign_by) if edition.countersign_by else "",
        "is_sample": edition.notice.campaign.is_sample,
        "marks": [_said(mark, numbers) for mark in marks],
        "former": _former(edition, marks, numbers),
    }
    return Sheet(edition, facts, marks)


def _said(mark, numbers):
    """One line of the sheet: a void decision is said together with the word that it is void."""
    found = {"organ": mark.issuer.printed_name, "standing": mark.words, "shape": mark.standing}
    return found | (_of(mark.signature, numbers) if mark.signature else {})


def _former(edition, marks, numbers):
    """Return the lines of all that was signed before the last mark of each organ, or by organs that left, oldest first."""
    last = {mark.last for mark in marks}
    rows = edition.countersignatures.exclude(pk__in=last).select_related("user", "on_behalf_of").order_by("pk")
    return [{"organ": row.name, "fate": _fate(row, edition, marks)} | _of(row, numbers) for row in rows]


def _fate(signature, edition, marks):
    """Say why a mark counts no more: its text is another one, its organ said something else since, or left."""
    if signature.text_hash != edition.text_hash:
        return "已失效"
    here = {(mark.issuer.department_id, mark.issuer.department_id or mark.issuer.printed_name) for mark in marks}
    is_here = (signature.department_id, signature.department_id or signature.name) in here
    return "已更改" if is_here else "已不联署"


def _of(signature, numbers):
    """What a mark says: numbers are those of the kept texts, by their hash."""
    on_paper = signature.is_on_paper
    return {
        "decision": signature.get_decision_display(),
        "opinion": signature.opinion,
        "signer": signature.signer_name,
        "at": _day(signature.paper_day) if on_paper else _time(signature.at),
        "is_on_paper": on_paper,
        "recorder": signature.recorder_name if on_paper else "",
        "recorded_at": _time(signature.at) if on_paper else "",
        "text_hash": signature.text_hash,
        "revision": numbers.get(signature.text_hash),
    }


def _day(day):
    return f"{day:%Y年%-m月%-d日}"


def _time(at):
    return f"{timezone.localtime(at):%Y年%-m月%-d日 %H:%M}"


def ask(edition, *, by):
    """Have the sheet made as it is now, unless it is there."""
    sheet = sheet_of(edition)
    if not sheet.is_made:
        jobs.ask(KIND, sheet.key, by=by, about=edition.title, edition=edition.pk)
    return sheet


@jobs.worker(KIND, "生成会签单")
def make(job):
    """Make the sheet as it is in this moment: one that was asked for before a mark came is nobody's any more."""
    edition = Edition.objects.select_related("notice__host", "notice__campaign").get(pk=job.payload["edition"])
    sheet = sheet_of(edition)
    if not sheet.is_made:
        store(sheet.name, as_pdf(sheet))
    return {"path": reverse("countersigning:sheet_file", args=[edition.pk]), "label": "打开会签单"}


def as_pdf(sheet):
    """Return the PDF of a Sheet as bytes; the same marks give the same bytes."""
    from campaigns.documents.pdf.typesetting import lay_out  # the web process never loads the typesetter

    return lay_out(render_to_string("countersigning/sheet_print.html", {"sheet": sheet.facts}))
