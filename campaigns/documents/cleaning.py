"""The entrance of documents: what nobody can see goes, and what is nothing or too much is refused."""

import unicodedata
from dataclasses import fields, is_dataclass, replace

from .document import DocumentError, Table

MOST_CHARACTERS = 200_000
ONE_LINE = {
    "urgency": ("紧急程度", 6),
    "number": ("发文字号", 28),
    "printed": ("印发日期", 18),
    "dated": ("成文日期", 24),
}
SHAPELESS = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # categories of Unicode: controls, marks of direction, halves of pairs


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
    """Return `text` without characters that have no shape; a tab becomes a space."""
    return "".join(each for each in text.replace("\t", " ") if not _is_shapeless(each))


def _is_shapeless(character):
    is_nothing = ord(character) & 0xFFFE == 0xFFFE  # U+FFFE and U+FFFF of each plane
    return is_nothing or unicodedata.category(character) in SHAPELESS


def cleaned(document):
    """Return a Document with visible characters alone and without organs that have no name.

    The line breaks of its title, which a person set, stay. Raise EmptyError, TooLongError, TooLongForALineError.
    """
    clean = _cleaned(document)
    clean = replace(
        clean,
        pieces=_said(clean.pieces),
        attachments=tuple(replace(part, pieces=_said(part.pieces)) for part in clean.attachments),
    )
    title = "\n".join(filter(None, (visible(line).strip() for line in document.title.split("\n"))))
    organs = tuple(organ for organ in clean.organs if organ.name.strip())
    _refuse(title, [*clean.pieces, *(piece for part in clean.attachments for piece in part.pieces)])
    for field, (name, most) in ONE_LINE.items():
        if len(getattr(clean, field)) > most:
            raise TooLongForALineError(name, most)
    return replace(clean, title=title, organs=organs)


def _said(pieces):
    return tuple(piece for piece in pieces if isinstance(piece, Table) or piece.marker + piece.heading + piece.text)


def _refuse(title, pieces):
    if not title and not pieces:
        raise EmptyError
    if sum(len(piece.heading) + len(piece.text) for piece in pieces if not isinstance(piece, Table)) > MOST_CHARACTERS:
        raise TooLongError


def _cleaned(value):
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value):
        return replace(value, **{field.name: _cleaned(getattr(value, field.name)) for field in fields(value)})
    return value
