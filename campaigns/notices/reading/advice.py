"""Slips of punctuation and numbering that a person should look at (GB/T 15834, GB/T 9704-2012 §7.2.5, §7.3.3, §7.3.4)."""

import re

from .characters import fold, same
from .numerals import chinese, number
from .structure import Advice

_HAN = "\u4e00-\u9fff"
_MARKS = [
    (re.compile(rf"(?<=[{_HAN}”》）])[,;:?!](?=[{_HAN}“《（]|$)"), "汉字之间用了半角标点，宜改为全角标点。"),
    (re.compile(rf"\((?=[^()]{{0,60}}[{_HAN}])|(?<=[{_HAN}])\)"), "汉字旁用了半角括号，宜改为全角括号。"),
    (re.compile(rf"(?<=[{_HAN}，。：])\"|\"(?=[{_HAN}])"), "用了直引号，宜改为“”。"),
    (re.compile(r"(?<=[”》])、\s*(?=[“《])"), "并列的引号或书名号之间不用顿号。"),
    (re.compile(rf"(?<=[{_HAN}])[—–―](?=[{_HAN}])"), "破折号应占两个字的位置。"),
    (re.compile(rf"(?<=[{_HAN}])(?:\.{{3,}}|。{{3,}}|…(?!…))(?<!……)"), "省略号应为六个点。"),
]
_PAIRS = {"“": "”", "《": "》", "（": "）", "〔": "〕"}
_NOT_SIX_CORNERED = re.compile(r"[\[(【﹝（［](?:19|20)\d{2}[\])】﹞）］]")
_LETTER_ZERO = re.compile("[oOοΟоО○]")


def advise(reading, lines):
    """Append to `reading.advice` what a careful clerk would query. Nothing in the reading is changed."""
    reading.advice += [*_of_marks(lines), *_of_pairs(reading), *_of_serials(reading), *_of_matter(reading)]


def _of_marks(lines):
    """One line of advice a kind of slip: where it stands first, and how often."""
    for form, say in _MARKS:
        hits = [(line, match) for line in lines for match in form.finditer(line.text)]
        if hits:
            line, match = hits[0]
            times = f"共{len(hits)}处，这是第一处。" if len(hits) > 1 else ""
            yield Advice(line.number, _around(line.text, match.start()), say + times)


def _around(text, at):
    return text[max(0, at - 8) : at + 9]


def _of_pairs(reading):
    for piece in reading.pieces():
        text = piece.printed()
        for _, pair in unpaired(text):
            yield Advice(piece.line, text[:20], f"{pair}不成对。")


def unpaired(text):
    """Yield (where the last of them stands, pair) for each pair of marks of which one lacks its other."""
    for left, right in _PAIRS.items():
        if text.count(left) != text.count(right):
            yield max(text.rfind(left), text.rfind(right)), left + right


# --- numbering ----------------------------------------------------------------------------------------------------


def _of_serials(reading):
    yield from _sequence(reading.sections)
    for attachment in reading.attachments:
        yield from _sequence(attachment.pieces)
    for piece in reading.pieces():
        if piece.marker and piece.kind != "slogan":
            yield from _form(piece)


def _sequence(pieces, ends=None, depth=0):
    """Gaps, repetitions and steps back among sisters. The first of them may run on from the last of their cousins."""
    ends, before = {} if ends is None else ends, 0
    for piece in pieces:
        if piece.label:
            value = _value(piece)
            if value != before + 1 and (before or value != ends.get(depth, 0) + 1):
                yield Advice(piece.line, piece.printed()[:20], _said(value, before))
            before = ends[depth] = value
        yield from _sequence(piece.children, ends, depth + 1)


def _value(piece):
    return number(piece.label.strip("（）"))


def _said(value, before):
    if value <= before:
        return f"序号重复或倒退：“{_written(before)}”之后又是“{_written(value)}”。"
    return f"序号不连续：{f'“{_written(before)}”之后' if before else '开头'}是“{_written(value)}”。"


def _written(value):
    return f"第{chinese(value)}" if value else "第一"


def _form(piece):
    folded = fold(piece.marker)
    if re.fullmatch(r"\d+、", folded):
        yield Advice(piece.line, piece.printed()[:20], "阿拉伯数字序号后宜用下脚点“.”，不用顿号。")
    if re.fullmatch(r"\([^()]+\)[、.,]", folded):
        yield Advice(piece.line, piece.printed()[:20], "带括号的序号后不加标点。")


# --- matter -------------------------------------------------------------------------------------------------------


def _of_matter(reading):
    if _NOT_SIX_CORNERED.search(reading.doc_number):
        yield Advice(0, reading.doc_number, "发文字号的年份应使用六角括号〔〕。")
    if reading.date and "年" in reading.date.text and _LETTER_ZERO.search(reading.date.text):
        yield Advice(0, reading.date.text, "成文日期中的零写成了字母或圆圈，汉字数字应为“〇”，现行标准用阿拉伯数字。")
    for attachment in reading.attachments:
        if attachment.listed and same(attachment.title) != same(attachment.listed):
            say = f"附件说明中的名称是“{attachment.listed}”，附件标题是“{attachment.title}”，两者不一致。"
            yield Advice(attachment.line, attachment.title, say)
    if reading.proposed_issuers:
        names = "、".join(reading.proposed_issuers)
        yield Advice(0, names, f"没有署名。从导语或网页信息看，发文机关可能是{names}，请核对。")
