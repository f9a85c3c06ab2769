"""What pages say of what stands above a notice."""

from django import template

from ..lineage import above

register = template.Library()
register.filter("end_of", above.end_of)


@register.filter
def is_read_above(actor, edition):
    """Whether an actor may read what a draft answers. One query."""
    return bool(above.readable(actor, edition, [edition.answers.notice]))


@register.inclusion_tag("notices/ended_above.html")
def ancestors_ended(notice):
    """Say, to everybody, which notices above this one were withdrawn or repealed, and when."""
    return {"ended": above.ended_above_in_public(notice)}


@register.inclusion_tag("notices/ended_above.html")
def ancestors_ended_at_desk(notice):
    """The same at the desk of who made something of them: also of those that are not public."""
    return {"ended": above.ended_above(notice), "is_own": True}
