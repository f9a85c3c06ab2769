"""Automatic numbers of Word (w:numPr): the marker that people see before a paragraph and that stands in no text.

ISO/IEC 29500-1 §17.9. Counters belong to the abstract list, which several lists may share; a list that overrides the
start of a level begins anew where it is first used there.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from ..reading.numerals import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MOST = 9_999
_DEEPEST = 20  # styles based on styles; a file may base them on one another in a circle
_PLACE = re.compile("%([1-9])")
_CLOSED = tuple("、.．。）)】］]：:，,")


@dataclass(frozen=True)
class Level:
    """One level of a list. `restart` is the level (from 1) after which it begins anew, 0 for never, None for any."""

    start: int
    form: str
    text: str
    style: str
    restart: int | None
    is_legal: bool
    is_close: bool  # nothing between number and text


@dataclass(frozen=True)
class List:
    """A list that paragraphs name: whose counters it uses, its levels, and where those begin that it overrides."""

    abstract: str = ""
    levels: dict = field(default_factory=dict)
    starts: dict = field(default_factory=dict)


class Numbers:
    """Counts the paragraphs of one document, asked in order. `bullets` says how many began with a mere sign.

    What a list or a style says is read once, since a file may say much and have many paragraphs.
    """

    def __init__(self, numbering, styles):
        self.abstracts, self.nums = _by(numbering, "abstractNum", "abstractNumId"), _by(numbering, "num", "numId")
        self.linked = {_value(each, "styleLink"): each for each in self.abstracts.values()}
        self.styles = _by(styles, "style", "styleId")
        self.default = next((name for name, each in self.styles.items() if _is_default(each)), "")
        self.list, self.of_style = cache(self._list), cache(self._of_style)
        self.counters, self.begun = {}, set()
        self.bullets = 0

    def marker(self, paragraph):
        """Return the marker of a w:p, "" where it has none."""
        number, at = self._place(paragraph.find(f"{W}pPr"))
        found = self.list(number)
        if at not in found.levels:
            return ""
        values = self._count(number, found, at)
        if found.levels[at].form == "bullet":
            self.bullets += 1
            return ""
        return _printed(found.levels, at, values)

    def _place(self, properties):
        """Return (list, level) as the paragraph says, else its style."""
        number, level = _numbered(properties)
        inherited, at = self.of_style(_value(properties, "pStyle") or self.default)
        return number or inherited, at if level is None else level

    def _of_style(self, name):
        """Return (list, level) as a style says, or the next of those that it is based on."""
        for _ in range(_DEEPEST):
            style = self.styles.get(name)
            if style is None:
                break
            number, level = _numbered(style.find(f"{W}pPr"))
            if number:
                return number, self._level_called(number, name) if level is None else level
            name = _value(style, "basedOn")
        return "", 0

    def _level_called(self, number, style):
        """A level may name the style whose paragraphs it numbers; else it is the first."""
        return next((at for at, level in self.list(number).levels.items() if level.style == style), 0)

    def _list(self, number):
        num = self.nums.get(number) if number != "0" else None
        if num is None:
            return List()
        abstract = _value(num, "abstractNumId")
        definition = self.abstracts.get(abstract)
        levels = _levels_in(self.linked.get(_value(definition, "numStyleLink") or None, definition))
        starts = {}
        for override in num.iterfind(f"{W}lvlOverride"):
            levels |= _levels_in(override)
            if override.find(f"{W}startOverride") is not None:
                at = _integer(override.get(f"{W}ilvl", ""), _LEVELS)
                starts[at] = _integer(_value(override, "startOverride"), 1)
        return List(abstract, levels, starts)

    def _count(self, number, found, at):
        """Count on at level `at` and return where each level above and this one stand."""
        values = self.counters.setdefault(found.abstract, [None] * _LEVELS)
        levels = found.levels
        if at in found.starts and (number, at) not in self.begun:
            values[at] = found.starts[at]
        else:
            values[at] = levels[at].start if values[at] is None else min(values[at] + 1, _MOST)
        self.begun.add((number, at))
        for below in range(at + 1, _LEVELS):
            if below not in levels or levels[below].restart is None or at < levels[below].restart:
                values[below] = None
        return [
            levels[each].start if each in levels and values[each] is None else values[each] for each in range(at + 1)
        ]


# --- reading the definitions --------------------------------------------------------------------------------------


def _by(root, tag, key):
    return {} if root is None else {each.get(W + key, ""): each for each in root.iterfind(W + tag)}


def _is_default(style):
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _value(element, tag):
    """Return w:val of the child `tag`, "" where there is none."""
    found = None if element is None else element.find(W + tag)
    return "" if found is None else found.get(f"{W}val", "")


def _integer(text, default):
    return min(int(text), _MOST) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _numbered(properties):
    """Return (list, level) of a w:pPr: "" and None where it does not say."""
    said = None if properties is None else properties.find(f"{W}numPr")
    level = _value(said, "ilvl")
    return _value(said, "numId"), _integer(level, 0) if level else None


def _levels_in(definition):
    found = {}
    for each in () if definition is None else definition.iterfind(f"{W}lvl"):
        at = _integer(each.get(f"{W}ilvl", ""), _LEVELS)
        if at < _LEVELS:
            found[at] = _level(each)
    return found


def _level(element):
    restart = _value(element, "lvlRestart")
    legal = element.find(f"{W}isLgl")
    return Level(
        start=_integer(_value(element, "start"), 0),
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText")[:40],
        style=_value(element, "pStyle"),
        restart=_integer(restart, 0) if restart else None,
        is_legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false", "off"),
        is_close=_value(element, "suff") == "nothing",
    )


# --- how a number is written --------------------------------------------------------------------------------------


def _printed(levels, at, values):
    """Return the level's text with the numbers in it, and a space behind it where the text would run into it."""

    def number(match):
        which = int(match[1]) - 1
        if which > at or values[which] is None:
            return ""
        form = "decimal" if levels[at].is_legal or which not in levels else levels[which].form
        return _in_form(values[which], form)

    marker = _PLACE.sub(number, levels[at].text)
    return marker + ("" if not marker or levels[at].is_close or marker.endswith(_CLOSED) else " ")


def _in_form(value, form):
    if form in _SERIES:
        series = _SERIES[form]
        return series[value - 1] if 0 < value <= len(series) else str(value)
    return _FORMS.get(form, str)(value)


def _letters(value):
    """a to z, then aa, bb."""
    return chr(97 + (value - 1) % 26) * min((value - 1) // 26 + 1, 10) if value else "0"


def _roman(value):
    if not 0 < value < 4000:
        return str(value)
    signs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True
    )
    said = ""
    for worth, sign in signs:
        times, value = divmod(value, worth)
        said += sign * times
    return said


def _digits(value):
    return str(value).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _full_width(value):
    return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _formal(value):
    """壹拾贰 for 12."""
    said = ("一" if 10 <= value < 20 else "") + written(value)
    return said.translate(str.maketrans("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰"))


_FORMS = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        lambda value: written(value) if value else "〇",
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional"), lambda value: _formal(value) if value else "零"
    ),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _full_width),
    "decimalZero": "{:02d}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda value: "",
}
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decimalEnclosedParen": "".join(map(chr, range(0x2474, 0x2488))),
    "decimalEnclosedFullstop": "".join(map(chr, range(0x2488, 0x249C))),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), "".join(map(chr, range(0x2460, 0x2474)))
    ),
}
