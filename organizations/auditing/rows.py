"""Rows of the audit in words: ids become names, for all rows at once. What is gone keeps its number.

A model that says `in_audit(row)`, what one of its things is called beside a row and why it was done, is asked for it;
`AUDIT_NEEDS` names what has to be fetched with it.
"""

import csv
from datetime import datetime

from django.apps import apps
from django.utils import timezone

from ..acts import thing_word, word_for
from ..models import AuditRow, AuditSeal, Department, User

AT_A_TIME = 500
# How a cell begins that a spreadsheet would reckon; a Chinese one takes the full width for the same.
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
HEADINGS = (
    "编号", "时间", "行为", "人员", "人员编号", "委托人", "委托人编号", "部门", "部门编号", "对象", "对象名称", "对象类别", "对象编号",
    "此前", "此后", "来源地址", "结果", "封存序号", "封存摘要",
)  # fmt: skip


def described(rows, *, has_accounts=True):
    """Give each of the rows its words; return the list. Three queries and some for each kind of thing, however many rows.

    has_accounts: whether people are told apart by their user names, too.
    """
    rows = list(rows)
    people = _people({key for row in rows for key in (row.user_id, row.on_behalf_of_id) if key}, has_accounts)
    keys = {row.department_id for row in rows if row.department_id}
    titles = {}
    for label in {row.thing for row in rows}:
        titles |= _titles(label, [row for row in rows if row.thing == label])
    departments = Department.objects.prefetch_related("names").in_bulk(keys)
    for row in rows:
        row.act_word, row.thing_word = word_for(row.act), thing_word(row.thing)
        row.person, row.principal = _name(people, row.user_id), _name(people, row.on_behalf_of_id)
        row.title = titles.get(row.pk, "")
        row.department = _name(departments, row.department_id)
        row.before_word, row.after_word = (_word(row.thing, value) for value in (row.before, row.after))
    return rows


def _titles(label, rows):
    """Return {key of an audit row: what its thing is called} for rows about one kind of thing."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    if not hasattr(model, "in_audit"):
        return {}
    things = model._base_manager.prefetch_related(*model.AUDIT_NEEDS).in_bulk({row.thing_id for row in rows})
    return {row.pk: things[row.thing_id].in_audit(row) for row in rows if row.thing_id in things}


def _people(keys, has_accounts):
    """Return {key: the name and, where it is asked for since a name can be given anew, the user name}."""
    found = User.objects.in_bulk(keys).items()
    return {key: f"{user.name}（{user.username}）" if has_accounts else user.name for key, user in found}


def _name(things, key):
    return str(things.get(key, f"（编号{key}）")) if key else ""


def _word(label, value):
    """What a state or role of a thing is called; a digest in short."""
    try:
        fields = apps.get_model(label)._meta.fields
    except LookupError:
        fields = []
    words = {str(known): str(word) for field in fields for known, word in field.flatchoices}
    return words.get(value) or (f"{value[:12]}…" if len(value) == 64 else value)


# --- as a table for a spreadsheet ---------------------------------------------------------------------------------


class Echo:
    """A file that hands on what is written to it."""

    def write(self, text):
        return text


def as_csv(rows):
    """Yield the rows as CSV in UTF-8 with a BOM, so that spreadsheets read it; a few hundred at a time."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)
    for row in _in_turn(rows):
        yield writer.writerow([plain(cell) for cell in _cells(row)])


def _in_turn(rows):
    last = None
    while found := list((rows.filter(pk__lt=last) if last else rows).order_by("-pk")[:AT_A_TIME]):
        seals = {seal.row_id: seal for seal in AuditSeal.objects.filter(row__in=[row.pk for row in found])}
        for row in described(found):
            row.link = seals.get(row.pk)
            yield row
        last = found[-1].pk


def _cells(row: AuditRow):
    return (
        row.pk, timezone.localtime(row.at), row.act_word, row.person, row.user_id, row.principal, row.on_behalf_of_id,
        row.department, row.department_id, row.thing_word, row.title, row.thing, row.thing_id, row.before, row.after, row.address,
        row.get_result_display(), row.link and row.link.number, row.link and row.link.digest,
    )  # fmt: skip


def plain(cell):
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
