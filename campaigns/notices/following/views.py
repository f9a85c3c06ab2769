"""The pages of following the notice above: what it says by now beside what we say; and, in a draft, what is done about each."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only

from ..deriving import deciding, taking
from ..deriving.forms import ReasonForm
from ..deriving.proposing import undecided
from ..drafting.editor_views import of_draft
from ..drafting.rights import Unconfirmed, may_write
from ..drafting.tree import CannotArrange
from ..issuing.correcting import told_changes
from ..lineage.above import is_behind, is_outdated, require_readable
from ..models import Edition, Notice, StaleMark
from ..moves import IllegalMove
from . import advancing, choosing, sides
from .forms import KeepForm

ROWS = ("host__region", "campaign", "current__answers", "parent__host__region", "parent__current")


@reads_only
@signed_in
def notice_follow(request, pk):
    """What the notice above says that a notice in force has not answered yet, clause by clause."""
    notice = fetch(request, Right.VIEW, pk)
    entries = sides.of_notice(notice)
    in_hand = notice.editions.in_hand().select_related("answers").first()
    outdated = is_outdated(notice)
    own = notice.current or in_hand
    is_first = own is not None and own == in_hand and notice.parent.current_id not in (None, own.answers_id)
    waiting = [entry for entry in entries if entry.kind == StaleMark.Kind.WAITING]
    context = {
        "notice": notice,
        "upper": notice.parent,
        "entries": [entry for entry in entries if entry not in waiting],
        "waiting": waiting,
        "waits_for": sides.whom_one_waits_for(notice) if waiting else None,
        "in_hand": in_hand,
        "is_outdated": outdated,
        "own": own,
        "is_first": is_first,
        "changed": told_changes(own.answers, notice.parent.current) if (outdated or is_first) and not entries else "",
        "is_on_its_way": in_hand is not None and in_hand.answers_id == notice.parent.current_id,
        "refusal": advancing.why_not(notice, in_hand),
        "may_begin": access.may(request.actor, advancing.right_to_begin(in_hand), notice.host),
        "who_could": advancing.who_could(notice, in_hand),
    }
    return render(request, "following/notice_follow.html", context)


def fetch(request, right, pk):
    """Return a notice that has one above it. Raise Http404, PermissionDenied."""
    rows = Notice.objects.select_related(*ROWS).prefetch_related("host__names", "parent__host__names")
    notice = access.fetch(request.actor, right, rows, pk=pk)
    if notice.parent is None:
        raise Http404
    return notice


@require_POST
@signed_in
def notice_begin(request, pk):
    notice = fetch(request, Right.VIEW, pk)
    in_hand = notice.editions.in_hand().first()
    if (
        in_hand
        and in_hand.answers_id == notice.parent.current_id
        and access.may(request.actor, Right.SIGN, notice.host)
    ):
        return redirect("following:draft", in_hand.pk)  # whoever began it has clicked twice
    access.require(request.actor, advancing.right_to_begin(in_hand), notice.host)
    try:
        edition = advancing.begin(notice, by=request.actor)
    except IllegalMove as error:
        messages.error(request, str(error))
        return redirect("following:detail", pk)
    said = "已改为" if in_hand else "已经拟出，"
    who = "请" if may_write(request.actor, edition) else "由起草人"
    messages.success(
        request, f"第{edition.number}版{said}依据上级通知第{notice.parent.current.number}版，{who}逐条处理。"
    )
    return redirect("following:draft", edition.pk)


# --- a draft ------------------------------------------------------------------------------------------------------


@reads_only
@signed_in
def draft_follow(request, pk):
    edition = answering_or_404(access.see(request.actor, of_draft_page(), pk=pk))
    require_readable(request.actor, edition)
    return page(request, edition)


def of_draft_page():
    return Edition.objects.for_desk().select_related(
        "answers", "notice__parent__current", "notice__parent__host__region"
    )


def page(request, edition, form=None, key=None, status=200):
    """form, key: what was typed about a clause, of theirs or of ours, and could not be done."""
    entries = sides.of_draft(edition)
    for entry in entries:
        entry.form = form if entry.key == key else form_of(entry)
    context = {
        "edition": edition,
        "notice": edition.notice,
        "upper": edition.notice.parent,
        "open": [entry for entry in entries if not entry.is_decided],
        "decided": [entry for entry in entries if entry.is_decided],
        "is_behind": is_behind(edition),
        "further": list(undecided(edition)) if edition.is_writable and status == 200 else [],
        "may_write": may_write(request.actor, edition),
    }
    return render(request, "following/draft_follow.html", context, status=status)


def form_of(entry):
    """Return the form in which somebody says why a clause of ours stays, or one of theirs is left out."""
    kind, said = (KeepForm, "") if entry.own else (ReasonForm, entry.reason)
    return kind(initial={"reason": said}, auto_id=named(entry.key))


def named(key):
    """Return how the fields that concern one clause are called in a page of many."""
    return f"id_{key}_%s"


def answering_or_404(edition):
    if edition.answers_id is None or edition.notice.parent_id is None:
        raise Http404
    return edition


def act(needs=None):
    """Give a view of one act the draft that may be written and, where it needs one, the valid form; say why it was not done.

    The view returns what is said of it, or None where the page had shown something else than what would be done.
    """

    def decorated(view):
        @require_POST
        @of_draft
        @wraps(view)
        def wrapped(request, edition, key):
            answering_or_404(edition)
            form = needs(request.POST, auto_id=named(key)) if needs else None
            if form and not form.is_valid():
                return page(request, of_draft_page().get(pk=edition.pk), form, key, status=400)
            try:
                said = view(request, edition, key, **(form.cleaned_data if form else {}))
            except Unconfirmed:
                raise
            except (IllegalMove, CannotArrange) as error:
                messages.error(request, str(error))
                return redirect("following:draft", edition.pk)
            if said is None:
                messages.error(request, choosing.OTHER_BY_NOW)
                return page(request, of_draft_page().get(pk=edition.pk), status=409)
            messages.success(request, said)
            return redirect("following:draft", edition.pk)

        return wrapped

    return decorated


@act()
def clause_take(request, edition, key):
    choosing.take(edition.pk, key, by=request.actor)
    return "已采用上级新文本。"


@act()
def clause_carry(request, edition, key):
    is_done = choosing.carry(edition.pk, key, request.POST.get("seen", ""), by=request.actor)
    return "已合入上级改动，保留了本级的文字。" if is_done else None


@act(KeepForm)
def clause_keep(request, edition, key, reason):
    choosing.keep(edition.pk, key, reason, by=request.actor)
    return "已保留本级文本。"


@act()
def clause_drop(request, edition, key):
    choosing.drop(edition.pk, key, by=request.actor)
    return "已删去本级条款，可以在编辑页面放回。"


@act()
def upper_take(request, edition, key):
    taking.take(edition.pk, key, by=request.actor)
    return "已列入上级条款。"


@act(ReasonForm)
def upper_omit(request, edition, key, reason):
    deciding.say_why(edition.pk, key, reason, by=request.actor)
    return "已列为不适用。"
