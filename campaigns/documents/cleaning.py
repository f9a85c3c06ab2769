"""The entrance of documents: what nobody can see goes, and what is nothing or too much is refused."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace

from .document import DocumentError, Table

MOST_CHARACTERS = 200_000
ONE_LINE = {
    "urgency": ("紧急程度", 12),
    "number": ("发文字号", 28),
    "printed": ("印发日期", 18),
    "dated": ("成文日期", 24),
}
SHAPELESS = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls and the like, which XML forbids or which only steer display
# Fillers, blanks and joiners that Unicode counts among letters and marks.
BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u20e3\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")  # of any width but the full one


class TooLongError(DocumentError):
    def __init__(self):
        super().__init__(f"正文超过 {MOST_CHARACTERS // 10_000} 万字，不能一次排印，请分成几个文件。")


class TooLongForALineError(DocumentError):
    def __init__(self, name, most):
        super().__init__(f"{name}超过 {most} 字，一行排不下，请核对。")


class EmptyError(DocumentError):
    def __init__(self):
        super().__init__("没有标题，也没有正文，无从排印。")


def visible(text):
    """Return `text` without characters that have no shape; a tab, or a space of another width, becomes a space."""
    return "".join(each for each in BLANK.sub("", SPACE.sub(" ", text)) if not _is_shapeless(each))


def _is_shapeless(character):
    is_nothing = ord(character) & 0xFFFE == 0xFFFE  # U+FFFE and U+FFFF of each plane
    return is_nothing or unicodedata.category(character) in SHAPELESS


def cleaned(document):
    """Return a Document of visible texts, without organs that have no name and notes and the like that say nothing.

    The line breaks of its title, which a person set, stay. Raise EmptyError, TooLongError, TooLongForALineError.
    """
    clean = _each(document)
    clean = replace(
        clean,
        title="\n".join(filter(None, map(str.strip, map(visible, document.title.split("\n"))))),
        organs=tuple(organ for organ in clean.organs if organ.name),
        pieces=_said(clean.pieces),
        listed=tuple(each for each in clean.listed if each.name),
        notes=tuple(filter(None, clean.notes)),
        attachments=tuple(replace(each, pieces=_said(each.pieces)) for each in clean.attachments),
        keywords=tuple(filter(None, clean.keywords)),
    )
    _refuse(clean)
    return clean


def _each(thing):
    """Return `thing` with every text in it visible and without space at its ends."""
    if isinstance(thing, str):
        return visible(thing).strip()
    if isinstance(thing, tuple):
        return tuple(map(_each, thing))
    if is_dataclass(thing):
        return replace(thing, **{field.name: _each(getattr(thing, field.name)) for field in fields(thing)})
    return thing


def _extent(piece):
    """How much a piece takes, in characters; a cell takes some even where it is empty."""
    if isinstance(piece, Table):
        return sum(len(cell) + 5 for row in (piece.header, *piece.rows) for cell in row)
    return len(piece.heading) + len(piece.text)


def _said(pieces):
    """Return tables that have cells, and paragraphs that say something."""
    return tuple(each for each in pieces if (each.header or each.rows if isinstance(each, Table) else _words(each)))


def _words(piece):
    return piece.marker + piece.heading + piece.text


def _refuse(document):
    pieces = [*document.pieces, *(piece for part in document.attachments for piece in part.pieces)]
    if not document.title and not pieces and not document.attachments:
        raise EmptyError
    if sum(map(_extent, pieces)) > MOST_CHARACTERS:
        raise TooLongError
    for field, (name, most) in ONE_LINE.items():
        if len(getattr(document, field)) > most:
            raise TooLongForALineError(name, most)
