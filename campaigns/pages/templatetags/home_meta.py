"""The head of the first page, for machines."""

from django import template

from campaigns.pages import structured

register = template.Library()


@register.inclusion_tag("pages/home_meta.html", takes_context=True)
def home_meta(context, campaign, national):
    """Everything that the first page says to machines; both may be None."""
    return {
        "request": context["request"],
        "site": structured.site(),
        "event": campaign and structured.event(campaign, national),
    }
