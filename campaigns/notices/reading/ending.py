"""Where the text of a notice ends: the foot of the page, the signature, the list of attachments above it."""

import re

from . import furniture
from .dates import at_end
from .dates import whole as whole_date
from .organs import organs_in, seal_notes, without_seal_notes
from .signs import ANNEX, IMPRINT, LISTED, NOTE, annex, ends_text, is_listed, is_title, printed
from .title import ends_like_title

_CONTACT = re.compile(r"\(?(?:联系人|联系电话|联系方式|咨询电话|电话|传真|邮箱|电子邮箱|地址)")
_SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{2,20}")


def cut_feet(lines, reading):
    """Take off the foot of the page: from the first foot line after the last line that is surely the notice's."""
    sure = max((i for i, line in enumerate(lines) if _is_sure(line)), default=-1)
    start = next((i for i in range(sure + 1, len(lines)) if furniture.foot(lines[i])), len(lines))
    for line in lines[start:]:
        reading.drop(line, furniture.foot(line) or "页脚")
    return lines[:start]


def _is_sure(line):
    if furniture.foot(line):
        return False
    if line.marker or "。" in line.text or whole_date(line.text, line.folded):
        return True
    return bool(ANNEX.match(line.folded) or IMPRINT.match(line.folded) or printed(line))


def cut(lines):
    """Divide `lines` into (text, list of attachments, remarks under it, signature, rest)."""
    start, stop = _signature(lines) or (None, None)
    if start is None:
        start = stop = next((i for i, line in enumerate(lines) if i and ends_text(line)), len(lines))
        return lines[:start], [], [], [], lines[start:]
    listing = _listing_start(lines, start)
    remarks = next((i for i in range(listing, start) if _CONTACT.match(lines[i].compact)), start)
    return lines[:listing], lines[listing:remarks], lines[remarks:start], lines[start:stop], lines[stop:]


def _signature(lines):
    """Return (start, stop) of the lines of names and date, or None."""
    for i, line in enumerate(lines):
        if not i or line.marker or len(line.compact) > 120:
            continue
        if whole_date(line.text, line.folded):
            start = _names_above(lines, i)
            after = lines[i + 1 : i + 3]
            if start < i or not after or _follows_signature(after[0]) or (_stops(lines[i - 1]) and _is_plan(after)):
                return start, i + 1
        elif (date := at_end(line.text, line.folded)) and organs_in(line.text[: date[1]]):
            return _names_above(lines, i), i + 1
    return _undated(lines)


def _is_plan(lines):
    """A title and what stands under it."""
    return len(lines) == 2 and is_title(lines[0]) and ends_like_title(lines[0])


def _names_above(lines, index):
    start = index
    while (
        start > 1
        and not lines[start - 1].marker
        and (organs_in(lines[start - 1].text) or _is_seal_note(lines[start - 1]))
    ):
        start -= 1
    if start == index > 1 and _SHORT_NAME.fullmatch(lines[index - 1].compact) and _stops(lines[index - 2]):
        start -= 1
    return start


def _is_seal_note(line):
    return bool(seal_notes(line.text)) and not without_seal_notes(line.text).strip()


def _stops(line):
    return line.folded[-1] in "。!;:" or bool(annex(line) or LISTED.match(line.folded))


def _follows_signature(line):
    return bool(ends_text(line) or NOTE.fullmatch(line.folded) or furniture.foot(line))


def _undated(lines):
    """Names alone under a finished sentence, at the end or before what follows a signature."""
    for i in range(1, len(lines)):
        if not lines[i].marker and _stops(lines[i - 1]) and organs_in(lines[i].text) and not annex(lines[i]):
            stop = i
            while stop < len(lines) and not lines[stop].marker and organs_in(lines[stop].text):
                stop += 1
            if stop == len(lines) or _follows_signature(lines[stop]):
                return i, stop
    return None


def _listing_start(lines, end):
    """Where the list of attachments before the signature begins; `end` if there is none."""
    start = i = end
    while i > 1 and end - i < 60 and is_listed(lines[i - 1]) and not organs_in(lines[i - 1].text):
        i -= 1
        if annex(lines[i]):
            start = i
    return start
