"""Who may write a draft now: whoever drafts for its host; once it is sent for review, whoever reviews there."""

from contextlib import contextmanager
from contextvars import ContextVar

from organizations import access
from organizations.access import Right

from ..models import Edition
from ..moves import IllegalMove, State
from .out import out_of
from .saving import writing

CONFIRMED = ContextVar("confirmed", default=False)  # whoever writes and says nothing has confirmed nothing
BY_STATE = {State.REVIEW: Right.REVIEW}


def right_to_write(edition):
    return BY_STATE.get(edition.state, Right.DRAFT)


def may_write(actor, edition):
    return edition.is_writable and access.may(actor, right_to_write(edition), edition.held_by)


def fetch_draft(actor, pk):
    """Return the draft that the actor may write.

    Raise Http404 where she does not see it, PermissionDenied where she may not write it. It may be closed by now:
    saving.refuse_closed says so, as in editor_views.of_draft.
    """
    edition = access.see(actor, Edition.objects.for_desk(), pk=pk)
    access.require(actor, right_to_write(edition), edition.held_by)
    return edition


class Unconfirmed(IllegalMove):
    """The text is out, and the first change to it was not confirmed."""


@contextmanager
def confirming(is_meant=True):
    """Say of the changes within that whoever makes them knows what they do to a text that is out, and means it."""
    token = CONFIRMED.set(is_meant)
    try:
        yield
    finally:
        CONFIRMED.reset(token)


@contextmanager
def editing(pk, *, by, is_text=True):
    """Hold a draft as saving.writing does; what the actor may do is asked again of the state that it is in now.

    is_text: whether the text is to be changed. Raise Unconfirmed where it is out and nobody said that it is meant.
    """
    with writing(pk, by=by) as edition:
        access.require(by, right_to_write(edition), edition.held_by)
        if is_text and not CONFIRMED.get() and (out := out_of(edition)) and out.asks:
            raise Unconfirmed(f"这份通知处于“{edition.get_state_display()}”状态，改动须先确认。")
        yield edition
