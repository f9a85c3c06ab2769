"""What happened above a notice since it was made: what was withdrawn or repealed, and on which day; what has a newer edition."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from ..models import Clause, Notice

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


def told_of(actor, notice, ended):
    """Return those of the notices above one that an actor may be told by name and reason: as far as she sees them. One query.

    The host made its own of the one right above it. Of the others it is said that one ended, and when.
    """
    seen = set(Notice.objects.visible_to(actor).filter(pk__in=[each.pk for each in ended]).values_list("pk", flat=True))
    if actor.department and actor.department.pk == notice.host_id:
        seen.add(notice.parent_id)
    return [each for each in ended if each.pk in seen]


def readable(actor, edition, notices):
    """Return those of the notices above a draft whose text an actor may read. One query.

    The host of the draft made it of the one that it answers. Anybody else, as a co-issuer, and whatever stands further
    up: as far as she sees it anyway, for it may not be for everybody.
    """
    seen = set(
        Notice.objects.visible_to(actor).filter(pk__in=[each.pk for each in notices]).values_list("pk", flat=True)
    )
    if actor.department == edition.notice.host:
        seen.add(edition.answers.notice_id)
    return [each for each in notices if each.pk in seen]


def require_readable(actor, edition):
    """Raise PermissionDenied where an actor sees a draft, and may not read what it answers."""
    upper = edition.answers.notice
    if not readable(actor, edition, [upper]):
        raise PermissionDenied(
            f"{upper.short_title}没有公开，也没有印发给{actor.department}。与它的对照由{edition.notice.host}的人员查看。"
        )


def end_of(notice):
    """Say which notice ended, and when: 上级通知《…》（国市监质〔2026〕3号）已于2026年9月8日撤销，自始无效。"""
    number = f"（{notice.current.doc_number}）" if notice.current.doc_number else ""
    return f"上级通知《{notice.current.title}》{number}{notice.end.removeprefix('本通知')}"


def end_unnamed(notice):
    """The same of one that nobody is told of here: 上级有关通知（未公开）已于2026年9月8日撤销，自始无效。"""
    return f"上级有关通知（未公开）{notice.end.removeprefix('本通知')}"


def is_outdated(notice):
    """Whether a notice in force answers an edition of the one above that is in force there no more.

    Also where no clause is marked: what changed there may be the title, the theme or the opening. notice: with `current`
    and `parent__current`.
    """
    parent, now = notice.parent, notice.current
    is_open = parent is not None and now is not None and not notice.ending and not parent.is_withdrawn
    return is_open and now.answers_id is not None and parent.current_id not in (None, now.answers_id)


def with_other_opening(notices):
    """Return those of the notices above which the title, the theme or the opening says something else since: no clause is marked for it."""
    rows = notices.filter(ending="", current__answers__isnull=False, parent__current__isnull=False)
    rows = rows.exclude(parent__ending=Notice.Ending.WITHDRAWN).exclude(parent__current=F("current__answers"))
    rows = rows.annotate(was=_opening("current__answers"), now=_opening("parent__current"))
    same = {f"current__answers__{name}": F(f"parent__current__{name}") for name in ("title", "theme")}
    return rows.exclude(Q(was=F("now"), **same))


def _opening(path):
    found = Clause.objects.filter(edition=OuterRef(path), kind=Clause.Kind.PREAMBLE).order_by("position")
    return Coalesce(Subquery(found.values("text")[:1]), Value(""), output_field=TextField())


def is_behind(edition):
    """Whether a draft answers an edition of the notice above that is not the one in force. Made with notice__parent__current."""
    parent = edition.notice.parent
    is_open = edition.is_writable and edition.answers_id is not None and parent is not None and not parent.is_withdrawn
    return is_open and parent.current_id not in (None, edition.answers_id)
