"""What somebody may choose from when two have written the same: both texts with their differences, and one made of both."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ..comparing.marks import Mark, Patience, Run, exact, marked, paragraphs


@dataclass(frozen=True)
class Contested:
    """One field that two have written: its lines as the other wrote it and as I did, and a proposal."""

    name: str
    label: str
    theirs: list
    mine: list
    typed: str
    proposal: str

    @property
    def is_same(self):
        return not any(run.mark != "same" for line in [*self.theirs, *self.mine] for run in line)


def contested(form, stored):
    """Return a Contested for each field of a drafting form; stored: {name: what the other has saved}."""
    patience = Patience()
    return [_contested(form, name, stored[name], patience) for name in form.CONTESTED]


def _contested(form, name, theirs, patience):
    mine = form.cleaned_data[name]
    left, right = patience.spend(marked, theirs, mine)
    proposal = merged(form.cleaned_data[f"base_{name}"], mine, theirs)
    return Contested(name, form.fields[name].label, paragraphs(left), paragraphs(right), mine, proposal)


def merged(base, mine, theirs):
    """Return `base` with what both changed in it; where they changed the same place, `theirs` with `mine` behind it in full.

    No word of either is lost: a person looks at it before it is saved.
    """
    found = cleanly_merged(base, mine, theirs)
    return f"{theirs}\n{mine}" if found is None else found


def cleanly_merged(base, mine, theirs):
    """Return `base` with what both changed in it; None where they changed the same place."""
    if theirs == base or mine == theirs:
        return mine
    changes = sorted({*_changes(base, mine), *_changes(base, theirs)})
    if any(one.end > other.start or one[:2] == other[:2] for one, other in pairwise(changes)):
        return None
    text = base
    for change in reversed(changes):
        text = f"{text[: change.start]}{change.text}{text[change.end :]}"
    return text


class Change(NamedTuple):
    """What takes the place of base[start:end]."""

    start: int
    end: int
    text: str


def _changes(base, other):
    """Yield the Changes that make `other` of `base`, in order."""
    at, start, added = 0, 0, ""
    for run in [*exact(base, other), Run(Mark.SAME, "")]:
        if run.mark == Mark.ADDED:
            added += run.text
            continue
        if run.mark == Mark.SAME:
            if at > start or added:
                yield Change(start, at, added)
            start, added = at + len(run.text), ""
        at += len(run.text)
