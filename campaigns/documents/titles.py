"""Where a title is broken: whole words, no 的 at the head of a line, lines that form a trapezoid or a lozenge."""

import re
from functools import cache

# What no line of a title divides, besides what its own brackets hold and the names that it is given.
WHOLE = re.compile(
    r"《[^《》]{1,18}》|“[^“”]{1,18}”|（[^（）]{1,18}）|〔[^〕]*〕"
    r"|[A-Za-z/]+ \d[\d.:\-]*|[0-9A-Za-z][0-9A-Za-z.,\-/%]*[年月日号届期个]*|——|……"
    r"|(?:^|(?<=[、和与\s])|(?<=印发|转发|批转|同意))[\u4e00-\u9fff]{2,16}?(?:委员会|总局|[局部厅委]|总工会|中心|协会|办公室)"
    r"(?=关于|[、\s]|等|办公|转发|印发|联合)"
    r"|(?<=中共)[\u4e00-\u9fff]{2,8}?[省市区县州]委"
    r"|全[国省市区县]|质量月|通知|关于|活动|工作|方案|意见|办法|[一二三四五六七八九十百]+[年月日号届期次]"
)
NOT_FIRST = "的、，。；：！？）》〉”’〕】和与及等"  # 和 and the like: better left at the foot of the line before
NOT_LAST = "（《〈“‘〔【"
PAUSES = "、，；： \u3000"  # where a reader draws breath
OPENERS = ("关于", "进一步", "深入", "并")
LEADS = ("关于", "印发", "转发", "同意", "开展", "联合", "各")  # words that lead on to the next: no line ends in them
MOST_LINES = 8  # a longer title is broken by length alone
PARTICLES = "的和与及等并"  # words of one character; any other is part of a longer one, or clings to what follows
# What a bad edge, a shape that is neither, a word of one character or one that leads on at an edge, a last line of a word
# or two, lines of one width and one character of imbalance cost; a pause gains.
EDGE, ODD, SLIVER, STUB, FLAT, LEAN, BREATH = 8.0, 6.0, 4.0, 2.0, 3.0, 0.5, 2.0
ONE_MORE = 4.0  # what a line more than is needed costs


def break_title(title, most=20, names=()):
    """Return the lines of a title, none longer than `most` characters of full width.

    GB/T 9704-2012 §7.3.1: lines symmetric, words whole, a trapezoid or a lozenge. A line break in `title` is a person's
    own and is kept; `names` are held together as far as a line can hold them.
    """
    if "\n" in title.strip():
        return [line for part in title.split("\n") if part.strip() for line in _by_length(part.strip(), most)]
    title = title.strip()
    if extent(title) <= most:
        return [title]
    return _best(title, most, names) or _by_length(title, most)


def break_name(name, most):
    """Return the lines of an organ's name, none longer than `most` characters: whole words, lines of about one length."""
    return [name] if extent(name) <= most else _best(name, most, (), flat=0) or _by_length(name, most)


def extent(text):
    """Return the width of a text in full characters; what is half as wide counts half."""
    return sum(0.5 if each.isascii() else 1 for each in text)


def _best(title, most, names, flat=FLAT):
    """Return the cheapest division by words into the fewest lines that hold it, or one more; None where none does."""
    words = tuple(_words(title, names, most))
    best = None
    for count in range(-int(-extent(title) // most), MOST_LINES + 1):
        search = _Search(words, most, extent(title) / count, flat)
        found = search.rest(0, count, 0.0, has_fallen=False)
        if best:
            return list(min(best, (found[0] + ONE_MORE, found[1]) if found else best)[1])
        best = found
    return list(best[1]) if best else None


class _Search:
    """The cheapest lines from a word on. What is cheap depends on the line before, for the shape's sake, and no other."""

    def __init__(self, words, most, goal, flat):
        self.words, self.most, self.goal, self.flat = words, most, goal, flat
        self.rest = cache(self._rest)

    def _rest(self, start, count, before, *, has_fallen):
        """Return (cost, lines) of `count` lines from word `start`, after a line of width `before`; None if there are none."""
        if not count:
            return (0.0, ()) if start == len(self.words) else None
        found = []
        for end in range(start + 1, len(self.words) + 1):
            line = "".join(self.words[start:end])
            if (size := extent(line)) > self.most:
                break
            falls = bool(before) and size < before
            if tail := self.rest(end, count - 1, size, has_fallen=has_fallen or falls):
                rises_again = has_fallen and size > before
                is_flat = bool(before) and abs(size - before) < 1
                cost = ODD * rises_again + self.flat * is_flat + self._cost(line, start, end, is_last=count == 1)
                found.append((cost + tail[0], (line, *tail[1])))
        return min(found, default=None)

    def _cost(self, line, start, end, *, is_last):
        """How ill one line looks: its edges, its width, whether it breaks where a reader draws breath."""
        edges = (bool(start) and line[0] in NOT_FIRST) + (not is_last and line[-1] in NOT_LAST)
        pause = not is_last and (line[-1] in PAUSES or self.words[end].startswith(OPENERS))
        stub = is_last and extent(line) < 5
        slivers = 0 if is_last else sum(map(_is_sliver, self.words[end - 1 : end + 1])) + (self.words[end - 1] in LEADS)
        return EDGE * edges + SLIVER * slivers + LEAN * abs(extent(line) - self.goal) + STUB * stub - BREATH * pause


def _is_sliver(word):
    return len(word) == 1 and word.isalnum() and word not in PARTICLES


def _words(title, names, most):
    """Return the words of a title; a name or a bracket that a line can hold is one."""
    held = [re.escape(name) for name in sorted(names, key=len, reverse=True) if name and extent(name) <= most]
    whole = re.compile("|".join([*held, WHOLE.pattern]))
    words, end = [], 0
    for match in whole.finditer(title):
        words += _parsed(title[end : match.start()])
        words.append(match.group())
        end = match.end()
    return [word for word in words + _parsed(title[end:]) if word]


def _parsed(text):
    import rjieba  # its dictionary takes 0.1 s to load, and most titles fit on one line

    return rjieba.cut(text) if text else []


def _by_length(title, most):
    """Return lines of about one length, whatever they cut: for a title without words that fit."""
    count = -int(-extent(title) // most)
    goal, lines, line = extent(title) / count, [], ""
    for each in title:
        is_long = len(lines) < count - 1 and extent(line) + extent(each) / 2 > goal
        if line and (is_long or extent(line + each) > most):
            lines.append(line)
            line = ""
        line += each
    return [*lines, line]
