"""附件说明 and 附件: the list before the signature, the attachments behind it, and which belongs to which (§7.3.4, §7.3.7)."""

import re
from dataclasses import replace
from itertools import pairwise

from .body import SLOGAN_WORDS, build
from .characters import close_up, fold, same, squeeze
from .doc_numbers import number_in
from .numerals import number
from .signs import ANNEX, LISTED, ends_text, is_title
from .structure import Attachment
from .title import ends_like_title, is_subtitle, title_text

_NEXT_LISTED = re.compile(r"(?:(?<=[;。])\s{0,9}|(?<=\s\s))(?=\d{1,2}\s{0,9}[.、]\s{0,9}(?!\d))")
_FILE = re.compile(
    r"(?:\.[a-z]{2,4}|[表单书图]|方案|办法|口号|格式|模板|要求|意见|通知|安排|计划|标准|细则|指南|材料|说明)$",
    re.IGNORECASE,
)


def read_listing(lines, reading):
    """附件说明: return the attachments as listed, without bodies."""
    listed = []
    for line in [part for whole in lines for part in _one_by_one(whole)]:
        label, rest = _take(ANNEX, line.text, line.folded)
        serial, name = _take(LISTED, rest, fold(rest))
        if label.strip() or serial.strip() or not listed:
            marker = close_up(label + serial)
            if marks := "".join(re.findall("[;；。]$", name.strip())):
                reading.drop(line, "附件名称后的标点", marks)
                name = name.strip()[: -len(marks)]
            listed.append(
                Attachment(line.number, _label(label, serial), squeeze(name), squeeze(name), listed_marker=marker)
            )
            reading.drop(line, "附件说明的标签和序号", marker)
        else:
            listed[-1].title = listed[-1].listed = title_text([listed[-1].listed, name])
    if len(listed) > 1 and not listed[0].listed:
        bare, *listed = listed
        listed[0].listed_marker = bare.listed_marker + listed[0].listed_marker
    return [each for each in listed if each.listed]


def _one_by_one(line):
    """Divide 附件：1.报名表；2.规则；3.汇总表 into a line each."""
    cuts = [0, *(match.start() for match in _NEXT_LISTED.finditer(line.folded)), len(line.text)]
    return [replace(line, text=line.text[start:stop].strip()) for start, stop in pairwise(cuts)]


def _take(form, text, folded):
    match = form.match(folded)
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def _label(label, serial):
    digits = re.sub(r"\D", "", fold(serial)) or re.sub(r"[^一二三四五六七八九十]", "", serial)
    return "".join(label.split()).strip(":：.、") + digits if label.strip() else "附件" + digits


def is_list_of_files(lines, i):
    """Whether a bare 附件： is followed by nothing but numbered names of files or forms."""
    start = i
    while i < len(lines) and not ends_text(lines[i]):
        if not (LISTED.match(lines[i].folded) and _FILE.search(lines[i].compact)):
            return False
        i += 1
    return i > start


def attachments_of(bodies, listed):
    """Return the attachments in order, each with its title and text, and with its name in the list `listed`.

    `bodies` is [(Attachment, its lines)].
    """
    for attachment, lines in bodies:
        rest = _titled(attachment, lines)
        attachment.pieces = build(rest, slogans=bool(SLOGAN_WORDS.search(attachment.title)))
    return _matched([attachment for attachment, _ in bodies], listed)


def _titled(attachment, lines):
    """Give the attachment the title that its first lines are; return the other lines."""
    if lines and number_in(lines[0]):  # a document passed on begins with its number
        return lines[:1] + _under_title(attachment, lines[1:])
    return _under_title(attachment, lines)


def _under_title(attachment, lines):
    taken = 0
    if not attachment.title and lines and is_title(lines[0]):
        taken = 1
    while 0 < taken < min(3, len(lines)) and not ends_like_title(lines[taken - 1]) and is_title(lines[taken]):
        if not ends_like_title(lines[taken]):
            break
        taken += 1
    while 0 < taken < len(lines) and is_subtitle(lines[taken]):
        taken += 1
    if taken:
        attachment.title = title_text([line.text for line in lines[:taken]])
    return lines[taken:]


def _matched(attachments, listed):
    """Put the names of the list before the signature beside the attachments that follow it.

    By number; a plan without a label by its title; else in order.
    """
    numbered, titled = {}, {}
    for entry in reversed(listed):
        numbered[_number(entry)] = titled[same(entry.listed)] = entry
    taken, waiting = set(), iter(listed)
    for attachment in attachments:
        entry = numbered.get(_number(attachment)) if attachment.label else titled.get(same(attachment.title))
        if entry is None and attachment.label and not _number(attachment):
            entry = next((each for each in waiting if id(each) not in taken), None)
        if entry is not None and id(entry) not in taken:
            taken.add(id(entry))
            attachment.label = attachment.label or entry.label
            attachment.listed, attachment.listed_marker = entry.listed, entry.listed_marker
            attachment.title = attachment.title or entry.listed
    rest = [entry for entry in listed if id(entry) not in taken]
    return sorted(attachments + rest, key=lambda each: (bool(each.label), number(_number(each)) or 0))


def _number(attachment):
    return re.sub(r"[^0-9一二三四五六七八九十]", "", fold(attachment.label))
