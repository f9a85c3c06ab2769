"""更正之处: what an edition changes of the one in force, for whoever is to agree to it and whoever signs it."""

from ..canonical import canonical_of
from ..rounds.changes import changes, names_in, shown


def corrected(edition):
    """Return [(Change, its paragraphs)] from the edition in force to one that is to replace it; None for any other."""
    now = edition.corrects
    return None if now is None else compared(canonical_of(now), canonical_of(edition))


def compared(old, new):
    """Return [(Change, its paragraphs)] between two canonical forms, but for the note, which stands beside them."""
    old, new = _without_note(old), _without_note(new)
    return shown(changes(old, new, names_in(old, new)))


def _without_note(canonical):
    """A canonical form without the note of the correction, which stands beside the changes."""
    return canonical | {"fields": {name: value for name, value in canonical["fields"].items() if name != "change_note"}}
