"""What follows the text: 附件说明, 署名, 成文日期, 印章 and 附注 (GB/T 9704-2012 §7.3.4 to §7.3.6)."""

from dataclasses import dataclass, field

from ..colours import is_red
from ..forms import CLAUSE, DATE, ITEM, LISTED, NOTE
from ..geometry import CELL, CENTRE, LEFT
from ..rows import Row
from .text import FLUSH

_ASIDE = 45.0  # mm: a name or a date begins right of it
_BETWEEN_NAMES = 1.5  # mm: more than that is free between two names in a row


@dataclass
class Ending:
    """names: one Row for each organ. page: where the date stands, without one where the text or the names end.

    seals: pictures or circles on that page, top down, left to right.
    """

    listed: list = field(default_factory=list)
    names: list = field(default_factory=list)
    date: Row | None = None
    page: int = 0
    seals: list = field(default_factory=list)
    stamps: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def rows(self):
        return [*self.listed, *self.names, *([self.date] if self.date else []), *self.notes]

    @property
    def is_signed(self):
        return bool(self.names or self.seals)

    @property
    def listed_names(self):
        """The names of the 附件说明, run-over rows joined."""
        names = []
        for row in self.listed:
            text = LISTED.sub("", row.text, count=1) if not names else row.text
            number = ITEM.match(text)
            if number or not names:
                names.append(text[number.end() :] if number else text)
            else:
                names[-1] += text
        return names


def ending_of(rows, pages):
    """Return (the rows of the text, the Ending) from the rows below the 主送机关. pages: by number."""
    ending, rest = Ending(), list(rows)
    at = _date_at(rest)
    if at is not None:
        rest, ending.date, ending.notes = rest[:at], rest[at], rest[at + 1 :]
    else:
        rest, ending.notes = _without_note(rest)
    page = _last_page(ending, rest, pages)
    if page:
        ending.page = page.number
        ending.seals = page.seals if ending.date else _red(page.seals)
        ending.stamps = page.stamps if not ending.seals else []
    ending.listed = _listed(rest)
    if ending.listed:
        start = rest.index(ending.listed[0])
        rest, tail = rest[:start], rest[start + len(ending.listed) :]
        ending.names = _parted(tail, ending)
        return rest, ending
    return _without_names(rest, ending)


def _without_note(rows):
    """Part a note in brackets at the very end from an undated text."""
    is_note = len(rows) > 1 and NOTE.match(rows[-1].text) and not CLAUSE.match(rows[-1].text)
    return (rows[:-1], rows[-1:]) if is_note and rows[-1].x0 < _ASIDE else (rows, [])


def _last_page(ending, rows, pages):
    """Return the page that seals may stand on: that of the date, without one the last of the text."""
    last = ending.date or (rows[-1] if rows else None)
    return pages[last.page] if last else None


def _red(pictures):
    """Without a date nothing but its red ink tells a seal from a square picture in the text."""
    return [one for one in pictures if one.colour and is_red(one.colour)]


def _date_at(rows):
    """Return where the date stands: the last row that is one and stands aside, else one that a note follows."""
    found = [at for at, row in enumerate(rows) if DATE.fullmatch(row.text) and row.x0 > _ASIDE]
    return found[-1] if found and _may_be_notes(rows[found[-1] + 1 :]) else None


def _may_be_notes(rows):
    return not rows or bool(NOTE.match(rows[0].text)) or (len(rows) <= 4 and rows[0].x0 < _ASIDE)


def _listed(rows):
    """Return the rows from 附件： as long as they are numbered names or run over under a name."""
    start = next((at for at in range(len(rows) - 1, -1, -1) if LISTED.match(rows[at].text)), None)
    if start is None or rows[start].x0 > 50:
        return []
    found = [rows[start]]
    for row in rows[start + 1 :]:
        if not _goes_on(found, row):
            break
        found.append(row)
    return found


def _goes_on(found, row):
    is_near = row.page != found[-1].page or row.top - found[-1].top < 14
    in_column = row.x0 > 50 and (ITEM.match(row.text) or abs(row.x0 - name_start(found)) < 4)
    return is_near and bool(in_column)


def name_start(listed):
    """Return where, in mm, the names of the 附件说明 begin: after 附件： and, where there are numbers, after 1."""
    row = listed[0]
    at = 3
    number = ITEM.match(row.text[3:])
    at += number.end() if number else 0
    return row.glyphs[at].x0 if at < len(row.glyphs) else row.x1


def _without_names(rows, ending):
    """Take the names off the end of the text: rows that stand aside, or that a seal covers."""
    cut = len(rows)
    while cut and _is_signature(rows[cut - 1], rows[cut:], ending):
        cut -= 1
    if ending.date or ending.seals or _stands_off(rows, cut):
        ending.names = _parted(rows[cut:], ending)
        return rows[:cut], ending
    return rows, ending


def _is_signature(row, below, ending):
    on_page = not ending.date or row.page == ending.date.page
    if ending.seals:
        return (on_page if ending.date else not below or row.page == below[0].page) and row.middle > min(
            seal.top for seal in ending.seals
        ) + 3
    is_near = not below or row.page != below[0].page or below[0].top - row.top < 14
    return on_page and is_near and (row.x0 > _ASIDE or _is_centred(row))


def _is_centred(row):
    """Names side by side, as 1999 sets them, may be as wide as a row of text, but begin where none does."""
    is_text = row.x0 < FLUSH or abs(row.x0 - LEFT - 2 * CELL) < 1
    return abs(row.centre - CENTRE) < 1.5 and not is_text


def _stands_off(rows, cut):
    """Names without a date are told from text by the blank row above them."""
    return 0 < cut < len(rows) and rows[cut].page == rows[cut - 1].page and rows[cut].top - rows[cut - 1].top > 14


def _parted(rows, ending):
    """Names under seals stand side by side, a long one in two rows: give each seal the name that it stands on."""
    if not ending.seals:
        return list(rows)
    names, sealed = [], {}
    for part in (part for row in rows for part in row.parts(_BETWEEN_NAMES)):
        seal = seal_on(part, ending.seals)
        if seal is None:
            names.append(part)
        else:
            sealed.setdefault((seal.x0, seal.top), []).append(part)
    return names + [_joined(parts) for parts in sealed.values()]


def seal_on(name, seals):
    """Return the seal that touches a name and is nearest to it, None where there is none."""
    touching = [one for one in seals if one.top < name.middle < one.bottom and one.x0 < name.x1 and name.x0 < one.x1]
    return min(touching, key=lambda one: abs(one.centre - name.centre), default=None)


def _joined(parts):
    if len(parts) == 1:
        return parts[0]
    glyphs = tuple(glyph for part in parts for glyph in part.glyphs)
    x0, x1 = min(part.x0 for part in parts), max(part.x1 for part in parts)
    return Row(x0, parts[0].top, x1, parts[-1].bottom, parts[0].page, glyphs)
