"""What the page of an edition shows of its countersigning."""

from django import template

from ..countersigning.panel import panel_of

register = template.Library()


@register.inclusion_tag("countersigning/panel.html")
def countersigning_panel(edition, actor, is_overview=False):
    """is_overview: whether the panel stands on the page of the way round itself, which says the rest below it."""
    return panel_of(edition, actor) | {"is_overview": is_overview}
