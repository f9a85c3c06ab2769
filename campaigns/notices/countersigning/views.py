"""Pages and acts of the way round. Every act is a POST to an address of its own; what cannot be done now is 409."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from ..drafting.checks import advised
from ..drafting.rights import may_write
from ..models import Edition
from ..moves import IllegalMove, State
from ..proceedings import done_with
from ..rounds.marks import marks_of, on_paper_only
from . import acts
from .correction import corrected
from .forms import AskForm, ReasonForm, RoundForm
from .reading import latest, reading_of, revisions_by_hash, since

HOSTING = (Right.DRAFT, Right.REVIEW)  # whoever writes or reviews there speaks for the host


def see(request, pk):
    return access.see(request.actor, Edition.objects.for_desk(), pk=pk)


def of_host(request, pk, *rights):
    """Return the edition for which the actor has one of the rights in its host's department, or raise as access.fetch."""
    edition = see(request, pk)
    if not any(access.may(request.actor, right, edition.held_by) for right in rights):
        raise PermissionDenied(access.who_could(rights[0], edition.held_by))
    return edition


def refused(request, edition, error, status=409):
    """What the act met, and the way back. Nothing was changed."""
    context = {"edition": edition, "error": error, "lacks": getattr(error, "lacks", [])}
    return render(request, "countersigning/refused.html", context, status=status)


def act_on(edition, request, act, done, **facts):
    """Do one act of the host, and say that it is done. done: the words, or what makes them of the edition's key."""
    try:
        act(edition.pk, by=request.actor, **facts)
    except IllegalMove as error:
        return refused(request, edition, error)
    messages.success(request, done if isinstance(done, str) else done(edition.pk))
    return redirect("drafting:detail", edition.pk)


def told_of(act):
    """Return what says, once the organs were asked, how many were told, and which are reached on paper alone."""

    def words(pk):
        edition = Edition.objects.for_desk().get(pk=pk)
        if edition.state != State.COUNTERSIGNING:
            return "已送签发，签发人已收到消息。"
        marks = [mark for mark in marks_of(edition) if mark.is_awaited]
        on_paper = on_paper_only(marks)
        absent = "、".join(str(mark.issuer) for mark in marks if mark.issuer.pk in on_paper)
        asked = [f"已请{count}个机关{act}"] if (count := len(marks) - len(on_paper)) else []
        return "；".join([*asked, *([f"{absent}没有账号，请另送纸质件"] if absent else [])]) + "。"

    return words


# --- the page -----------------------------------------------------------------------------------------------------


@reads_only
@signed_in
def overview(request, pk):
    return overview_page(request, see(request, pk))


def overview_page(request, edition, form=None):
    """How far it is: who has signed what, what changed for whom since, all that was said.

    form: the RoundForm or AskForm that could not be understood; it stands there with what was typed.
    """
    marks = marks_of(edition)
    is_review = edition.state == State.REVIEW
    context = {
        "edition": edition,
        "notice": edition.notice,
        "reading": reading_of(latest(edition)) if is_review else None,
        "should": advised(edition) if is_review else None,
        "may_write": may_write(request.actor, edition),
        "marks": marks,
        "corrected": corrected(edition),
        "voided": voided(edition, marks),
        "signatures": edition.countersignatures.select_related("user", "on_behalf_of").order_by("-pk"),
        "done": done_with(edition)[::-1],
        "form": form,
    }
    return render(request, "countersigning/overview.html", context, status=400 if form else 200)


def voided(edition, marks):
    """Return [(Marks, what changed since they were made or None)] of the marks that name another text, by that text."""
    by_text = {}
    for mark in marks:
        if mark.is_void:
            by_text.setdefault(mark.signature.text_hash, []).append(mark)
    if not by_text:
        return []
    found = revisions_by_hash(edition, {*by_text, edition.text_hash})
    now = found.get(edition.text_hash)
    return [(of, since(found[each], now) if each in found and now else None) for each, of in by_text.items()]


# --- acts of the host ---------------------------------------------------------------------------------------------


@require_POST
@signed_in
def send_for_review(request, pk):
    edition = of_host(request, pk, Right.DRAFT)
    return act_on(edition, request, acts.send_for_review, "已送审，审核人已收到消息。")


@require_POST
@signed_in
def take_back(request, pk):
    edition = of_host(request, pk, Right.DRAFT)
    return act_on(edition, request, acts.take_back, "已撤回送审，可以继续修改。")


@takes_a_form
@signed_in
def return_to_draft(request, pk):
    edition = of_host(request, pk, Right.REVIEW)
    return with_reason(request, edition, acts.return_to_draft, "已退回起草，起草人已收到消息。", "退回起草")


@takes_a_form
@signed_in
def recall(request, pk):
    edition = of_host(request, pk, *HOSTING)
    return with_reason(request, edition, acts.recall, "已撤回会签，可以修改；有关机关已收到消息。", "撤回会签")


def with_reason(request, edition, act, done, title):
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return act_on(edition, request, act, done, reason=form.cleaned_data["reason"])
    context = {"edition": edition, "form": form, "title": title}
    return render(request, "countersigning/reason.html", context, status=400 if form.errors else 200)


def not_understood(request, edition, form, refusal):
    """The page with what was typed; where it does not ask for that by now, the `refusal` says why."""
    return refused(request, edition, refusal) if refusal else overview_page(request, edition, form)


@require_POST
@signed_in
def send_round(request, pk):
    edition = of_host(request, pk, Right.REVIEW)
    form = RoundForm(request.POST)
    if not form.is_valid():
        return not_understood(request, edition, form, acts.not_to_be_sent(edition))
    facts = {"is_ordered": form.is_ordered, "until": form.until}
    return act_on(edition, request, acts.send_round, told_of("会签"), **facts)


@require_POST
@signed_in
def ask_again(request, pk):
    edition = of_host(request, pk, *HOSTING)
    form = AskForm(request.POST)
    if not form.is_valid():
        return not_understood(request, edition, form, acts.not_to_be_asked(edition))
    return act_on(edition, request, acts.ask_again, told_of("重新会签"), until=form.until)
