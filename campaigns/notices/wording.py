"""Advice beside the editor on wording and punctuation, clause by clause, with what to write instead where that is sure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.documents.wording import HAN, slips, title_slips

from .reading.advice import unpaired
from .reading.characters import close_up

_SPACE = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}])")
MARKS = "GB/T 15834-2011"


@dataclass(frozen=True)
class Advice:
    """What a person should look at in the text called `key`: `match` is text[start:end].

    `replacement` is what should stand there; None where there is not exactly one answer. `section` names the rule's source.
    """

    key: object
    rule: str
    section: str
    start: int
    end: int
    match: str
    sentence: str
    replacement: str | None = None


def advice(texts: Iterable[tuple[object, str]]) -> list[Advice]:
    """Return the advice on `texts`, pairs of (key, text) of one paragraph each, in their order. Never raises."""
    return [each for key, text in texts for each in _of_text(key, text)]


def advice_on_title(key: object, title: str) -> list[Advice]:
    """Return the advice on a title: its marks, and what it lacks (党政机关公文处理工作条例, arts. 8 and 9)."""
    lacking = [Advice(key, rule, section, 0, len(title), title, said) for rule, section, said in title_slips(title)]
    return _of_text(key, title) + lacking


def _of_text(key, text):
    found = [
        Advice(
            key,
            slip.rule,
            slip.section,
            slip.start,
            slip.end,
            text[slip.start : slip.end],
            slip.sentence,
            slip.replacement,
        )
        for slip in slips(text)
    ]
    return sorted([*found, *_spaces(key, text), *_pairs(key, text)], key=lambda each: each.start)


def _spaces(key, text):
    """Spaces between Chinese characters; those between the halves of a slogan are meant."""
    if " " in close_up(text, may_be_couplet=True):
        return
    for match in _SPACE.finditer(text):
        yield Advice(key, "marks.space", MARKS, *match.span(), match[0], "汉字之间不用空格。", "")


def _pairs(key, text):
    for at, pair in unpaired(text):
        yield Advice(key, "marks.pair", MARKS, at, at + 1, text[at], f"{pair}不成对。")
