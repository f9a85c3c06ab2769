"""沿革追踪: one clause down through all levels, in every notice that somebody sees at her desk."""

from urllib.parse import urlencode

from django.db.models import Count, F, Q

from organizations import fields
from organizations.models import Region

from ..comparing import descent
from ..comparing.forms import ClauseFilter
from ..models import Lineage, Notice, StaleMark

PAGE_SIZE = descent.PAGE_SIZE


class TraceFilter(ClauseFilter):
    """One level, one relation, one province."""

    province = fields.choice("省份", (), "全部省份", required=False)

    def __init__(self, data, is_national):
        super().__init__(data)
        if is_national:
            rows = Region.objects.provinces().filter(until="").order_by("code").values_list("code", "name")
            self.fields["province"].choices = [*self.fields["province"].choices, *rows]

    def kept(self):
        return f"{urlencode(self.asked)}&" if self.asked else ""

    @property
    def asked(self):
        names = "depth", "only", "province"
        return {name: self.cleaned_data[name] for name in names if self.is_valid() and self.cleaned_data.get(name)}


def rows_below(clause, depth, actor):
    """Return the lineage rows so many levels below a clause, in the notices that an acting.Actor sees and that stand."""
    seen = Notice.objects.visible_to(actor).standing().values("pk")
    rows = descent.rows_carrying(clause, depth).filter(edition__notice__current=F("edition"))
    return rows.filter(edition__notice__in=seen).distinct()


def summary(clause, actor, province=""):
    """Return [(depth, names of the levels, how many, [(relation, count)])] of the levels that have any. One query a depth."""
    found = []
    for depth in descent.DEPTHS:
        counts = _within(rows_below(clause, depth, actor), province).order_by()
        counts = list(
            counts.values_list("edition__notice__host__region__level", "relation").annotate(Count("pk", distinct=True))
        )
        if counts:
            levels = {level for level, *_ in counts}
            names = "、".join(level.label for level in Region.Level if level in levels)
            tally = [(kind, sum(count for _, each, count in counts if each == kind)) for kind in Lineage.Relation]
            found.append((depth, names, sum(count for *_, count in counts), [(k, n) for k, n in tally if n]))
    return found


def page_below(clause, form, actor):
    """Return the page of Steps that a TraceFilter asks for, by region, or None and an error on the form."""
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    rows = _within(rows_below(clause, asked["depth"], actor), asked["province"])
    rows = rows.filter(Q(relation=asked["only"]) if asked["only"] else Q())
    rows = rows.order_by("edition__notice__province", "edition__notice__city", "edition__notice__county", "pk")
    page = form.page_of(descent.with_kin(rows), PAGE_SIZE)
    if page is not None:
        page.object_list = _with_stale(descent.steps(list(page.object_list)))
    return page


def _with_stale(steps):
    """Give each of the Steps `stale`: what its clause, or what was left out, has still to answer, in a word. One query.

    A clause above is known by its uid: a mark names that of the edition in force, lineage the one that was answered.
    """
    marks = StaleMark.objects.filter(notice__in={step.notice.pk for step in steps}).select_related("upper")
    found = {(mark.notice_id, mark.clause_id or mark.upper.uid): mark for mark in marks}
    for step in steps:
        row = step.row
        mark = found.get((step.notice.pk, row.clause_id or row.parent.uid))
        step.stale = ("上级待更新" if mark.kind == StaleMark.Kind.WAITING else "待更新") if mark else ""
    return steps


def _within(rows, province):
    return rows.filter(edition__notice__province=province) if province else rows
