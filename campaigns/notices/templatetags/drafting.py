"""What the page of an edition shows beside its text."""

from django import template

from ..drafting import aside
from ..drafting.rights import may_write
from ..moves import State

register = template.Library()


@register.inclusion_tag("drafting/aside.html", takes_context=True)
def drafting_aside(context, edition):
    """Lead to the pages of a draft, each with how far it is; say what is missing while it is written."""
    writes = may_write(context["request"].actor, edition)
    must, should = aside.checked(edition) if writes and edition.state in (State.DRAFT, State.REVIEW) else ([], [])
    return {"edition": edition, "entries": aside.entries(edition, writes), "must": must, "should": should}
