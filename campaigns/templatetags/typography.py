"""How Chinese titles and dates are set on a page."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from campaigns.quoting import quoted
from organizations.partial_dates import in_chinese

register = template.Library()
register.filter("quoted", quoted)

# Where a title may break: around quotes and titles of documents, after pauses, before 活动的.
# Never before a digit: beside <wbr> the browser sets no space between a character and a number.
BREAK = re.compile(
    r"(?<=[”》），、；：])(?![”》），、；：。\d])"
    r"|(?<=[^“《（\d])(?=[“《（])"
    r"|(?<=[^“《\d]{2})(?=活动的|质量月活动)"
    r"|(?<=[^\d]{2}是)(?=[^\d]{3})"
)

# As web pages date themselves; midnight stands for no time at all.
DAY = re.compile(r"(?P<day>\d{4}-\d{1,2}-\d{1,2})(?: 0?0:00(?::00)?|(?P<time> \d{1,2}:\d\d)(?::\d\d)?)?")


@register.filter
def phrases(text):
    """Return the text cut into the phrases that a line should not split."""
    return [phrase for phrase in BREAK.split(text) if phrase]


@register.filter
def breakable(text):
    """Return the text as HTML with <wbr> between its phrases."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((phrase,) for phrase in phrases(text)))


@register.filter
def dated(text):
    """Return 2008-09-20 00:00 as people write it: 2008年9月20日, and its time where it tells one; other text as it is."""
    found = DAY.fullmatch(text)
    return in_chinese(found["day"]) + (found["time"] or "") if found else text


@register.simple_tag
def span(start, end):
    """Return two dates as people write a span: 2008年9月1日至30日."""
    last = f"{end.day}日"
    if (start.year, start.month) != (end.year, end.month):
        last = f"{end.month}月{last}"
    if start.year != end.year:
        last = f"{end.year}年{last}"
    return f"{start.year}年{start.month}月{start.day}日至{last}"
