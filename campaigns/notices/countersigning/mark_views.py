"""会签: the page on which a co-issuer reads and decides, and the one on which its sheet of paper is recorded."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from .. import scans
from ..moves import IllegalMove, State, TextChanged
from ..rounds.marks import mark_among, marks_of
from ..storing import store
from . import acts
from .correction import corrected
from .forms import MarkForm, PaperForm
from .panel import ask_form
from .reading import changed_since, latest, reading_of
from .views import HOSTING, of_host, refused, see

logger = logging.getLogger(__name__)


# --- by the organ itself ------------------------------------------------------------------------------------------


@takes_a_form
@signed_in
def sign(request, pk):
    edition, marks, mark = asked(request, pk)
    if edition.state != State.COUNTERSIGNING:
        return closed(request, edition)
    if request.method != "POST":
        return sign_page(request, edition, marks, mark)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return sign_page(request, edition, marks, mark, form, status=400)
    try:
        signature = acts.countersign(pk, by=request.actor, seen=form.seen, **form.decided)
    except (acts.Held, TextChanged, acts.Overtaken, acts.SameHands) as error:
        return sign_page(request, *asked(request, pk), form, status=409, error=error)
    except IllegalMove as error:
        return refused(request, edition, error)
    messages.success(request, f"已代表{signature.name}会签：{signature.get_decision_display()}。")
    return redirect("countersigning:overview", pk)


def asked(request, pk):
    """Return (edition, its Marks, that of the department that the actor acts for).

    Raise PermissionDenied for who may not sign for it.
    """
    edition = see(request, pk)
    marks = marks_of(edition)
    mark = mark_among(marks, request.actor.department)
    if mark is None:
        raise PermissionDenied("这份通知由各联署机关的签发人会签，主办机关在签发时署名。")
    access.require(request.actor, Right.SIGN, request.actor.department)
    return edition, marks, mark


def closed(request, edition):
    """What is not with the co-issuers is read on the page of the way round, and signed by nobody."""
    if request.method == "POST":
        return refused(request, edition, f"这份通知处于“{edition.get_state_display()}”状态，现在不办理会签。")
    return redirect("countersigning:overview", edition.pk)


def seen_now(now, mark):
    return {"text_hash": now.text_hash, "last": mark.last}


def sign_page(request, edition, marks, mark, form=None, status=200, error=None):
    """The text as it is now. After an `error` the form is for this text, with what was typed, and says what changed."""
    if edition.is_being_changed:
        return held_page(request, edition, mark, form, status)
    now = latest(edition)
    meanwhile = changed_since(edition, form.cleaned_data["text_hash"], now) if error else None
    seen = seen_now(now, mark)
    context = {
        "edition": edition,
        "mark": mark,
        "marks": [each for each in marks if each.signature],
        "reading": reading_of(now),
        "corrected": corrected(edition),
        "changed": changed_since(edition, mark.signature.text_hash, now) if mark.signature else None,
        "form": form.anew(**seen) if error else form or MarkForm(initial=seen),
        "error": error,
        "refusal": "" if error else acts.same_hands(edition, request.actor),
        "meanwhile": meanwhile,
    }
    return render(request, "countersigning/sign.html", context, status=status)


def held_page(request, edition, mark, form, status):
    """Nobody signs a text that is being changed. What was typed stays as it was typed, for the text that it was typed on."""
    context = {"edition": edition, "mark": mark, "form": form, "held": acts.HELD}
    return render(request, "countersigning/held.html", context, status=status)


# --- on paper -----------------------------------------------------------------------------------------------------


@takes_a_form
@signed_in
def paper(request, pk, issuer):
    edition = of_host(request, pk, *HOSTING)
    mark = issuer_mark(edition, issuer)
    if edition.state != State.COUNTERSIGNING:
        return closed(request, edition)
    if refusal := acts.signs_online(edition, mark):
        return refused(request, edition, refusal)
    now = latest(edition)
    facts = {"since": timezone.localdate(now.saved_at)}
    if request.method != "POST":
        return paper_page(request, edition, mark, PaperForm(initial=seen_now(now, mark), **facts))
    form = PaperForm(request.POST, request.FILES, **facts)
    if not form.is_valid():
        return paper_page(request, edition, mark, form, status=400)
    try:
        record(edition, mark, form, by=request.actor)
    except (acts.Held, TextChanged, acts.Overtaken) as error:
        edition = of_host(request, pk, *HOSTING)
        return paper_page(request, edition, issuer_mark(edition, issuer), form, status=409, error=error)
    except IllegalMove as error:
        return refused(request, edition, error)
    messages.success(request, f"已登记{mark.issuer}的纸质会签。")
    return redirect("countersigning:overview", pk)


def issuer_mark(edition, issuer):
    mark = next((each for each in marks_of(edition) if each.issuer.pk == issuer), None)
    if mark is None:
        raise Http404
    return mark


def paper_page(request, edition, mark, form, status=200, error=None):
    """After an `error` the form is for the text as it is now, but while that is being changed: then it stays as it was typed."""
    now = latest(edition)
    if error and not edition.is_being_changed:
        form = form.anew(**seen_now(now, mark))
    context = {"edition": edition, "mark": mark, "form": form, "error": error, "revision": now}
    context |= {"again": ask_form(edition), "corrected": corrected(edition)}
    return render(request, "countersigning/paper.html", context, status=status)


@transaction.atomic
def record(edition, mark, form, *, by):
    """Keep the mark and its scan together: where one cannot be, the other is not."""
    name, digest = scans.named("countersignatures", edition.pk, *form.taken_in)
    facts = {**form.decided, **form.paper, "scan": name, "scan_sha256": digest}
    acts.record_on_paper(edition.pk, mark.issuer.pk, by=by, seen=form.seen, **facts)
    store(name, form.taken_in[0])


@reads_only
@signed_in
def scan(request, pk, signature):
    """The scan of a mark on paper, for whoever sees the edition, and for no cache."""
    edition = see(request, pk)
    rows = edition.countersignatures.filter(is_on_paper=True)
    mark = get_object_or_404(rows, pk=signature)
    content_type, name = scans.described(mark.scan.name, f"{mark.name}纸质会签")
    try:
        return FileResponse(mark.scan.open(), content_type=content_type, filename=name)
    except OSError:
        logger.exception("The scan %s of edition %s is gone from the disk", mark.scan.name, pk)
        sentence = "扫描件暂时不能读取，系统已记录，请联系系统管理员。"
        return refused(request, edition, sentence, status=503)
