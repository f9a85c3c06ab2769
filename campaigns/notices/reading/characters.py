"""What a character is: visible or not, wide or narrow, and where a space between two of them means something."""

import re
import unicodedata

# Full-width ASCII and the many spaces, one to one, so that positions in the folded text are positions in the text.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANK = {ord(char): " " for char in map(chr, range(0x3001)) if char.isspace()}
_BRACKETS = str.maketrans("﹙﹚﹝﹞〔〕【】［］﹕﹒", "()[][][][]:.")
_FOLD = _WIDE | _BLANK | _BRACKETS

_INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_FORMAT = re.compile(rf"{_CONTROL.pattern[:-1]}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
# Word's line within a paragraph, a new page, and what other programs break lines by.
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WIDE_GAP = re.compile(r"\t\s*|\s{2,}|\u3000\s*")
_SENTENCE_MARK = re.compile("[，。；！？,;!?]")
_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9.,;:!?%)])\s+(?=[A-Za-z(])|(?<=[A-Za-z])\s+(?=[0-9])")
_HALVES = r"([\u4e00-\u9fff]{4,15})\s+([\u4e00-\u9fff]{4,15})"
_QUOTED_PAIR = re.compile(rf"(?<=[“\"‘《]){_HALVES}(?=[”\"’》])")
_PAIR = re.compile(rf"{_HALVES}(?=[。！!]?$)")


def fold(text):
    """Return `text` with full-width ASCII, brackets and spaces made half-width. The length stays the same."""
    return text.translate(_FOLD)


def visible(text):
    """Return the characters that leave ink: no white space, no control or format characters."""
    return "".join(char for char in text if unicodedata.category(char) not in _INVISIBLE)


def without_format(text):
    """Return `text` without the characters that only steer display, such as U+200B or a BOM."""
    return _FORMAT.sub("", text)


def plain(text):
    """Return `text` with every kind of line break made \\n, and without controls and halves of characters (surrogates)."""
    return _CONTROL.sub("", _BREAK.sub("\n", text))


def squeeze(text):
    """Return `text` with every run of white space made one space: for names, titles and slogans."""
    return " ".join(text.split())


def close_up(text, may_be_couplet=False):
    """Return running text without the spaces that mean nothing in Chinese.

    A space stays between Latin words, and between the halves of a couplet in quotes (“质量在我手中 用户在我心中”) or,
    with `may_be_couplet`, of one that is the whole text.
    """
    text = _QUOTED_PAIR.sub(_kept_apart, squeeze(text))
    if may_be_couplet and _PAIR.match(text):
        text = _PAIR.sub(_kept_apart, text)
    return "".join(_LATIN_GAP.sub("\0", text).split()).replace("\0", " ")


def columns(text):
    """Return a line of wide-set columns (姓名　　单位　　电话) with one full-width space between them, else "".

    A gap is two spaces or more. Single characters so set apart are one word spread wide (通　　知), and a sentence
    has stops: neither is a row of columns.
    """
    cells = _WIDE_GAP.split(text.strip())
    if len(cells) < 2 or _SENTENCE_MARK.search(text):
        return ""
    if "\t" not in text and (all(len(cell) < 2 for cell in cells) or (len(cells) == 2 and min(map(len, cells)) < 2)):
        return ""
    return "\u3000".join(close_up(cell) for cell in cells)


def _kept_apart(match):
    """Mark the space between two halves of much the same length."""
    first, second = match.groups()
    return f"{first}\0{second}" if abs(len(first) - len(second)) <= 2 else match[0]


def same(text):
    """Return what two texts are compared by: visible characters, with width and look-alike marks made one."""
    return _FULL_STOP.sub("。", visible(fold(text)).translate(_LOOK_ALIKE))


def alike(text):
    """Return `text` with every character that only looks different made one. The length stays the same."""
    return _FULL_STOP.sub("。", fold(text).translate(_LOOK_ALIKE))


_FULL_STOP = re.compile(r"(?<![A-Za-z0-9])\.(?![A-Za-z0-9])")
_LOOK_ALIKE = str.maketrans("“”‘’「」『』—–―－~～·•・〇○Ο", "\"\"''\"\"''----~~···00O")
