"""The pages of a draft's history: its revisions, the differences of any two, and an earlier one brought back."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from organizations import access
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form
from organizations.paging import PageForm

from ..models import Edition, Revision
from ..rounds.changes import changes, names_in, shown
from . import history
from .editor_views import of_draft
from .rights import may_write

PAGE_SIZE = 20
MOST = 100_000
STALE = "您看的时候，同事又改了正文。请看清下面的差异，再恢复一次。"


class PairForm(forms.Form):
    """Two revisions by their numbers."""

    first = forms.IntegerField(label="从", min_value=1, max_value=MOST)
    second = forms.IntegerField(label="到", min_value=1, max_value=MOST)


@reads_only
@signed_in
def revision_list(request, pk):
    edition = access.see(request.actor, Edition.objects.for_desk(), pk=pk)
    form = PageForm(request.GET)
    rows = Revision.objects.filter(edition=edition).select_related("user", "on_behalf_of").order_by("-number")
    page = form.page_of(rows, PAGE_SIZE)
    entries = history.entries(edition, page.object_list) if page else []
    newest = page.paginator.count if page else 0
    pair = PairForm(initial={"first": max(newest - 1, 1), "second": newest})
    context = {"edition": edition, "here": "history", "form": form, "page": page, "entries": entries, "pair": pair}
    context["may_write"] = may_write(request.actor, edition)
    return render(request, "drafting/history.html", context, status=404 if page is None else 200)


@reads_only
@signed_in
def revision_compare(request, pk):
    """What changed from one revision to another, clause by clause and character by character."""
    edition = access.see(request.actor, Edition.objects.for_desk(), pk=pk)
    form = PairForm(request.GET)
    context = {"edition": edition, "here": "history", "form": form}
    if form.is_valid():
        first, second = sorted((form.cleaned_data["first"], form.cleaned_data["second"]))
        old, new = revision(edition, first), revision(edition, second)
        context |= {"old": old, "new": new, "changes": shown(differences(old.content, new.content))}
        context |= {"marks": history.marks_by_hash(edition, {old.text_hash, new.text_hash})}
    return render(request, "drafting/history_compare.html", context, status=200 if form.is_valid() else 404)


def revision(edition, number):
    rows = Revision.objects.filter(edition=edition).select_related("user", "on_behalf_of")
    row = rows.filter(number=number).first()
    if row is None:
        raise Http404
    return row


def differences(old, new):
    return changes(old, new, names_in(old, new))


@takes_a_form
@of_draft
def revision_restore(request, edition, number):
    """Show what would change, warn of what is lost, and bring the earlier text back."""
    row = revision(edition, number)
    status, alert = 200, ""
    if request.method == "POST":
        if history.bring_back(edition.pk, number, request.POST.get("seen", "")[:64], by=request.actor):
            messages.success(request, f"已恢复第{number}稿的内容，作为新的一稿。")
            return redirect("drafting:history", edition.pk)
        status, alert = 409, STALE
        edition.refresh_from_db(fields=["text_hash"])
    last = Revision.objects.filter(edition=edition).order_by("-number").first()
    marked = history.marks_by_hash(edition, {edition.text_hash}).get(edition.text_hash, [])
    found = shown(differences(last.content, row.content))
    context = {"edition": edition, "here": "history", "row": row, "changes": found, "marked": marked, "alert": alert}
    return render(request, "drafting/history_restore.html", context, status=status)
