"""The boards of a department: their list, the two parts of one, and the page of one row."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.auditing.rows import described
from organizations.methods import reads_only
from organizations.models import AuditRow
from organizations.paging import PageForm
from organizations.partial_dates import in_chinese

from ..lineage.answering import own_edition
from ..models import Adaptation, Urging
from . import boards, mapping
from .filters import AdaptationFilter, ReceiptFilter, marked
from .rows import with_adaptations, with_receipts
from .urging import owing

NOTICES, ROWS = 20, 50  # on a page
About = Urging.About

OF_ALL = {About.RECEIPT: "supervising/board_receipt.html", About.ADAPTATION: "supervising/board_adaptation.html"}
OF_ONE = {About.RECEIPT: "supervising/receipt_detail.html", About.ADAPTATION: "supervising/adaptation_detail.html"}


@reads_only
@signed_in
def board_list(request):
    form = PageForm(request.GET)
    page = form.page_of(boards.followed_now(request.actor).for_lists(), NOTICES)
    if page is not None:
        page.object_list = boards.with_figures(page.object_list, timezone.localdate())
    return render(
        request, "supervising/board_list.html", {"form": form, "page": page}, status=404 if page is None else 200
    )


@reads_only
@signed_in
def board_receipts(request, pk):
    board = boards.see(request.actor, pk)
    return part(request, board, ReceiptFilter(request.GET, board), board.receipts, with_receipts, About.RECEIPT)


@reads_only
@signed_in
def board_adaptations(request, pk):
    board = boards.see(request.actor, pk)
    form = AdaptationFilter(request.GET, board)
    more = {"to_follow": form.of_place(owing(board, About.FOLLOW)).count() if board.may_ask else 0}
    if board.is_whole and board.notice.is_national:
        tiles, others = mapping.tiles_of(board)
        more |= {"tiles": tiles, "others": others, "legend": mapping.legend_of([*tiles, *others])}
        more["late"] = mapping.late_among([*tiles, *others])
    return part(request, board, form, board.adaptations, with_adaptations, About.ADAPTATION, **more)


def part(request, board, form, rows, filled, about, **more):
    """Answer with one part of a board: its totals, and a page of the rows that are asked for."""
    page = form.page_of(form.narrow(rows), ROWS) if form.is_valid() else None
    if page is not None:
        page.object_list = filled(page.object_list, board)
    context = {
        "board": board,
        "notice": board.notice,
        "form": form,
        "page": page,
        "about": about,
        "has_open": page is not None and any(getattr(row, "is_open", True) for row in page.object_list),
        "totals": {} if form.errors else {total.key or "all": total for total in form.totals(rows)},
        **more,
    }
    return render(request, OF_ALL[about], context, status=400 if form.errors else 200)


@reads_only
@signed_in
def receipt_detail(request, pk, row):
    board = boards.see(request.actor, pk)
    found = with_receipts(board.receipts.filter(pk=row), board)
    return detail(request, board, found, About.RECEIPT)


@reads_only
@signed_in
def adaptation_detail(request, pk, row):
    board = boards.see(request.actor, pk)
    found = with_adaptations(marked(board.adaptations.filter(pk=row)), board)
    return detail(request, board, found, About.ADAPTATION)


def detail(request, board, found, about):
    """Answer with the page of one row: how far it is, what can be done, who was urged, what was changed."""
    if not found:
        raise Http404
    row = found[0]
    matters = (about,) if about == About.RECEIPT else (About.ADAPTATION, About.FOLLOW)
    urgings = Urging.objects.filter(notice=board.notice, department=row.department_id, about__in=matters)
    context = {
        "board": board,
        "notice": board.notice,
        "row": row,
        "about": about,
        "urgings": urgings.select_related("user", "on_behalf_of"),
        "changes": changes_of(row) if about == About.ADAPTATION else [],
        "who_could": access.who_could(Right.REVIEW, board.notice.host).removeprefix("这件事"),
        **(of_own(board, row) if about == About.ADAPTATION else {}),
    }
    return render(request, OF_ONE[about], context)


def of_own(board, adaptation):
    """Lead whoever drafts where it is owed on to the notice: to begin it, or to what there is of it."""
    if not board.asks or not access.may(board.actor, Right.DRAFT, adaptation.department):
        return {}
    own = own_edition(board.notice, adaptation.region_id)
    return {"own": own, "may_begin": own is None and adaptation.stage != Adaptation.Stage.WAIVED}


def _reason_of(row, adaptation, rows):
    """Return the reason of a change as far as it is kept: that of the last waiver, and of the day as it stands."""
    kept = {"adaptation-waive": adaptation.waived_reason, "adaptation-day": adaptation.day_reason}
    is_last = row is next(each for each in rows if each.act == row.act)
    return kept.get(row.act, "") if is_last else ""


def changes_of(adaptation):
    """Return what was changed about an adaptation, the newest first, in words."""
    acts = ("adaptation-day", "adaptation-drop", "adaptation-waive", "adaptation-ask-again")
    rows = AuditRow.objects.filter(thing=Adaptation._meta.label_lower, thing_id=adaptation.pk, act__in=acts)
    found = described(rows.order_by("-pk"), has_accounts=False)
    for row in found:
        row.reason = _reason_of(row, adaptation, found)
        if row.act == "adaptation-day":
            row.before_word, row.after_word = (in_chinese(day) if day else "" for day in (row.before, row.after))
    return found
