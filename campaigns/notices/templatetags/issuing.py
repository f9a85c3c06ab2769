"""What the page of an edition shows of its signing, its number, its files and its end."""

from django import template

register = template.Library()


@register.inclusion_tag("issuing/panel.html")
def issuing_panel(edition, actor):
    return {"edition": edition, "actor": actor}
