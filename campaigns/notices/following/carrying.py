"""合入: what changed above, carried into our own words where it finds its place in each of them; somebody looks at it first."""

import hashlib
from typing import NamedTuple

from ..drafting.merging import cleanly_merged
from ..models import Clause


class Part(NamedTuple):
    """What a clause of ours would say."""

    clause: Clause
    heading: str
    text: str


def carried(ours, old, new):
    """Return the Parts of ours with what changed from `old` to `new`; [] where that is somebody's to write.

    Each is a clause with all that is compared with it, as Tree.parts returns it: it has to be of one shape in all three,
    and nothing but words may have changed.
    """
    shapes = {tuple(part.kind for part in parts) for parts in (ours, old, new)}
    triples = list(zip(ours, old, new, strict=False))
    if len(shapes) > 1 or any(before.table != now.table for _, before, now in triples):
        return []
    found = [Part(mine, *(_merged(mine, *two, field) for field in ("heading", "text"))) for mine, *two in triples]
    is_whole = not any(words is None for part in found for words in part)
    return found if is_whole and any((part.heading, part.text) != _words(part.clause) for part in found) else []


def _merged(mine, before, now, field):
    return cleanly_merged(getattr(before, field), getattr(now, field), getattr(mine, field))


def _words(clause):
    return clause.heading, clause.text


def stamp(parts):
    """Return what a page sends back of the Parts that it showed: another one where any of the three texts is another."""
    said = "\0".join(f"{part.clause.version}\0{part.heading}\0{part.text}" for part in parts)
    return hashlib.sha256(said.encode()).hexdigest()[:20]
