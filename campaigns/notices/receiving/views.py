"""收文: what came to a department, what it keeps for others, and that it confirms it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only
from organizations.partial_dates import in_chinese

from ..models import Adaptation, Receipt, StaleMark
from ..moves import IllegalMove
from ..outline import Outline
from . import confirming
from .forms import ReceivedForm

PAGE_SIZE = 20
NOTHING = Receipt.Duty.NOTHING


def see(request, pk):
    rows = Receipt.objects.for_lists()
    return access.see(request.actor, rows, pk=pk)


# --- the list -----------------------------------------------------------------------------------------------------


@reads_only
@signed_in
def receipt_list(request):
    form, department = ReceivedForm(request.GET), request.actor.department
    rows = Receipt.objects.none()
    if department and Right.VIEW in request.actor.rights:
        rows = Receipt.objects.to(department).exclude(keeper=department, edition__notice__host=department)
    shown = shown_of(rows, department, form.cleaned_data["show"]) if form.is_valid() else rows
    page = form.page_of(shown.for_lists(), PAGE_SIZE)
    context = {"form": form, "page": page, "ways": ReceivedForm.SHOWN.items(), "here": department}
    context["kept"] = kept_open(rows, department)
    return render(request, "receiving/receipt_list.html", context, status=404 if page is None else 200)


def shown_of(rows, department, show):
    """Return those of what came to a department that a list shows: what waits with the oldest first, else the newest."""
    own = rows.filter(department=department)
    if show == "":
        return own.filter(pk__in=Receipt.objects.owed().values("pk")).order_by("pk")
    if show == "kept":
        return rows.filter(keeper=department).order_by("confirmed_at", "-edition", "pk")
    rows = {
        "confirmed": own.exclude(confirmed_at=None),
        "informed": own.filter(duty=NOTHING),
        "all": own,
    }[show]
    return rows.order_by("-pk")


def kept_open(rows, department):
    """Return how many departments wait for this one to confirm for them."""
    open_ones = Q(keeper=department, pk__in=Receipt.objects.owed().values("pk"))
    return rows.aggregate(kept=Count("pk", filter=open_ones))["kept"] if department else 0


# --- one ----------------------------------------------------------------------------------------------------------


@reads_only
@signed_in
def receipt_detail(request, pk):
    return detail_page(request, see(request, pk))


def detail_page(request, receipt, *, error=None, status=200):
    """The text with its files, what is asked, and who has confirmed it."""
    edition, actor = receipt.edition, request.actor
    may_confirm, task = confirming.may_confirm(actor, receipt), task_of(receipt)
    context = {
        "receipt": receipt,
        "edition": edition,
        "notice": edition.notice,
        "error": error,
        "outline": outline_of(receipt),
        "files": edition.files_made.values(),
        "task": task,
        "asked": said_of(task) if task else "",
        "may_begin": may_begin(actor, task),
        "follows": follows(actor, task),
        "may_confirm": may_confirm and receipt.is_owed,
        "who_could": access.who_could(Right.RECEIVE, receipt.department),
        "may_record": access.may(actor, Right.RECEIVE, edition.notice.host),
        "is_sender": actor.department.pk == edition.notice.host_id,
        "is_kept": receipt.keeper_id == actor.department.pk,
        "others": others_kept(receipt, actor) if may_confirm else 0,
        "newer": newer_than(receipt, actor),
    }
    return render(request, "receiving/receipt_detail.html", context, status=status)


def outline_of(receipt):
    """The text of the edition; the files that are attached to it have addresses for whoever got it."""
    outline = Outline(list(receipt.edition.clauses.for_reading()))
    for part in outline.attachments:
        if file := getattr(part.head, "file", None):
            file.receipt = receipt
    return outline


def task_of(receipt):
    """Return what the territory of the department owes, or None."""
    rows = Adaptation.objects.filter(notice=receipt.edition.notice_id, region=receipt.department.region_id)
    rows = rows.with_stage().select_related("department", "region").prefetch_related("department__names")
    return rows.select_related("notice__campaign").first() if receipt.duty == Receipt.Duty.ADAPT else None


def said_of(task):
    """Return what a territory owes, or owes no more, in a sentence."""
    if task.stage == Adaptation.Stage.ISSUED:
        return f"{task.region}已印发本地通知。"
    if task.stage == Adaptation.Stage.WAIVED:
        return f"{task.region}免予制定本地通知，理由：{task.waived_reason.rstrip('。')}。"
    if task.is_over(timezone.localdate()):
        return f"{task.region}不必再制定本地通知。"
    day = f"，{in_chinese(task.due_on.isoformat())}前印发" if task.due_on else ""
    days = task.late_by(timezone.localdate())
    day += f"，已逾期{days}天" if days else ""
    return f"{task.region}须制定本地通知，由{task.department}牵头{day}。"


def may_begin(actor, task):
    """Whether an actor is led on to the notice that is owed: while it may be derived, by who drafts where it is owed."""
    if task is None or task.stage == Adaptation.Stage.WAIVED or task.is_over(timezone.localdate()):
        return False
    return access.may(actor, Right.DRAFT, task.department)


def follows(actor, task):
    """Return the key of the local notice that has still to answer a correction, for its host; None where there is none. One query."""
    own = task and task.child_id and task.department_id == actor.department.pk
    return task.child_id if own and StaleMark.objects.direct().filter(notice=task.child_id).exists() else None


def others_kept(receipt, actor):
    """Return how many more departments the actor's keeps this edition for and has not confirmed for."""
    rows = Receipt.objects.owed().kept_by(actor.department).filter(edition=receipt.edition_id)
    return rows.exclude(pk=receipt.pk).count()


def newer_than(receipt, actor):
    """Return the receipt of the edition in force, where that replaced this one and went to the same department."""
    if not receipt.edition.is_replaced:
        return None
    current = receipt.edition.notice.current_id
    return Receipt.objects.visible_to(actor).filter(edition=current, department=receipt.department_id).first()


# --- acts ---------------------------------------------------------------------------------------------------------


@require_POST
@signed_in
def receipt_confirm(request, pk):
    receipt = see(request, pk)
    confirming.require_receiver(request.actor, receipt)
    try:
        confirming.confirm(receipt, by=request.actor)
    except IllegalMove as error:
        return detail_page(request, see(request, pk), error=error, status=409)
    messages.success(request, f"已代{receipt.department}签收。" if is_for_another(request, receipt) else "已签收。")
    return redirect("receiving:detail", pk)


@require_POST
@signed_in
def receipt_confirm_kept(request, pk):
    """Confirm for all departments for which the actor's keeps the same edition."""
    receipt = see(request, pk)
    confirming.require_receiver(request.actor, receipt)
    try:
        done = confirming.confirm_kept(receipt.edition, by=request.actor)
    except IllegalMove as error:
        return detail_page(request, see(request, pk), error=error, status=409)
    messages.success(request, f"已代{done}个单位签收。")
    return redirect("receiving:detail", pk)


def is_for_another(request, receipt):
    return request.actor.department.pk != receipt.department_id
