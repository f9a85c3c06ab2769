"""Under which names organs issue: a department under one that it bears today, and nobody under another's.

A mark is given for a department. Were it printed under another name, a notice would bear the name of an organ that never
saw it.
"""

import unicodedata

from django.db.models import Q
from django.utils import timezone

from organizations.models import DepartmentName

OFFICES = ("", "办公厅", "办公室")  # a department's own office issues for it under both names
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
FINAL = "。．.，,；;：:、"


def wrong(issuers, host):
    """Return a sentence for each of the Issuers whose printed name is not its own. At most three queries.

    issuers: with their departments and the names of those fetched. host: the department that issues the notice.
    """
    typed = _listed([each.printed_name for each in issuers if not each.department], host)
    found = (_of(each) if each.department else typed.get(each.printed_name, "") for each in issuers)
    return [sentence for sentence in found if sentence]


def _of(issuer):
    department, name, today = issuer.department, issuer.printed_name, timezone.localdate().isoformat()
    if any(name == own + office for own in names_of(department, today) for office in OFFICES):
        return ""
    if name in names_of(department):
        return f"“{name}”已经更名为“{department.name_on(today)}”，请改正署名。"
    return f"“{name}”不是{department.name_on(today)}的名称，请改正署名，或删去后从部门中另选。"


def names_of(department, day=""):
    """The names, full and short, that a department bears on a day; without a day, all that it ever bore."""
    rows = department.names.all()
    if day:
        rows = [row for row in rows if row.since <= day and (not row.until or day < row.until)]
    return {name for row in rows for name in (row.name, row.short_name) if name}


def _listed(typed, host):
    """Return {typed name: sentence} of names that are those of departments here, however they are written."""
    plain = {folded(name): name for name in typed if folded(name)}
    if not plain:
        return {}
    near = Q(short_name__in=plain, department__region=host.region_id)
    rows = DepartmentName.objects.filter(Q(name__in=plain) | near, until="", department__until="")
    found = {name for row in rows.values_list("name", "short_name") for name in row if name in plain}
    return {plain[name]: f"“{plain[name]}”是本系统的部门，请删去这一行，从部门中选择。" for name in found}


def folded(name):
    """Return a name as it is told from others: of one width, without blanks and final marks."""
    wide = unicodedata.normalize("NFKC", name)
    return "".join(each for each in wide if unicodedata.category(each) not in UNSEEN).rstrip(FINAL)
