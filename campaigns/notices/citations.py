"""Documents that a text names in 《》, and where each can be read."""

import hashlib
import re

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from .models import CitedDocument
from .reading.characters import same

TITLE = re.compile(r"《([^《》]+)》")


def sources(parent=None):
    """Return {what a title is compared by: address}: the known sources, and the parent notice where it is public."""
    known = {same(title): url for title, url in CitedDocument.objects.values_list("title", "url")}
    return {**known, same(parent.current.title): parent.get_absolute_url()} if parent else known


def stamp(sources):
    """Return a short text that changes whenever a source does: part of the name of what was made with them."""
    return hashlib.sha256(repr(sorted(sources.items())).encode()).hexdigest()[:16]


def linked(text, sources):
    """Return the text as HTML, each title whose source is known as a link. Raises nothing whatever the text."""
    parts, end = [], 0
    for found in TITLE.finditer(text) if sources else ():
        url = sources.get(same(found[1]), "")
        if url.startswith(("https://", "http://", "/")):
            parts += [escape(text[end : found.start()]), format_html('<a href="{}">{}</a>', url, found[0])]
            end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308  every part is escaped
