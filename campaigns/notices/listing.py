"""One page of the notices that were asked for, with everything that a row shows."""

from .marking import mark
from .models import Notice, with_tallies
from .search import LIMIT, find

PAGE_SIZE = 20


def keys_for(form):
    """Return the keys of what a valid form asks for, newest first: a queryset, or a list where words are looked for."""
    notices = form.narrow(Notice.objects.public())
    return find(notices, form.words) if form.words else notices.newest_first().values_list("pk", flat=True)


def rows(keys, words=()):
    """Return the notices with these keys, in this order, each with its tally and with the words marked."""
    there = {notice.pk: notice for notice in with_tallies(Notice.objects.for_lists().filter(pk__in=list(keys)))}
    notices = [there[key] for key in keys if key in there]
    mark(notices, words)
    return notices


def page_for(form):
    """Return the page of notices asked for, or None and an error on the form. `is_cut`: there are more hits than pages."""
    if not form.is_valid():
        return None
    keys = keys_for(form)
    page = form.page_of(keys[:LIMIT] if form.words else keys, PAGE_SIZE)
    if page is None:
        return None
    page.object_list = rows(list(page.object_list), form.words)
    page.is_cut = bool(form.words) and len(keys) > LIMIT
    return page
