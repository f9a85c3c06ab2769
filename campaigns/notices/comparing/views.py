"""The pages that set a notice beside those that it descends from, and one clause beside its kin."""

import threading

from django.core.cache import caches
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from organizations.methods import reads_only

from ..file_views import ask_for_patience, serve_or_wait
from ..models import Clause, ComparisonFile, Lineage, Notice
from . import descent
from .compared import Compared
from .forms import ClauseFilter, ComparisonFilter

MOST_KEPT = 300_000  # characters of a page that is kept in the process
ONE_AT_A_TIME = threading.Lock()


@reads_only
def notice_compare(request, pk, upper=None):
    """The notice beside its parent, or beside one further up: /compare/ or /compare/<that one>/."""
    compared = compared_or_404(pk, upper)
    if upper and compared.is_direct:
        return redirect("notices:compare", pk, permanent=False)
    form = ComparisonFilter(request.GET)
    only = form.cleaned_data["only"] if form.is_valid() else ""
    relation = Lineage.Relation(only) if only else None
    context = {
        "compared": compared,
        "notice": compared.notice,
        "upper": compared.upper,
        "others": [each for each in compared.notice.public_ancestors if each != compared.upper],
        "file": ComparisonFile.objects.true_for(compared.pair, compared.fingerprint),
        "form": form,
        "relation": relation,
        "count": dict(compared.tally).get(relation, 0),
        "groups": "" if form.errors else groups_html(compared, only),
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
    key = f"compared:{compared.fingerprint}:{only}"
    if kept := caches["process"].get(key):
        return kept
    with ONE_AT_A_TIME:  # whoever asks for the same meanwhile finds it made
        if kept := caches["process"].get(key):
            return kept
        context = {"groups": compared.comparison().only(only), "notice": compared.notice, "upper": compared.upper}
        html = mark_safe(render_to_string("notices/compare_groups.html", context))  # noqa: S308  a template's own
        if len(html) <= MOST_KEPT:
            caches["process"].set(key, html)
    return html


@reads_only
def notice_compare_file(request, pk, upper):
    compared = compared_or_404(pk, upper)
    file = ComparisonFile.objects.true_for(compared.pair, compared.fingerprint)
    if file is None:
        return ask_for_patience(request, compared.notice)
    name = f"{compared.upper.short_title}与{compared.notice.short_title}对照表.pdf"
    return serve_or_wait(request, compared.notice, file, name, file.made_at)


@reads_only
def clause_detail(request, pk, anchor):
    """A clause: its text, where it comes from, and what every notice that carries it on made of it."""
    notice = get_object_or_404(Notice.objects.public().for_page(), pk=pk)
    clause = get_object_or_404(Clause.objects.filter(edition=notice.current_id), anchor=anchor)
    clause.edition = notice.current
    numbered = Clause.objects.filter(edition=notice.current_id).exclude(anchor="")
    form = ClauseFilter(request.GET)
    page = descent.page_below(clause, form)
    lines, parts = descent.text_of(clause)
    context = {
        "notice": notice,
        "clause": clause,
        "lines": lines,
        "parts": parts,
        "above": descent.steps_above(clause),
        "levels": descent.summary(clause),
        "form": form,
        "page": page,
        "before": numbered.filter(position__lt=clause.position).last(),
        "after": numbered.filter(position__gt=clause.position).first(),
    }
    return render(request, "notices/clause_detail.html", context, status=400 if form.errors else 200)
