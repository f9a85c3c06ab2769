"""From raw text to paragraphs: numbered lines, one long line taken apart, wrapped lines put together."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from .characters import fold, visible, without_format
from .dates import DATE
from .dates import whole as whole_date
from .markers import Marker, Rank, marker_of
from .organs import organs_in

_NEWLINE = re.compile(r"\r\n|\n|\r")
_INNER_BREAK = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class Line:
    """A line or paragraph: where it stands (1-based, as an editor counts), its text, its indent in characters,
    and whether an empty line stands above it."""

    number: int
    text: str
    indent: int = 0
    gap: bool = False

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def marker(self) -> Marker | None:
        return marker_of(self.text, self.folded)

    @cached_property
    def compact(self) -> str:
        """Folded and without any space: what labels and furniture are recognised by."""
        return "".join(self.folded.split())

    @property
    def rest(self) -> str:
        """What follows the marker."""
        return self.text[self.marker.length :].lstrip() if self.marker else self.text


def split(text):
    """Return the visible lines of `text`."""
    lines, gap = [], False
    for number, raw in enumerate(_NEWLINE.split(text), start=1):
        for part in _INNER_BREAK.split(raw):
            clean = without_format(part).rstrip()
            body = clean.lstrip()
            if visible(body):
                lines.append(Line(number, body, len(clean) - len(body), gap))
                gap = False
            else:
                gap = True
    return lines


# --- a whole notice on one line -----------------------------------------------------------------------------------

_LONG = 150
_FIRST_SECTION = re.compile(r"(?<![一二三四五六七八九十第])一\s*、")
_SECOND_SECTION = re.compile(r"(?<![一二三四五六七八九十第])二\s*、")
_AFTER_STOP = re.compile(r"(?<=[。!?;])(?=\s*(?:附\s*件|附:|主\s*题\s*词\s*:|抄\s*[送报]\s*:|特此))")
_SPACE = re.compile(r"(?<=\S)\s+(?=\S)(?!\d{1,2}\s*[月日])")
_HEADLIKE = re.compile(r"[^,。;!?]{1,40}")
_SERIAL = re.compile(
    r"(?P<section>(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,3}\s*、)"
    r"|(?P<clause>\(\s*[一二三四五六七八九十]{1,3}\s*\))"
    r"|(?P<item>(?<=[。;:!?\s])\d{1,2}\s*[.、](?!\d))"
    r"|(?P<chapter>第\s*[一二三四五六七八九十百]{1,5}\s*章(?=\s))"
    r"|(?P<article>第\s*[一二三四五六七八九十百]{1,5}\s*条(?=\s))"
)
_INNER = {"section": ("clause", "item"), "clause": ("item",), "article": ("clause", "item")}


def _serial_starts(line):
    """Where 一、 二、 （一） （二） 1. 2. 第一条 stand within the line in counting order."""
    expected, starts = dict.fromkeys(("section", "clause", "item", "chapter", "article"), 1), []
    for match in _SERIAL.finditer(line.folded):
        kind, start = match.lastgroup, match.start()
        marker = marker_of(line.text[start : start + 40], line.folded[start : start + 40])
        if marker and marker.number in (expected[kind], 1):
            starts.append(start)
            expected |= {kind: marker.number + 1} | dict.fromkeys(_INNER.get(kind, ()), 1)
    return starts


_TITLE = re.compile(r"[^。:]{0,400}?的\s*通\s*知(?=[^》」”。]{2,400}?:)")
_ADDRESSEES = re.compile(r"[^。:;!?]{3,500}:(?=\s*\S)")
_SIGNED = re.compile(rf"(?<=[。:])\s*(?P<names>[^。,;:()]{{2,80}}?)(?:{DATE.pattern})(?!\s*[印0-9])")
_REMARK = re.compile(r"\(此件[^()]{2,20}\)")


def _head_cuts(folded):
    """After the title and after the addressees of a notice that goes on in the same line."""
    title = _TITLE.match(folded)
    start = title.end() if title else 0
    addressees = _ADDRESSEES.match(folded, start)
    return [start] + ([addressees.end()] if addressees else [])


def _tail_cuts(folded):
    """Before and after names with a date that follow a full stop, and after a remark such as （此件公开发布）."""
    cuts = []
    for match in _SIGNED.finditer(folded):
        if organs_in(match["names"]):
            cuts += [match.start("names"), match.end()]
    return cuts + [edge for match in _REMARK.finditer(folded) for edge in match.span()]


def unroll(lines):
    """Take apart lines that hold a whole notice or several of its numbered parts. Only breaks are added."""
    crowded = len(lines) <= 3
    return [piece for line in lines for piece in (_taken_apart(line) if _is_roll(line, crowded) else [line])]


def _is_roll(line, crowded):
    if len(line.text) < _LONG:
        return crowded and _is_short_roll(line)
    first = _FIRST_SECTION.search(line.folded)
    return crowded or bool(first and _SECOND_SECTION.search(line.folded, first.end()))


def _is_short_roll(line):
    """A short notice on one line shows itself by a title and the addressees right behind it."""
    return 40 <= len(line.text) < _LONG and bool(_TITLE.match(line.folded))


def _taken_apart(line):
    cuts = {0, len(line.text), *_serial_starts(line), *_head_cuts(line.folded), *_tail_cuts(line.folded)}
    cuts |= {match.start() for match in _AFTER_STOP.finditer(line.folded)}
    cuts |= _space_cuts(line.folded, sorted(cuts))
    texts = [line.text[start:stop].strip() for start, stop in pairwise(sorted(cuts))]
    return [replace(line, text=text, gap=False) for text in texts if visible(text)]


def _space_cuts(folded, known):
    """Spaces that were line breaks: after a stop, or after a short run that can be a heading, a name or a slogan."""
    cuts, last, marks = set(), 0, iter([*known, len(folded) + 1])
    mark = next(marks)
    for match in _SPACE.finditer(folded):
        while mark <= match.start():
            last, mark = max(last, mark), next(marks)
        if folded[match.start() - 1] in _STOPS or (
            _HEADLIKE.fullmatch(folded, last, match.start()) and not _first_half(folded, last, match)
        ):
            last = match.end()
            cuts.add(last)
    return cuts


def _first_half(folded, start, space):
    """Say whether the space stands between the two equal halves of a couplet, not after both."""
    half = space.start() - start
    if not 4 <= half <= 12 or not _HALF.fullmatch(folded, start, space.start()):
        return False
    end = space.end() + half
    return bool(_HALF.fullmatch(folded, space.end(), end)) and folded[end : end + 1].strip() == ""


_HALF = re.compile("[\u4e00-\u9fff]+")


# --- wrapped lines ------------------------------------------------------------------------------------------------

_STOPS = '。!?;:…》"”’).'
_OPENERS = "“‘(《〈,、"
_CLOSERS = "。,、;:!?”’)》〉"
_LABEL = re.compile(r"(?:附件|附表|附:|后附|主题词|抄送|抄报|抄发|本[局厅部委会办署]:|联系人|联系电话|特此)")


def _width(line):
    """Width in full-width characters with the indent of a paragraph; a line set far to the right is never full."""
    return (line.indent if line.indent <= 8 else 0) + sum(
        0.5 if ord(char) < 0x2E80 and char not in "“”‘’—…·" else 1 for char in line.text
    )


def wrap_width(lines):
    """Return the width at which the text was wrapped by hand or by a PDF, or None where a line is a paragraph."""
    widths = sorted(_width(line) for line in lines if len(line.text) > 12)
    if len(widths) < 6 or widths[-1] > 62:
        return None
    limit = widths[int(len(widths) * 0.9)]
    full = [line for line in lines if limit - 3 <= _width(line)]
    open_ended = [line for line in full if line.folded[-1] not in _STOPS]
    return limit if len(full) >= 0.25 * len(widths) and len(open_ended) >= 0.5 * len(full) else None


def join(lines, limit=None):
    """Put together what a break tore apart: wrapped lines, words cut in two, a serial number alone on its line.

    `limit` is the width in full-width characters at which the text is wrapped, if it is.
    """
    joined = []
    indents = limit and any(line.indent >= 2 for line in lines)
    for line in lines:
        if joined and _goes_on(joined[-1][-1], line, joined[-1][0], limit, indents):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_merged(group) for group in joined]


def _merged(group):
    if len(group) == 1:
        return group[0]
    text = group[0].text
    parts = [text]
    for line in group[1:]:
        space = " " if parts[-1][-1].isascii() and line.text[0].isascii() and parts[-1][-1].isalnum() else ""
        parts.append(space + line.text)
    return replace(group[0], text="".join(parts))


def _starts_anew(line):
    if line.marker or _LABEL.match(line.compact) or whole_date(line.text, line.folded):
        return True
    return len(line.compact) < 80 and bool(_IMPRINTED.search(line.compact) or organs_in(line.text))


_IMPRINTED = re.compile(r"[日月]印发$|^[上下]一[篇条页]|^版权所有|^【?打印")


def _goes_on(last, line, first, limit, indents):
    """Say whether `line` continues the paragraph that begins with `first` and so far ends with `last`."""
    if last is first and first.marker and not first.rest:
        return not line.marker or line.marker.rank > first.marker.rank
    if line.folded[0] in _CLOSERS and not line.marker:
        return True
    if _starts_anew(line) or whole_date(last.text, last.folded) or last.compact.endswith("印发"):
        return False
    if last.folded[-1] in _OPENERS:
        return True
    if limit:
        full = _width(last) >= limit - 3
        ended = last.folded[-1] in _STOPS
        if indents and line.indent != last.indent and line.indent >= 2:
            return False
        return full and not line.gap and (not ended or bool(indents and line.indent < 2 <= first.indent))
    return not line.gap and line.indent <= last.indent and _unfinished(last, first)


def _unfinished(last, first):
    """A sentence with commas that stops in the middle of a word, in text whose paragraphs are lines."""
    if last.folded[-1] in _STOPS or len(last.text) < 20 or len(first.text) < 20:
        return False
    if first.marker and first.marker.rank <= Rank.SECTION and "。" not in last.text:
        return False
    return any(char in last.folded for char in ",。;")
