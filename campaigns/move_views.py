"""The acts that bring a campaign from one state to the next, each on a page of its own that says what it will do."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import takes_a_form

from . import actions, moves
from .falling import falls
from .forms import ReasonForm
from .models import Campaign
from .moves import IllegalMove, State
from .workdays import incomplete_years


@dataclass(frozen=True)
class Act:
    """One thing that can be done with a campaign: its address, the word for it, who may, from which states on, to which."""

    name: str
    word: str
    right: Right
    states: tuple
    to: str = ""  # nothing where it is no move
    lede: str = ""
    done: str = ""
    needs_reason: bool = False
    is_main: bool = False

    def is_possible(self, campaign):
        return campaign.state in self.states and (not self.to or moves.can_move(campaign, self.to))


OPEN = Act(
    "open", "启动", Right.SIGN, (State.DRAFT,), State.OPEN,
    "启动后，活动对外公布，可以印发通知。启动不能撤回，只能办理结束。", "已启动。", is_main=True,
)  # fmt: skip
CLOSE = Act(
    "close", "办理结束", Right.SIGN, (State.OPEN,), State.CLOSED,
    "结束后，各页面和通知仍然公开，不再印发这一年的新通知。需要时可以写明理由重新启动。", "已结束。",
)  # fmt: skip
REOPEN = Act(
    "reopen", "重新启动", Right.SIGN, (State.CLOSED, State.ARCHIVED), State.OPEN,
    "重新启动后，可以继续修改和印发通知。理由列入变更记录。", "已重新启动。", needs_reason=True,
)  # fmt: skip
ARCHIVE = Act(
    "archive", "归档", Right.SIGN, (State.CLOSED,), State.ARCHIVED,
    "归档后，各页面仍然公开，活动的名称、主题、时间不再修改。", "已归档。",
)  # fmt: skip
DISCARD = Act(
    "discard", "废弃", Right.DRAFT, (State.DRAFT,),
    lede="废弃后，这项活动和它的时间节点不再保留，其他年度不受影响。已有通知或者待起草的文字的，不能废弃。", done="已废弃。",
)  # fmt: skip
EDIT = Act("edit", "修改", Right.DRAFT, (State.DRAFT, State.OPEN, State.CLOSED))
ACTS = (OPEN, EDIT, CLOSE, ARCHIVE, REOPEN, DISCARD)


def acts_of(actor, campaign):
    """Return [(Act, address)] of what the actor may do with a campaign as it is."""
    held_by = campaign.held_by
    allowed = {right for right in (Right.DRAFT, Right.SIGN) if held_by and access.may(actor, right, held_by)}
    return [
        (act, reverse(f"campaigns:{act.name}", args=[campaign.pk]))
        for act in ACTS
        if act.right in allowed and act.is_possible(campaign)
    ]


@takes_a_form
@signed_in
def campaign_open(request, pk):
    return do(request, pk, OPEN, lambda campaign, form: actions.open_up(campaign, by=request.actor))


@takes_a_form
@signed_in
def campaign_close(request, pk):
    return do(request, pk, CLOSE, lambda campaign, form: moves.move(campaign, State.CLOSED, by=request.actor))


@takes_a_form
@signed_in
def campaign_archive(request, pk):
    return do(request, pk, ARCHIVE, lambda campaign, form: moves.move(campaign, State.ARCHIVED, by=request.actor))


@takes_a_form
@signed_in
def campaign_reopen(request, pk):
    return do(
        request,
        pk,
        REOPEN,
        lambda campaign, form: moves.move(campaign, State.OPEN, by=request.actor, reason=form.cleaned_data["reason"]),
    )


@takes_a_form
@signed_in
def campaign_discard(request, pk):
    return do(request, pk, DISCARD, lambda campaign, form: actions.discard(campaign, by=request.actor))


def do(request, pk, act, perform):
    """Say what the act will do; when it is confirmed, do it to the campaign as the person saw it."""
    campaign = access.fetch(request.actor, act.right, Campaign.objects.for_desk(), pk=pk)
    if refused := why_not(campaign, act):
        return show(request, campaign, act, refused=refused, status=409)
    if request.method != "POST":
        return show(request, campaign, act, ReasonForm(needs_reason=act.needs_reason, initial=vars(campaign)))
    form = ReasonForm(request.POST, needs_reason=act.needs_reason)
    if not form.is_valid():
        return show(request, campaign, act, form, status=400)
    campaign.version = form.cleaned_data["version"]
    try:
        perform(campaign, form)
    except IllegalMove as error:
        return show(request, campaign, act, refused=str(error), status=409)
    messages.success(request, f"{campaign}{act.done}")
    return redirect("campaigns:list") if act is DISCARD else redirect(campaign)


def why_not(campaign, act):
    """Return why an act cannot be done with a campaign as it is, in a sentence; nothing where it can."""
    if not act.is_possible(campaign):
        return f"{campaign}现为“{campaign.get_state_display()}”，不能{act.word}。"
    return actions.NO_THEME if act is OPEN and not campaign.theme.strip() else ""


def show(request, campaign, act, form=None, refused="", status=200):
    context = {"campaign": campaign, "act": act, "form": form, "refused": refused}
    if act is OPEN and form:
        context |= summary(campaign)
    return render(request, "campaigns/campaign_move.html", context, status=status)


def summary(campaign):
    """Return what opening a campaign makes visible and who is told, and what somebody should know before."""
    dues = falls(campaign)
    today = timezone.localdate()
    return {
        "falls": dues,
        "told": actions.to_be_told().count(),
        "unsure": incomplete_years({fall.on.year for fall in dues}),
        "others": Campaign.objects.filter(state=State.OPEN).exclude(pk=campaign.pk),
        "is_over": campaign.ends_on < today,
    }
