"""The pages of an adaptation: where it begins, both texts side by side, and what is said of each clause."""

from functools import wraps
from itertools import takewhile

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from ..drafting import clauses
from ..drafting.editor_views import of_draft
from ..drafting.rights import may_write
from ..drafting.tree import CannotArrange
from ..lineage import answering
from ..lineage.above import readable, require_readable
from ..lineage.nodes import comparable
from ..models import Adaptation, Clause, Edition, Lineage, Notice
from ..moves import IllegalMove
from . import deciding, taking
from .adaptation import SideBySide, above
from .beginning import derive
from .forms import OriginForm, ReasonForm, ShownForm
from .proposing import undecided


@takes_a_form
@signed_in
def notice_derive(request, pk):
    """Show what would be begun, and of what; then begin it."""
    actor = request.actor
    upper = access.see(actor, Notice.objects.for_comparison().filter(current__isnull=False), pk=pk)
    if request.method == "POST":
        access.require(actor, Right.DRAFT, actor.department)
        return begun(request, upper)
    said = answering.refusal(actor.department, upper)
    there = answering.own_edition(upper, actor.department.region_id) if not said else None
    tasks = Adaptation.objects.with_stage().select_related("notice__campaign")
    task = tasks.filter(notice=upper, department=actor.department).first()
    context = {
        "upper": upper,
        "said": said,
        "there": there,
        "count": len(comparable(upper.current_id)),
        "task": task,
        "late": task.late_by(timezone.localdate()) if task else 0,
        "may_draft": Right.DRAFT in actor.rights,
    }
    return render(request, "deriving/notice_derive.html", context)


def begun(request, upper):
    try:
        edition, is_new = derive(upper, by=request.actor)
    except IllegalMove as error:
        messages.error(request, str(error))
        return redirect("deriving:derive", upper.pk)
    if not is_new:
        messages.info(request, f"{edition.notice.host.region}的本地通知已经起草，没有重复起草。")
        return redirect("drafting:detail", edition.pk)
    messages.success(
        request,
        f"已照录{upper.short_title}各条。请先办理替换建议，再逐条确认：照录、调整或者不适用；本地新增的条款，在编辑页面写入。",
    )
    return redirect("deriving:adaptation", edition.pk)


def with_those_above():
    """Return the editions, each with all the notices that a draft can be set beside."""
    rows = Edition.objects.for_desk()
    return rows.select_related("answers__notice__parent__host__region", "answers__notice__parent__parent__host__region")


@reads_only
@signed_in
def adaptation(request, pk):
    """Both texts side by side, clause by clause."""
    edition = answering_or_404(access.see(request.actor, with_those_above(), pk=pk))
    require_readable(request.actor, edition)
    return show(request, edition, SideBySide(edition), may_decide=may_write(request.actor, edition))


def show(request, edition, both, may_decide):
    form = ShownForm(request.GET)
    context = {
        "edition": edition,
        "both": both,
        "others": [each for each in told_through(request.actor, edition) if each != both.upper],
        "form": form,
        "groups": both.groups(form.cleaned_data["only"]) if form.is_valid() else [],
        "only": form.cleaned_data.get("only", ""),
        "may_write": may_decide,
        "further": list(undecided(edition)) if may_decide else [],
    }
    return render(request, "deriving/adaptation.html", context, status=400 if form.errors else 200)


@reads_only
@signed_in
def adaptation_beside(request, pk, upper):
    """The same beside a notice further up: what became of its clauses through all that lies between."""
    edition = answering_or_404(access.see(request.actor, with_those_above(), pk=pk))
    if upper == edition.answers.notice_id:
        return redirect("deriving:adaptation", pk)
    chosen = next((each for each in told_through(request.actor, edition) if each.pk == upper), None)
    if chosen is None:
        raise Http404
    return show(request, edition, SideBySide(edition, chosen), may_decide=False)


def told_through(actor, edition):
    """Return the notices above a draft that it can be set beside for an actor: as far up as she may read each on the way."""
    seen = readable(actor, edition, above(edition))
    return list(takewhile(lambda each: each in seen, above(edition)))


def answering_or_404(edition):
    if edition.answers_id is None:
        raise Http404
    return edition


def of_adaptation(view):
    """As of_draft, for a draft that answers an edition above it."""

    @of_draft
    @wraps(view)
    def wrapped(request, edition, *args, **kwargs):
        return view(request, answering_or_404(edition), *args, **kwargs)

    return wrapped


def back_to(edition, anchor=""):
    address = redirect("deriving:adaptation", edition.pk)
    address["Location"] += f"#{anchor}" if anchor else ""
    return address


# --- deciding -----------------------------------------------------------------------------------------------------


@require_POST
@of_adaptation
def rest_confirm(request, edition):
    count = deciding.confirm_rest(edition.pk, by=request.actor)
    messages.success(request, f"已确认{count}条。" if count else why_none(edition))
    return back_to(edition)


def why_none(edition):
    """Say why nothing could be confirmed together: all is, or what is left waits for something else."""
    left = edition.lineage.filter(confirmed=False)
    if not left.exists():
        return "各条已经全部确认。"
    if deciding.opened(left).exists():
        return f"没有可以一并确认的条款。{deciding.OPENED}"
    return "没有可以一并确认的条款：不适用的条款还没有写明理由。"


@require_POST
@of_adaptation
def clause_confirm(request, edition, key):
    pair = pair_or_404(SideBySide(edition), key)
    deciding.confirm(edition.pk, key, by=request.actor)
    messages.success(request, f"已确认“{pair.own_paths}”为{pair.name}。")
    return back_to(edition, f"c-{key}")


@takes_a_form
@of_adaptation
def clause_omit(request, edition, key):
    """Ask why a clause is left out, and leave it out."""
    pair = pair_or_404(SideBySide(edition), key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_reason(request, edition, pair, form)
    try:
        omitted = clauses.leave_out(edition.pk, key, form.cleaned_data["reason"], by=request.actor)
    except Clause.DoesNotExist:
        raise IllegalMove(deciding.GONE) from None
    messages.success(request, said_of_omission(pair, omitted))
    first = next((clause.pk for clause in pair.above if clause.pk in omitted), None)
    return back_to(edition, f"u-{first}" if first else "")


def said_of_omission(pair, omitted):
    """omitted: the keys of what is left out now; what a sister of the clause carries on, too, is not among them."""
    if omitted:
        return f"“{pair.own_paths}”已列为不适用。要恢复的，点“恢复列入”。"
    carried = "上级的这一条还有本级其他条款贯彻，没有列为不适用。" if pair.above else ""
    return f"“{pair.own_paths}”已删去。{carried}"


@takes_a_form
@of_adaptation
def upper_reason(request, edition, key):
    """Ask why a clause of the notice above is not in ours."""
    pair = SideBySide(edition).left_out.get(key)
    if pair is None:
        raise Http404
    first = {"reason": pair.reason}
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm(initial=first)
    if not form.is_valid():
        return show_reason(request, edition, pair, form)
    deciding.say_why(edition.pk, key, form.cleaned_data["reason"], by=request.actor)
    messages.success(request, f"已写明“{pair.upper_paths}”不适用的理由。")
    return back_to(edition, f"u-{key}")


def show_reason(request, edition, pair, form):
    context = {"edition": edition, "pair": pair, "form": form}
    return render(request, "deriving/reason.html", context, status=400 if form.is_bound else 200)


@require_POST
@of_adaptation
def upper_take(request, edition, key):
    """Take a clause of the notice above into ours again."""
    try:
        made = taking.take(edition.pk, key, by=request.actor)
    except CannotArrange as refusal:
        messages.error(request, f"没有列入：{refusal}")
        return back_to(edition, f"u-{key}")
    messages.success(request, "已列入。请核对它所在的位置。")
    return back_to(edition, f"c-{made}")


@takes_a_form
@of_adaptation
def clause_relation(request, edition, key):
    """Ask what a clause comes from, where the machine has it wrong."""
    both = SideBySide(edition)
    pair = pair_or_404(both, key)
    first = {"parents": [clause.pk for clause in pair.above], "relation": pair.relation}
    form = OriginForm(request.POST if request.method == "POST" else None, initial=first, keys=both.comparable)
    if not form.is_valid():
        context = {"edition": edition, "pair": pair, "form": form, "upper": edition.answers.notice}
        return render(request, "deriving/relation.html", context, status=400 if form.is_bound else 200)
    given = form.cleaned_data
    parents = [clause.pk for clause in given["parents"]]
    deciding.set_origin(edition.pk, key, parents, given["relation"], by=request.actor)
    left = edition.lineage.filter(relation=Lineage.Relation.OMITTED, confirmed=False).count()
    more = f"上级还有{left}条没有列入，请写明不适用的理由，或者恢复列入。" if left else ""
    messages.success(request, f"已调整“{pair.own_paths}”的对应关系。{more}")
    for clause in both.strangers(key, parents):
        messages.warning(request, f"上级通知的“{clause.place}”与本级“{pair.own_paths}”文字差别很大，请核对是否选错。")
    return back_to(edition, f"c-{key}")


def pair_or_404(both, key):
    if key not in both.own:
        raise Http404
    return both.own[key]
