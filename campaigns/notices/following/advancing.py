"""跟进: a draft that answers an edition of the notice above comes to answer a newer one; what differs is opened, the rest stays decided."""

from django.db import transaction

from organizations import access, audit
from organizations.access import Right

from ..drafting.rights import editing, right_to_write
from ..drafting.saving import writing
from ..issuing import correcting
from ..models import Edition, Notice
from ..moves import IllegalMove, State

MOST_NAMED = 5  # people in a sentence
NOTHING_NEWER = "上级通知没有更新的版本，不需要跟进。"


@transaction.atomic
def begin(notice, *, by):
    """Let the draft of a notice that is in hand, or a correction begun now, answer what the notice above says; return it.

    Twice does nothing twice. Raise IllegalMove where there is nothing newer, or its text is signed already; PermissionDenied
    where the actor may not do it: see right_to_begin.
    """
    rows = Notice.objects.select_related("current", "parent__current__notice__host")
    notice = rows.prefetch_related("parent__current__notice__host__names").get(pk=notice.pk)
    refuse_pointless(notice)
    edition = notice.editions.in_hand().first()
    if edition is None:
        return _correction(notice, by)
    advance(edition, notice.parent.current, by=by)
    return edition


def right_to_begin(in_hand):
    """Return the Right in the host that it takes: to write the edition in hand; where there is none, to correct what is issued."""
    return right_to_write(in_hand) if in_hand else Right.SIGN


def who_could(notice, in_hand):
    """Say who begins where the actor may not."""
    if in_hand:
        return access.who_could(right_to_begin(in_hand), notice.host)
    people = "、".join(
        person.name for person in access.people_with(Right.SIGN, notice.host).order_by("pk")[:MOST_NAMED]
    )
    return f"跟进更正由{notice.host}的签发人{f'（{people}）' if people else ''}提出；提出以后，由起草人逐条处理、送审。"


def _correction(notice, by):
    """Begin a correction that answers the notice above. What it says is proposed by the machine: who begins it is no author."""
    access.require(by, Right.SIGN, notice.host)
    upper = notice.parent.current
    if notice.current is None or notice.current.answers_id in (None, upper.pk):
        raise IllegalMove(NOTHING_NEWER)
    edition = correcting.begin(notice.pk, note_on(upper), by=by, is_proposed=True)
    with writing(edition.pk, by=None) as held:
        _answer(held, edition, upper, by)
    return edition


def refuse_pointless(notice):
    """Raise IllegalMove where nothing stands above a notice that could be followed."""
    parent = notice.parent
    if parent is None or parent.current_id is None:
        raise IllegalMove(NOTHING_NEWER)
    if parent.is_withdrawn:
        raise IllegalMove(f"上级通知《{parent.current.title}》{parent.end.removeprefix('本通知')}不能据以更正。")


def why_not(notice, in_hand):
    """Return why a notice in force cannot be followed up now, None where it can. in_hand: the edition of it on its way, or None."""
    try:
        refuse_pointless(notice)
        if notice.is_recorded:
            raise IllegalMove("本通知是收录的，不能在系统中更正，也不列入待办。")
        if in_hand is None:
            correcting.refuse_second(notice)
        elif not in_hand.is_writable:
            raise IllegalMove(f"第{in_hand.number}版处于“{in_hand.get_state_display()}”状态，印发后才能跟进。")
    except IllegalMove as error:
        return error
    return None


def note_on(upper):
    """Propose what a correction says of itself: 根据国市监质〔2026〕9号通知（第2版）作相应更正。"""
    return f"根据{upper.doc_number or upper.notice.host}{'通知' if upper.doc_number else '的通知'}（第{upper.number}版）作相应更正。"


def advance(edition, upper, *, by):
    """Let a draft answer `upper`, an edition of the notice above; return whether it had not. The text stays as it is.

    What comes from clauses that say the same there stays decided. What comes from others, or from one that is gone, is
    opened, and so is what is new above: nobody sends the draft on before somebody has decided on each (Lineage.opened).
    Raise IllegalMove where the text is closed, or belongs under another notice.
    """
    with editing(edition.pk, by=by, is_text=False) as held:
        return _answer(held, edition, upper, by)


def _answer(held, edition, upper, by):
    """held: the same edition, as its row is held."""
    if upper.notice_id != held.notice.parent_id or upper.state != State.ISSUED:
        raise IllegalMove(NOTHING_NEWER)
    if held.answers_id in (None, upper.pk):
        edition.answers_id = held.answers_id
        return False
    before = Edition.objects.get(pk=held.answers_id)
    before.notice = upper.notice
    held.answers = edition.answers = upper
    facts = {"answers": upper}
    if held.change_note == note_on(before):  # nobody has put it in words of her own
        held.change_note = edition.change_note = facts["change_note"] = note_on(upper)
    Edition.objects.filter(pk=held.pk).update(**facts)
    audit.record("notice-follow", held, by=by, before=f"第{before.number}版", after=f"第{upper.number}版")
    return True
