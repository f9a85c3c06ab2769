"""Where the words that were looked for stand: marked in titles and numbers, and in a few words of the text."""

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from campaigns.templatetags.typography import phrases

from .grams import normal, places
from .models import Clause

LENGTH = 60  # characters of a snippet
BEFORE = 16  # of them before the first hit


@dataclass(frozen=True)
class Found:
    """A notice's title, number and one snippet of its text, as HTML with the words marked."""

    title: SafeString
    number: SafeString
    snippet: SafeString | str


def mark(notices, words):
    """Give each of the notices `found`, as far as there are words. One query, however many notices."""
    snippets = _snippets([notice.current_id for notice in notices], words) if words else {}
    for notice in notices if words else ():
        edition = notice.current
        title = marked(edition.title, words, phrases(edition.title))
        notice.found = Found(title, marked(edition.doc_number, words), snippets.get(edition.pk, ""))


def spans(text, words):
    """Return [(start, end)] where normal words stand in a text; what overlaps is one."""
    folded, origin = normal(text), places(text)
    hits = sorted((origin[at], origin[at + len(word) - 1] + 1) for word in words for at in _every(word, folded))
    joined = []
    for start, end in hits:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _every(word, text):
    """Yield every place where `word` begins in `text`."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def marked(text, words, pieces=None):
    """Return a text as HTML with the words marked, and with <wbr> between its pieces, if it has any."""
    hits, done, parts = spans(text, words), 0, []
    for piece in pieces or [text]:
        end = done + len(piece)
        parts.append((_marked(text, done, end, hits),))
        done = end
    return format_html_join(mark_safe("<wbr>"), "{}", parts)


def _marked(text, start, end, hits):
    """Return text[start:end] as HTML, marked as far as the hits lie in it."""
    parts, done = [], start
    for first, last in ((max(first, start), min(last, end)) for first, last in hits):
        if first < last:
            parts += [text[done:first], format_html("<mark>{}</mark>", text[first:last])]
            done = last
    return format_html_join("", "{}", ((conditional_escape(part),) for part in [*parts, text[done:end]]))


def snippet(text, words):
    """Return a few words of a text around the first hit, marked, as HTML; nothing without a hit."""
    hits = spans(text, words)
    if not hits:
        return ""
    start = max(0, hits[0][0] - BEFORE)
    end = max(start + LENGTH, hits[0][1])
    return format_html("{}{}{}", "…" if start else "", marked(text[start:end], words), "…" if end < len(text) else "")


def _snippets(editions, words):
    """Return {edition: snippet} from the first clause with a hit; those that have none are left out."""
    clauses = Clause.objects.filter(edition__in=editions).order_by("edition", "position")
    found = {}
    for edition, *parts in clauses.values_list("edition", "marker", "heading", "text"):
        text = "".join(parts)
        if edition not in found and any(word in normal(text) for word in words):
            found[edition] = snippet(text, words)
    return found
