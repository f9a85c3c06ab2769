"""The public pages of notices. A notice that is not public answers like one that is not there."""

import logging

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from campaigns.methods import reads_only

from .forms import NoticeFilter
from .models import Notice, with_lineage, with_tallies
from .outline import Outline

logger = logging.getLogger(__name__)
PAGE_SIZE = 20
PRINTED_SOON = 30  # seconds
KINDS = {
    "pdf": ("application/pdf", False),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", True),
}


@reads_only
def notice_list(request):
    form = NoticeFilter(request.GET)
    page = page_for(form)
    context = {"form": form, "page": page}
    return render(request, "notices/notice_list.html", context, status=400 if form.errors else 200)


def page_for(form):
    """Return the page of notices asked for, each with its tally, or None and an error on the form."""
    if not form.is_valid():
        return None
    number = form.cleaned_data["page"] or 1
    paginator = Paginator(form.narrow(Notice.objects.public().for_lists()), PAGE_SIZE)
    if number > paginator.num_pages:
        form.add_error("page", f"没有第{number}页，共{paginator.num_pages}页。")
        return None
    page = paginator.page(number)
    page.numbers = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    page.object_list = with_tallies(page.object_list)
    return page


@reads_only
def notice_detail(request, pk):
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    edition = notice.current
    lineage = edition.lineage.all()
    context = {
        "notice": notice,
        "edition": edition,
        "outline": Outline(with_lineage(edition.clauses.all())),
        "parent": notice.public_parent,
        "children": notice.children.public().select_related("host__region", "current").newest_first(),
        "tally": lineage.tally().get(edition.pk),
        "omissions": lineage.omissions().select_related("parent"),
        "is_proposed": lineage.unconfirmed().exists(),
    }
    return render(request, "notices/notice_detail.html", context)


@reads_only
def notice_file(request, pk, layout, format):
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    edition = notice.current
    if (format, layout) not in edition.files_wanted:
        raise Http404
    file = edition.files_made.get((format, layout))
    if file is None:
        return ask_for_patience(request, notice)
    etag = quote_etag(file.sha256)
    try:
        response = get_conditional_response(request, etag=etag) or file_response(file, edition.title)
    except OSError:
        logger.exception("The frozen file %s of notice %s is gone from the disk", file.pk, pk)
        return ask_for_patience(request, notice, is_lost=True)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def ask_for_patience(request, notice, is_lost=False):
    context = {"notice": notice, "is_lost": is_lost}
    response = render(request, "notices/notice_file.html", context, status=503)
    response["Retry-After"] = PRINTED_SOON
    return response


def file_response(file, title):
    """A PDF opens in the browser, a DOCX is taken away."""
    kind, is_download = KINDS[file.format]
    name = f"{title.replace('/', '／')}（{file.get_layout_display()}）.{file.format}"
    return FileResponse(file.content.open(), content_type=kind, filename=name, as_attachment=is_download)
