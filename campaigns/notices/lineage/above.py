"""What ended above a notice: who made something of a notice must hear that it was withdrawn or repealed, and on which day."""

from ..models import Notice

UP = ("parent", "parent__parent", "parent__parent__parent")  # a county's notice has three above it


def ended_above(notice):
    """Return the notices that this one descends from and that were withdrawn or repealed, the nearest first. Two queries."""
    if notice.parent_id is None:
        return []
    keys = Notice.objects.values_list(*UP).get(pk=notice.pk)
    rows = Notice.objects.filter(pk__in=[key for key in keys if key]).exclude(ending="")
    ended = {each.pk: each for each in rows.select_related("host__region", "current", "campaign")}
    return [ended[key] for key in keys if key in ended]


def ended_above_in_public(notice):
    """The same, of those that have a public page: nothing is told of the others."""
    return [each for each in ended_above(notice) if each.is_public]


def end_of(notice):
    """Say which notice ended, and when: 上级通知《…》（国市监质〔2026〕3号）已于2026年9月8日撤销，自始无效。"""
    number = f"（{notice.current.doc_number}）" if notice.current.doc_number else ""
    return f"上级通知《{notice.current.title}》{number}{notice.end.removeprefix('本通知')}"
