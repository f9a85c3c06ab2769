"""What the page of an edition shows beside its text."""

from django import template

register = template.Library()


@register.inclusion_tag("drafting/aside.html")
def drafting_aside(edition):
    return {"edition": edition}
