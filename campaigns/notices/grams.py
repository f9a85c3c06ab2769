"""What of a text counts when it is searched, and the grams that an index keeps of it. Knows no database.

Letters, characters and digits count, in one width and one case; punctuation and spaces never do. Each character is
folded by itself, so that a place in the normal form is a place in the text.
"""

import unicodedata
from itertools import pairwise

WHOLE = 2  # a word of so many characters is a gram itself; a longer one is a phrase of several
MOST_KEPT = 30_000  # characters whose normal form is remembered


class _Normal(dict):
    """What str.translate asks: the normal form of a character, by its code point."""

    def __missing__(self, code):
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        found = "".join(filter(str.isalnum, folded))
        if len(self) < MOST_KEPT:
            self[code] = found
        return found


_NORMAL = _Normal()


def normal(text):
    """Return what counts of `text`: NFKC, casefold, alphanumeric characters only."""
    return text.translate(_NORMAL)


def runs(text, length):
    """Return the runs of so many characters that follow each other in normal(text)."""
    plain = normal(text)
    return {plain[at : at + length] for at in range(len(plain) - length + 1)}


def places(text):
    """Return for each character of normal(text) the place in `text` of the character that it comes from."""
    return [place for place, character in enumerate(text) for _ in normal(character)]


def code(gram):
    """Return a gram as ASCII, six hexadecimal digits a character: no collation and no tokenizer takes it otherwise."""
    return "".join(f"{ord(character):06x}" for character in gram)


def pairs(text):
    return {first + second for first, second in pairwise(text)}


def grams(parts):
    """Return the codes of all one- and two-character grams of some normal texts, each once, with spaces between."""
    found = set().union(*parts, *map(pairs, parts))
    return " ".join(sorted(map(code, found)))


def pieces(word):
    """Return the grams that a text with this normal word must have, as text."""
    return pairs(word) if len(word) > WHOLE else {word}


def needed(word):
    """Return the codes of the grams that a text with this normal word must have."""
    return sorted(map(code, pieces(word)))


def whole(number):
    """Return the code of a whole document number in normal form: no gram of one or two characters looks like it."""
    return f"n{code(number)}"
