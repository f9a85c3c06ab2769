"""What the page of an edition says of what it has still to follow."""

from django import template
from django.db.models import Count, Q

from ..following.sides import to_follow
from ..lineage.above import is_behind, is_outdated
from ..models import Notice, StaleMark

register = template.Library()
WAITING = Q(kind=StaleMark.Kind.WAITING)


@register.inclusion_tag("following/panel.html")
def following_panel(edition):
    """Lead from an edition to what the notice above says by now. A fixed number of queries, none without a notice above."""
    notice = edition.notice
    if notice.parent_id is None or edition.answers_id is None:
        return {}
    notice.parent = Notice.objects.select_related("current", "host__region").get(pk=notice.parent_id)
    facts = {"edition": edition, "notice": notice, "upper": notice.parent}
    if edition.is_writable:
        counts = to_follow(edition).aggregate(open=Count("pk", filter=Q(confirmed=False)), opened=Count("pk"))
        return facts | counts | {"is_behind": is_behind(edition)}
    if edition.pk == notice.current_id:
        counts = notice.stale.aggregate(direct=Count("pk", filter=~WAITING), waiting=Count("pk", filter=WAITING))
        return facts | counts | {"is_outdated": is_outdated(notice)}
    return {}
