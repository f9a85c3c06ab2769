"""送达情况: whom an edition was sent to, who has confirmed it; and what was confirmed on paper, recorded by the sender."""

import logging

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from .. import scans
from ..models import Edition, Receipt
from ..moves import IllegalMove
from ..storing import store
from . import confirming
from .forms import PaperForm, SentForm
from .views import detail_page, see

logger = logging.getLogger(__name__)
PAGE_SIZE = 50
FOLDER = "receipts"


@reads_only
@signed_in
def sent_list(request, pk):
    edition = get_object_or_404(Edition.objects.sent_by(request.actor).for_desk(), pk=pk)
    form = SentForm(request.GET)
    rows = Receipt.objects.filter(edition=edition)
    shown = shown_of(rows, form.cleaned_data) if form.is_valid() else rows.none()
    page = form.page_of(shown.for_lists(), PAGE_SIZE)
    context = {
        "edition": edition,
        "notice": edition.notice,
        "form": form,
        "page": page,
        "tally": tally_of(rows),
        "ways": SentForm.SHOWN.items(),
        "may_record": access.may(request.actor, Right.RECEIVE, edition.notice.host),
    }
    status = 200 if page is not None else 400 if {"name", "show"} & set(form.errors) else 404
    return render(request, "receiving/sent_list.html", context, status=status)


def shown_of(rows, asked):
    """Return those of the receipts of an edition that a list shows, by place and line."""
    open_ones = Q(confirmed_at=None) & ~Q(duty=Receipt.Duty.NOTHING)
    kinds = {
        "": Q(),
        "open": open_ones,
        "confirmed": Q(confirmed_at__isnull=False),
        "kept": Q(keeper__isnull=False),
        "informed": Q(duty=Receipt.Duty.NOTHING),
    }
    rows = rows.filter(kinds[asked["show"]])
    if name := asked["name"]:
        rows = rows.filter(pk__in=rows.filter(department__names__name__contains=name).values("pk"))
    return rows.order_by("department__region__code", "department__line__order", "pk")


def tally_of(rows):
    """Return how many were sent, how many of those that are to confirm have, and how many are informed. One query."""
    asked = ~Q(duty=Receipt.Duty.NOTHING)
    return rows.aggregate(
        sent=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        open=Count("pk", filter=asked & Q(confirmed_at=None)),
        informed=Count("pk", filter=~asked),
    )


# --- on paper -----------------------------------------------------------------------------------------------------


@takes_a_form
@signed_in
def paper(request, pk):
    receipt = see(request, pk)
    access.require(request.actor, Right.RECEIVE, receipt.edition.notice.host)
    if refusal := confirming.refusal_of(receipt):
        return detail_page(request, receipt, error=refusal, status=409)
    since = timezone.localdate(receipt.sent_at)
    is_sent = request.method == "POST"
    form = PaperForm(request.POST, request.FILES, since=since) if is_sent else PaperForm(since=since)
    if not form.is_valid():
        context = {"receipt": receipt, "edition": receipt.edition, "form": form}
        return render(request, "receiving/paper.html", context, status=400 if is_sent else 200)
    try:
        record(receipt, form, by=request.actor)
    except IllegalMove as error:
        return detail_page(request, see(request, pk), error=error, status=409)
    messages.success(request, f"已登记{receipt.department}的纸质签收。")
    return redirect("receiving:sent", receipt.edition_id)


@transaction.atomic
def record(receipt, form, *, by):
    """Keep the record and its scan together: where one cannot be, the other is not."""
    name, digest = scans.named(FOLDER, receipt.pk, *form.taken_in)
    facts = {"signer": form.cleaned_data["signer"], "day": form.cleaned_data["day"]}
    confirming.record_on_paper(receipt, by=by, scan=name, digest=digest, **facts)
    store(name, form.taken_in[0])


@reads_only
@signed_in
def scan(request, pk):
    """The scan of what was confirmed on paper, for both sides, and for no cache."""
    receipt = see(request, pk)
    if not receipt.scan:
        raise Http404
    content_type, name = scans.described(receipt.scan.name, f"{receipt.department}纸质签收")
    try:
        return FileResponse(receipt.scan.open(), content_type=content_type, filename=name)
    except OSError:
        logger.exception("The scan %s of receipt %s is gone from the disk", receipt.scan.name, pk)
        sentence = "扫描件暂时不能读取，系统已记录，请联系系统管理员。"
        return detail_page(request, receipt, error=sentence, status=503)
