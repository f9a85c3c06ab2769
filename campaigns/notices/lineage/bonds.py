"""What binds an edition: what the editions above it have locked, as far as it was passed on from one to the next.

Words bind what carries the clause that they stand in, by lineage: the sentence around them may change. A clause that is
locked whole is taken over as it stands. What stands in no node (an opening) binds the text as a whole. What the edition
between does not bear itself it has not passed on.
"""

from dataclasses import dataclass, replace

from campaigns.quoting import WITHIN

from ..models import Edition, Lock
from ..reading.characters import same
from .bearing import bearings_of, stands

UP = "answers__answers__answers"  # a county's answers three above it


def named(clause):
    """What a sentence calls a clause: “二、活动主题”, or 导语 where it bears no number."""
    gist = f"{clause.marker}{clause.gist}".translate(WITHIN)
    return f"“{gist}”" if clause.marker else clause.get_kind_display()


@dataclass(frozen=True)
class Binding:
    """One thing that binds a text. lock: None for the theme of `edition`; said: what ours must bear, as it is compared.

    keys: the nodes of ours that carry it; None where any of our text may bear it; () where what carried it is left out.
    is_whole: whether a node must equal it.
    """

    edition: Edition
    lock: Lock | None
    said: str
    keys: tuple | None
    is_whole: bool = False

    @property
    def words(self):
        """The words as they were locked; "" for a whole clause."""
        return self.lock.words if self.lock else self.edition.theme

    @property
    def key(self):
        return self.lock.pk if self.lock else -self.edition.pk

    @property
    def label(self):
        """What is locked, and where in the text above: “三、时间”中的“9月1日至30日”."""
        if self.lock is None:
            return f"活动主题“{self.words.translate(WITHIN)}”"
        where = named(self.lock.clause)
        return f"{where}中的“{self.words.translate(WITHIN)}”" if self.words else f"{where}，整条"

    def is_met(self, text):
        """Whether a Bearing has it."""
        if self.keys is None:
            return text.says(self.said)
        if self.lock is None and not self.keys:
            return text.announces(self.said)
        found = [text.nodes[key].text for key in self.keys if key in text.nodes]
        return any(each == self.said if self.is_whole else stands(self.said, each) for each in found)


class Bonds:
    """All that those above have locked for an edition. What they say never changes: it is read once."""

    def __init__(self, edition, above, locks):
        self.edition, self.above = edition, above
        self.texts = bearings_of(*(each.pk for each in above))
        self.passed = [bond for at in range(len(above)) for bond in self._passed_from(at, locks)]

    @classmethod
    def of(cls, edition):
        """Return the Bonds of an edition; None where nothing above it is locked. Those above are issued: they are asked once."""
        known = edition.__dict__.setdefault("known_bonds", {})
        if edition.answers_id not in known:
            known[edition.answers_id] = cls._read(edition)
        return known[edition.answers_id]

    @classmethod
    def _read(cls, edition):
        above = _above(edition) if edition.answers_id else []
        locks = list(Lock.objects.filter(clause__edition__in=above).select_related("clause")) if above else []
        is_bound = locks or any(each.locks_theme and each.theme for each in above)
        return cls(edition, above, locks) if is_bound else None

    def _passed_from(self, at, locks):
        """Yield what the edition at this place has locked as it stands in the one that is answered."""
        edition, text = self.above[at], self.texts[self.above[at].pk]
        own = [_bond(edition, text, lock) for lock in locks if lock.clause.edition_id == edition.pk]
        if edition.locks_theme and edition.theme:
            own.append(Binding(edition, None, same(edition.theme), _announced(edition, text)))
        for bond in own:
            if bond and (passed := self._handed_down(bond, at)):
                yield passed

    def _handed_down(self, bond, at):
        for lower in reversed(self.above[:at]):
            text = self.texts[lower.pk]
            bond = _onwards(bond, text)
            if not (bears_theme(bond, lower, text, self.texts) if bond.lock is None else bond.is_met(text)):
                return None
        return bond

    def text_of_ours(self):
        """Return the Bearing of the edition as it is stored now. Two queries."""
        return bearings_of(self.edition.pk)[self.edition.pk]

    def on(self, text):
        """Return the Bindings on our text."""
        return [_onwards(bond, text) for bond in self.passed]


def _above(edition):
    """Return the editions above one, the nearest first. One query."""
    found, row = [], Edition.objects.select_related(UP).get(pk=edition.pk).answers
    while row:
        found.append(row)
        row = row.answers if len(found) < UP.count("answers") else None
    return found


def _bond(edition, text, lock):
    """Return what a lock asks of the node that it stands in; None where its words do not stand there any more."""
    own, holder = text.under(lock.clause_id), text.holder(lock.clause_id)
    words = same(lock.words) or own
    if lock.words and not stands(words, text.pieces[lock.clause_id]):
        return None
    is_whole = holder == lock.clause_id and not lock.words
    if holder is None or not (is_whole or stands(words, text.nodes[holder].text)):
        return Binding(edition, lock, words, None)
    return Binding(edition, lock, text.nodes[holder].text if is_whole else words, (holder,), is_whole)


def _announced(edition, text):
    """Return the key of the node that says the theme, in a tuple: the one headed 活动主题, else the first; None without any.

    A slogan may be the theme as well: that it stands there is not enough.
    """
    found = [node for node in text.nodes.values() if stands(same(edition.theme), node.text)]
    found.sort(key=lambda node: "主题" not in node.heading)
    return (found[0].key,) if found else None


def _onwards(bond, text):
    """Return a Binding as it stands in a text one level further down."""
    if bond.keys is None:
        return bond
    keys = dict.fromkeys(own for key in bond.keys for own in text.carried.get(key, ()) if own is not None)
    return replace(bond, keys=tuple(keys))


def bears_theme(bond, edition, text, texts):
    return same(edition.theme) == bond.said and (bond.is_met(text) or not texts[bond.edition.pk].says(bond.said))
