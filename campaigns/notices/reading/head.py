"""The head of a notice: what the page puts above it, 版头, title and addressees (GB/T 9704-2012 §7.2, §7.3.1, §7.3.2)."""

import re
from dataclasses import replace

from . import furniture
from .characters import close_up, fold, squeeze
from .dates import at_end
from .dates import whole as whole_date
from .organs import is_organ, organs_in

KINDS = (
    "通知 公告 通告 意见 决定 决议 命令 令 公报 通报 报告 请示 批复 议案 函 纪要 方案 计划 办法 规定 细则 倡议书 倡议 要点 安排 规划 "
    "规则 公示 条例 指南 章程 须知 说明 预案 启事 纲要 制度 总结 公开信"
).split()
_TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:\([^()]{{1,20}}\))?$")
_NUMBER = re.compile(
    r"\(?(\((?:19)?\d{2}\)[\u4e00-\u9fff]{2,14}第?\d{1,5}号|[A-Za-z\u4e00-\u9fff()·]{1,24}[\[(](?:19|20)\d{2}[\])][\u4e00-\u9fff]{0,4}?(?:字)?第?\d{1,5}号"
    r"|(?:19|20)\d{2}年第\d{1,4}号|第\d{1,4}号)\)?"
)
_BARE_NUMBER = r"[\u4e00-\u9fff]{1,24}\s*[\[(]\s*(?:19|20)\d{2}\s*[\])]\s*第?\s*\d{1,5}\s*号"
_TITLE_NUMBER = re.compile(
    rf"(?P<title>.*(?:{'|'.join([*KINDS, '文件'])}))(?:\s+{_BARE_NUMBER}|\s*\(\s*{_BARE_NUMBER}\s*\))"
)
_URGENT_NUMBER = re.compile(rf"(?P<title>[^\s:]{{0,4}}:?[特加平]?急\S{{0,4}})\s+{_BARE_NUMBER}")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|\([^)]*\)")
_URGENCY = re.compile(r"(?:(?:紧急程度|等级|缓急):)?(特急|加急|急件|特提|平急|紧急)(?:·?明电)?")
_COPY_NUMBER = re.compile(r"(?:№|份号:)?\d{6,7}")
_SUBTITLE = re.compile(r"\([^()]{1,20}\)")
_SIGNER = re.compile(r"(.*?)(签发人:.{2,20})")
_NO_ADDRESSEE = re.compile(r"如下|现将|现就|现予|决定|根据|^为|按照|特制定|(?:通知|附件|要求|原则|内容|日程|时间):$")
_LIMIT = 120  # lines that may stand above the text of a notice
_WIDEST = 150  # characters of the longest title


def read_head(lines, reading):
    """Fill in what stands above the text and return the lines of the text."""
    lines = [part for line in lines for part in _title_and_number(line)]
    end = _text_begins(lines)
    start, stop = _find_title(lines, end) or (0, 0)
    while stop and stop < len(lines) and _is_subtitle(lines[stop]):
        stop += 1
    reading.title = title_text([line.text for line in lines[start:stop]])
    facts, above = _sift(lines[:start], reading)
    more, below = _sift([line for line in lines[stop : max(end, stop)] if not _signed_above(line, reading)], reading)
    for line in above:
        _file_above(line, reading)
    _use(facts | more, reading)
    return _addressees(below + lines[max(end, stop) :], reading)


def _title_and_number(line):
    """Divide a line that is a title, a red head or an urgency and goes on with the document number."""
    forms = (_TITLE_NUMBER, _URGENT_NUMBER) if len(line.text) < 2 * _WIDEST else ()
    match = next(filter(None, (form.fullmatch(line.folded) for form in forms)), None)
    if not match:
        return [line]
    cut = match.end("title")
    return [replace(line, text=line.text[:cut]), replace(line, text=line.text[cut:].strip(), gap=False)]


def _is_subtitle(line):
    """（试行）, （2021—2023年）: what goes on with a title in brackets on a line of its own."""
    inner = line.text.strip("（）()")
    return bool(_SUBTITLE.fullmatch(line.compact)) and not whole_date(inner, fold(inner)) and not _number_in(line)


def _text_begins(lines):
    """The index of the first line that can only be text: a serial number, a full sentence, or addressees."""
    for index, line in enumerate(lines[:_LIMIT]):
        if furniture.facts(line) or furniture.control(line) or _number_in(line):
            continue
        if line.marker or "。" in line.text:
            return index
        if _is_addressees(line) and not _title_is_still_to_come(lines, index):
            return index
    return min(len(lines), _LIMIT)


# --- title --------------------------------------------------------------------------------------------------------


def _title_is_still_to_come(lines, index):
    """A page's 欢迎访问： looks like addressees; but then a title and the addressees themselves follow."""
    if any(ends_like_title(line) for line in lines[:index]):
        return False
    for below in range(index + 1, min(len(lines), index + 40)):
        if "。" in lines[below].text or lines[below].marker:
            return False
        if ends_like_title(lines[below]) and _may_be_title(lines[below]) and _addressees_follow(lines, below + 1):
            return True
    return False


def ends_like_title(line):
    return bool(_TITLE_END.search(line.compact))


def _find_title(lines, end):
    """Return (start, stop) of the title's lines: the last candidate before addressees, else the last with 关于."""
    spans = [(start, i + 1) for i in range(end) if (start := _title_start(lines, i)) is not None]
    addressed = [span for span in spans if _addressees_follow(lines, span[1])]
    about = [span for span in spans if any("关于" in line.compact for line in lines[slice(*span)])]
    return (addressed or about or spans or [None])[-1]


def _addressees_follow(lines, index):
    rest = [line for line in lines[index : index + 12] if not (_number_in(line) or furniture.facts(line))]
    return _count_addressees(rest) > 0


def _title_start(lines, last):
    """Return where the title that ends with line `last` begins, or None where that line ends no title."""
    if not ends_like_title(lines[last]) or not _may_be_title(lines[last]):
        return None
    start = _about(lines, last)
    if start is None:
        short = len(lines[last].compact) <= 4 and last and _may_be_title(lines[last - 1])
        return last - 1 if short else last
    return _with_names_above(lines, start)


def _about(lines, last):
    """The nearest line at or above `last` with which the title has its 关于 and all its 《》, or None."""
    text = ""
    for start in range(last, max(-1, last - 7), -1):
        if not _may_be_title(lines[start]) or (text and ends_like_title(lines[start]) and not _unbalanced(text)):
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


def _may_be_title(line):
    if len(line.compact) > _WIDEST or line.marker or re.search("[。;!?:]", line.folded):
        return False
    if "," in _QUOTED.sub("", line.folded):
        return False
    return not (
        _number_in(line) or furniture.control(line) or furniture.facts(line) or whole_date(line.text, line.folded)
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


# --- above and between --------------------------------------------------------------------------------------------


def _number_in(line):
    match = _NUMBER.fullmatch(_without_signer(line.compact)) if len(line.compact) < 80 else None
    return match if match and not _TITLE_WORD.search(match[1]) and not _URGENCY.match(match[1]) else None


_TITLE_WORD = re.compile("关于|通知|公告|意见")


def _signed_above(line, reading):
    """Take in a date in brackets, or names with a date, right under the title. Return whether it was one."""
    inner = line.text.strip("（）()") if line.folded.startswith("(") and line.folded.endswith(")") else line.text
    found = at_end(inner, fold(inner))
    names = organs_in(inner[: found[1]]) if found else []
    if not found or found[0].time or reading.stated_date or not (names or (found[1] == 0 and inner != line.text)):
        return False
    reading.stated_date = found[0]
    reading.stated_issuers = [name for name in names if not name.endswith(("处", "科", "室", "股"))]
    reading.drop(line, "题注")
    return True


def _without_signer(compact):
    match = _SIGNER.fullmatch(compact)
    return match[1] if match else compact


def _sift(lines, reading):
    """Take facts, number, urgency and controls out of `lines`; return the facts and the lines that are left."""
    facts, left, waiting = {}, [], ""
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        found = furniture.facts(line) or _stamp(line, following)
        if waiting and not found and not (_number_in(line) and waiting not in _NUMBER_LABELS):
            facts.setdefault(waiting, line.text)
            reading.drop(line, f"网页信息：{waiting}")
            waiting = ""
        elif found:
            facts |= {label: value for label, value in found if value and label not in facts}
            waiting = found[-1][0] if not found[-1][1] else ""
            reading.drop(line, "网页信息：" + "、".join(label for label, _ in found))
        elif not _mark(line, reading):
            left.append(line)
    return facts, left


def _stamp(line, following):
    """A bare time of publication, or the name of the site right above one."""
    if date := whole_date(line.text, line.folded):
        return [("发布时间" if date.time or date.precision == "day" else "题注", line.text)]
    found = at_end(line.text, line.folded)
    if found and found[0].time and len(line.compact) <= 60:
        return [("发布时间", line.text[found[1] :]), ("来源", line.text[: found[1]].strip())]
    below = following and whole_date(following.text, following.folded)
    return (
        [("来源", line.text)] if below and below.time and len(line.compact) <= 20 and not ends_like_title(line) else []
    )


def _mark(line, reading):
    """Take in a line that is a number, an urgency, a copy number or a control. Return whether it was one."""
    if match := _number_in(line):
        bare = "".join(line.text.split())
        printed = bare[match.start(1) : match.end(1)]
        if reading.doc_number or printed != bare:
            reading.drop(line, "发文字号所在行")
        reading.doc_number = reading.doc_number or printed
        return True
    if (match := _URGENCY.fullmatch(line.compact)) and not reading.urgency:
        reading.urgency = match[1]
        if len(match[1]) < len(line.compact):
            reading.drop(line, "紧急程度所在行")
        return True
    why = "份号" if _COPY_NUMBER.fullmatch(line.compact) else furniture.control(line)
    if why:
        reading.drop(line, why)
    return bool(why)


def _file_above(line, reading):
    """A line above the title that is none of these: a red head, the page's headline, or the page's top."""
    if _is_masthead(line):
        reading.masthead.append(squeeze(line.text))
    elif not reading.source.headline and _is_headline(line):
        reading.source.headline = title_text([line.text])
    else:
        reading.drop(line, "页首")


def _is_masthead(line):
    return (line.compact.endswith("文件") and len(line.compact) <= 80) or bool(organs_in(line.text))


def _is_headline(line):
    told = ends_like_title(line) or "质量月" in line.compact
    return told and 4 <= len(line.compact) <= _WIDEST and not furniture.foot(line)


def _use(facts, reading):
    """Take what the page's table of facts says and the text does not."""
    source = reading.source
    origin = next((facts[k] for k in ("信息来源", "来源", "文章来源", "稿件来源", "来稿单位") if k in facts), "")
    source.origin = squeeze(_NEIGHBOUR.split(origin)[0])
    published = next((facts[k] for k in _PUBLISHED if k in facts), "")
    source.published = furniture.stamp(published)
    number = next((facts[k] for k in _NUMBER_LABELS if k in facts), "")
    bare = "".join(number.split())
    if not reading.doc_number and _NUMBER.fullmatch(fold(bare)):
        reading.doc_number = bare
    reading.proposed_issuers = organs_in(
        next((facts[k] for k in ("发文机关", "发文机构", "发文单位", "制发机关") if k in facts), "")
    )
    written = next((facts[k] for k in ("成文日期", "发文日期") if k in facts), "")
    reading.stated_date = reading.stated_date or whole_date(written, fold(written))
    if not reading.title:
        reading.title = title_text(
            [next((facts[k] for k in ("标题", "名称", "信息名称", "文件名称") if k in facts), "")]
        )


_NUMBER_LABELS = ("发文字号", "文号", "发文文号", "文件编号")
_NEIGHBOUR = re.compile(r"\s*[|｜]|\s+(?=浏览|阅读|点击|访问|作者|编辑|字体|字号|时间|日期|发布)")
_PUBLISHED = (
    "发布时间",
    "发布日期",
    "公开日期",
    "公开时间",
    "公布日期",
    "生成日期",
    "更新时间",
    "创建时间",
    "发文时间",
    "日期",
    "时间",
    "信息提供日期",
)


# --- addressees ---------------------------------------------------------------------------------------------------


def _is_addressees(line):
    if not line.folded.endswith(":") or "。" in line.text or len(line.text) > 1500 or line.marker:
        return False
    return len(line.compact) > 2 and not _NO_ADDRESSEE.search(line.compact) and not furniture.facts(line)


def _count_addressees(lines):
    """Over how many of the first lines the addressees run; 0 where there are none."""
    for count, line in enumerate(lines[:8], start=1):
        if "。" in line.text or line.marker or furniture.facts(line):
            return 0
        if _is_addressees(line):
            return count
    return 0


def _bare_addressees(lines):
    """1 where the first line is addressees without their colon: 各市、县市场监管局 over an indented text."""
    if len(lines) < 2 or lines[0].marker or not lines[0].compact.startswith("各") or len(lines[0].compact) > 200:
        return 0
    return int(not re.search("[。;!?:]", lines[0].folded) and lines[1].indent > lines[0].indent)


def _addressees(lines, reading):
    """Read addressees, perhaps over several lines; return the lines after them."""
    count = _count_addressees(lines) or _bare_addressees(lines)
    if count:
        reading.where["addressees"] = lines[0].number
    reading.addressees = close_up("".join(line.text for line in lines[:count]))
    return lines[count:]
