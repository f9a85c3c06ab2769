"""Who wrote an edition: whoever wrote some of it is not the one who signs it."""

from collections import defaultdict

from .models import Revision


def authors_of(editions):
    """Return {key of an edition: keys of all who wrote a revision of it, or had it written for them}.

    One query, none for no editions.
    """
    found = defaultdict(set)
    if editions:
        rows = Revision.objects.filter(edition__in=editions).values_list("edition", "user", "on_behalf_of")
        for edition, *people in rows:
            found[edition].update(filter(None, people))
    return found


def authors(edition):
    """Return the same of one edition: a set of keys."""
    return authors_of([edition])[edition.pk]
