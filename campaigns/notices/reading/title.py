"""标题: which lines are the title, however many they are (GB/T 9704-2012 §7.3.1)."""

import re

from . import furniture
from .addressees import count_addressees
from .characters import fold
from .dates import whole as whole_date
from .doc_numbers import number_in
from .organs import is_organ, organs_in

KINDS = (
    "通知 公告 通告 意见 决定 决议 命令 令 公报 通报 报告 请示 批复 议案 函 纪要 方案 计划 办法 规定 细则 倡议书 倡议 要点 安排 规划 "
    "规则 公示 条例 指南 章程 须知 说明 预案 启事 纲要 制度 总结 公开信"
).split()
_TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:\([^()]{{1,20}}\))?$")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|\([^)]*\)")
_SUBTITLE = re.compile(r"\([^()]{1,20}\)")
WIDEST = 150  # characters of the longest title


def ends_like_title(line):
    """Whether `line` ends with the name of a kind of document, such as 通知 or 方案（试行）."""
    return bool(_TITLE_END.search(line.compact))


def is_subtitle(line):
    """（试行）, （2021—2023年）: what goes on with a title in brackets on a line of its own."""
    inner = line.text.strip("（）()")
    return bool(_SUBTITLE.fullmatch(line.compact)) and not whole_date(inner, fold(inner)) and not number_in(line)


def find_title(lines, end):
    """Return (start, stop) of the title's lines: the last candidate before addressees, else the last with 关于."""
    spans = [(start, i + 1) for i in range(end) if (start := _title_start(lines, i)) is not None]
    addressed = [span for span in spans if addressees_follow(lines, span[1])]
    about = [span for span in spans if any("关于" in line.compact for line in lines[slice(*span)])]
    return (addressed or about or spans or [None])[-1]


def addressees_follow(lines, index):
    rest = [line for line in lines[index : index + 12] if not (number_in(line) or furniture.facts(line))]
    return count_addressees(rest) > 0


def _title_start(lines, last):
    """Return where the title that ends with line `last` begins, or None where that line ends no title."""
    if not ends_like_title(lines[last]) or not may_be_title(lines[last]):
        return None
    start = _about(lines, last)
    if start is None:
        short = len(lines[last].compact) <= 4 and last and may_be_title(lines[last - 1])
        return last - 1 if short else last
    return _with_names_above(lines, start)


def _about(lines, last):
    """The nearest line at or above `last` with which the title has its 关于 and all its 《》, or None."""
    text = ""
    for start in range(last, max(-1, last - 7), -1):
        if not may_be_title(lines[start]) or (text and ends_like_title(lines[start]) and not _unbalanced(text)):
            return None
        text = lines[start].compact + text
        if "关于" in text and not _unbalanced(text):
            return start
    return None


def _unbalanced(text):
    return text.count("》") > text.count("《") or text.startswith(("的", "》"))


def _with_names_above(lines, start):
    """A title whose first line begins with one of several organs goes on upwards with the others."""
    before = lines[start].compact.split("关于")[0]
    if before and not is_organ(before):
        return start
    while start and _names_only(lines[start - 1]):
        start -= 1
    return start


def may_be_title(line):
    if len(line.compact) > WIDEST or line.marker or re.search("[。;!?:]", line.folded):
        return False
    if "," in _QUOTED.sub("", line.folded):
        return False
    return not (
        number_in(line) or furniture.control(line) or furniture.facts(line) or whole_date(line.text, line.folded)
    )


def _names_only(line):
    return bool(organs_in(line.text)) and not line.compact.endswith("文件") and not furniture.control(line)


def title_text(parts):
    """Return a title on one line: spaces stay between names of organs only."""
    words = []
    for token in " ".join(parts).split():
        if not words or (is_organ(words[-1]) and is_organ(token)):
            words.append(token)
        else:
            words[-1] += token
    return " ".join(words)
