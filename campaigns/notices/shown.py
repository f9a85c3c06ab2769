"""What never changes of an edition on its page, made once and kept under the hash of its text."""

from typing import NamedTuple

from django.core.cache import cache
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string

from . import citations
from .outline import Outline

PARTS = ("notices/text.html", "notices/contents.html", "notices/facts.html")
FORM = 1  # raise it when the templates below change


class Shown(NamedTuple):
    """HTML of an edition: what it says to machines, its text, its contents, and what is printed of it beside the text."""

    head: str
    text: str
    contents: str
    facts: str


def shown(request, notice, edition):
    """Return the Shown of an edition of a notice that was fetched by `for_page`. No query where it is kept."""
    parent = notice.public_parent
    sources = citations.sources(parent)
    files = "".join(file.sha256[:8] for file in notice.current.files.all())
    key = f"shown:{FORM}:{notice.pk}:{edition.digest}:{citations.stamp(sources)}:{files}"
    if edition.digest and (kept := cache.get(key)):
        return kept
    made = _made(request, notice, edition, sources)
    if edition.digest:
        cache.set(key, made)
    return made


def _made(request, notice, edition, sources):
    prefetch_related_objects([edition], "issuers")
    prefetch_related_objects([notice], "host__names")
    context = {
        "request": request,
        "notice": notice,
        "edition": edition,
        "outline": Outline(edition.clauses.all()),
        "sources": sources,
    }
    parts = [render_to_string(name, context) for name in PARTS]
    is_current = edition.pk == notice.current_id  # one that was replaced says nothing to machines
    return Shown(render_to_string("notices/head.html", context) if is_current else "", *parts)
