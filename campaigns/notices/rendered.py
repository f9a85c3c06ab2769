"""The text of an edition and its contents as HTML, made once in a process and kept under the hash of the text."""

from typing import NamedTuple

from django.core.cache import caches
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string

from . import citations
from .outline import Outline


class Rendered(NamedTuple):
    """HTML of an edition: its text and its contents."""

    text: str
    contents: str


def rendered(notice, edition):
    """Return the Rendered of an edition of a notice. Where it is kept, one query: for the sources that it cites."""
    sources = citations.sources(notice.public_parent)
    key = f"rendered:{notice.pk}:{edition.digest}:{citations.stamp(sources)}"
    if edition.digest and (kept := caches["process"].get(key)):
        return kept
    made = _made(notice, edition, sources)
    if edition.digest:
        caches["process"].set(key, made)
    return made


def _made(notice, edition, sources):
    prefetch_related_objects([edition], "issuers")
    outline = Outline(edition.clauses.for_reading())
    context = {"notice": notice, "edition": edition, "outline": outline, "sources": sources}
    text = render_to_string("notices/text.html", context)
    return Rendered(text, render_to_string("notices/contents.html", context))
