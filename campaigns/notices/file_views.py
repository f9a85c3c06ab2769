"""The files of a notice: frozen bytes, the pages of a print as pictures, and a word where they are not made yet."""

import logging

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.http import quote_etag

from organizations.methods import reads_only

from . import serving
from .models import CONTENT_TYPES, AttachmentFile, Edition, EditionFile, Notice, PagePicture

logger = logging.getLogger(__name__)
PRINTED_SOON = 30  # seconds
TAKEN_AWAY = ("docx", "xlsx")  # what no browser shows by itself
MOST_ALIKE = 20  # attachments with the same bytes, among which one is looked for by its name


def edition_or_404(pk, number=None):
    """Return an edition that anybody may read, with its notice as `edition.notice`: the one in force, or the one of that number."""
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    edition = notice.current
    if number not in (None, edition.number):
        edition = get_object_or_404(notice.editions.before(edition).prefetch_related("files"), number=number)
    edition.notice = notice
    return edition


@reads_only
def notice_file(request, pk, layout, format, number=None):
    edition = edition_or_404(pk, number)
    if (format, layout) not in edition.files_wanted:
        raise Http404
    file = edition.files_made.get((format, layout))
    if file is None:
        return ask_for_patience(request, edition.notice)
    name = f"{edition.title}（{file.get_layout_display()}）.{file.format}"
    return serve_or_wait(request, edition.notice, file, name, file.made_at)


def serve_or_wait(request, notice, file, name, made_at, back=""):
    """Serve a frozen file; where the disk has lost or spoilt it, say so and tell the log. A PDF opens, a DOCX is taken away.

    back: where its text is read, if not on the page of the notice.
    """
    ending = name.rpartition(".")[2]
    try:
        refuse_spoilt(file)
        return serving.serve(
            request,
            file.content,
            etag=quote_etag(file.sha256),
            modified=made_at,
            content_type=CONTENT_TYPES[ending],
            filename=name.replace("/", "／"),
            as_attachment=ending in TAKEN_AWAY,
        )
    except OSError:
        logger.exception("The frozen file %s of notice %s is gone from the disk, or another", file, notice.pk)
        return ask_for_patience(request, notice, is_lost=True, back=back)


def refuse_spoilt(file):
    """Raise OSError where what is on the disk cannot be what was frozen: by its size, or as the last check found it."""
    if file.content.size != file.size or getattr(file, "damaged_at", None):
        raise OSError(f"{file.content.name} is not what was frozen")


def ask_for_patience(request, notice, is_lost=False, back=""):
    context = {"notice": notice, "is_lost": is_lost, "back": back or notice.get_absolute_url()}
    response = render(request, "notices/notice_file.html", context, status=503)
    response["Retry-After"] = PRINTED_SOON
    return response


@reads_only
def attachment_file(request, digest, name):
    """A file that is issued with a notice as it is; the same bytes may be an attachment of several."""
    rows = AttachmentFile.objects.filter(Notice.in_public("clause__edition__notice__"), sha256=digest)
    rows = rows.filter(clause__edition__state=Edition.State.ISSUED).select_related("clause__edition__notice")
    file = next((row for row in rows[:MOST_ALIKE] if row.name == name), None)
    if file is None:
        raise Http404
    return serve_or_wait(request, file.clause.edition.notice, file, file.name, file.made_at)


@reads_only
def notice_pages(request, pk, layout, number=None):
    """The pages of a PDF as pictures, for phones, which show no PDF within a page."""
    edition = edition_or_404(pk, number)
    pdfs = [file for (format, _), file in edition.files_made.items() if format == "pdf" and file.pages]
    file = next((each for each in pdfs if each.layout == layout), None)
    if file is None:
        if ("pdf", layout) not in edition.files_wanted:
            raise Http404
        return ask_for_patience(request, edition.notice)
    pictures = file.pictures.select_related("file__edition__notice")
    others = [each for each in pdfs if each != file]
    context = {"notice": edition.notice, "edition": edition, "file": file, "pictures": pictures, "others": others}
    return render(request, "notices/notice_pages.html", context)


@reads_only
def page_picture(request, pk, layout, picture, number=None):
    wanted = {"edition__notice": pk, "layout": layout, "format": EditionFile.Format.PDF}
    edition = {"edition__number": number} if number else {"edition": F("edition__notice__current")}
    files = EditionFile.objects.public().filter(**wanted, **edition)
    row = get_object_or_404(PagePicture.objects.select_related("file__edition__notice"), file__in=files, number=picture)
    name = f"{row.file.edition.title}，第{row.number}页.png"
    return serve_or_wait(request, row.file.edition.notice, row, name, row.file.made_at)
