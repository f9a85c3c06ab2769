"""锁定: whether a text still bears what notices further up have locked, and the refusal where it does not."""

from contextlib import contextmanager
from dataclasses import dataclass

from campaigns.moves import IllegalMove
from campaigns.quoting import WITHIN

from ..models import Clause, Edition
from ..reading.characters import same
from .bearing import stands
from .bonds import Bonds, bears_theme, named

MOST_SAID = 3  # locks that one refusal names
SHORT = 40  # characters of words that a sentence repeats


class LockBroken(IllegalMove):
    """A change would break what an upper notice has locked. `broken`: what it would break, each a Broken."""

    def __init__(self, broken):
        more = len(broken) - MOST_SAID
        said = [each.sentence for each in broken[:MOST_SAID]] + ([f"另有{more}处锁定也不能改动。"] if more > 0 else [])
        super().__init__("".join(said))
        self.broken = broken


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
    return breaches(bonds) if bonds else []


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
    before = {each.key for each in breaches(bonds)} if bonds else ()
    yield
    if bonds and edition.answers_id == answered:
        found = [each for each in breaches(bonds) if each.key not in before]
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


def held_clauses(edition):
    """Return the keys of the clauses of an edition that cannot be left out: in each something stands that binds it there."""
    bonds = Bonds.of(edition)
    return {key for bond in bonds.on(bonds.text_of_ours()) for key in bond.keys or ()} if bonds else set()


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


# --- what is broken -----------------------------------------------------------------------------------------------


def breaches(bonds):
    """Return what ours does not bear as it is stored now, each a Broken. Three queries."""
    text = bonds.text_of_ours()
    ours = Edition.objects.only("theme").get(pk=bonds.edition.pk)
    found = []
    for bond in bonds.on(text):
        if bond.lock is None:
            found += _broken_theme(bond, ours, text, bonds.texts)
        elif not bond.is_met(text):
            found.append(_broken_lock(bond, text))
    return list({each.sentence: each for each in reversed(found)}.values())[::-1]


def _broken_theme(bond, ours, text, texts):
    if same(ours.theme) != bond.said:
        yield Broken(None, None, bond.words, f"活动主题“{_short(bond)}”由上级通知锁定，不能改动。", bond.key)
    elif not bears_theme(bond, ours, text, texts):
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
