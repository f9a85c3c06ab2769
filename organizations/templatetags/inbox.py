"""The way to the inbox in every page's masthead."""

from django import template

register = template.Library()
MOST = 99


@register.inclusion_tag("components/inbox_link.html", takes_context=True)
def inbox_link(context):
    """Who is signed in and how much she has not read: one query. A stranger gets nothing, and asks nothing."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return {"is_shown": False}
    count = user.inbox.unread().count()
    return {"is_shown": True, "count": count, "words": f"{MOST}+" if count > MOST else count}
