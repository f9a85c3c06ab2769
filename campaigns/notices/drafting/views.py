"""What a department has in hand and has issued; the page of one edition; the end of a draft that is not to be issued."""

from django.contrib import messages
from django.shortcuts import redirect, render

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from ..models import Edition
from ..moves import State
from ..outline import Outline
from ..proceedings import done_with
from ..rounds.marks import Standing, marks_of
from .discarding import discard
from .duties import with_duties
from .editor_views import of_draft
from .forms import DiscardForm
from .rights import may_write
from .start_forms import DraftsForm

PAGE_SIZE = 20
SHOWN = {
    "": [State.DRAFT, State.REVIEW, State.COUNTERSIGNING, State.READY],
    "issued": [State.SIGNED, State.ISSUED],
    "discarded": [State.DISCARDED],
}
NEXT = {  # who has the next step, by what she may do in the host
    State.DRAFT: (Right.DRAFT, "起草并送审"),
    State.REVIEW: (Right.REVIEW, "审核"),
    State.READY: (Right.SIGN, "签发"),
}


@reads_only
@signed_in
def draft_list(request):
    form = DraftsForm(request.GET)
    rows = Edition.objects.none()
    if form.is_valid():
        states = SHOWN[form.cleaned_data["show"]]
        rows = Edition.objects.visible_to(request.actor).for_desk().filter(state__in=states).order_by("-pk")
    page = form.page_of(rows, PAGE_SIZE)
    context = {
        "form": form,
        "page": page,
        "ways": DraftsForm.SHOWN.items(),
        "may_draft": Right.DRAFT in request.actor.rights,
    }
    return render(request, "drafting/draft_list.html", context, status=404 if page is None else 200)


@reads_only
@signed_in
def draft_detail(request, pk):
    edition = access.see(request.actor, Edition.objects.for_desk(), pk=pk)
    marks = marks_of(edition)
    context = {
        "edition": edition,
        "notice": edition.notice,
        "marks": marks,
        "outline": Outline(with_duties(list(edition.clauses.for_reading()), edition)),
        "may_write": may_write(request.actor, edition),
        "next_step": next_step(edition, marks),
        "done": done_with(edition),
        "revision": edition.revisions.select_related("user", "on_behalf_of").defer("content").first(),
    }
    return render(request, "drafting/draft_detail.html", context)


def next_step(edition, marks):
    """Say who does what next, or nothing."""
    if edition.state == State.COUNTERSIGNING:
        return f"下一步：{_of_the_round(marks)}。"
    if edition.state not in NEXT:
        return ""
    right, act = NEXT[edition.state]
    titles = "、".join(access.TITLES[role] for role in access.roles_with(right))
    return f"下一步：由{edition.notice.host}的{titles}{act}。"


def _of_the_round(marks):
    """Say what the co-issuers' marks ask for: an objection is dealt with first, then a change that nobody was asked for."""
    if objecting := [str(mark.issuer) for mark in marks if mark.standing == Standing.OBJECTED]:
        return f"{'、'.join(objecting)}不同意，由起草人、审核人处理"
    if any(mark.is_held for mark in marks):
        return "正文有改动，由主办机关请各机关重新会签"
    return "由联署机关会签"


@takes_a_form
@of_draft
def draft_discard(request, edition):
    """Ask once more, and why; then end the draft. Its text stays to be read."""
    form = DiscardForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "drafting/draft_discard.html", {"edition": edition, "form": form}, status=status)
    discard(edition.pk, by=request.actor, reason=form.cleaned_data["reason"])
    messages.success(request, f"已废弃《{edition.title}》。文字仍可查阅。")
    return redirect("drafting:detail", edition.pk)
