"""The head of a notice: what the page puts above it, 版头, title and addressees (GB/T 9704-2012 §7.2 to §7.3.2)."""

import re
from dataclasses import replace

from . import furniture
from .addressees import bare_addressees, count_addressees, is_addressees
from .characters import close_up, fold, squeeze
from .dates import at_end
from .dates import whole as whole_date
from .doc_numbers import NUMBER, URGENCY, number_in
from .organs import organs_in
from .title import KINDS, WIDEST, addressees_follow, ends_like_title, find_title, is_subtitle, may_be_title, title_text

_BARE_NUMBER = r"[\u4e00-\u9fff]{1,24}\s*[\[(]\s*(?:19|20)\d{2}\s*[\])]\s*第?\s*\d{1,5}\s*号"
_TITLE_NUMBER = re.compile(
    rf"(?P<title>.*(?:{'|'.join([*KINDS, '文件'])}))(?:\s+{_BARE_NUMBER}|\s*\(\s*{_BARE_NUMBER}\s*\))"
)
_URGENT_NUMBER = re.compile(rf"(?P<title>[^\s:]{{0,4}}:?[特加平]?急\S{{0,4}})\s+{_BARE_NUMBER}")
_COPY_NUMBER = re.compile(r"(?:№|份号:)?\d{6,7}")
_LIMIT = 120  # lines that may stand above the text of a notice


def read_head(lines, reading):
    """Fill in what stands above the text and return the lines of the text."""
    lines = [part for line in lines for part in _title_and_number(line)]
    end = _text_begins(lines)
    start, stop = find_title(lines, end) or (0, 0)
    while stop and stop < len(lines) and is_subtitle(lines[stop]):
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
    forms = (_TITLE_NUMBER, _URGENT_NUMBER) if len(line.text) < 2 * WIDEST else ()
    match = next(filter(None, (form.fullmatch(line.folded) for form in forms)), None)
    if not match:
        return [line]
    cut = match.end("title")
    return [replace(line, text=line.text[:cut]), replace(line, text=line.text[cut:].strip(), gap=False)]


def _text_begins(lines):
    """The index of the first line that can only be text: a serial number, a full sentence, or addressees."""
    for index, line in enumerate(lines[:_LIMIT]):
        if furniture.facts(line) or furniture.control(line) or number_in(line):
            continue
        if line.marker or "。" in line.text:
            return index
        if is_addressees(line) and not _title_is_still_to_come(lines, index):
            return index
    return min(len(lines), _LIMIT)


def _title_is_still_to_come(lines, index):
    """A page's 欢迎访问： looks like addressees; but then a title and the addressees themselves follow."""
    if any(ends_like_title(line) for line in lines[:index]):
        return False
    for below in range(index + 1, min(len(lines), index + 40)):
        if "。" in lines[below].text or lines[below].marker:
            return False
        if ends_like_title(lines[below]) and may_be_title(lines[below]) and addressees_follow(lines, below + 1):
            return True
    return False


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


def _sift(lines, reading):
    """Take facts, number, urgency and controls out of `lines`; return the facts and the lines that are left."""
    facts, left, waiting = {}, [], ""
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        found = furniture.facts(line) or _stamp(line, following)
        if waiting and not found and not (number_in(line) and waiting not in _NUMBER_LABELS):
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
    if match := number_in(line):
        bare = "".join(line.text.split())
        printed = bare[match.start(1) : match.end(1)]
        if reading.doc_number or printed != bare:
            reading.drop(line, "发文字号所在行")
        reading.doc_number = reading.doc_number or printed
        return True
    if (match := URGENCY.fullmatch(line.compact)) and not reading.urgency:
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
    return told and 4 <= len(line.compact) <= WIDEST and not furniture.foot(line)


def _use(facts, reading):
    """Take what the page's table of facts says and the text does not."""
    source = reading.source
    origin = next((facts[k] for k in ("信息来源", "来源", "文章来源", "稿件来源", "来稿单位") if k in facts), "")
    source.origin = squeeze(_NEIGHBOUR.split(origin)[0])
    published = next((facts[k] for k in _PUBLISHED if k in facts), "")
    source.published = furniture.stamp(published)
    number = next((facts[k] for k in _NUMBER_LABELS if k in facts), "")
    bare = "".join(number.split())
    if not reading.doc_number and NUMBER.fullmatch(fold(bare)):
        reading.doc_number = bare
    reading.proposed_issuers = organs_in(
        next((facts[k] for k in ("发文机关", "发文机构", "发文单位", "制发机关") if k in facts), "")
    )
    written = next((facts[k] for k in ("成文日期", "发文日期", "题注") if k in facts), "")
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


def _addressees(lines, reading):
    """Read addressees, perhaps over several lines; return the lines after them."""
    count = count_addressees(lines) or bare_addressees(lines)
    if count:
        reading.where["addressees"] = lines[0].number
    reading.addressees = close_up("".join(line.text for line in lines[:count]))
    return lines[count:]
