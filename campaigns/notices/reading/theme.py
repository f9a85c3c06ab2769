"""The campaign's theme as a notice states it."""

import re
from itertools import chain, pairwise

from .characters import fold, squeeze, visible

_IS = r"主题(?:口号)?(?:(?:(?:确)?定?为|是)\s*:?|:)\s*"
_STATED = re.compile(_IS + r"[“\"「《]?([^“”\"」》。;]{4,60}?)[”\"」》]?\s*(?:[。;]|$)")
_QUOTED = re.compile(
    _IS + r"[“\"「《]([^”\"」》]{4,60})[”\"」》]|(?:以|围绕)[“\"「]([^”\"」]{4,60})[”\"」](?:为|的|这一)?(?:活动)?主题"
)
_OPEN = re.compile(_IS + "$")
_OF_THE_MONTH = re.compile(r"质量月|活动的?主题|今年|本次|本届")
_OF_AN_EVENT = re.compile(r"为主题的[^，。]{0,40}(?:会议?|论坛|讲座|演讲|征文|培训|比?赛|展览?)")


def theme_of(reading):
    """Return the theme, or "": from a section about it, else from a sentence about the month."""
    told = (_of_section(piece) for piece in reading.pieces() if piece.kind == "section" and _is_about_theme(piece))
    said = (_of_sentences(piece.heading + piece.text) for piece in reading.pieces() if piece.kind in _SPEAKING)
    return next(filter(None, chain(told, said)), "")


_SPEAKING = ("paragraph", "section", "clause")


def _is_about_theme(section):
    return "主题" in section.heading and "主题词" not in section.heading


def _of_section(section):
    lines = [squeeze(section.text)] + [squeeze(piece.heading + piece.text) for piece in list(section.walk())[1:]]
    lines = [line for line in lines if line]
    for line, following in pairwise([*lines, ""]):
        if found := _bare(following) if _OPEN.search(fold(line)) else _found(line):
            return found
    if len(lines) == 1 and _is_motto(lines[0]):
        return _bare(lines[0])
    return _found(section.heading)


def _of_sentences(text):
    about = (sentence for sentence in text.split("。") if "主题" in sentence and not _OF_AN_EVENT.search(sentence))
    return next(filter(None, (_found(sentence) for sentence in about if _OF_THE_MONTH.search(sentence))), "")


def _found(text):
    folded = fold(text)
    match = _QUOTED.search(folded) or _STATED.search(folded)
    if not match:
        return ""
    start, end = next(match.span(group) for group in range(1, (match.re.groups or 1) + 1) if match[group])
    return _bare(text[start:end]) if len(visible(text[start:end])) >= 4 else ""


def _is_motto(text):
    return 4 <= len(visible(text)) <= 40 and not re.search("[。；：]", text.strip("。"))


def _bare(text):
    return squeeze(text).strip('“”"「」《》。：:')
