"""What somebody may choose from when two have written the same: both texts with their differences, and one made of both."""

from dataclasses import dataclass

from diff_match_patch import diff_match_patch

from ..comparing.marks import LONGEST, PATIENCE, Patience, marked, paragraphs


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
    """Return `theirs` with what `mine` changed in `base`; what finds no place any more stands behind it in full.

    No word of either is lost: a person looks at it before it is saved.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if max(map(len, (base, mine, theirs))) > LONGEST:
        return f"{theirs}\n{mine}"
    engine = diff_match_patch()
    engine.Diff_Timeout = PATIENCE
    text, applied = engine.patch_apply(engine.patch_make(base, mine), theirs)
    return text if all(applied) else f"{theirs}\n{mine}"
