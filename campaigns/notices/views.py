"""The public pages of notices. A notice that is not public answers like one that is not there."""

import logging

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import mark_safe

from campaigns.methods import reads_only

from .comparing import descent
from .comparing.compared import Compared
from .forms import ClauseFilter, ComparisonFilter, NoticeFilter
from .models import Clause, ComparisonFile, EditionFile, Notice, PagePicture, with_tallies
from .shown import shown

logger = logging.getLogger(__name__)
PAGE_SIZE = 20
FEW_CHILDREN = 12
PRINTED_SOON = 30  # seconds
FORM = 1  # raise it when the templates of a comparison change
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


# --- a notice -----------------------------------------------------------------------------------------------------


@reads_only
def notice_detail(request, pk):
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    return edition_page(request, notice, notice.current)


@reads_only
def notice_edition(request, pk, number):
    """An edition that another one has replaced; the one in force has the notice's own address."""
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    if number == notice.current.number:
        return redirect(notice, permanent=False)
    edition = get_object_or_404(notice.editions.before(notice.current), number=number)
    return edition_page(request, notice, edition)


def edition_page(request, notice, edition):
    parts = shown(notice, edition)
    children = list(notice.children.public().for_kin()[: FEW_CHILDREN + 1])
    context = {
        "notice": notice,
        "edition": edition,
        "shown": parts,
        "parent": notice.public_parent,
        "tally": edition.lineage.tally().get(edition.pk) if notice.public_parent else None,
        "children": children[:FEW_CHILDREN],
        "more_children": len(children) > FEW_CHILDREN and notice.query_below,
        "editions": notice.editions.upto(notice.current) if notice.current.number > 1 else [],
    }
    return render(request, "notices/notice_detail.html", context)


# --- its files ----------------------------------------------------------------------------------------------------


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
    return serve_or_wait(request, notice, file, KINDS[format], name)


def serve_or_wait(request, notice, file, kind, name):
    """Serve a frozen file; where the disk has lost it, say so and tell the log."""
    etag = quote_etag(file.sha256)
    try:
        response = get_conditional_response(request, etag=etag) or file_response(file, kind, name)
    except OSError:
        logger.exception("The frozen file %s of notice %s is gone from the disk", file, notice.pk)
        return ask_for_patience(request, notice, is_lost=True)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def file_response(file, kind, name):
    """A PDF opens in the browser, a DOCX is taken away."""
    content_type, is_download = kind
    name = name.replace("/", "／")
    return FileResponse(file.content.open(), content_type=content_type, filename=name, as_attachment=is_download)


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
    return serve_or_wait(request, picture.file.edition.notice, picture, ("image/png", False), name)


# --- what it made of the notice above it --------------------------------------------------------------------------


@reads_only
def notice_compare(request, pk, upper=None):
    """The notice beside its parent, or beside one further up: /compare/ or /compare/<that one>/."""
    compared = compared_or_404(pk, upper)
    if upper and compared.is_direct:
        return redirect("notices:compare", pk, permanent=False)
    form = ComparisonFilter(request.GET)
    only = form.cleaned_data["only"] if form.is_valid() else ""
    context = {
        "compared": compared,
        "notice": compared.notice,
        "upper": compared.upper,
        "others": [each for each in compared.notice.public_ancestors if each != compared.upper],
        "file": ComparisonFile.objects.true_for(compared.pair, compared.fingerprint),
        "form": form,
        "only": only,
        "groups": groups_html(compared, only),
    }
    return render(request, "notices/notice_compare.html", context, status=400 if form.errors else 200)


def compared_or_404(pk, upper=None):
    notice = get_object_or_404(Notice.objects.public().for_comparison(), pk=pk)
    chosen = [each for each in notice.public_ancestors if upper in (None, each.pk)]
    if not chosen:
        raise Http404
    return Compared(notice, chosen[0])


def groups_html(compared, only):
    """Return the pairs as HTML, kept under the hash of all that they show."""
    key = f"compared:{FORM}:{compared.fingerprint}:{only}"
    if kept := cache.get(key):
        return kept
    context = {"groups": compared.comparison().only(only), "notice": compared.notice, "upper": compared.upper}
    html = mark_safe(render_to_string("notices/compare_groups.html", context))  # noqa: S308  a template's own
    cache.set(key, html)
    return html


@reads_only
def notice_compare_file(request, pk, upper):
    compared = compared_or_404(pk, upper)
    file = ComparisonFile.objects.true_for(compared.pair, compared.fingerprint)
    if file is None:
        return ask_for_patience(request, compared.notice)
    name = f"{compared.upper.short_title}与{compared.notice.short_title}对照表.pdf"
    return serve_or_wait(request, compared.notice, file, KINDS["pdf"], name)


# --- one clause ---------------------------------------------------------------------------------------------------


@reads_only
def clause_detail(request, pk, anchor):
    """A clause: its text, where it comes from, and what every notice that carries it on made of it."""
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    clause = get_object_or_404(Clause.objects.filter(edition=notice.current_id), anchor=anchor)
    form = ClauseFilter(request.GET)
    page = page_below(form, clause)
    lines, parts = descent.text_of(clause)
    context = {
        "notice": notice,
        "clause": clause,
        "lines": lines,
        "parts": parts,
        "above": descent.steps_above(clause),
        "levels": descent.summary(clause, notice.host.region.level),
        "form": form,
        "page": page,
    }
    return render(request, "notices/clause_detail.html", context, status=400 if form.errors else 200)


def page_below(form, clause):
    """Return the page asked for of what became of the clause, or None and an error on the form."""
    if not form.is_valid():
        return None
    number = form.cleaned_data["page"] or 1
    page = descent.page_below(clause, form.cleaned_data["depth"], form.cleaned_data["only"], number)
    if page is None:
        form.add_error("page", "没有这一页。")
    return page
