"""What the page of an edition shows of its way round, and what the actor may do there now."""

from organizations import access
from organizations.access import Right

from ..drafting.checks import advised, before_review
from ..drafting.rights import may_write
from ..moves import State
from .forms import RoundForm
from .marks import marks_of, on_paper_only, recordable

ON_ITS_WAY = (State.DRAFT, State.REVIEW)


def panel_of(edition, actor):
    """Return the context of the panel. A fixed number of queries, whatever the co-issuers."""
    marks = marks_of(edition)
    mine = _mine(marks, actor)
    return {
        "edition": edition,
        "marks": marks,
        "valid": sum(mark.is_valid for mark in marks),
        "mine": mine,
        "on_paper_only": on_paper_only(marks),
        "may_sign": mine is not None and mine.is_turn and Right.SIGN in actor.rights,
        "last_move": edition.moves.select_related("user", "on_behalf_of").last(),
        "round_form": RoundForm(initial={"way": RoundForm.ORDERED if edition.is_ordered else RoundForm.PARALLEL}),
        **_acts(edition, actor, marks),
    }


def _mine(marks, actor):
    here = actor.department and actor.department.pk
    return next((mark for mark in marks if here and mark.issuer.department_id == here), None)


def _acts(edition, actor, marks):
    """Return {may_…: bool} of the host's acts, and what keeps the text from being sent."""
    drafts, reviews = (access.may(actor, right, edition.held_by) for right in (Right.DRAFT, Right.REVIEW))
    hosts, state = drafts or reviews, edition.state
    is_out = state == State.COUNTERSIGNING
    void = [mark.issuer for mark in marks if mark.is_void] if is_out else []
    return {
        "is_host": hosts,
        "may_edit": may_write(actor, edition),
        "may_send": drafts and state == State.DRAFT,
        "may_take_back": drafts and state == State.REVIEW,
        "may_pass": reviews and state in ON_ITS_WAY,
        "may_return": reviews and state in (State.REVIEW, State.READY),
        "may_recall": hosts and is_out,
        "recordable": recordable(edition, marks) if hosts and is_out else set(),
        "may_ask_again": hosts and bool(void) and edition.asked_hash != edition.text_hash,
        "may_finish": hosts and is_out and all(mark.is_valid for mark in marks),
        "void": void,
        "lacks": before_review(edition) if hosts and state in ON_ITS_WAY else [],
        "should": advised(edition) if hosts and state in ON_ITS_WAY else [],
    }
