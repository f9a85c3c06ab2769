"""What the parts of a document say of one another, and what they leave open."""

import re

from .texts import joined


def of_parts(elements):
    yield from _of_attachments(elements)
    date = elements.ending.date
    if date and not date.text.endswith("日"):
        yield "date.whole", "GB/T 9704-2012 §7.3.5.4", date.text, "成文日期应当标全年、月、日。"


def _of_attachments(elements):
    """Attachments are called as the text lists them (§7.3.7); quotation marks do not count."""
    pairs = zip(elements.ending.listed_names, elements.attachments, strict=False)
    for listed, attachment in pairs:
        name = joined(attachment.title)
        if _plain(listed) != _plain(name):
            yield "attachment.name", "GB/T 9704-2012 §7.3.7", name[:40], f"附件标题与附件说明（{listed[:40]}）不一致。"


def _plain(name):
    return re.sub(r"[\s《》“”\"]|[，。；、]$", "", name)
