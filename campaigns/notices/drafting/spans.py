"""时间段: the spans of days that a text names, which those below take over as they stand."""

import re

from ..reading.characters import fold

_DAY, _MONTH, _YEAR = r"\d{1,2}日", r"\d{1,2}月", r"\d{4}年"
_TO = r"(?:至|到|—{1,2}|–|-|~|～)"
_DATE = rf"(?:{_YEAR})?{_MONTH}(?:{_DAY})?"
_SPAN = re.compile(
    rf"《[^《》]*》|(?<!\d)(?P<span>{_DATE}{_TO}(?:{_DATE}|{_DAY}|\d{{1,2}}日|月底)|{_YEAR}{_MONTH}(?!\d|底|初|中旬|[上下]旬))"
)


def spans_in(text):
    """Return the spans of days in a text, each once, as they stand there: 9月1日至30日, 2026年9月. None within 《》."""
    found = (each.span("span") for each in _SPAN.finditer(fold(text)) if each["span"])
    return list(dict.fromkeys(text[start:end] for start, end in found))
