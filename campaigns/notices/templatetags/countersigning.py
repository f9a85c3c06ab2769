"""What the page of an edition shows of its countersigning."""

from django import template

register = template.Library()


@register.inclusion_tag("countersigning/panel.html")
def countersigning_panel(edition, actor):
    return {"edition": edition, "actor": actor}
