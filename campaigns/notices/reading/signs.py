"""How the lines behind the text are told: attachments, notes, 版记 (GB/T 9704-2012 §7.3.4 to §7.4).

Inner white space is bounded everywhere, so that no line of blanks makes a search slow.
"""

import re

from .dates import at_end

_SERIAL = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
ANNEX = re.compile(
    rf"(?P<label>附\s{{0,9}}[件表]\s{{0,9}}(?:{_SERIAL})?|后\s{{0,9}}附\s{{0,9}}[件表]?\s{{0,9}}(?:{_SERIAL})?(?=\s{{0,9}}:)|附\s{{0,9}}(?:{_SERIAL})?(?=\s{{0,9}}:))\s{{0,9}}(?:[:.、]|(?<=\s)|$)\s{{0,9}}"
)
LISTED = re.compile(rf"(?P<serial>{_SERIAL})\s*[.、:]\s*(?:(?!\d)|(?=\d{{4}}|\d{{1,2}}月))")
IMPRINT = re.compile(r"(主\s*题\s*词|抄\s*送|抄\s*报|抄\s*发|分\s*送|内部发送|本\s*[局厅部委会办院署社])\s*:\s*")
NOTE = re.compile(r"\(.{2,300}\)|[A-Z]{2,6}\d{2}[-—]\d{4}[-—]\d{3,5}|(?:信息)?公开(?:选项|方式|属性|形式)\s*:.{2,12}")
_PRINT_WORD = re.compile(r"\s{0,9}印\s{0,9}[发制]?$")


def annex(line):
    """Return the match of an attachment's label that `line` begins with (附件1：, 后附：), or None."""
    match = ANNEX.match(line.folded)
    return match if match and len(line.compact) <= 120 and "。" not in line.text[:-1] else None


def is_listed(line):
    """Whether `line` can be a row of the list of attachments: a label, a number, or a short name that goes on."""
    if len(line.compact) > 90 or "。" in line.text[:-1]:
        return False
    return bool(annex(line) or LISTED.match(line.folded)) or not line.compact.endswith("。")


def printed(line):
    """Return (date, where it begins) of a line like 国家质检总局办公厅 2008年6月26日印发, or None."""
    bare = line.folded.rstrip()
    match = _PRINT_WORD.search(bare[-12:]) if len(line.compact) <= 80 else None
    if not match:
        return None
    end = max(0, len(bare) - 12) + match.start()
    return at_end(line.text[:end], line.folded[:end])


def ends_text(line):
    """Whether the notice's text is over where `line` stands."""
    return bool(IMPRINT.match(line.folded) or printed(line) or annex(line))


def is_title(line):
    """Whether `line` can be the title of an attachment: short, without number and without stops."""
    return len(line.compact) <= 80 and not line.marker and not re.search("[。;!?:]", line.folded)
