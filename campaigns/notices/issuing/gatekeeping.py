"""公开前核对: what looks like a person's number in what goes public, each confirmed with a reason or taken away."""

import hashlib
from dataclasses import dataclass

from organizations import audit

from ..drafting.saving import locked
from ..gate import findings
from ..models import GateConfirmation
from ..moves import IllegalMove
from ..reading.secrecy import marking_in
from . import attached
from .texts import passages

AROUND = 24  # characters of context on either side
UNREADABLE = "无法读取的附件"


@dataclass(frozen=True)
class Item:
    """Something to look at: what it is, where, its context with every number masked, and how it was settled."""

    digest: str
    kind: str
    label: str
    fragment: str
    before: str
    masked: str
    after: str
    confirmation: GateConfirmation | None = None


def items(edition, words=None):
    """Return the Items of an edition, in the order of its text, the confirmed ones with their confirmation.

    words: its Passages, where somebody has read them already.
    """
    confirmed = {each.finding: each for each in edition.gate_confirmations.select_related("user", "on_behalf_of")}
    return [item for passage in words or passages(edition) for item in _of_passage(passage, confirmed)]


def unsettled(edition, words=None):
    """Return the Items that nobody has confirmed."""
    return [item for item in items(edition, words) if item.confirmation is None]


def _of_passage(passage, confirmed):
    where = {"label": passage.label, "fragment": passage.fragment}
    if passage.text is None:
        digest = hashlib.sha256(f"unreadable:{passage.key}:{passage.sha256}".encode()).hexdigest()
        said = "这个文件的文字系统读不出来，请打开文件逐页核对。"
        return [Item(digest, UNREADABLE, before=said, masked="", after="", confirmation=confirmed.get(digest), **where)]
    found = findings([(passage.key, passage.text)])
    return [
        Item(
            each.digest,
            each.name,
            **_context(passage.text, found, index),
            confirmation=confirmed.get(each.digest),
            **where,
        )
        for index, each in enumerate(found)
    ]


def _context(text, found, index):
    """Return what stands around a finding, with the other numbers masked, too. It looks no further than it shows."""
    each = found[index]
    start, end = max(0, each.start - AROUND), each.end + AROUND
    earlier = [other for other in found[max(0, index - AROUND) : index] if other.end > start]
    later = [other for other in found[index + 1 : index + 1 + AROUND] if other.start < end]
    before = _masked(text, earlier, min([start, *(other.start for other in earlier)]), each.start)
    after = _masked(text, later, each.end, max([end, *(other.end for other in later)]))
    return {"before": before[-AROUND:], "masked": each.masked, "after": after[:AROUND]}


def _masked(text, found, start, end):
    """Return text[start:end] with these findings masked."""
    pieces = []
    for each in found:
        pieces += [text[start : each.start], each.masked]
        start = each.end
    return "".join([*pieces, text[start:end]])


def confirm(pk, digest, reason, *, by):
    """Confirm that one finding may go public as it stands. Raise IllegalMove where it stands in the text no longer."""
    texts = attached.texts_of(pk)
    with locked(pk) as edition:
        if not edition.is_writable:
            raise IllegalMove(f"这份通知处于“{edition.get_state_display()}”状态，不用再核对。")
        if digest not in {item.digest for item in items(edition, passages(edition, texts))}:
            raise IllegalMove("这一处已经不在正文中，请看现在的核对清单。")
        _keep(edition, digest, reason, by)


def _keep(edition, digest, reason, by):
    facts = {"reason": reason, "user": by.user, "on_behalf_of": by.on_behalf_of}
    row, is_new = GateConfirmation.objects.get_or_create(edition=edition, finding=digest, defaults=facts)
    if is_new:
        audit.record("gate-confirm", row, by=by, after=digest)


# --- words that go public beside a text -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Confirmed:
    """What a person says of findings that were shown to her: their digests, and why they may go public."""

    digests: frozenset = frozenset()
    reason: str = ""


class NotForPublic(IllegalMove):
    """Words that go public hold what is to be looked at first: `items`, each an Item."""

    def __init__(self, label, found):
        super().__init__(
            f"{label}与通知一并公布，其中有像{'、'.join(sorted({item.kind for item in found}))}的文字，请先核对。"
        )
        self.items = found


def admit(edition, passage, confirmed, *, by):
    """Let a Passage go public beside an issued edition, called in the transaction that publishes it.

    confirmed: a Confirmed. Raise NotForPublic where something stands in it that it does not cover, IllegalMove where
    it bears a marking of secrecy.
    """
    if found := marking([passage]):
        raise IllegalMove(f"{passage.label}中有“{found}”标志。本系统不处理涉密内容，请按保密规定办理。")
    found = unsettled(edition, [passage])
    if found and not (confirmed.reason and confirmed.digests >= {item.digest for item in found}):
        raise NotForPublic(passage.label, found)
    for item in found:
        _keep(edition, item.digest, confirmed.reason, by)


def marking(words):
    """Return the marking of secrecy that a line of these Passages bears, or ""."""
    return next(filter(None, (marking_in(passage.text or "") for passage in words)), "")
