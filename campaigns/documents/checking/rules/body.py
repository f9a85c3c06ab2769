"""正文、附件说明 (GB/T 9704-2012 §7.3.3, §7.3.4)."""

import re

from ..elements.ending import name_start
from ..elements.text import DISPLAYED, FLUSH, level
from ..faces import FANG, HEI, KAI
from ..forms import CLAUSE, ITEM, PRESENT
from ..geometry import SIZE_3
from .measures import blank_rows_in_text, faced, near, sized, worst
from .registry import Found, rule

_PUNCTUATED = re.compile(r".*[，。；、：,;.]")


@rule("body.present", "7.3.3", "正文", "有正文")
def present(elements):
    return Found(f"{len(elements.body)}行" if elements.body else "没有正文", bool(elements.body))


@rule("body.first_page", "7.3.3", "首页显示正文", "首页至少1行正文")
def first_page(elements):
    if not elements.body:
        return None
    count = sum(row.page == 1 for row in elements.body)
    return Found(f"{count}行", count > 0)


@rule("body.face", "5.2.2", "正文字体", "仿宋")
def body_face(elements):
    return faced([row for row in _plain_rows(elements) if row.han], FANG)


@rule("text.ink", "5.2.2", "各字均有笔画", "嵌入的字体没有空白字形")
def ink(elements):
    """A font that lacks a character may be embedded with an empty glyph: the text has it, the print does not."""
    read = [page for page in elements.pages if page.inkless is not None]
    blank = [glyph.text for page in read for glyph in page.inkless]
    said = f"“{''.join(dict.fromkeys(blank))[:20]}”等{len(blank)}字印出为空白" if blank else "均有笔画"
    return Found(said, not blank) if read else None


@rule("body.size", "5.2.2", "正文字号", "16 pt（3号）", "±0.2 pt")
def body_size(elements):
    return sized(elements.text_rows, SIZE_3)


def _plain_rows(elements):
    """Yield the rows, or parts of rows, that are no heading and have no face of their own."""
    for paragraph in elements.paragraphs:
        kind = level(paragraph)
        if kind != 1 and not _is_of_minutes(paragraph, elements):
            yield from _after_sentence(paragraph) if kind == 2 else paragraph


def _is_of_minutes(paragraph, elements):
    """Who was there, in 黑体 and 仿宋: a rule of its own (§10.3)."""
    mark = elements.head.mark
    return bool(mark and mark.is_minutes and PRESENT.match(paragraph[0].text))


def _after_sentence(paragraph):
    """A heading may share its paragraph with text: yield what follows its first sentence."""
    for at, row in enumerate(paragraph):
        if "。" in row.text:
            rest = row.text.index("。") + 1
            yield from [row.cut(rest)] if rest < len(row.glyphs) else []
            yield from paragraph[at + 1 :]
            return


@rule("body.indent", "7.3.3", "段首空二字", "空二字（11.14 mm）", "±0.6 mm")
def body_indent(elements):
    firsts = [paragraph[0] for paragraph in elements.paragraphs]
    starts = [row.x0 - elements.left for row in firsts if FLUSH <= row.x0 < DISPLAYED]
    return worst(starts, 2 * elements.cell, 0.6)


@rule("heading.section", "7.3.3", "第一层标题（一、）字体", "黑体")
def heading_section(elements):
    return faced([row for paragraph in elements.paragraphs if level(paragraph) == 1 for row in paragraph[:1]], HEI)


@rule("heading.clause", "7.3.3", "第二层标题（（一））字体", "楷体")
def heading_clause(elements):
    firsts = [paragraph[0] for paragraph in elements.paragraphs if level(paragraph) == 2]
    return faced([row.cut(0, CLAUSE.match(row.text).end()) for row in firsts], KAI)


# --- 附件说明 -------------------------------------------------------------------------------------------------------


@rule("listed.gap", "7.3.4", "附件说明在正文下空一行", "空1行（10.45 mm）", "-1.5/+5 mm")
def listed_gap(elements):
    if not elements.ending.listed or not elements.body:
        return None
    return blank_rows_in_text(elements, elements.body[-1], elements.ending.listed[0], 1)


@rule("listed.indent", "7.3.4", "附件说明左空二字", "空二字（11.14 mm）", "±0.6 mm")
def listed_indent(elements):
    listed = elements.ending.listed
    return near(listed[0].x0 - elements.left, 2 * elements.cell, 0.6) if listed else None


@rule("listed.run_over", "7.3.4", "附件名称回行与首字对齐", "与附件名称首字相差 0 mm", "±0.6 mm")
def listed_run_over(elements):
    listed = elements.ending.listed
    below = [row.x0 - name_start(listed) for row in listed[1:] if not ITEM.match(row.text)]
    numbered = [row.glyphs[ITEM.match(row.text).end()].x0 - name_start(listed) for row in _numbered(listed)]
    return worst(below + numbered, 0, 0.6)


def _numbered(listed):
    return [row for row in listed[1:] if (found := ITEM.match(row.text)) and found.end() < len(row.glyphs)]


@rule("listed.end", "7.3.4", "附件名称后不加标点", "无标点")
def listed_end(elements):
    names = elements.ending.listed_names
    wrong = [name for name in names if _PUNCTUATED.fullmatch(name)]
    return Found(wrong[0][-6:] if wrong else "无标点", not wrong) if names else None


@rule("listed.numbers", "7.3.4", "多个附件用阿拉伯数字编号", "1. 2. 依次编号，单个附件不编号")
def listed_numbers(elements):
    listed = elements.ending.listed
    if not listed:
        return None
    numbers = [found[0] for row in listed if (found := ITEM.match(row.text.removeprefix("附件：")))]
    right = [f"{at}." for at in range(1, len(numbers) + 1)]
    return Found(" ".join(numbers) or "不编号", numbers == right and len(numbers) != 1)
