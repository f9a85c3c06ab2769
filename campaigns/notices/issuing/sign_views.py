"""Signing: what will be issued, what still stands in the way, and the signature itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import takes_a_form

from ..countersigning.correction import corrected
from ..countersigning.reading import changed_since, latest
from ..drafting.checks import advised
from ..drafting.rights import may_write
from ..models import Edition
from ..moves import IllegalMove, State, TextChanged
from ..rounds.marks import earlier, marks_of
from . import publishing, signing
from .forms import ConfirmForm, OwnForm, SignForm, WhenForm
from .gatekeeping import confirm, items
from .obstacles import obstacles, refusal_of_seals

MOST_LISTED = 100  # findings on a page


def fetch(request, pk, right=Right.SIGN):
    """Return the edition that the actor may act on with a right in its host."""
    return access.fetch(request.actor, right, Edition.objects.for_desk(), pk=pk)


@takes_a_form
@signed_in
def edition_sign(request, pk):
    edition = fetch(request, pk)
    should = should_of(edition)
    form = sign_form(edition, should, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        error = overtaken(edition, form) if form.is_bound else None
        status = 409 if error else 400 if form.is_bound else 200
        return sign_page(request, edition, form, should, error=error, status=status)
    try:
        signed = signing.sign(pk, by=request.actor, **form.choice)
    except IllegalMove as error:
        return refused(request, pk, error, data=request.POST)
    messages.success(request, f"已签发，发文字号：{signed.doc_number}。文件正在生成，完成后印发。")
    return redirect("drafting:detail", pk)


@require_POST
@signed_in
def edition_sign_own(request, pk):
    """Ask for the exception: whoever wrote some of a text signs it, and another signatory confirms that."""
    edition, own = fetch(request, pk), OwnForm(request.POST)
    if not own.is_valid():
        should = should_of(edition)
        return sign_page(request, edition, sign_form(edition, should), should, own, status=400)
    try:
        signing.ask_to_sign_own(pk, own.cleaned_data["reason"], by=request.actor, seen=own.cleaned_data["seen"])
    except IllegalMove as error:
        return refused(request, pk, error, own=own)
    messages.success(request, "已提出自签，由另一名签发人复核后签发。")
    return redirect("issuing:sign", pk)


def overtaken(edition, form):
    """Return the IllegalMove of what changed since a form was shown: that is said first, and what it lacks asked for anew."""
    seen, office = (
        form.cleaned_data.get(*each) for each in (("seen", edition.text_hash), ("office", edition.print_office))
    )
    if edition.state != State.READY:
        return None
    if seen != edition.text_hash:
        return TextChanged(signing.CHANGED)
    try:
        signing.refuse_another_office(edition, office)
    except IllegalMove as error:
        return error


def refused(request, pk, error, *, data=None, own=None):
    """The page as it is by now, with what was typed on it."""
    edition = fetch(request, pk)
    should = should_of(edition)
    form = sign_form(edition, should, data)
    return sign_page(request, edition, form, should, own, error=error, status=409)


def should_of(edition):
    """Return what is to be looked at once more before an edition is signed."""
    return advised(edition) if edition.state == State.READY else []


def sign_form(edition, should, data=None):
    facts = {"no_seals": refusal_of_seals(edition), "should": should, "initial": {"has_seals": edition.has_seals}}
    return SignForm(data, host=edition.notice.host, **facts)


def sign_page(request, edition, form, should, own=None, *, error=None, status=200):
    seen = form.data.get("seen", "") if form.is_bound else ""
    is_changed = isinstance(error, TextChanged)
    marks = marks_of(edition)
    before = earlier(edition, marks) if marks else {}
    found = obstacles(edition) if edition.state == State.READY else []
    context = {
        "edition": edition,
        "notice": edition.notice,
        "is_ready": edition.state == State.READY,
        "form": form,
        "own": own or OwnForm(),
        "error": error,
        "is_changed": is_changed,
        "changed": changed_since(edition, seen, latest(edition)) if is_changed else None,
        "marks": marks,
        "said": [(mark, before.get(mark.issuer.pk, [])) for mark in marks],
        "obstacles": found,
        "only_waits": all(each.passes for each in found),
        "is_to_be_mended": any(each.is_of_text for each in found),
        "should": should,
        "may_write": may_write(request.actor, edition),
        "may_return": access.may(request.actor, Right.REVIEW, edition.held_by),
        "part": signing.part_of(edition, request.actor),
        "corrected": corrected(edition),
        "today": timezone.localdate(),
    }
    return render(request, "issuing/edition_sign.html", context, status=status)


# --- what goes public -----------------------------------------------------------------------------------------------


@takes_a_form
@signed_in
def edition_gate(request, pk):
    """公开前核对: the list of findings; by POST one of them is confirmed."""
    edition = fetch(request, pk, Right.REVIEW)
    if request.method != "POST":
        return gate_page(request, edition)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return gate_page(request, edition, form, status=400)
    try:
        confirm(pk, form.cleaned_data["digest"], form.cleaned_data["reason"], by=request.actor)
    except IllegalMove as error:
        return gate_page(request, fetch(request, pk, Right.REVIEW), error=error, status=409)
    return redirect("issuing:gate", pk)


def gate_page(request, edition, form=None, *, error=None, status=200):
    found = items(edition)
    shown = listed(found)
    typed_for = form.data.get("digest") if form else ""
    forms = [
        (item, form if item.digest == typed_for else ConfirmForm(initial={"digest": item.digest}, auto_id=f"f{n}-%s"))
        for n, item in enumerate(shown)
    ]
    context = {
        "edition": edition,
        "notice": edition.notice,
        "forms": forms,
        "form": form,
        "all": len(found),
        "open": sum(item.confirmation is None for item in found),
        "more": len(found) - len(shown),
        "error": error,
    }
    return render(request, "issuing/edition_gate.html", context, status=status)


def listed(found):
    """Return those Items that a page has room for, in their order: those that are settled give way to those that are not."""
    open_first = sorted(enumerate(found), key=lambda pair: pair[1].confirmation is not None)
    return [item for _, item in sorted(open_first[:MOST_LISTED], key=lambda pair: pair[0])]


# --- until it is public ---------------------------------------------------------------------------------------------


@takes_a_form
@signed_in
def edition_put_off(request, pk):
    """Set or change the time at which a signed edition becomes public."""
    edition = fetch(request, pk)
    facts = {"initial": {"issue_at": edition.issue_at}} if request.method != "POST" else {"data": request.POST}
    form = WhenForm(**facts)
    if not form.is_valid():
        return put_off_page(request, edition, form, status=400 if form.is_bound else 200)
    try:
        publishing.put_off(pk, form.cleaned_data["issue_at"], by=request.actor)
    except IllegalMove as error:
        return put_off_page(request, edition, form, error=error, status=409)
    return redirect("drafting:detail", pk)


def put_off_page(request, edition, form, *, error=None, status=200):
    if edition.state != State.SIGNED and not error:
        error, status = f"这份通知处于“{edition.get_state_display()}”状态，不能改印发时间。", status
    context = {"edition": edition, "notice": edition.notice, "form": form, "error": error}
    return render(request, "issuing/edition_put_off.html", context, status=status)
