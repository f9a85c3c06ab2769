"""署名 and 成文日期: who signs under the text, and when (GB/T 9704-2012 §7.3.5; GB/T 9704-1999 §8.2.6).

Lengths without a unit are in 字.
"""

from math import ceil

from ..dates import as_printed
from ..document import Layout
from ..titles import break_name, extent
from .measures import CHARACTER, CHARACTERS, ROW, cells, millimetres, twips
from .seal_rows import BELOW, GAP, in_rows, seal_place
from .text import paragraph

SEALED, UNSEALED = 4, 2  # what a date leaves free on its right
SPREAD = 7  # what a date under two seals leaves free on either side (1999)
LONGEST = 23  # a longer name is set in several lines
NAMED = 3  # from so many organs on 1999 prints their names: fewer seals say themselves whose they are


def signature(document, layout, seals):
    """Return the paragraphs and tables of the signature; none where nobody signs and there is no date."""
    date = as_printed(document.dated, layout)
    organs = document.organs if document.is_signed else ()
    if layout == Layout.Y1999:
        return _of_1999(organs, date, seals)
    if not document.is_sealed:
        return _unsealed([organ.name for organ in organs], date)
    if len(organs) == 1:
        return _sealed(organs[0], date, seals)
    return [in_rows(organs, seals, _centre(date), [_below(date)] if date else [])]


def _unsealed(names, date):
    """The longest name leaves 2 字 on the right, the others are spread to its width; the date begins 2 字 further in."""
    if not names:
        return _date_alone(date, UNSEALED)
    named = [break_name(name, LONGEST) for name in names]
    width = max(extent(line) for lines in named for line in lines)
    right = max(UNSEALED, extent(date) + 2 + UNSEALED - width) if date else UNSEALED
    left = CHARACTERS - right - width
    signed = [_name(lines, left, right, width, is_first=not number) for number, lines in enumerate(named)]
    if date:
        signed.append(paragraph("Dated", date, jc="left", ind={"left": cells(left + 2)}))
    return signed


def _name(lines, left, right, width, *, is_first):
    """Return a name, spread to a width, a blank row above the first."""
    is_spread = any(extent(line) < width for line in lines)
    place = {"left": cells(left if is_spread else 0), "right": cells(right)}
    above = {"spacing": {"before": ROW}} if is_first else {}
    return paragraph("Signer", "\n".join(lines), **above, ind=place, jc="distribute" if is_spread else "right")


def _date_alone(date, right):
    return [_date(date, right, spacing={"before": ROW})] if date else []


def _date(date, right, **layout):
    return paragraph("Dated", date, ind={"right": cells(right)}, **layout)


def _below(date):
    """Return the date below a name in its cell: never broken, however narrow the cell."""
    return paragraph("Dated", date, jc="center", ind={"left": -CHARACTER, "right": -CHARACTER})


def _sealed(organ, date, seals):
    """The name stands over the date and centred on it, the seal on both."""
    name = break_name(organ.name, LONGEST)
    centre = _centre(date, max(map(extent, name)))
    place = {"left": cells(2 * centre - CHARACTERS), "right": 0}
    lines = [paragraph("Signer", "\n".join(name), ind=place, jc="center")]
    lines += [paragraph("Dated", date, ind=place, jc="center")] if date else []
    return [_hanging([(centre, organ)], seals, len(name) + bool(date)), *lines]


def _centre(date, width=0):
    """Return where the middle of the date is: 4 字 free on its right, more where the name above it is wider."""
    return CHARACTERS - max(SEALED + extent(date) / 2, width / 2)


def _of_1999(organs, date, seals):
    if len(organs) >= NAMED:
        return [in_rows(organs, seals), *([_date(date, UNSEALED)] if date else [])]
    sealed = [organ for organ in organs if organ.seal]
    if not sealed:
        return _date_alone(date, SEALED)
    if len(organs) == 1:
        return [_hanging([(_centre(date), organs[0])], seals, 1), _date(date, SEALED)]
    return _sealed_by_two(organs, date, seals)


def _sealed_by_two(organs, date, seals):
    """The date is spread, and the seals stand side by side on it. What follows begins below them."""
    middle = CHARACTERS / 2
    apart = twips((organs[0].seal_mm + organs[1].seal_mm) / 4 + GAP / 2) / CHARACTER
    hung = [(place, organ) for place, organ in zip((middle - apart, middle + apart), organs, strict=True) if organ.seal]
    room = twips(max(organ.seal_mm for organ in organs) / 2)
    spread = {"left": cells(SPREAD), "right": cells(SPREAD)}
    dated = paragraph("Dated", date, ind=spread, jc="distribute", spacing={"after": room})
    return [_hanging(hung, seals, 1), dated]


def _hanging(hung, seals, lines):
    """Return the blank rows over the last `lines` rows. [(place, organ)]: seals hang in them, centred on the places.

    Their tops stand within one row of the text above (§7.3.5.1).
    """
    drops = [twips(organ.seal_mm / 2 + BELOW) - lines * ROW / 2 for _, organ in hung]
    height = max(1, ceil(max(drops) / ROW)) * ROW
    return seal_place(
        height,
        *(
            seals.float(organ, millimetres(place * CHARACTER) - organ.seal_mm / 2, millimetres(height - drop))
            for (place, organ), drop in zip(hung, drops, strict=True)
        ),
    )
