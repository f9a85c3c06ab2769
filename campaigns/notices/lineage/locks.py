"""锁定: what notices further up have locked, and whether a text that answers them still bears it.

Words bind what carries the clause that they stand in, by lineage: the sentence around them may change. A clause that is
locked whole is taken over as it stands. What stands in no node (an opening) binds the text as a whole. What the edition
between does not bear itself it has not passed on.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from campaigns.moves import IllegalMove
from campaigns.quoting import WITHIN

from ..alignment import Node
from ..models import Clause, Edition, Lineage, Lock
from ..reading.characters import same
from .nodes import nodes_among

MOST_SAID = 3  # locks that one refusal names
SHORT = 40  # characters of words that a sentence repeats
UP = "answers__answers__answers"  # a county's answers three above it


class LockBroken(IllegalMove):
    """A change would break what an upper notice has locked. `broken`: what it would break, each a Broken."""

    def __init__(self, broken):
        more = len(broken) - MOST_SAID
        said = [each.sentence for each in broken[:MOST_SAID]] + ([f"另有{more}处锁定也不能改动。"] if more > 0 else [])
        super().__init__("".join(said))
        self.broken = broken


@dataclass(frozen=True)
class Binding:
    """One thing that binds a text. lock: None for the theme of `edition`; said: what ours must bear, as it is compared.

    keys: the nodes of ours that carry it; None where any of our text may bear it. is_whole: whether a node must equal it.
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
        """Whether a Text bears it."""
        if self.keys is None:
            return text.says(self.said)
        found = [text.nodes[key].text for key in self.keys if key in text.nodes]
        return any(each == self.said if self.is_whole else stands(self.said, each) for each in found)


@dataclass(frozen=True)
class Broken:
    """What a text does not bear. clause: ours that should, or None; upper: the clause it is locked in, None for the theme."""

    clause: Clause | None
    upper: Clause | None
    words: str
    sentence: str
    key: int


def binding(edition):
    """Return the Bindings of an edition: what it answers has locked, or has passed on. Seven queries at most.

    One without a notice above it is bound by nothing, and costs none.
    """
    bonds = Bonds.of(edition)
    return bonds.on(bonds.text_of_ours()) if bonds else []


def broken(edition):
    """Return what an edition as it is stored does not bear of what binds it, each a Broken. Seven queries at most."""
    bonds = Bonds.of(edition)
    return bonds.broken() if bonds else []


def refuse_broken(edition):
    """Raise LockBroken where an edition does not bear all that binds it."""
    if found := broken(edition):
        raise LockBroken(found)


@contextmanager
def kept(edition):
    """Let what is written within break nothing that was whole before. Raise LockBroken on the way out.

    What was broken before can be mended step by step. An edition that has come to answer another one within is asked
    when it is sent for review, and when it is signed.
    """
    answered, bonds = edition.answers_id, Bonds.of(edition)
    before = {each.key for each in bonds.broken()} if bonds else ()
    yield
    if bonds and edition.answers_id == answered:
        found = [each for each in bonds.broken() if each.key not in before]
        if found:
            raise LockBroken(found)


def bonds_on(edition, clause):
    """Return the Bindings that concern a clause of an edition, with all below it; for None those of the theme."""
    bonds = Bonds.of(edition)
    if not bonds:
        return []
    text = bonds.text_of_ours()
    if clause is None:
        return [each for each in bonds.on(text) if each.lock is None]
    return [each for each in bonds.on(text) if (each.lock or each.keys) and _is_here(each, text, clause.pk)]


def locked_words(edition):
    """Return {clause: [words]} of what is locked in each clause of an edition; "" among them where it is locked whole."""
    bonds, found = Bonds.of(edition), {}
    if bonds:
        text = bonds.text_of_ours()
        for bond in bonds.on(text):
            for key in text.clauses:
                is_theme = bond.lock is None and stands(bond.said, text.pieces[key])
                if is_theme or _is_here(bond, text, key):
                    found.setdefault(key, []).append(bond.words)
    return found


def _is_here(bond, text, key):
    """Whether it is in this clause that somebody could break it."""
    if bond.keys is None:
        return stands(bond.said, text.pieces.get(key, ""))
    return text.holder(key) in bond.keys and (bond.is_whole or stands(bond.said, text.under(key)))


# --- words --------------------------------------------------------------------------------------------------------


def stands(words, text):
    """Whether words stand in a text, both as they are compared: 1日至30日 does not stand in 11日至30日."""
    if not words:
        return False
    before, after = (r"(?<!\d)" if words[0].isdigit() else ""), (r"(?!\d)" if words[-1].isdigit() else "")
    return re.search(before + re.escape(words) + after, text) is not None


def named(clause):
    """What a sentence calls a clause: “二、活动主题”, or 导语 where it bears no number."""
    gist = f"{clause.marker}{clause.gist}".translate(WITHIN)
    return f"“{gist}”" if clause.marker else clause.get_kind_display()


# --- texts --------------------------------------------------------------------------------------------------------


class Text:
    """What an edition says: its nodes, and of every clause what it says itself and which node it belongs to.

    carried: {node above: [nodes of its own that carry it on]}.
    """

    def __init__(self, clauses, nodes: list[Node]):
        self.clauses = {clause.pk: clause for clause in clauses}
        self.nodes = {node.key: node for node in nodes if not node.bare}
        self.carried = {}

    @cached_property
    def pieces(self):
        return {key: same(clause.heading + clause.text) for key, clause in self.clauses.items()}

    @cached_property
    def below(self):
        found = {}
        for clause in self.clauses.values():
            found.setdefault(clause.parent_id, []).append(clause.pk)
        return found

    def under(self, key):
        """What a clause says with all below it."""
        return self.pieces[key] + "".join(self.under(each) for each in self.below.get(key, ()))

    def says(self, words):
        """Whether words stand anywhere in it."""
        return any(stands(words, piece) for piece in self.pieces.values())

    def holder(self, key):
        """Return the key of the node that a clause is, or belongs to; None where it belongs to none."""
        while key is not None and key not in self.nodes:
            key = self.clauses[key].parent_id if key in self.clauses else None
        return key


def texts_of(*editions):
    """Return {key of an edition: its Text} of editions given by their keys. Two queries."""
    clauses = list(Clause.objects.filter(edition__in=editions).select_related("parent").order_by("position"))
    nodes = nodes_among(clauses, editions)
    texts = {key: Text([each for each in clauses if each.edition_id == key], found) for key, found in nodes.items()}
    rows = Lineage.objects.filter(edition__in=texts, clause__isnull=False, parent__isnull=False).order_by("pk")
    for key, clause, parent in rows.values_list("edition", "clause", "parent"):
        texts[key].carried.setdefault(parent, []).append(texts[key].holder(clause))
    return texts


# --- what binds ---------------------------------------------------------------------------------------------------


class Bonds:
    """All that those above have locked for an edition. What they say never changes: it is read once."""

    def __init__(self, edition, above, locks):
        self.edition, self.above = edition, above
        self.texts = texts_of(*(each.pk for each in above))
        self.passed = [bond for at in range(len(above)) for bond in self._passed_from(at, locks)]

    @classmethod
    def of(cls, edition):
        """Return the Bonds of an edition; None where nothing above it is locked."""
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
            if not (_bears_theme(bond, lower, text, self.texts) if bond.lock is None else bond.is_met(text)):
                return None
        return bond

    def text_of_ours(self):
        """Return the Text of the edition as it is stored now. Two queries."""
        return texts_of(self.edition.pk)[self.edition.pk]

    def on(self, text):
        """Return the Bindings on our text."""
        return [_onwards(bond, text) for bond in self.passed]

    def broken(self):
        """Return what ours does not bear as it is stored now, each a Broken. Three queries."""
        text = self.text_of_ours()
        ours = Edition.objects.only("theme").get(pk=self.edition.pk)
        found = []
        for bond in self.on(text):
            if bond.lock is None:
                found += _broken_theme(bond, ours, text, self.texts)
            elif not bond.is_met(text):
                found.append(_broken_lock(bond, text))
        return list({each.sentence: each for each in reversed(found)}.values())[::-1]


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
    """Return a Binding as it stands in a text one level further down. Where the theme was said is left out: any place will do."""
    if bond.keys is None:
        return bond
    keys = dict.fromkeys(own for key in bond.keys for own in text.carried.get(key, ()) if own is not None)
    return replace(bond, keys=tuple(keys) or (None if bond.lock is None else ()))


# --- what is broken -----------------------------------------------------------------------------------------------


def _bears_theme(bond, edition, text, texts):
    return same(edition.theme) == bond.said and (bond.is_met(text) or not texts[bond.edition.pk].says(bond.said))


def _broken_theme(bond, ours, text, texts):
    if same(ours.theme) != bond.said:
        yield Broken(None, None, bond.words, f"活动主题“{_short(bond)}”由上级通知锁定，不能改动。", bond.key)
    elif not _bears_theme(bond, ours, text, texts):
        ours = text.clauses[bond.keys[0]] if bond.keys else None
        where = f"{named(ours)}中的" if ours else ""
        said = "不能改动" if ours else "正文中不能删去"
        yield Broken(ours, None, bond.words, f"{where}活动主题“{_short(bond)}”由上级通知锁定，{said}。", bond.key)


def _broken_lock(bond, text):
    upper = bond.lock.clause
    ours = next((text.clauses[key] for key in bond.keys or ()), None)
    if ours is None and bond.keys is not None:
        sentence = f"上级通知的{named(upper)}已锁定，不能删去，也不能列为不适用。"
    elif bond.lock.words:
        sentence = f"{named(ours or upper)}中的“{_short(bond)}”由上级通知锁定，不能改动。"
    else:
        sentence = f"{named(ours or upper)}由上级通知整条锁定，须照录，不能改动。"
    return Broken(ours, upper, bond.words, sentence, bond.key)


def _short(bond):
    words = bond.words.translate(WITHIN)
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"
