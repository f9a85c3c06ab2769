"""What a person should say yes or no to before a text that was read becomes a draft.

Each doubt has a sentence, the answer that the reading gave (the default), and a key that stays the same as long as the
text does. `settled` makes of a reading and of other answers another reading, in which still no character is lost.
"""

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial

from .reading import Piece, Reading
from .reading.body import is_farewell
from .reading.theme import theme_of

_GUESSED = ("页首", "页脚", "导航", "页面按钮", "版记其他事项")  # why lines were dropped that may after all be text
ISSUER = "issuer"  # the kind of those on the organs that the text names as its own
_NUMBERED = ("section", "clause", "item")
_SENTENCE = re.compile(r"[。；;]$|\d")
_LONG_HEADING = 30
_EXCERPT = 24


@dataclass(frozen=True)
class Doubt:
    """A question to be answered yes or no. `default` is as the reading has it; `line` is 0 where no line is meant.

    Questions that differ by one name only may be asked as one: `asked` for all, `name` for each.
    """

    key: str
    line: int
    sentence: str
    default: bool = True
    kind: str = ""  # what it is about, of those of the text: dropped, heading, slogans, slogan, closing, issuer
    asked: str = ""
    name: str = ""


def doubts(reading: Reading) -> list[Doubt]:
    """Return the questions that a reading leaves open, in the order of its lines."""
    return sorted((doubt for doubt, _ in _found(reading, [])), key=lambda doubt: doubt.line)


def settled(reading: Reading, answers: Mapping[str, bool]) -> Reading:
    """Return what the reading becomes with `answers` by key. Unanswered doubts stay as read; other keys say nothing."""
    reading = deepcopy(reading)
    put_back = []
    turned = [
        turn for doubt, turn in _found(reading, put_back) if answers.get(doubt.key, doubt.default) != doubt.default
    ]
    for turn in turned:
        turn()
    _put_back(reading, put_back)
    if turned:
        reading.theme = theme_of(reading)
    return reading


def _found(reading, put_back) -> list:
    """Return [(Doubt, what makes the other answer true)], each key once. Dropped lines are collected in `put_back`."""
    found, given = [], set()
    for kind, line, text, sentence, turn in _asked(reading, put_back):
        key = stem = key_of(kind, line, text)
        count = 1
        while key in given:
            count += 1
            key = f"{stem}-{count}"
        given.add(key)
        found.append((Doubt(key, line, sentence, kind != ISSUER, kind), turn))
    return found


def key_of(kind, line, text):
    """Return a key that stays the same as long as the text of the line does."""
    return f"{kind}-{line}-{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:8]}"


def _asked(reading, put_back) -> Iterator[tuple]:
    """Yield (kind, line, text, sentence, what makes the other answer true)."""
    yield from _of_dropped(reading, put_back)
    for siblings in _families(reading):
        yield from _of_headings(siblings)
        yield from _of_slogans(siblings)
    yield from _of_closing(reading)
    yield from _of_issuers(reading)


def _cut(text):
    return f"“{text[:_EXCERPT]}……”" if len(text) > _EXCERPT else f"“{text}”"


def _families(reading):
    """Yield every list of pieces that stand side by side."""
    tops = (reading.preamble, reading.sections, reading.closing)
    waiting = deque([*tops, *(attachment.pieces for attachment in reading.attachments)])
    while waiting:
        siblings = waiting.popleft()
        yield siblings
        waiting += [piece.children for piece in siblings if piece.children]


# --- lines left out -----------------------------------------------------------------------------------------------


def _of_dropped(reading, put_back):
    for dropped in reading.dropped:
        if dropped.why in _GUESSED:
            sentence = f"第{dropped.line}行{_cut(dropped.text)}像是{dropped.why}，没有收入正文，对吗？"
            yield "dropped", dropped.line, dropped.text, sentence, partial(put_back.append, dropped)


def _put_back(reading, lines):
    """Make paragraphs of dropped lines, each behind what stands last above it."""
    if not lines:
        return
    gone = set(map(id, lines))
    reading.dropped = [each for each in reading.dropped if id(each) not in gone]
    places = sorted(_places(reading), key=_line)
    below = defaultdict(list)
    for dropped in sorted(lines, key=_line):
        at = bisect_right(places, dropped.line, key=_line)
        below[id(places[at - 1]) if at else None].append(Piece("paragraph", dropped.line, dropped.text))
    for siblings in list(_families(reading)):
        siblings[:] = [each for piece in siblings for each in _with_what_follows(piece, below)]
    for attachment in reading.attachments:
        attachment.pieces[:0] = below[id(attachment)]
    reading.preamble[:0] = below[None]


def _with_what_follows(piece, below):
    """The piece with the paragraphs that stand `below` it: within a numbered one, else beside it."""
    if piece.kind in _NUMBERED:
        piece.children[:0] = below[id(piece)]
        return [piece]
    return [piece, *below[id(piece)]]


def _places(reading):
    """Yield all that a line can stand under. A name in the list of attachments is no such place."""
    yield from reading.body()
    for attachment in reading.attachments:
        if attachment.printed_label or attachment.pieces:
            yield attachment
        for piece in attachment.pieces:
            yield from piece.walk()


def _line(each):
    return each.line


# --- headings, slogans --------------------------------------------------------------------------------------------


def _of_headings(siblings):
    """A first sentence that only some of the sisters have as their heading, and a long line that is all heading."""
    numbered = [piece for piece in siblings if piece.kind in _NUMBERED]
    is_mixed = any(piece.text and not piece.heading for piece in numbered)
    for piece in numbered:
        if piece.heading and ((piece.text and is_mixed) or (not piece.text and len(piece.heading) > _LONG_HEADING)):
            sentence = f"第{piece.line}行{_cut(piece.heading)}读作标题，对吗？"
            yield "heading", piece.line, piece.printed(), sentence, partial(_no_heading, piece)


def _no_heading(piece):
    piece.heading, piece.text = "", piece.heading + piece.text


def _of_slogans(siblings):
    """All slogans of a list at once; besides, each that a sentence could be."""
    slogans = [piece for piece in siblings if piece.kind == "slogan"]
    if slogans:
        first, many = slogans[0], f"等{len(slogans)}行" if len(slogans) > 1 else ""
        sentence = f"第{first.line}行{_cut(first.text)}{many}读作口号，对吗？"
        yield "slogans", first.line, "".join(map(Piece.printed, slogans)), sentence, partial(_no_slogans, slogans)
    for piece in slogans if len(slogans) > 1 else ():
        if _SENTENCE.search(piece.text):
            sentence = f"第{piece.line}行{_cut(piece.text)}也读作口号，对吗？"
            yield "slogan", piece.line, piece.printed(), sentence, partial(_no_slogans, [piece])


def _no_slogans(slogans):
    for piece in slogans:
        piece.kind, piece.text, piece.marker = "paragraph", piece.printed(), ""


# --- the end ------------------------------------------------------------------------------------------------------


def _of_closing(reading):
    """Paragraphs that close the whole text, where they might belong to its last clause."""
    last = next((piece for piece in reversed(reading.sections)), None)
    while last and (inner := [piece for piece in last.children if piece.kind in _NUMBERED]):
        last = inner[-1]
    for piece in reading.closing if last else ():
        if not is_farewell(piece.text):
            sentence = f"第{piece.line}行{_cut(piece.text)}读作全文的结语，不属于{_cut(last.printed())}，对吗？"
            yield "closing", piece.line, piece.text, sentence, partial(_belongs, reading, piece, last)


def _belongs(reading, piece, last):
    reading.closing = [each for each in reading.closing if each is not piece]
    last.children.append(piece)


def _of_issuers(reading):
    for name in list(reading.proposed_issuers):
        sentence = f"文末没有署名，{name}是发文机关，对吗？"
        yield ISSUER, 0, name, sentence, partial(_issues, reading, name)


def _issues(reading, name):
    """Take an organ as issuer, and back the advice that nobody signs."""
    reading.advice = [each for each in reading.advice if each.line or name not in each.text]
    reading.issuers.append(name)
    reading.proposed_issuers.remove(name)
