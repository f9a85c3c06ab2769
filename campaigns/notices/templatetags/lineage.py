"""What pages say of what stands above a notice."""

from django import template

from ..lineage import above

register = template.Library()
register.filter("end_of", above.end_of)
register.filter("end_unnamed", above.end_unnamed)


@register.filter
def is_read_above(actor, edition):
    """Whether an actor may read what a draft answers. One query."""
    return bool(above.readable(actor, edition, [edition.answers.notice]))


@register.inclusion_tag("notices/ended_above.html")
def ancestors_ended(notice):
    """Say, to everybody, which notices above this one were withdrawn or repealed, and when."""
    ended = above.ended_above_in_public(notice)
    return {"ended": ended, "told": ended}


@register.inclusion_tag("notices/ended_above.html")
def ancestors_ended_at_desk(actor, notice):
    """The same at the desk of who made something of them: also of those that are not public, unnamed to who does not see them."""
    ended = above.ended_above(notice)
    return {"ended": ended, "told": above.told_of(actor, notice, ended) if ended else [], "is_own": True}
