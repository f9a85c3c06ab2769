"""What an edition takes over from an earlier one: its rows, made anew."""

from organizations.models import Department

from ..models import Addressee, ClauseDuty
from .addressing import FIELDS, joints


def anew(row, **facts):
    """Return a row that is not stored yet and says the same, but for `facts`."""
    fields = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    copy = type(row)(**fields)
    for name, value in facts.items():
        setattr(copy, name, value)
    return copy


def copy_addressees(old, new):
    """Copy to whom an edition goes. Which rows 、 joins is told by its line as well: frozen rows may be older than that mark."""
    rows = list(old.addressed.all())
    for place, field in FIELDS.items():
        there = [row for row in rows if row.place == place]
        marks = joints([row.text for row in there], getattr(old, field))
        copies = [anew(row, edition=new, joint=row.joint or mark) for row, mark in zip(there, marks, strict=True)]
        Addressee.objects.bulk_create(copies)


def copy_hung(model, old, made):
    """Copy what hangs on the clauses of an edition, as duties and files do; made: {key of a clause: its copy}."""
    rows = model.objects.filter(clause__edition=old)
    model.objects.bulk_create(anew(row, clause=made[row.clause_id]) for row in rows)


def copy_duties(old, made):
    """Copy who carries out what, by the departments of today; return the names of those that nobody came after.

    Of two that have become one, the one that led is taken.
    """
    rows = list(ClauseDuty.objects.filter(clause__edition=old))  # those who lead come first
    lines = Department.objects.with_successors({row.department_id for row in rows})
    found, gone = {}, {}
    for row in rows:
        heir = lines[row.department_id][-1]
        if heir.until:
            gone[row.department_id] = str(lines[row.department_id][0])
        else:
            found.setdefault((row.clause_id, heir.pk), anew(row, clause=made[row.clause_id], department=heir))
    ClauseDuty.objects.bulk_create(found.values())
    return list(gone.values())
