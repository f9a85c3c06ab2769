"""Slips of wording that one text alone shows, whatever page it stands on: what a careful clerk would query.

Kinds: 党政机关公文处理工作条例 (中办发〔2012〕14号); marks: GB/T 15834; numerals: GB/T 15835. Imports nothing of ours and
no library, so that whoever only asks about words loads neither the typesetter nor the checker.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HAN = "\u4e00-\u9fff"
KINDS = "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split()
RULES = "《党政机关公文处理工作条例》"


@dataclass(frozen=True)
class Form:
    """One kind of slip. `mend` gives what should stand instead of a match; None where that is for a person to say."""

    rule: str
    section: str
    pattern: re.Pattern
    sentence: str
    mend: Callable[[re.Match], str | None] = lambda match: None


@dataclass(frozen=True)
class Slip:
    """text[start:end] is what should be looked at; `replacement` what should stand there, None where that is open."""

    rule: str
    section: str
    start: int
    end: int
    sentence: str
    replacement: str | None


def slips(text: str) -> Iterator[Slip]:
    """Yield every slip of marks, numerals and serial number in one paragraph. Never raises, whatever the text."""
    for form in (*MARKS, *NUMERALS, *SERIALS):
        for match in form.pattern.finditer(text):
            yield Slip(form.rule, form.section, *match.span(), form.sentence, form.mend(match))


def title_slips(title: str) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, section, sentence) for what a title lacks (arts. 8 and 9). An empty title is no title yet."""
    if not title:
        return
    if not kind_of(title):
        yield "kind.last", f"{RULES}第八条", "标题应以15种公文种类之一结尾。"
    if _STACKED.search(title):
        yield "kind.one", f"{RULES}第八条", "标题中文种重叠，宜只用一个文种。"
    if not _MATTER.search(title):
        yield "title.matter", f"{RULES}第九条", "标题宜写明事由（“关于……的”）。"
    if title.startswith("关于"):
        yield "title.organ", f"{RULES}第九条", "标题由发文机关名称、事由和文种组成，此处没有发文机关名称。"


def kind_of(title: str) -> str:
    """Return the kind of document that `title` ends with, such as 通知, or ""."""
    found = _LAST.search(title)
    return re.sub(r"（.*", "", found[0]) if found else ""


_LAST = re.compile(rf"(?:{'|'.join(KINDS)})(?:（[^）]*）)?$")
_STACKED = re.compile(r"(?:通知|通告|意见|决定|报告|请示|函)的(?:通知|通告|意见|决定|报告|请示|函)$|请示报告$")
_MATTER = re.compile(r"关于|印发|转发|批转")

# --- forms --------------------------------------------------------------------------------------------------------

_FULL = str.maketrans(",;:?!()", "，；：？！（）")


def _full_width(match):
    return match[0].translate(_FULL)


def _curved(match):
    """Left and right in turn, where every quotation mark has its other."""
    if match.string.count('"') % 2:
        return None
    return "”" if match.string.count('"', 0, match.start()) % 2 else "“"


def _mark(name, pattern, sentence, mend):
    return Form(f"marks.{name}", "GB/T 15834-2011", re.compile(pattern), sentence, mend)


MARKS = (
    _mark(
        "half_width",
        rf"(?<=[{HAN}”》）])[,;:](?=[{HAN}“《（]|$)|(?<=[{HAN}”》）!?])[!?](?=[{HAN}“”《》（）!?\s]|$)",
        "汉字之间用了半角标点，宜用全角。",
        _full_width,
    ),
    _mark(
        "brackets",
        rf"\((?=[^()]{{0,60}}[{HAN}])|(?<=[{HAN}])\)",
        "汉字旁用了半角括号，宜用全角。",
        _full_width,
    ),
    _mark("straight_quotes", rf"(?<=[{HAN}，。：])\"|\"(?=[{HAN}])", "用了直引号，宜改为“”。", _curved),
    _mark("between_quotes", r"(?<=[”》])、(?=[“《])", "并列的引号或书名号之间不用顿号。", lambda match: ""),
    _mark(
        "dash",
        rf"(?<=[{HAN}])(?<![—–―])[—–―](?=[{HAN}])",
        "破折号应占两个字的位置。",
        lambda match: "——",
    ),
    _mark(
        "ellipsis",
        rf"(?<=[{HAN}])(?:\.{{3,}}|。{{3,}}|…(?!…))(?<!……)",
        "省略号应为六个点。",
        lambda match: "……",
    ),
)

_ZERO = "0oOΟО○"
_DIGIT = "一二三四五六七八九"


def _numeral(name, pattern, sentence, mend=lambda match: None):
    return Form(f"numerals.{name}", "GB/T 15835-2011", re.compile(pattern), sentence, mend)


NUMERALS = (
    _numeral("year", r"(?<![\d.])(?:0\d|9\d)年(?=\d{1,2}月|度|至)", "年份用四位数字，不用简写。"),
    _numeral(
        "zero",
        rf"[{_DIGIT}][{_ZERO}][{_DIGIT}{_ZERO}][{_DIGIT}{_ZERO}]年",
        "年份中的“零”用“〇”。",
        lambda match: re.sub(f"[{_ZERO}]", "〇", match[0]),
    ),
    _numeral(
        "percent",
        r"(?<![\d.%])(\d+(?:\.\d+)?)([-—~～]\d+(?:\.\d+)?%)",
        "百分数的范围两端都写百分号。",
        lambda match: f"{match[1]}%{match[2]}",
    ),
    _numeral(
        "about",
        r"[二三四五六七八九]、[二三四五六七八九](?=[天个人年月次件项家])",
        "概数之间不加顿号，如“三四天”。",
        lambda match: match[0].replace("、", ""),
    ),
    _numeral("twice", r"(?:约|近|大约)[^，。；]{1,10}(?:左右|上下)", "“约”与“左右”不并用。"),
)

_SERIALS = "GB/T 9704-2012 §7.3.3"
SERIALS = (
    Form(
        "serials.dot",
        _SERIALS,
        re.compile(r"^\d{1,2}、"),
        "阿拉伯数字序号后宜用下脚点“.”，不用顿号。",
        lambda match: match[0].replace("、", "."),
    ),
    Form(
        "serials.bracket",
        _SERIALS,
        re.compile(r"^[（(][一二三四五六七八九十\d]{1,3}[）)][、.．，]"),
        "带括号的序号后不加标点。",
        lambda match: match[0][:-1],
    ),
)
