"""What the co-issuers said against a text, or asked for in it, with a way to each clause that they name."""

import re

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from ..rounds.marks import Decision

HEARD = (Decision.OBJECTED, Decision.OPINION)
BEFORE = "(?<![一二三四五六七八九十百零〇0-9])"  # 三（六） is not in 十三（六）


def heard(edition, marks):
    """Return [(Mark, its words as HTML)] of the co-issuers that objected or had an opinion. One query at most."""
    said = [mark for mark in marks if mark.signature and mark.signature.decision in HEARD and mark.signature.opinion]
    ways = _ways(edition) if said else {}
    return [(mark, _linked(mark.signature.opinion, ways)) for mark in said]


def _ways(edition):
    """Return {三（六） or 第三部分第（六）条: address}; not of what a text may say by chance, as 三 alone."""
    ways = {}
    for clause in edition.clauses.order_by("position"):
        address = reverse("drafting:clause", args=[edition.pk, clause.pk])
        for name in (clause.path, clause.cited):
            if len(name) > 2:
                ways.setdefault(name, address)
    return ways


def _linked(words, ways):
    """Return the words as HTML; of two names that begin alike the longer one counts."""
    if not ways:
        return escape(words)
    names = re.compile(BEFORE + "(?:" + "|".join(map(re.escape, sorted(ways, key=len, reverse=True))) + ")")
    parts, end = [], 0
    for found in names.finditer(words):
        parts += [escape(words[end : found.start()]), format_html('<a href="{}">{}</a>', ways[found[0]], found[0])]
        end = found.end()
    return mark_safe("".join([*parts, escape(words[end:])]))  # noqa: S308  every part is escaped
