"""The files of a notice: frozen bytes, the pages of a print as pictures, and a word where they are not made yet."""

import logging

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.http import quote_etag

from organizations.methods import reads_only

from . import serving
from .models import CONTENT_TYPES, EditionFile, Notice, PagePicture

logger = logging.getLogger(__name__)
PRINTED_SOON = 30  # seconds


@reads_only
def notice_file(request, pk, layout, format):
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    edition = notice.current
    if (format, layout) not in edition.files_wanted:
        raise Http404
    file = edition.files_made.get((format, layout))
    if file is None:
        return ask_for_patience(request, notice)
    name = f"{edition.title}（{file.get_layout_display()}）.{file.format}"
    return serve_or_wait(request, notice, file, name, file.made_at)


def serve_or_wait(request, notice, file, name, made_at):
    """Serve a frozen file; where the disk has lost it, say so and tell the log. A PDF opens, a DOCX is taken away."""
    ending = name.rpartition(".")[2]
    try:
        return serving.serve(
            request,
            file.content,
            etag=quote_etag(file.sha256),
            modified=made_at,
            content_type=CONTENT_TYPES[ending],
            filename=name.replace("/", "／"),
            as_attachment=ending == "docx",
        )
    except OSError:
        logger.exception("The frozen file %s of notice %s is gone from the disk", file, notice.pk)
        return ask_for_patience(request, notice, is_lost=True)


def ask_for_patience(request, notice, is_lost=False):
    context = {"notice": notice, "is_lost": is_lost}
    response = render(request, "notices/notice_file.html", context, status=503)
    response["Retry-After"] = PRINTED_SOON
    return response


@reads_only
def notice_pages(request, pk, layout):
    """The pages of a PDF as pictures, for phones, which show no PDF within a page."""
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    pdfs = [file for (format, _), file in notice.current.files_made.items() if format == "pdf" and file.pages]
    file = next((each for each in pdfs if each.layout == layout), None)
    if file is None:
        if ("pdf", layout) not in notice.current.files_wanted:
            raise Http404
        return ask_for_patience(request, notice)
    pictures = file.pictures.select_related("file__edition")
    others = [each for each in pdfs if each != file]
    context = {"notice": notice, "file": file, "pictures": pictures, "others": others}
    return render(request, "notices/notice_pages.html", context)


@reads_only
def page_picture(request, pk, layout, number):
    public = Notice.in_public("file__edition__notice__")
    rows = PagePicture.objects.filter(
        public, file__edition__notice=pk, file__layout=layout, file__format=EditionFile.Format.PDF
    )
    picture = get_object_or_404(rows.in_force().select_related("file__edition__notice__current"), number=number)
    name = f"{picture.file.edition.title}，第{number}页.png"
    return serve_or_wait(request, picture.file.edition.notice, picture, name, picture.file.made_at)
