"""After the issue: to correct a notice, to withdraw it, to repeal it. Each page says what it means before it is done."""

from django.contrib import messages
from django.shortcuts import redirect, render

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import takes_a_form

from ..drafting.facts_views import of_part
from ..models import Notice
from ..moves import IllegalMove
from . import correcting, ending
from .forms import BeginNoteForm, EndForm, NoteForm, RepealForm
from .gatekeeping import NotForPublic
from .sign_views import fetch


@takes_a_form
@signed_in
def edition_correct(request, pk):
    edition = fetch(request, pk)
    form = BeginNoteForm(request.POST if request.method == "POST" else None)
    refusal = why_not(edition, correcting.refuse_second)
    if not form.is_valid():
        return page(request, "issuing/edition_correct.html", edition, form, refusal)
    try:
        refuse_replaced(edition)
        made = correcting.begin(edition.notice_id, form.cleaned_data["note"], by=request.actor)
    except IllegalMove as error:
        return page(request, "issuing/edition_correct.html", edition, form, error, status=409)
    messages.success(request, f"第{made.number}版已按第{edition.number}版拟出，请修改后重新会签、签发。")
    return redirect("drafting:detail", made.pk)


@of_part(NoteForm)
def edition_change_note(request, edition):
    """The note is part of the text: whoever may write that now may write it, and is an author by it."""
    form = NoteForm(edition, request.POST if request.method == "POST" else None)
    try:
        correcting.refuse_first(edition)
    except IllegalMove as error:
        return page(request, "issuing/edition_change_note.html", edition, form, error, status=409)
    if not form.is_valid():
        return page(request, "issuing/edition_change_note.html", edition, form)
    correcting.note_change(edition.pk, form.cleaned_data["note"], by=request.actor)
    return redirect("drafting:detail", edition.pk)


@takes_a_form
@signed_in
def edition_withdraw(request, pk):
    return end(request, pk, EndForm, "撤销", lambda notice, form: ending.withdraw(notice, by=request.actor, **form))


@takes_a_form
@signed_in
def edition_repeal(request, pk):
    return end(request, pk, RepealForm, "废止", lambda notice, form: ending.repeal(notice, by=request.actor, **form))


def end(request, pk, kind, word, act):
    edition = fetch(request, pk)
    form = kind(request.POST if request.method == "POST" else None)
    facts = {"word": word, **concerned(edition)}
    if not form.is_valid():
        return page(
            request,
            "issuing/edition_end.html",
            edition,
            form,
            why_not(edition, lambda notice: ending.refuse_unless_standing(notice, word)),
            **facts,
        )
    try:
        refuse_replaced(edition)
        ended = act(edition.notice_id, form.choice)
    except NotForPublic as error:
        return page(request, "issuing/edition_end.html", edition, form, error, found=error.items, **facts)
    except IllegalMove as error:
        return page(request, "issuing/edition_end.html", edition, form, error, status=409, **facts)
    messages.success(request, f"{ended.end_mark}。{'公开页面和各列表已经注明。' if ended.is_public else ''}")
    return redirect("drafting:detail", pk)


def concerned(edition):
    """Return what the end of a notice concerns: how many notices below it, its replaced editions, who issued it, too.

    told, untold: how many co-issuers hear of it by the portal, and how many have nobody here who could.
    """
    others = edition.issuers.exclude(department=edition.notice.host_id)
    told = len(access.manned(Right.REVIEW, others.values("department")))
    return {
        "below": Notice.objects.below(edition.notice).public().count(),
        "replaced": ending.replaced_before(edition),
        "told": told,
        "untold": others.count() - told,
    }


def page(request, template, edition, form, error=None, *, status=None, **facts):
    context = {"edition": edition, "notice": edition.notice, "form": form, "error": error, **facts}
    return render(request, template, context, status=status or (400 if form.is_bound else 200))


def refuse_replaced(edition):
    if edition.pk != edition.notice.current_id:
        raise IllegalMove("这一版不是现行版本，请在现行版本的页面上办理。")


def why_not(edition, refuse):
    """Return why a notice cannot be corrected or ended, before anybody types anything; None where it can."""
    try:
        refuse_replaced(edition)
        refuse(edition.notice)
    except IllegalMove as error:
        return error
    return None
