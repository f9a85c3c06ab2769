"""The publishing gate: mobile numbers, ID-card numbers and bank cards that stand in a text, however they are written.

Digits count in any script and any dress (１３８, 一三八, 壹叁捌, ①③⑧, ¹³⁸), with what stands between them: spaces, dashes,
dots, and characters that nobody sees. Other marks part a number only where its groups are those of a telephone or a card
(138/1234/5678), since they part the numbers of a list, too (13、14、15). A word ends a number. A new line does not where it
stands between digits, since lines of a file are broken wherever they are full; two numbers that stand each in a line of its
own are one only where they are groups of one. An empty line ends a number.
It asks rather too often than too rarely: whoever publishes says of each finding that it may stand.
"""

import datetime
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

KINDS = {"identity": "身份证号码", "card": "银行卡号", "mobile": "手机号码"}


@dataclass(frozen=True)
class Finding:
    """A number that must not go public unseen: text[start:end] of the text at `place` is `match`.

    `digest` is the same for the same number in the same place, however it is written, and gives nothing away:
    a confirmation is bound to it.
    """

    kind: str
    place: str
    match: str
    start: int
    end: int
    masked: str
    digest: str

    @property
    def name(self):
        return KINDS[self.kind]


def findings(texts: Iterable[tuple[str, str]]) -> list[Finding]:
    """Return what the gate stops at in `texts`, pairs of (place, text), in order. Never raises, whatever the text."""
    return [finding for place, text in texts for finding in _in_text(text, str(place))]


def _in_text(text, place):
    """Return the Findings of a text, in order: those that stand in one line, and of the others what overlaps none of them."""
    whole = [finding for run in _runs(text) for finding in _in_run(run, place, text)]
    if not (joined := _joined(text)):
        return whole
    broken = [finding for run in _runs(text, joined) if run.breaks for finding in _in_run(run, place, text)]
    taken = {at for each in whole for at in range(each.start, each.end)}
    return sorted([*whole, *(each for each in broken if taken.isdisjoint(range(each.start, each.end)))], key=_start)


def _start(finding):
    return finding.start


# --- digits -------------------------------------------------------------------------------------------------------

_CHINESE = {
    char: str(value)
    for value, chars in enumerate(
        ["〇零○◯", "一壹幺", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"]
    )
    for char in chars
}
_X = dict.fromkeys("XxＸｘⅩⅹХх", "X")  # the last two are Cyrillic
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_JOINTS = frozenset("·•・∙.．。_＿ー−\t")
_DRESS = "()（）.,"  # of ⑴, ㈠, ⒈ and 🄂, once they are normalized
_WIDEST_GAP = 8  # characters between two digits of one number


@dataclass
class _Run:
    """Digits with nothing between them but what may stand within a number, and where each stands in the text.

    `edges` are the places before, between and after them where a number may begin or end; `gaps` those of them where
    something stands between two digits, and whether that is more than spaces, dashes and dots; `breaks` are those of them
    where a line ends.
    """

    digits: list = field(default_factory=list)
    at: list = field(default_factory=list)
    edges: set = field(default_factory=set)
    gaps: dict = field(default_factory=dict)
    breaks: set = field(default_factory=set)

    def add(self, value, at, is_edge):
        """Add the digits that one character is: ⑬ is two."""
        if is_edge:
            self.edges.add(len(self.digits))
        self.digits += value
        self.at += [at] * len(value)

    def part(self, is_joint):
        self.gaps[len(self.digits)] = self.gaps.get(len(self.digits), False) or not is_joint

    def break_off(self):
        self.part(is_joint=True)
        self.breaks.add(len(self.digits))

    def closed(self):
        self.edges.add(len(self.digits))
        return self

    def groups(self, start, end):
        """Return how the digits from `start` to `end` are grouped, (3, 4, 4), or () where nothing tells them from one."""
        within = [at for at in range(start + 1, end) if at in self.gaps]
        return _sizes(start, within, end) if any(self.gaps[at] for at in within) else ()

    def broken(self, start, end):
        """Return how they are grouped by all that stands between them: with the new lines, and without."""
        within = [at for at in range(start + 1, end) if at in self.gaps]
        return _sizes(start, within, end), _sizes(start, [at for at in within if at not in self.breaks], end)


def _sizes(start, within, end):
    return tuple(after - before for before, after in itertools.pairwise([start, *within, end]))


_BREAKS = r"\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")
_BLANK = rf"(?:[^\S{_BREAKS}]|[\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u2060-\u2064\ufeff\ufffe]){{0,{_WIDEST_GAP}}}"
_HYPHEN = "[-‐‑‒–—―−－﹣ー]"  # one with a space behind it leads an item of a list
_JOIN = re.compile(rf"(?<=(\S)){_BLANK}(?:{_HYPHEN}{_BLANK})?(\r\n|[{_BREAKS}]){_BLANK}{_HYPHEN}?(?=(.))")


def _joined(text):
    """Return where the line breaks stand that may be within a number: digits meet them, and at most a hyphen."""
    joins = (each for each in _JOIN.finditer(text) if _value(each[1])[0] and _value(each[3])[0])
    return {at for each in joins for at in range(*each.span(2))}


def _runs(text, joined=frozenset()):
    """Yield the _Runs of `text`. A number does not begin in the middle of one; but 张三138… is no longer number.

    joined: where line breaks stand that end no number.
    """
    run, gap, parted = _Run(), 0, True
    for at, char in enumerate(text):
        value, is_arabic = _value(char)
        if value:
            run.add(value, at, parted or not is_arabic or gap > 0)
            gap, parted = 0, not is_arabic
        elif at in joined:
            run.break_off()
        elif run.digits and not _is_unseen(char):
            gap += 1
            run.part(_is_joint(char))
            if gap > _WIDEST_GAP or not (_is_joint(char) or _is_mark(char)):
                yield run.closed()
                run, gap, parted = _Run(), 0, True
    yield run.closed()


@functools.lru_cache(4096)
def _value(char):
    """Return (the digits that `char` is or "", whether it is an Arabic one); X counts, as an ID card's last."""
    value = unicodedata.decimal(char, None)
    return (str(value), True) if value is not None else (_CHINESE.get(char) or _X.get(char) or _dressed(char), False)


def _dressed(char):
    """Return the digits of ①, ⑬, ¹, ❶, ⑴, ㈠, ⒈ or 🄂, or ""."""
    if (value := unicodedata.digit(char, None)) is not None:
        return str(value)
    bare = unicodedata.normalize("NFKC", char).strip(_DRESS)
    digits = [_CHINESE.get(each, each) for each in bare if bare != char]
    return "".join(digits) if all(each.isascii() and each.isdigit() for each in digits) else ""


def _is_unseen(char):
    return char not in "\n\r\t\v\f\x1c\x1d\x1e\x85" and (
        char in _BLANK_LETTERS or char == "\ufffe" or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Mn", "Me"}
    )


def _is_joint(char):
    return char in _JOINTS or unicodedata.category(char) in {"Zs", "Pd"}


def _is_mark(char):
    return unicodedata.category(char)[0] in "PS"


# --- numbers ------------------------------------------------------------------------------------------------------

# The last four are Taiwan, Hong Kong and Macao, whose residents' permits bear such numbers.
_PROVINCES = "11|12|13|14|15|21|22|23|31|32|33|34|35|36|37|41|42|43|44|45|46|50|51|52|53|54|61|62|63|64|65|71|81|82|83"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# How a card's number begins, and how long it is: 银联 and the banks' older cards, then the foreign issuers.
_ISSUERS = [
    ("62|81|60|68|69|90|94|98|955", (19, 18, 17, 16)),
    ("4", (19, 16, 13)),
    ("5[1-5]|2[2-7]|35|64|65", (16,)),
    ("3[47]", (15,)),
    ("3[0689]", (14,)),
]
# Looked for at every digit (hence the look-ahead), since a number may begin within another that is none.
_FORMS = [
    ("identity", re.compile(rf"(?=(?P<all>(?P<number>(?:{_PROVINCES})\d{{4}}(?:19|20)\d{{9}}[\dX])))")),
    *(
        ("card", re.compile(rf"(?=(?P<all>(?P<number>(?={start})\d{{{size}}})))"))
        for start, sizes in _ISSUERS
        for size in sizes
    ),
    ("mobile", re.compile(r"(?=(?P<all>(?:0086|86|0)?(?P<number>1[3-9]\d{9})))")),
]
# How the digits of one number are grouped where a mark parts them that parts the numbers of a list as well.
_GROUPS = {
    "mobile": {(3, 8), (3, 4, 4), (3, 3, 5), (3, 5, 3), (7, 4)},
    "card": {(4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (6, 13), (6, 10), (4, 6, 5), (4, 6, 4)},
}  # fmt: skip
_DECIMAL = re.compile(r"\d+[.．]\d+")
_TELEPHONIC = re.compile(r"\d{3}[.．]\d{8}|\d{7}[.．]\d{4}")  # a decimal, or how some write a telephone number
_THOUSANDS = re.compile(r"(?<![\d,，])\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?(?!\d)")
_UNIT = r"[十百千万亿]*(?:元|美元|欧元|港元|日元|吨|公斤|千克|千瓦时|平方米|立方米|人次)(?!先生|女士|小姐|老师|同志|某)"
_AMOUNT = re.compile(rf"(?:[.．]\d+)?\s*{_UNIT}")
_REST_OF_AMOUNT = re.compile(rf"[.．]\d+\s*{_UNIT}")
_BEFORE_COORDINATE = re.compile(r"(?:坐标|经度|纬度|[东西]经|[南北]纬|[EWNSＥ])[为是：:\s(（]*$")
_AFTER_COORDINATE = re.compile(r"\s*(?:[°度]|[,，]\s*\d{1,3}[.．]\d{4,})")
_NEAR = 40  # characters on either side in which a longer number is looked for


def _in_run(run, place, text):
    """Return the Findings of one run, in order. What is part of a longer number is no number of its own."""
    digits, taken, found = "".join(run.digits), bytearray(len(run.digits)), []
    for kind, form in _FORMS:
        for match in form.finditer(digits):
            start, end = match.span("all")
            if (
                start in run.edges
                and end in run.edges
                and not any(taken[start:end])
                and _is_one(kind, match, run, text)
            ):
                taken[start:end] = b"\1" * (end - start)
                found.append((run.at[start], run.at[end - 1] + 1, kind, match["number"]))
    return [
        _finding(kind, number, place, text, start, end)
        for start, end, kind, number in sorted(found)
        if not _is_measured(kind, text, start, end)
    ]


# Where new lines alone divide it, and these hold nothing else: elsewhere they are two numbers of a column.
_LINES = {
    "mobile": {(3, 8), (7, 4)},
    "card": {(6, 13), (6, 10), *((4 * each, size - 4 * each) for size in (16, 19) for each in (1, 2, 3, 4))} - {(8, 8)},
}


def _is_one(kind, match, run, text):
    """Whether the digits are those of such a number, and grouped like one."""
    span = match.span("number")
    if kind != "identity" and run.breaks & set(range(span[0] + 1, span[1])):
        return _is_broken(kind, run, text, *span) and _HOLDS[kind](match["number"])
    groups = run.groups(*span)
    is_grouped = not groups or kind == "identity" or set(groups) == {1} or groups in _GROUPS[kind]
    return is_grouped and _HOLDS[kind](match["number"])


def _is_broken(kind, run, text, start, end):
    """Whether digits with a new line between them are one number: grouped like one, or wrapped where a line was full."""
    with_breaks, without = run.broken(start, end)
    if len(run.breaks & set(range(start + 1, end))) > 1:  # a column
        return False
    if with_breaks in _GROUPS[kind] or without in _GROUPS[kind]:
        return True
    is_wrapped = len(with_breaks) == 2 and len(without) == 1 and with_breaks not in _LANDLINES
    return is_wrapped and (with_breaks in _LINES[kind] or not _is_alone(text, run.at[start], run.at[end - 1] + 1))


_LANDLINES = {(7, 7), (7, 8), (8, 7), (8, 8)}


def _is_alone(text, start, end):
    """Whether nothing else stands in the lines of text[start:end]."""
    before = re.search(rf"[^{_BREAKS}]*\Z", text[max(0, start - _NEAR) : start])[0]
    after = re.match(rf"[^{_BREAKS}]*", text[end : end + _NEAR])[0]
    return not before.strip() and not after.strip()


def _is_measured(kind, text, start, end):
    """Whether text[start:end] is an amount or a coordinate. Eleven digits in one are none: nobody writes 13812345678元."""
    if _is_by_thousands(text, start, end):
        return True
    if kind != "mobile" or _BREAK.search(text, start, end):
        return bool(_DECIMAL.fullmatch(text, start, end) or _AMOUNT.match(text, end))
    if _TELEPHONIC.fullmatch(text, start, end):
        is_coordinate = _BEFORE_COORDINATE.search(text[max(0, start - 8) : start]) or _AFTER_COORDINATE.match(text, end)
        return bool(is_coordinate or _AMOUNT.match(text, end))
    return bool(_DECIMAL.fullmatch(text, start, end) or _REST_OF_AMOUNT.match(text, end))


def _is_by_thousands(text, start, end):
    """Whether text[start:end] is part of a number like 13,812,345,678.90."""
    if "," not in text[start:end] and "，" not in text[start:end]:
        return False
    near = max(0, start - _NEAR)
    return any(
        near + each.start() <= start and end <= near + each.end()
        for each in _THOUSANDS.finditer(text[near : end + _NEAR])
    )


def _is_identity(number):
    """Whether a day of birth stands in `number`, and the check digit of GB 11643-1999 is right."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[-1] == "10X98765432"[total % 11] and _is_birthday(number[6:14])


def _is_birthday(digits):
    try:
        return datetime.date.fromisoformat(digits) <= datetime.date.today()
    except ValueError:
        return False


def _is_card(number):
    """Whether Luhn's check digit is right (ISO/IEC 7812-1)."""
    doubled = [2 * int(digit) for digit in number[-2::-2]]
    return (sum(map(int, number[-1::-2])) + sum(doubled) - 9 * sum(value > 9 for value in doubled)) % 10 == 0


_HOLDS = {"identity": _is_identity, "card": _is_card, "mobile": bool}
_SHOWN = {"identity": 6, "card": 4, "mobile": 3}


def _finding(kind, number, place, text, start, end):
    head, tail = number[: _SHOWN[kind]], number[-4:]
    masked = head + "*" * (len(number) - len(head) - len(tail)) + tail
    digest = salted_hmac("campaigns.notices.gate", f"{kind}\0{number}\0{place}", algorithm="sha256").hexdigest()
    return Finding(kind, place, text[start:end], start, end, masked, digest)
