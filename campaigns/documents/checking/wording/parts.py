"""What the parts of a document say of one another, and what they leave open."""

import re

from .texts import joined


def of_parts(elements):
    yield from _of_what_is_missing(elements)
    yield from _of_attachments(elements)
    date = elements.ending.date
    if date and not date.text.endswith("日"):
        yield "date.whole", "GB/T 9704-2012 §7.3.5.4", date.text, "成文日期应当标全年、月、日。"


def _of_what_is_missing(elements):
    """A draft, or a text taken from elsewhere, may lack them; a notice that is issued has them."""
    parts = {
        "发文机关标志": elements.head.mark,
        "发文字号": elements.head.number or elements.head.order_number,
        "发文机关署名": elements.ending.names or elements.ending.seals or elements.layout == "1999",
        "成文日期": elements.ending.date,
    }
    if missing := [name for name, part in parts.items() if not part]:
        yield (
            "parts.whole",
            "《党政机关公文处理工作条例》第九条",
            "",
            f"没有{'、'.join(missing)}，正式印发的公文应当具备。",
        )


def _of_attachments(elements):
    """Attachments are called as the text lists them (§7.3.7); quotation marks do not count."""
    pairs = zip(elements.ending.listed_names, elements.attachments, strict=False)
    for listed, attachment in pairs:
        name = joined(attachment.title)
        if _plain(listed) != _plain(name):
            yield "attachment.name", "GB/T 9704-2012 §7.3.7", name[:40], f"附件标题与附件说明（{listed[:40]}）不一致。"


def _plain(name):
    return re.sub(r"[\s《》“”\"]|[，。；、]$", "", name)
