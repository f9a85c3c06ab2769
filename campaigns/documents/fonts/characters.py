"""Which face prints a character, how wide it then is, and what cannot be printed."""

from functools import cache

from ..cleaning import visible
from ..document import DocumentError
from .choice import Role, face_of, fallbacks

# The ○ of 二○○八年 (1999 §8.2.6) is a geometric shape. Fandol draws it larger than the em, so that two of them touch and
# stand out of the row: it is then set in the first font whose circle is about as large as a character.
ZERO = "○"
WIDEST_ZERO = 0.92  # em


class UnprintableError(DocumentError):
    """No font has these characters. `str` is a sentence for the person who typed them."""

    def __init__(self, characters):
        shown = "、".join(f"“{each}”（U+{ord(each):04X}）" for each in sorted(characters)[:5])
        super().__init__(f"没有字体可以排印字符{shown}，请改用文字，或在字体文件夹中放入含这些字符的字体。")


@cache
def setter(character, role):
    """Return the Face that prints `character` in a text of `role`. Raise UnprintableError where none has it."""
    able = (face for face in (face_of(role), *fallbacks(role)) if face.has(character))
    if not (first := next(able, None)):
        raise UnprintableError(character)
    if character == ZERO and first.extent(character) > WIDEST_ZERO:
        return next((face for face in able if face.extent(character) <= WIDEST_ZERO), first)
    return first


@cache
def width(character, role):
    """Return the width of a character in em."""
    return setter(character, role).width(character)


def refuse_unprintable(text):
    """Raise UnprintableError, naming them, where `text` has characters that cannot be printed in every role.

    The same text may be set as title, heading and text, and an operator's fonts need not reach equally far.
    """
    missing = {each for each in set(visible(text)) if not all(_has_setter(each, role) for role in Role)}
    if missing:
        raise UnprintableError(missing)


def _has_setter(character, role):
    try:
        return bool(setter(character, role))
    except UnprintableError:
        return False
