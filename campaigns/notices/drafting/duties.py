"""分工: which departments lead in carrying out each clause, and which support them; typed by name, parted by 、."""

import re
from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef

from ..models import Clause, ClauseDuty
from .finding import named
from .forms import NUL
from .overtaken import Overtaken
from .rights import editing
from .rows import stamp_field, stamp_of

LEAD, SUPPORT = ClauseDuty.Part.LEAD, ClauseDuty.Part.SUPPORT
PARTS = (LEAD, SUPPORT)
MOST_WORDS = 500
_BETWEEN = re.compile(r"[、，,；;\s]+")


@dataclass
class Row:
    """A clause with the two fields beside it."""

    clause: object
    lead: object
    support: object

    @property
    def is_left(self):
        """Whether the clause has duties that it should not have any more: it is not numbered now."""
        return not is_numbered(self.clause)


def clauses_of(edition):
    """Return the clauses that somebody carries out: those of the body that bear a number, and what has duties without one.

    One query.
    """
    rows = edition.clauses.annotate(has_duties=Exists(ClauseDuty.objects.filter(clause=OuterRef("pk"))))
    return [clause for clause in rows.order_by("position") if clause.has_duties or is_numbered(clause)]


def is_numbered(clause):
    """Whether a clause of the body bears a number."""
    is_annex = clause.kind == Clause.Kind.ATTACHMENT or clause.anchor.startswith("a")
    return bool(clause.anchor) and not is_annex


def stored_of(edition):
    """Return {(clause, part): [(key, name)]} of an edition. Two queries."""
    found = {}
    rows = ClauseDuty.objects.filter(clause__edition=edition).order_by("pk")
    for duty in rows.select_related("department").prefetch_related("department__names"):
        found.setdefault((duty.clause_id, duty.part), []).append((duty.department_id, str(duty.department)))
    return found


def with_duties(clauses, edition):
    """Give each clause the words that stand beside it: 牵头：甲局；配合：乙厅、丙会. Returns them. Two queries."""
    stored = stored_of(edition)
    for clause in clauses:
        said = [(part.label, stored.get((clause.pk, part))) for part in PARTS]
        clause.duty_line = "；".join(f"{label}：{'、'.join(name for _, name in some)}" for label, some in said if some)
    return clauses


class DutiesForm(forms.Form):
    """Two lines of names for each clause."""

    stamp = stamp_field()

    def __init__(self, edition, data=None):
        self.host = edition.notice.host
        self.clauses = clauses_of(edition)
        self.stored = stored_of(edition)
        initial = {name_of(*key): "、".join(name for _, name in some) for key, some in self.stored.items()}
        super().__init__(data, initial={**initial, "stamp": stamp(self.stored)})
        for clause in self.clauses:
            for part in PARTS:
                self.fields[name_of(clause.pk, part)] = names_field(f"{clause}，{part.label}")

    @property
    def rows(self):
        return [Row(each, *(self[name_of(each.pk, part)] for part in PARTS)) for each in self.clauses]

    def clean(self):
        """Find out which departments the names mean: those whose names stood there before, and those of the portal."""
        lines = {name: split(self.cleaned_data.get(name, "")) for name in self.fields if name != "stamp"}
        known = {name: key for some in self.stored.values() for key, name in some}
        new = sorted({name for names in lines.values() for name in names} - set(known))
        known |= {name: department.pk for name, department in (named(new, self.host) if new else {}).items()}
        self.meant = {}
        for field, names in lines.items():
            if unknown := [name for name in names if name not in known]:
                self.add_error(
                    field,
                    f"没有找到{'、'.join(f'“{name[:30]}”' for name in unknown[:3])}，请填部门的全称或规范化简称，之间用顿号分开。",
                )
            self.meant[field] = list(dict.fromkeys(known[name] for name in names if name in known))
        for clause in self.clauses:
            self._refuse_both(clause)
        return self.cleaned_data

    def _refuse_both(self, clause):
        lead, support = (name_of(clause.pk, part) for part in PARTS)
        if set(self.meant[lead]) & set(self.meant[support]):
            self.add_error(support, "同一个部门不能既牵头又配合。")

    @property
    def typed(self):
        """Return {(clause, part): [key]} of what was typed."""
        pairs = [(clause.pk, part) for clause in self.clauses for part in PARTS]
        return {pair: self.meant[name_of(*pair)] for pair in pairs if self.meant[name_of(*pair)]}


def names_field(label):
    messages = {"max_length": f"最多{MOST_WORDS}字。", "null_characters_not_allowed": NUL}
    widget = forms.TextInput({"list": "near", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=MOST_WORDS, widget=widget, error_messages=messages)


def name_of(clause, part):
    return f"{part}-{clause}"


def split(words):
    return [name for name in _BETWEEN.split(words) if name]


def stamp(stored):
    return stamp_of(sorted([clause, part, [key for key, _ in some]] for (clause, part), some in stored.items()))


def save(pk, typed, seen, *, by):
    """Store {(clause, part): [key of a department]} where what stands there is what the writer saw. Raise Overtaken."""
    with editing(pk, by=by) as edition:
        stored = stored_of(edition)
        now = {pair: [key for key, _ in some] for pair, some in stored.items()}
        if now == typed:
            return
        if stamp(stored) != seen:
            raise Overtaken("这些内容", stored)
        there = set(edition.clauses.values_list("pk", flat=True))
        ClauseDuty.objects.filter(clause__edition=edition).delete()
        ClauseDuty.objects.bulk_create(
            ClauseDuty(clause_id=clause, part=part, department_id=key)
            for (clause, part), keys in typed.items()
            if clause in there
            for key in keys
        )
