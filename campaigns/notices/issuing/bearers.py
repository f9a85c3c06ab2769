"""Whose issued notices bear a mark: what stood in red on a notice of one organ is no mark of another one."""

from django.db.models import Q

from organizations.models import Department

from ..models import Edition, Notice

BRACKETS = "〔[［(（"  # what stands between mark and year, as it was typed in old texts


def of_mark(mark, department):
    """Return the names of the organs whose issued notices are numbered with a mark, the first one first.

    A notice that was withdrawn is void from the start and bears none. Nothing where a notice of the department's own, of
    one that it succeeds or of one that succeeds it bears it, too.
    """
    bears = Q(*[("doc_number__startswith", f"{mark}{bracket}") for bracket in BRACKETS], _connector=Q.OR)
    rows = Edition.objects.filter(bears, state=Edition.State.ISSUED).exclude(notice__ending=Notice.Ending.WITHDRAWN)
    hosts = list(dict.fromkeys(rows.order_by("pk").values_list("notice__host", flat=True)))
    lines = Department.objects.with_successors({*hosts, department.pk})
    own = {row.pk for row in lines[department.pk]}
    if any(host in own or lines[host][-1] in lines[department.pk] for host in hosts):
        return []
    return list(dict.fromkeys(str(lines[host][-1]) for host in hosts))
