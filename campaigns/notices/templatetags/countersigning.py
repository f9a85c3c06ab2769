"""What the page of an edition shows of its countersigning."""

from django import template

from ..countersigning.panel import panel_of

register = template.Library()


@register.inclusion_tag("countersigning/panel.html")
def countersigning_panel(edition, actor, marks, form=None, should=None, is_overview=False):
    """marks, form, should: as for panel_of. is_overview: whether it stands on the page of the way round, which says the rest below."""
    return panel_of(edition, actor, marks, form, should) | {"is_overview": is_overview}
