"""审计: the audit administrator reads, filters and exports what was done. Nobody else does."""

import hashlib
import json

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from .. import audit
from ..access import Right
from ..held import only_for
from ..methods import reads_only
from ..models import AuditRow
from .forms import AuditFilter
from .rows import as_csv, described

PER_PAGE = 50
MOST_LISTED = 10_000  # rows: to count more would take longer the more there are


@reads_only
@only_for(Right.AUDIT)
def audit_list(request):
    form = AuditFilter(request.GET)
    return audit_page(request, form)


def audit_page(request, form):
    page = form.page_of(form.narrow(AuditRow.objects.all())[:MOST_LISTED], PER_PAGE) if form.is_valid() else None
    rows = described(page.object_list) if page else []
    context = {"form": form, "page": page, "rows": rows, "head": audit.head()}
    context["is_cut"] = bool(page) and page.paginator.count == MOST_LISTED
    return render(request, "desk/audit.html", context, status=400 if form.errors else 200)


@require_POST
@only_for(Right.AUDIT)
def audit_export(request):
    """Hand out all rows that the filter leaves. That they were handed out is itself audited, with the filter's digest."""
    form = AuditFilter(request.POST)
    if not form.is_valid():
        return audit_page(request, form)
    asked = hashlib.sha256(json.dumps(form.asked, default=str, sort_keys=True).encode()).hexdigest()
    rows = form.narrow(AuditRow.objects.all())
    rows = rows.filter(pk__lte=audit.record("export-audit", request.actor.user, by=request.actor, after=asked).pk)
    answer = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.csv"'
    return answer
