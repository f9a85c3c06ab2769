"""How far a campaign is: the one table of states, and the one function that changes them."""

from django.db import transaction
from django.db.models import F

from organizations import audit

from .models import Campaign, CampaignMove

State = Campaign.State
MOVES = {
    State.DRAFT: {State.OPEN},
    State.OPEN: {State.CLOSED},
    State.CLOSED: {State.OPEN, State.ARCHIVED},
    State.ARCHIVED: {State.OPEN},
}
NEEDS_REASON = {(State.CLOSED, State.OPEN), (State.ARCHIVED, State.OPEN)}
MEANWHILE = "这项活动刚刚已被他人处理或修改，请核对后再办理。"


class IllegalMove(Exception):
    """An act that cannot be done as things stand. `str` is a sentence for the person who tried."""


def can_move(campaign, to):
    return to in MOVES[campaign.state]


@transaction.atomic
def move(campaign, to, *, by, reason=""):
    """Bring a campaign into another state; return the CampaignMove.

    by: an acting.Actor, None for the clock. Raise IllegalMove where the table does not lead there, where a reason is
    missing, and where somebody changed the campaign since it was read.
    """
    old = campaign.state
    if not can_move(campaign, to):
        raise IllegalMove(f"{campaign}{campaign.get_state_display()}，不能这样办理。")
    if (old, to) in NEEDS_REASON and not reason:
        raise IllegalMove("请写明重新启动的理由。")
    as_read = Campaign.objects.filter(pk=campaign.pk, state=old, version=campaign.version)
    if not as_read.update(state=to, version=F("version") + 1):
        raise IllegalMove(MEANWHILE)
    campaign.state, campaign.version = to, campaign.version + 1
    audit.record("campaign-move", campaign, by=by, before=old, after=to)
    return CampaignMove.objects.create(campaign=campaign, old=old, new=to, reason=reason, **told(by))


def told(by):
    """Return who did something, as the rows of the history have it."""
    return {
        "by": by and by.user,
        "on_behalf_of": by and by.on_behalf_of,
        "department": by and by.department,
    }
