"""One page of the notices that were asked for, with everything that a row shows."""

from .grams import pieces
from .marking import mark
from .models import Notice, with_tallies
from .search import LIMIT, Hits, find

PAGE_SIZE = 20


def hits_for(form):
    """Return what a valid form asks for, newest first. Their keys are a queryset unless words are looked for."""
    notices = form.narrow(Notice.objects.public())
    return find(notices, form.words) if form.words else Hits(notices.newest_first().values_list("pk", flat=True))


def rows(keys, words=()):
    """Return the notices with these keys, in this order, each with its tally and with the words marked."""
    there = {notice.pk: notice for notice in with_tallies(Notice.objects.for_lists().filter(pk__in=list(keys)))}
    notices = [there[key] for key in keys if key in there]
    mark(notices, words)
    return notices


def page_for(form):
    """Return the page of notices asked for, or None and an error on the form.

    `is_cut`: there are more hits than pages. `is_near`: nothing has the words in one piece.
    """
    if not form.is_valid():
        return None
    hits = hits_for(form)
    page = form.page_of(hits.keys[:LIMIT] if form.words else hits.keys, PAGE_SIZE)
    if page is None:
        return None
    words = {piece for word in form.words for piece in pieces(word)} if hits.is_near else form.words
    page.object_list = rows(list(page.object_list), words)
    page.is_cut, page.is_near = bool(form.words) and len(hits.keys) > LIMIT, hits.is_near
    return page
