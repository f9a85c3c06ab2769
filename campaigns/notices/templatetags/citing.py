"""Links to the documents that a text cites."""

from django import template

from ..citations import linked

register = template.Library()


@register.filter
def citing(text, sources):
    """Return the text as HTML with links to the sources that are known: {same title: address}."""
    return linked(text, sources)
