"""What is done on a board: to waive, to ask again, to set another day, to urge."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from ..models import Urging
from ..moves import IllegalMove
from . import boards, changing, urging
from .filters import AdaptationFilter, ReceiptFilter
from .forms import MOST, NONE_CHOSEN, TOO_MANY, AboutForm, ChosenForm, DayForm, UrgeForm, WaiveForm
from .rows import with_adaptations

About = Urging.About
FILTERS = {About.RECEIPT: ReceiptFilter, About.ADAPTATION: AdaptationFilter, About.FOLLOW: AdaptationFilter}
SAID = "urged"  # where a session keeps what the last urging came to, until its page is read


def held(request, pk, right):
    """Return the board of a notice in whose host the actor has a right: 404 where she sees none, else 403."""
    board = boards.see(request.actor, pk)
    access.require(request.actor, right, board.notice.host)
    return board


def page_of(request, board, row):
    """Return the address of the page of an adaptation."""
    return redirect("supervising:adaptation", board.notice.pk, row.pk)


def adaptation_of(board, row):
    found = with_adaptations(board.adaptations.filter(pk=row).select_related("notice__host"), board)
    if not found:
        raise Http404
    found[0].notice = board.notice
    return found[0]


@takes_a_form
@signed_in
def adaptation_waive(request, pk, row):
    board = held(request, pk, Right.REVIEW)
    adaptation = adaptation_of(board, row)
    form = WaiveForm(request.POST if request.method == "POST" else None)
    context = {"board": board, "notice": board.notice, "row": adaptation, "form": form}
    if not form.is_valid():
        return render(request, "supervising/waive.html", context, status=400 if form.is_bound else 200)
    try:
        changing.waive(adaptation, form.cleaned_data["reason"], by=request.actor)
    except IllegalMove as error:
        return render(request, "supervising/waive.html", context | {"error": error}, status=409)
    messages.success(request, f"已免予{adaptation.region}制定本地通知。")
    return page_of(request, board, adaptation)


@require_POST
@signed_in
def adaptation_ask_again(request, pk, row):
    board = held(request, pk, Right.REVIEW)
    adaptation = adaptation_of(board, row)
    try:
        changing.ask_again(adaptation, by=request.actor)
    except IllegalMove as error:
        messages.error(request, error)
    else:
        is_over = adaptation.due_on and adaptation.due_on < timezone.localdate()
        more = "原定期限已过，请调整期限。" if is_over else ""
        messages.success(request, f"已恢复{adaptation.region}的贯彻任务。{more}")
    return page_of(request, board, adaptation)


# --- many at once -------------------------------------------------------------------------------------------------


def keys_of(request, board, about):
    """Return (keys of the rows that were ticked or that the filter leaves, what is wrong with that or "")."""
    form = ChosenForm(request.GET)
    if not form.is_valid():
        return [], next(iter(form.errors.values()))[0]
    if not form.cleaned_data["all"]:
        return form.cleaned_data["row"], "" if form.cleaned_data["row"] else NONE_CHOSEN
    asked = FILTERS[about](request.GET, board)
    if not asked.is_valid():
        return [], "查询条件有误，请回到督办表重新选择。"
    keys = urging.owing(board, about).order_by().values("pk")
    rows = board.receipts if about == About.RECEIPT else board.adaptations
    found = list(asked.narrow(rows.filter(pk__in=keys)).values_list("pk", flat=True)[: MOST + 1])
    return (found, "") if len(found) <= MOST else ([], TOO_MANY)


def wrong_of(form):
    """Return what is wrong with the rows that were chosen, "" for nothing."""
    return form.errors["row"][0] if "row" in form.errors else ""


@takes_a_form
@signed_in
def adaptations_day(request, pk):
    board = held(request, pk, Right.REVIEW)
    if request.method != "POST":
        keys, wrong = keys_of(request, board, About.ADAPTATION)
        return day_page(request, board, DayForm(initial={"row": keys}, last=None), keys, wrong, 400 if wrong else 200)
    form = DayForm(request.POST, last=board.notice.campaign.ends_on)
    valid = form.is_valid()
    keys = form.cleaned_data.get("row", [])
    if not valid:
        return day_page(request, board, form, keys, wrong_of(form), status=400)
    rows, given = chosen_adaptations(board, keys), form.cleaned_data
    try:
        if not rows:
            raise IllegalMove(NONE_CHOSEN)
        changed, left = changing.change_day(rows, given["due_on"], given["reason"], by=request.actor)
    except IllegalMove as error:
        return day_page(request, board, form, keys, error=error, status=409)
    messages.success(request, said_of_day(changed, left, given["due_on"]))
    return redirect("supervising:adaptations", pk)


def chosen_adaptations(board, keys):
    rows = board.adaptations.filter(pk__in=keys).select_related(
        "department", "region", "notice__host", "notice__current"
    )
    return list(rows.prefetch_related("department__names", "notice__host__names").order_by("region__code"))


def day_page(request, board, form, keys, wrong="", status=200, error=None):
    context = {"board": board, "notice": board.notice, "form": form, "wrong": wrong, "error": error}
    context["rows"] = chosen_adaptations(board, keys)
    return render(request, "supervising/day.html", context, status=status)


def said_of_day(changed, left, day):
    said = f"已将{len(changed)}个地区的贯彻期限调整为{day.year}年{day.month}月{day.day}日。"
    return f"{said}{'、'.join(str(row.region) for row in left)}已印发或者免予制定，未作调整。" if left else said


@takes_a_form
@signed_in
def board_urge(request, pk):
    """Write what is said to those who were chosen; who was urged today already is named, and left out unless that is meant."""
    board = held(request, pk, Right.RECEIVE)
    asked = AboutForm(request.POST or request.GET)
    about = About(asked.cleaned_data["about"]) if asked.is_valid() else About.RECEIPT
    wrong = "" if asked.is_valid() else asked.errors["about"][0]
    if request.method != "POST" or wrong:
        keys, wrong = ([], wrong) if wrong else keys_of(request, board, about)
        return urge_page(request, board, about, keys, wrong=wrong, status=400 if wrong else 200)
    form = UrgeForm(request.POST)
    if not form.is_valid():
        keys = form.cleaned_data.get("row", [])
        return urge_page(request, board, about, keys, form, wrong=wrong_of(form), status=400)
    again = form.cleaned_data["named"] if form.cleaned_data["again"] else ()
    keys, message = form.cleaned_data["row"], form.cleaned_data["message"]
    try:
        outcome = urging.urge(board, about, keys, message, by=request.actor, again=again)
    except IllegalMove as error:
        return urge_page(request, board, about, keys, form, error=error, status=409)
    request.session[SAID] = said(pk, about, message, outcome)
    return redirect("supervising:urged", pk)


def urge_page(request, board, about, keys, form=None, *, wrong="", error=None, status=200):
    rows, closed = urging.chosen(board, about, keys)
    today = urging.urged_today(board, about, rows)
    alone = urging.reached_by_nobody(board, rows)
    form = form or UrgeForm(initial={"about": about, "message": urging.default_message(board, about, rows)})
    if keys and not rows and not error:
        done = "所选的单位没有可以催办的更正。" if about == About.FOLLOW else "所选的单位都已经办理，不必催办。"
        none_left = done if closed else "没有这样的单位，请回到督办表重新勾选。"
        wrong, status = wrong or none_left, 409 if status == 200 else status
    context = {
        "board": board,
        "notice": board.notice,
        "what": about.label,
        "back": reverse(f"supervising:{'board' if about == About.RECEIPT else 'adaptations'}", args=[board.notice.pk]),
        "form": form,
        "rows": rows,
        "closed": closed,
        "named": [row for row in rows if row.department_id in today],
        "fresh": sum(row.department_id not in today and row not in alone for row in rows),
        "alone": alone,
        "wrong": wrong,
        "error": error,
    }
    return render(request, "supervising/urge.html", context, status=status)


def said(pk, about, message, outcome):
    """Return what a session keeps of an urging: plain words."""
    reached = [[str(one.department), one.people, str(one.keeper or "")] for one in outcome.reached]
    left = [[str(department), why] for department, why in outcome.left]
    return {"notice": pk, "about": about, "message": message, "reached": reached, "left": left}


@reads_only
@signed_in
def board_urged(request, pk):
    """Who the last urging reached, who was left out and why; then all of them are found at the rows."""
    board = held(request, pk, Right.RECEIVE)
    last = request.session.get(SAID)
    if not last or last["notice"] != pk:
        return redirect("supervising:board", pk)
    context = {"board": board, "notice": board.notice, "last": last, "people": sum(row[1] for row in last["reached"])}
    return render(request, "supervising/urged.html", context)
