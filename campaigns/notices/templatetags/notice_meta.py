"""The head of a notice's page, for machines."""

from django import template

from campaigns.notices import metadata

register = template.Library()


@register.inclusion_tag("notices/meta.html", takes_context=True)
def notice_meta(context, notice):
    """Everything that the page of a notice says to machines. Asks for nothing that `for_page` has not fetched."""
    return {
        "request": context["request"],
        "title": notice.current.title,
        "description": metadata.description_of(notice),
        "tags": metadata.article_tags(notice),
        "structured": metadata.structured(notice),
    }
