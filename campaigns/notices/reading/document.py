"""The reading itself: head, text, signature and imprint in the order of GB/T 9704-2012 §7, and what page they came on."""

from dataclasses import replace
from itertools import pairwise

from . import furniture
from .advice import advise
from .attachments import read_listing
from .body import build_text
from .characters import close_up
from .ending import cut, cut_feet
from .head import read_head
from .lines import Line, join, split, unroll, wrap_width
from .organs import organs_before_decision
from .secrecy import marking_of
from .structure import Piece, Reading
from .tail import Tail, read_signature
from .theme import theme_of


def read(text):
    """Return the Reading of `text`.

    Never raises, whatever the text, and takes time linear in its length. Every visible character of `text` stands
    in the reading or in its `dropped`.
    """
    reading = Reading()
    lines = split(text)
    reading.marking = _marking(lines)
    lines = unroll(_clean(lines, reading))
    reading.marking = reading.marking or _marking(lines)  # one at the head of a notice on one line
    width = wrap_width(lines)
    lines = join(read_head(lines, reading), width)
    lines = cut_feet(lines, reading)
    body, listing, remarks, signature, rest = cut(lines)
    pieces, reading.closing = build_text(body)
    first = next((i for i, piece in enumerate(pieces) if piece.kind == "section"), len(pieces))
    reading.preamble, reading.sections = pieces[:first], pieces[first:]
    reading.closing += [Piece("paragraph", line.number, close_up(line.text)) for line in remarks]
    read_signature(signature, reading)
    Tail(reading, read_listing(listing, reading)).read(rest)
    _propose(reading)
    advise(reading, lines)
    return reading


def _marking(lines):
    found = (marking_of(line.text, following.text) for line, following in pairwise([*lines, _NOTHING]))
    return next(filter(None, found), "")


_NOTHING = Line(0, "")


def _clean(lines, reading):
    """Take out page numbers and picture placeholders. A page break makes no paragraph."""
    kept, after_page = [], False
    for line in lines:
        if why := furniture.everywhere(line):
            reading.drop(line, why)
            after_page = True
        else:
            kept.append(replace(line, gap=False) if after_page else line)
            after_page = False
    return kept


def _propose(reading):
    reading.theme = theme_of(reading)
    if reading.date and reading.stated_date and not reading.source.published:
        reading.source.published = reading.stated_date.iso
    reading.date = reading.date or reading.stated_date
    reading.is_signed = bool(reading.issuers)
    reading.issuers = reading.issuers or reading.stated_issuers
    opening = next((piece.text for piece in reading.preamble), "")
    proposed = organs_before_decision(opening) or reading.proposed_issuers
    reading.proposed_issuers = [] if reading.issuers else proposed
