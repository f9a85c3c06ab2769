"""A document without what cannot be seen or has no place in an official one: controls, invisible marks, emoji."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace

from ..document import Table

SHAPELESS = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls and the like, which XML forbids or which only steer display
# Fillers, blanks and joiners that Unicode counts among letters and marks; what asks for a character as a picture.
BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u20e3\u2800\u3164\ufe00-\ufe0f\uffa0]")
EMOJI = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299]\ufe0f|[\U0001f000-\U0001faff]"
    # Those below that are coloured pictures of themselves; ★ ☑ ℃ № ① and their like are type.
    "|[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd"
    "\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755"
    "\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)


def cleaned(document):
    """Return a Document of clean texts, without organs that have no name and notes and the like that say nothing."""
    document = _each(document)
    organs = [replace(organ, name=_line(organ.name)) for organ in document.organs]
    return replace(
        document,
        organs=tuple(organ for organ in organs if organ.name),
        urgency=_line(document.urgency),
        number=_line(document.number),
        addressees=document.addressees.strip(),
        pieces=_said(document.pieces),
        listed=tuple(each for each in document.listed if each.name.strip()),
        dated=document.dated.strip(),
        notes=tuple(filter(str.strip, document.notes)),
        attachments=tuple(replace(each, pieces=_said(each.pieces)) for each in document.attachments),
        keywords=tuple(filter(str.strip, document.keywords)),
        cc=document.cc.strip(),
        internal_distribution=document.internal_distribution.strip(),
        print_office=document.print_office.strip(),
        printed=document.printed.strip(),
    )


def clean(text):
    """Return `text` without characters that have no shape and without emoji; a line break stays, a tab becomes a space."""
    text = BLANK.sub("", EMOJI.sub("", text.replace("\t", " ")))
    return "".join(each for each in text if _is_kept(each))


def _is_kept(character):
    is_nothing = ord(character) & 0xFFFE == 0xFFFE  # U+FFFE and U+FFFF of each plane
    return character == "\n" or not (is_nothing or unicodedata.category(character) in SHAPELESS)


def _each(thing):
    """Return `thing` with every text in it clean."""
    if isinstance(thing, str):
        return clean(thing)
    if isinstance(thing, tuple):
        return tuple(map(_each, thing))
    if is_dataclass(thing):
        return replace(thing, **{field.name: _each(getattr(thing, field.name)) for field in fields(thing)})
    return thing


def _line(text):
    """Return a text that the layout has one line for."""
    return text.replace("\n", "").strip()


def _said(pieces):
    """Return tables, and paragraphs that say something."""
    return tuple(each for each in pieces if isinstance(each, Table) or (each.marker + each.heading + each.text).strip())
