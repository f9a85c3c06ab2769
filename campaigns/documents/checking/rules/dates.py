"""成文日期、附注 (GB/T 9704-2012 §7.3.5.4 to §7.3.6; 1999 §8.2.6)."""

import re

from ..geometry import LEFT
from .measures import says, worst
from .registry import NOW, OLD, Found, rule

_DATE = re.compile(r"(?:19|20)\d\d年(?:(?:[1-9]|1[0-2])月(?:(?:[1-9]|[12]\d|3[01])日)?)?")
_DATE_OLD = re.compile(
    r"[一二三四五六七八九○〇]{4}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
_NOTE = re.compile(r"（.*）")


@rule("date.present", "7.3.5.4", "署名或盖章的公文有成文日期", "有成文日期")
def date_present(elements):
    ending = elements.ending
    if not ending.date and not ending.is_signed:
        return None
    return Found(ending.date.text if ending.date else "没有成文日期", bool(ending.date))


@rule("date.form", "7.3.5.4", "成文日期写法", "阿拉伯数字，年份用全称，不编虚位", layouts=NOW)
def date_form(elements):
    """That a month or a day is left out is a matter of wording: it may not be known."""
    return elements.ending.date and says(elements.ending.date.text, _DATE)


@rule("date.form", "1999: 8.2.6", "成文时间写法", "汉字，“零”写为“○”", layouts=OLD)
def date_form_1999(elements):
    return elements.ending.date and says(elements.ending.date.text, _DATE_OLD)


@rule("date.with_text", "7.3.5.5", "成文日期、印章与正文同处一面", "该面有正文")
def date_with_text(elements):
    ending = elements.ending
    if not elements.body or not (ending.date or ending.is_signed):
        return None
    count = sum(row.page == ending.page for row in elements.body)
    return Found(f"第{ending.page}页有正文{count}行", count > 0)


@rule("note.form", "7.3.6", "附注加圆括号", "（……）")
def note_form(elements):
    notes = _note_texts(elements.ending.notes)
    return says(next((note for note in notes if not _NOTE.fullmatch(note)), notes[0]), _NOTE) if notes else None


def _note_texts(rows):
    """Return the notes, run-over rows joined."""
    texts = []
    for row in rows:
        if texts and row.x0 < LEFT + 6:
            texts[-1] += row.text
        else:
            texts.append(row.text)
    return texts


@rule("note.indent", "7.3.6", "附注左空二字", "空二字（11.14 mm）", "±0.6 mm")
def note_indent(elements):
    starts = [row.x0 - elements.left for row in elements.ending.notes if row.x0 >= LEFT + 6]
    return worst(starts, 2 * elements.cell, 0.6)


@rule("note.row", "7.3.6", "附注在成文日期下一行", "与成文日期相距一行")
def note_row(elements):
    ending = elements.ending
    if not ending.notes or ending.seals or not ending.date or ending.notes[0].page != ending.date.page:
        return None
    free = ending.notes[0].top - ending.date.top
    return Found(f"{free:.2f} mm", 0 < free <= elements.pitch * 1.1)
