"""What the page of an edition shows of its way round, and what the actor may do there now."""

from organizations import access
from organizations.access import Right

from ..drafting.checks import advised, before_review
from ..drafting.rights import may_write
from ..moves import State
from ..rounds.marks import UNSETTLED, all_agree, held_on_paper, on_paper_only, recordable, signing_here
from .acts import HELD
from .forms import AskForm, RoundForm, still_to_come

ON_ITS_WAY = (State.DRAFT, State.REVIEW)


def panel_of(edition, actor, marks, form=None, should=None):
    """Return the context of the panel. A fixed number of queries, whatever the co-issuers.

    marks: the edition's Marks. form: the RoundForm or AskForm that was posted and not understood.
    should: what `advised` says of the edition, where it was asked.
    """
    rights = [access.may(actor, right, edition.held_by) for right in (Right.DRAFT, Right.REVIEW)]
    last_move = edition.moves.select_related("user", "on_behalf_of").last()
    signers = signing_here(mark.issuer for mark in marks if mark.is_next and not mark.is_valid)
    mine = _mine(marks, actor)
    return {
        "edition": edition,
        "marks": marks,
        "valid": sum(mark.is_valid for mark in marks),
        "mine": mine,
        "on_paper_only": on_paper_only(marks, signers),
        "may_sign": mine is not None and mine.is_turn and Right.SIGN in actor.rights,
        "held": HELD,
        "last_move": last_move,
        "form": form or ask_form(edition),
        **_acts(edition, actor, rights, marks, signers),
        **_points(edition, rights, should),
        "may_take_back": _may_take_back(edition, actor, rights, last_move),
    }


def ask_form(edition):
    """Return the form by which the co-issuers are asked: for the first time, or for another text."""
    if edition.state == State.COUNTERSIGNING:
        return AskForm(initial={"countersign_by": still_to_come(edition.countersign_by)})
    return RoundForm(initial={"way": RoundForm.ORDERED if edition.is_ordered else RoundForm.PARALLEL})


def _mine(marks, actor):
    here = actor.department and actor.department.pk
    return next((mark for mark in marks if here and mark.issuer.department_id == here), None)


def _points(edition, rights, should):
    """Return what the host must put right before the text is sent, and what it should look at once more."""
    if not any(rights) or edition.state not in ON_ITS_WAY:
        return {"lacks": [], "should": []}
    return {"lacks": before_review(edition), "should": advised(edition) if should is None else should}


def _may_take_back(edition, actor, rights, sent):
    """Whether 撤回送审 is shown: whoever reviews there returns what another one sent, and says why."""
    drafts, reviews = rights
    is_own = sent is not None and bool({sent.user_id, sent.on_behalf_of_id} & actor.people)
    return edition.state == State.REVIEW and drafts and (is_own or not reviews)


def _acts(edition, actor, rights, marks, signers):
    """Return {may_…: bool} of the host's acts, and which organs have to sign anew. rights: whether she drafts, and reviews, there."""
    drafts, reviews = rights
    hosts, state = drafts or reviews, edition.state
    is_out, is_agreed = state == State.COUNTERSIGNING, all_agree(marks)
    void = [mark.issuer for mark in marks if mark.is_void] if is_out else []
    return {
        "is_host": hosts,
        "may_edit": may_write(actor, edition),
        "may_send": drafts and state == State.DRAFT,
        "may_pass": reviews and state in ON_ITS_WAY,
        "may_return": reviews and state in (State.REVIEW, State.READY),
        "may_recall": hosts and is_out,
        "held_on_paper": held_on_paper(marks, signers) if hosts else set(),
        "recordable": recordable(edition, marks, signers) if hosts and is_out else set(),
        "may_ask_again": hosts and edition.is_being_changed and not is_agreed,
        "may_finish": hosts and is_out and is_agreed,
        "void": void,
        "is_unsettled": is_out and any(mark.standing in UNSETTLED for mark in marks),
    }
