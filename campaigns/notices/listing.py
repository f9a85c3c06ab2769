"""One page of the notices that were asked for, with everything that a row shows."""

from django.core.paginator import Paginator

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
    number = form.cleaned_data["page"] or 1
    paginator = Paginator(keys[:LIMIT] if form.words else keys, PAGE_SIZE)
    if number > paginator.num_pages:
        form.add_error("page", f"没有第{number}页，共{paginator.num_pages}页。")
        return None
    page = paginator.page(number)
    page.numbers = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    page.object_list = rows(list(page.object_list), form.words)
    page.is_cut = bool(form.words) and len(keys) > LIMIT
    return page
