"""Who may write a draft now: whoever drafts for its host; once it is sent for review, whoever reviews there."""

from contextlib import contextmanager

from organizations import access
from organizations.access import Right

from ..models import Edition
from ..moves import State
from .saving import writing

BY_STATE = {State.REVIEW: Right.REVIEW}


def right_to_write(edition):
    return BY_STATE.get(edition.state, Right.DRAFT)


def may_write(actor, edition):
    return edition.is_writable and access.may(actor, right_to_write(edition), edition.held_by)


def fetch_draft(actor, pk):
    """Return the draft that the actor may write.

    Raise Http404 where she does not see it, PermissionDenied where she may not write it. It may be closed: see Closed.
    """
    edition = access.see(actor, Edition.objects.for_desk(), pk=pk)
    access.require(actor, right_to_write(edition), edition.held_by)
    return edition


@contextmanager
def editing(pk, *, by):
    """Hold a draft as saving.writing does; what the actor may do is asked again of the state that it is in now."""
    with writing(pk, by=by) as edition:
        access.require(by, right_to_write(edition), edition.held_by)
        yield edition
