"""The publishing gate: mobile numbers, ID-card numbers and bank cards that stand in a text, however they are written.

Digits count in any script (１３８, 一三八, 壹叁捌), with what stands between them: spaces, dashes, dots, and characters
that nobody sees. A comma, a word or a new line ends a number. It asks rather too often than too rarely: whoever
publishes says of each finding that it may stand.
"""

import datetime
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
    return [finding for place, text in texts for run in _runs(text) for finding in _in_run(run, str(place), text)]


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
_JOINTS = frozenset("·•・∙.．。_＿ー−")
_WIDEST_GAP = 8  # characters between two digits of one number


@dataclass
class _Run:
    """Digits with nothing between them but what may stand within a number, and where each stands in the text.

    `edges` are the places before, between and after them where a number may begin or end.
    """

    digits: list = field(default_factory=list)
    at: list = field(default_factory=list)
    edges: set = field(default_factory=set)

    def add(self, digit, at, is_edge):
        if is_edge:
            self.edges.add(len(self.digits))
        self.digits.append(digit)
        self.at.append(at)

    def closed(self):
        self.edges.add(len(self.digits))
        return self


def _runs(text):
    """Yield the _Runs of `text`. A number does not begin in the middle of one; but 张三138… is no longer number."""
    run, gap, parted = _Run(), 0, True
    for at, char in enumerate(text):
        value, is_arabic = _value(char)
        if value:
            run.add(value, at, parted or not is_arabic or gap > 0)
            gap, parted = 0, not is_arabic
        elif run.digits and not _is_unseen(char):
            gap += 1
            if gap > _WIDEST_GAP or not _is_joint(char):
                yield run.closed()
                run, gap, parted = _Run(), 0, True
    yield run.closed()


def _value(char):
    """Return (the digit that `char` is or "", whether it is an Arabic one); X counts, as an ID card's last."""
    if char.isascii():
        return (char, True) if char.isdigit() else (_X.get(char, ""), False)
    value = unicodedata.decimal(char, None)
    return (str(value), True) if value is not None else (_CHINESE.get(char) or _X.get(char, ""), False)


def _is_unseen(char):
    return char not in "\n\r\t\v\f\x1c\x1d\x1e\x85" and (
        char in _BLANK_LETTERS or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Mn", "Me"}
    )


def _is_joint(char):
    return char in _JOINTS or char == "\t" or unicodedata.category(char) in {"Zs", "Pd"}


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
_DECIMAL = re.compile(r"\d+[.．]\d+")
_AMOUNT = re.compile(r"(?:[.．]\d+)?\s*[十百千万亿]*(?:元|美元|欧元|港元|日元|吨|公斤|千克|千瓦时|平方米|立方米|人次)")


def _in_run(run, place, text):
    """Return the Findings of one run, in order. What is part of a longer number is no number of its own."""
    digits, taken, found = "".join(run.digits), bytearray(len(run.digits)), []
    for kind, form in _FORMS:
        for match in form.finditer(digits):
            start, end = match.span("all")
            if start in run.edges and end in run.edges and not any(taken[start:end]) and _HOLDS[kind](match["number"]):
                taken[start:end] = b"\1" * (end - start)
                found.append((run.at[start], run.at[end - 1] + 1, kind, match["number"]))
    return [
        _finding(kind, number, place, text, start, end)
        for start, end, kind, number in sorted(found)
        if not (_DECIMAL.fullmatch(text, start, end) or _AMOUNT.match(text, end))  # 139.12345678, 13812345678元
    ]


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
