"""签发: one transaction that freezes the text and gives it number and date. Nothing is typeset in it.

Whoever signs holds the row of the edition, as whoever writes does: the text that is signed is the text that was seen.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, jobs, messages
from organizations.access import Right

from .. import moves
from ..authorship import authors
from ..canonical import canonical_of, hash_of
from ..clipping import clipped
from ..digest import digest_of
from ..drafting.saving import locked
from ..models import Edition, Notice
from ..moves import IllegalMove, State, TextChanged
from ..rounds.marks import online_for_another
from . import attached, ledger
from .imprinting import printed_facts
from .obstacles import obstacles, refusal_of_seals

MOST_SAID = 60  # characters of an organ's name in a sentence
CHANGED = "正文在您阅读之后有改动，没有签发。请看过改动后再签发。"


class SignsOwnText(IllegalMove):
    """Whoever signs wrote some of the text."""


class SignsForTwo(IllegalMove):
    """Whoever signs agreed to this text for another organ."""


class OfficeChanged(IllegalMove):
    """Another 印发机关 stands there than whoever signs was shown."""


# --- who has had a part in it ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """What an actor, or whom she stands for, had to do with a text before she would sign it.

    wrote: she wrote some of it; organ: the name of the organ for which she countersigned this very text, "" for none;
    is_first: she asked to sign it herself.
    """

    wrote: bool
    organ: str
    is_first: bool

    @property
    def why_another(self):
        """Why it is for another signatory to sign it, in a sentence; "" where it is hers to sign."""
        if self.is_first:
            return "自签由您提出，由另一名没有参与起草的签发人复核后签发。"
        if self.wrote:
            return "您参与了起草，由另一名签发人签发。"
        return f"您参与了{self.organ}对这一文本的会签，由另一名签发人签发。" if self.organ else ""


def part_of(edition, actor):
    """Return the Part that an actor had in an edition. Two queries."""
    other = online_for_another(edition, actor, edition.notice.host_id)
    return Part(
        wrote=bool(authors(edition) & actor.people),
        organ=other.name if other else "",
        is_first=edition.is_own_exception and bool({edition.exception_by_id, edition.exception_for_id} & actor.people),
    )


# --- signing ------------------------------------------------------------------------------------------------------


def sign(pk, *, by, seen, series, office="", has_seals=False, issue_at=None):
    """Sign an edition, number it and owe its files; return it. by: an acting.Actor who may sign for the host.

    seen: the hash of the text that she read. office: the 印发机关 that she was shown, which is in no hash; "" where none
    is typed. issue_at: when it is to be public, None for as soon as it is printed.
    Raise TextChanged where the text is another by now, OfficeChanged where the 印发机关 is, SignsOwnText where she wrote
    some of it, SignsForTwo where she countersigned it for another organ, and IllegalMove with what stands in the way.
    """
    texts = attached.texts_of(pk)  # before anybody has to wait for it
    with locked(pk) as edition:
        _ready(edition, seen, texts)
        refuse_another_office(edition, office)
        _refuse_a_part(edition, part_of(edition, by))
        if has_seals and (refusal := refusal_of_seals(edition)):
            raise IllegalMove(refusal)
        return _signed(edition, by, series, has_seals, issue_at)


def _ready(edition, seen, texts):
    """Raise IllegalMove unless the edition can be signed as it was seen. The notice is held, too: nobody ends it meanwhile.

    texts: what stands in its files. The hash that was seen names theirs, so they are those that stand there now.
    """
    if edition.state != State.READY:
        raise IllegalMove(f"这份通知处于“{edition.get_state_display()}”状态，不能签发。")
    if not edition.text_hash == seen == hash_of(canonical_of(edition)):
        raise TextChanged(CHANGED)
    notice = Notice.objects.select_for_update().get(pk=edition.notice_id)
    edition.notice.ending, edition.notice.ended_on = notice.ending, notice.ended_on
    if found := obstacles(edition, texts):
        raise IllegalMove(found[0].words)


def refuse_another_office(edition, shown):
    """Raise OfficeChanged unless the 印发机关 is the one that the signatory was shown."""
    before, after = (words.strip() or str(edition.notice.host) for words in (shown, edition.print_office))
    if before != after:
        change = f"由“{clipped(before, MOST_SAID)}”改为“{clipped(after, MOST_SAID)}”"
        raise OfficeChanged(f"印发机关在您阅读之后{change}，没有签发。请核对后再签发。")


def _refuse_a_part(edition, part):
    if part.wrote:
        raise SignsOwnText("您参与了起草，不能由您签发。请由另一名签发人签发。")
    if part.organ:
        host = edition.notice.host
        raise SignsForTwo(f"您参与了{part.organ}对这一文本的会签，不能再代表{host}签发。请由另一名签发人签发。")
    if part.is_first:
        raise SignsOwnText("自签由您提出，须由另一名签发人复核。")


def _signed(edition, by, series, has_seals, issue_at):
    now = timezone.localtime()
    number = ledger.take(series, now.date(), edition, by=by)
    facts = printed_facts(edition, number, now.date()) | {
        "has_seals": has_seals,
        "issue_at": issue_at,
        "signed_by": by.user,
        "signed_for": by.on_behalf_of,
        "signed_as": by.name,
        "signed_at": now,
    }
    if not edition.is_own_exception:  # one that was asked for another text
        facts |= {
            "exception_by": None,
            "exception_for": None,
            "exception_as": "",
            "exception_hash": "",
            "exception_reason": "",
        }
    for name, value in facts.items():
        setattr(edition, name, value)
    reason = (
        f"{edition.exception_name}自签，经复核。理由：{edition.exception_reason}" if edition.is_own_exception else ""
    )
    moves.move(edition, State.SIGNED, by=by, reason=reason[:500], **facts, digest=digest_of(edition))
    audit.record("notice-sign", edition, by=by, before=edition.text_hash, after=edition.digest)
    jobs.ask("print-edition", edition.pk, by=by, about=edition.title, edition=edition.pk)
    return edition


# --- who signs what she wrote: an exception, confirmed by a second one -----------------------------------------------


def ask_to_sign_own(pk, reason, *, by, seen):
    """Mark that a signatory wants to sign what she wrote. Only another signatory, who wrote none of it, then issues it."""
    texts = attached.texts_of(pk)  # before anybody has to wait for it
    with locked(pk) as edition:
        _ready(edition, seen, texts)
        if not authors(edition) & by.people:
            raise IllegalMove("您没有参与起草，可以直接签发。")
        if edition.is_own_exception:
            raise IllegalMove(f"{edition.exception_name}已经提出自签，请由另一名签发人复核。")
        Edition.objects.filter(pk=pk).update(
            exception_by=by.user,
            exception_for=by.on_behalf_of,
            exception_as=by.name,
            exception_reason=reason,
            exception_hash=seen,
        )
        audit.record("notice-sign-own", edition, by=by, after=seen)
        others = access.people_with(Right.SIGN, edition.notice.host).exclude(pk__in=authors(edition) | by.people)
        _tell(edition, others, reason, by)


def _tell(edition, others, reason, by):
    messages.owe(
        others,
        "sign-own",
        edition,
        subject=f"请复核自签：{edition.title}"[:200],
        body=f"{by.name}参与了起草，提出自签。理由：{reason}",
        path=reverse("issuing:sign", args=[edition.pk]),
        occasion=edition.text_hash[:16],
        department=edition.notice.host,
    )
