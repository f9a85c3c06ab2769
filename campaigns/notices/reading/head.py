"""The head of a notice: what the page puts above it, 版头, title and addressees (GB/T 9704-2012 §7.2, §7.3.1, §7.3.2)."""

import re

from . import furniture
from .characters import close_up, fold, squeeze
from .dates import whole as whole_date
from .organs import is_organ, organs_in
from .structure import Dropped

KINDS = (
    "通知 公告 通告 意见 决定 决议 命令 令 公报 通报 报告 请示 批复 议案 函 纪要 方案 计划 办法 规定 细则 倡议书 倡议 要点 安排 规划 "
    "规则 条例 指南 章程 须知 说明 预案 启事 纲要 制度"
).split()
_TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:\([^()]{{1,20}}\))?$")
_NUMBER = re.compile(
    r"\(?([\u4e00-\u9fff()·]{1,24}[\[(](?:19|20)\d{2}[\])][\u4e00-\u9fff]{0,4}?(?:字)?第?\d{1,5}号"
    r"|(?:19|20)\d{2}年第\d{1,4}号|第\d{1,4}号)\)?"
)
_URGENCY = re.compile(r"(?:紧急程度:)?(特急|加急|急件|特提|平急|紧急)")
_COPY_NUMBER = re.compile(r"(?:№|份号:)?\d{6,7}")
_SIGNER = re.compile(r"(.*?)(签发人:.{2,20})")
_NO_ADDRESSEE = re.compile(r"如下|现将|现就|现予|决定|根据|^为|按照|特制定|(?:通知|附件|要求|原则|内容|日程|时间):$")
_LIMIT = 120  # lines that may stand above the text of a notice
_WIDEST = 150  # characters of the longest title


def read_head(lines, reading):
    """Fill in what stands above the text and return the lines of the text."""
    end = _text_begins(lines)
    start, stop = _find_title(lines, end) or (0, 0)
    reading.title = title_text([line.text for line in lines[start:stop]])
    facts, above = _sift(lines[:start], reading)
    more, below = _sift(lines[stop : max(end, stop)], reading)
    for line in above:
        _file_above(line, reading)
    _use(facts | more, reading)
    return _addressees(below + lines[max(end, stop) :], reading)


def _text_begins(lines):
    """The index of the first line that can only be text: a serial number, a full sentence, or addressees."""
    for index, line in enumerate(lines[:_LIMIT]):
        if furniture.facts(line) or furniture.control(line) or _number_in(line):
            continue
        if line.marker or ("。" in line.text and len(line.text) > 20) or _is_addressees(line):
            return index
    return min(len(lines), _LIMIT)


# --- title --------------------------------------------------------------------------------------------------------


def ends_like_title(line):
    return bool(_TITLE_END.search(line.compact))


def _find_title(lines, end):
    """Return (start, stop) of the title's lines: the last candidate before addressees, else the last with 关于."""
    spans = [(start, i + 1) for i in range(end) if (start := _title_start(lines, i)) is not None]
    if not spans:
        return None
    addressed = [span for span in spans if _next_text(lines, span[1]) and _is_addressees(_next_text(lines, span[1]))]
    about = [span for span in spans if any("关于" in line.compact for line in lines[slice(*span)])]
    return (addressed or about or spans)[-1]


def _next_text(lines, index):
    rest = (line for line in lines[index : index + 8] if not (_number_in(line) or furniture.facts(line)))
    return next(rest, None)


def _title_start(lines, last):
    """Return where the title that ends with line `last` begins, or None where that line ends no title."""
    line = lines[last]
    if not ends_like_title(line) or not _may_be_title(line):
        return None
    start, text = last, line.compact
    while not _whole_title(text) and start and last - start < 6 and _may_be_title(lines[start - 1]):
        if len(text) > 6 and "关于" not in lines[start - 1].compact and "关于" not in text and text.count("》") <= text.count("《"):
            break
        start -= 1
        text = lines[start].compact + text
    while text.startswith("关于") and start and _names_only(lines[start - 1]):
        start -= 1
    return start


def _whole_title(text):
    return ("关于" in text or len(text) > 12) and text.count("《") == text.count("》") and not text.startswith(("的", "》"))


def _may_be_title(line):
    if len(line.compact) > _WIDEST or re.search("[。;!?:]", line.folded) or line.marker:
        return False
    return not (_number_in(line) or furniture.control(line) or furniture.facts(line) or whole_date(line.text, line.folded))


def _names_only(line):
    return bool(organs_in(line.text)) and not line.compact.endswith("文件") and not furniture.control(line)


def title_text(parts):
    """Return a title on one line: spaces stay between names of organs only."""
    out = ""
    for token in " ".join(parts).split():
        out += (" " if is_organ(out.split(" ")[-1]) and is_organ(token) else "") + token
    return out


# --- above and between --------------------------------------------------------------------------------------------


def _number_in(line):
    return _NUMBER.fullmatch(_without_signer(line.compact))


def _without_signer(compact):
    match = _SIGNER.fullmatch(compact)
    return match[1] if match else compact


def _sift(lines, reading):
    """Take facts, number, urgency and controls out of `lines`; return the facts and the lines that are left."""
    facts, left, waiting = {}, [], ""
    for line in lines:
        found = furniture.facts(line)
        if waiting and not found:
            facts.setdefault(waiting, line.text)
            _drop(line, f"网页信息：{waiting}", reading)
            waiting = ""
        elif found:
            facts |= {label: value for label, value in found if value and label not in facts}
            waiting = found[-1][0] if not found[-1][1] else ""
            _drop(line, "网页信息：" + "、".join(label for label, _ in found), reading)
        elif not _mark(line, reading):
            left.append(line)
    return facts, left


def _mark(line, reading):
    """Take in a line that is a number, an urgency, a copy number or a control. Return whether it was one."""
    if match := _number_in(line):
        start = line.compact.index(match[1])
        bare = "".join(line.text.split())
        reading.doc_number = reading.doc_number or bare[start : start + len(match[1])]
        if len(match[1]) < len(bare) or reading.doc_number != bare:
            _drop(line, "发文字号所在行", reading)
        return True
    if match := _URGENCY.fullmatch(line.compact):
        reading.urgency = reading.urgency or match[1]
        return True
    why = "份号" if _COPY_NUMBER.fullmatch(line.compact) else furniture.control(line)
    if why:
        _drop(line, why, reading)
    return bool(why)


def _file_above(line, reading):
    """A line above the title that is none of these: a red head, the page's headline, or the page's top."""
    if line.compact.endswith("文件") and len(line.compact) <= 80 or (organs_in(line.text)):
        reading.masthead.append(squeeze(line.text))
    elif not reading.source.headline and 4 <= len(line.compact) <= _WIDEST and (ends_like_title(line) or "质量月" in line.compact) and not furniture.foot(line):
        reading.source.headline = title_text([line.text])
    else:
        _drop(line, "页首", reading)


def _use(facts, reading):
    """Take what the page's table of facts says and the text does not."""
    source = reading.source
    source.origin = next((facts[k] for k in ("信息来源", "来源", "文章来源", "稿件来源", "来稿单位") if k in facts), "")
    published = next((facts[k] for k in _PUBLISHED if k in facts), "")
    source.published = furniture.stamp(published)
    number = next((facts[k] for k in ("发文字号", "文号", "发文文号") if k in facts), "")
    bare = "".join(number.split())
    if not reading.doc_number and _NUMBER.fullmatch(fold(bare)):
        reading.doc_number = bare
    if not reading.title:
        reading.title = title_text([next((facts[k] for k in ("标题", "名称", "信息名称", "文件名称") if k in facts), "")])


_PUBLISHED = ("发布时间", "发布日期", "公开日期", "公开时间", "公布日期", "生成日期", "更新时间", "创建时间", "发文时间", "日期", "时间", "信息提供日期")


# --- addressees ---------------------------------------------------------------------------------------------------


def _is_addressees(line):
    if not line.folded.endswith(":") or "。" in line.text or len(line.text) > 1500 or line.marker:
        return False
    return len(line.compact) > 2 and not _NO_ADDRESSEE.search(line.compact) and not furniture.facts(line)


def _addressees(lines, reading):
    """Read addressees, perhaps over several lines; return the lines after them."""
    for count, line in enumerate(lines[:8], start=1):
        if "。" in line.text or line.marker:
            break
        if _is_addressees(line):
            reading.addressees = close_up("".join(each.text for each in lines[:count]))
            return lines[count:]
    return lines


def _drop(line, why, reading):
    reading.dropped.append(Dropped(line.number, close_up(line.text), why))
