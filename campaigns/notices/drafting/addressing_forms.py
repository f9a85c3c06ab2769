"""What is typed on the page of those whom a draft is for."""

import re

from django import forms
from django.utils import timezone

from organizations import fields
from organizations.converters import Key
from organizations.models import Department

from ..lineage.answering import is_below
from ..receiving import deadline
from . import addressing, splitting
from .addressing import Duty, Place, Row
from .classes import classes_below
from .forms import OneLine
from .rows import row_set_of, stamp_field, word_field

_DEPARTMENT = re.compile(f"d-({Key.regex})")
WORDS = ""  # means nobody in particular: the words alone are printed
NO_SUCH = "请从列表中选择所指的机关。"
NOT_BELOW = "{}不在{}以下，不能要求它制定本地通知，请改为“签收”或“知悉”。"


class Meant(forms.CharField):
    """What a row means: nothing for words alone, d-7 a department, province-3 a class of them: a level and a line."""

    def __init__(self, **options):
        messages = dict.fromkeys(("max_length", "null_characters_not_allowed"), NO_SUCH)
        super().__init__(label="所指机关", required=False, max_length=40, error_messages=messages, **options)

    def widget_attrs(self, widget):
        return {}  # a list to choose from has no maxlength


class RowForm(forms.Form):
    text = OneLine("印刷名称", 200)
    means = Meant(widget=forms.Select)
    duty = forms.ChoiceField(
        label="要求",
        choices=Duty.choices,
        error_messages={"invalid_choice": "请从列表中选择。", "required": "请选择要求。"},
    )
    joint = forms.BooleanField(label="与前一行用顿号相连", required=False)

    def __init__(self, *args, choices=(), classes=(), departments=None, host=None, **kwargs):
        """classes: what may be meant though it is not offered. departments: {key: Department}, with its region and those above.
        host: whose draft it is.
        """
        super().__init__(*args, **kwargs)
        self.classes, self.departments, self.host = classes, departments or {}, host
        self.fields["means"].widget.choices = self._with_own(choices)
        self.fields["text"].error_messages["required"] = "请填写印刷名称，或删去这一行。"

    def _with_own(self, choices):
        own = self["means"].value() or WORDS
        name = self.departments.get(_department_in(own))
        return [choices[0], *([(own, str(name))] if name else []), *choices[1:]] if choices else []

    def clean_means(self):
        said = self.cleaned_data["means"]
        known = {value for value, _ in _flat(self.fields["means"].widget.choices)}
        if said not in known and said not in self.classes:
            raise forms.ValidationError(NO_SUCH)
        return said

    def clean(self):
        """Only what lies below the host adapts its notice."""
        given = self.cleaned_data
        meant = self.departments.get(_department_in(given.get("means", "")))
        if meant and given.get("duty") == Duty.ADAPT and not is_below(meant.region, self.host.region):
            self.add_error("duty", NOT_BELOW.format(meant, self.host.region))
        return given

    @property
    def row(self):
        facts = self.cleaned_data
        if department := _department_in(facts["means"]):
            return Row(facts["text"], facts["duty"], department=department, joint=facts["joint"])
        kind, _, key = facts["means"].partition("-")
        return Row(facts["text"], facts["duty"], level=kind, line=int(key) if key else None, joint=facts["joint"])

    @property
    def holds_several(self):
        """Whether the row is words alone that may be several names."""
        return not self["means"].value() and splitting.holds_several(self["text"].value() or "")


Rows = row_set_of(RowForm)


def _flat(choices):
    for value, label in choices:
        yield from label if isinstance(label, (list, tuple)) else [(value, label)]


def _department_in(means):
    """Return the key of the department that d-7 means, or None: for anything else, and for what is no key."""
    found = _DEPARTMENT.fullmatch(means)
    return int(found[1]) if found else None


def initial_of(row):
    means = f"d-{row.department}" if row.department else f"{row.level}-{row.line}" if row.level else WORDS
    return {"text": row.text, "duty": row.duty, "means": means, "joint": row.joint}


class AddressForm(forms.Form):
    """The rows of both places, and what is to be added to them."""

    stamp = stamp_field()
    place = forms.ChoiceField(
        label="列入",
        choices=Place.choices,
        initial=Place.MAIN,
        required=False,
        error_messages={"invalid_choice": NO_SUCH},
    )
    add = Meant(widget=forms.Select)
    adapt_by = fields.day(
        "贯彻期限", required=False, help_text="要求“制定本地通知”的各地，在这一天（含当日）之前印发。"
    )
    find = word_field("部门或文字", 200, widget=forms.TextInput({"list": "near", "autocomplete": "off"}))

    def __init__(self, edition, data=None):
        self.host = edition.notice.host
        self.stored = addressing.rows_of(edition)
        super().__init__(data, initial={"stamp": addressing.stamp(self.stored, edition.adapt_by)})
        self.edition = edition
        self.initial["adapt_by"] = edition.adapt_by or (
            deadline.proposed(edition.notice.campaign) if self.asks else None
        )
        self.fields["adapt_by"].said = "送审前必填"
        self.classes = classes_below(self.host)
        choices = [(WORDS, "只印文字，不指明机关"), *self._groups()]
        self.has_classes = len(choices) > 1
        self.fields["add"].label, self.fields["add"].widget.choices = "按类别", [(WORDS, "请选择"), *choices[1:]]
        self.rows = {place: self._rows(place, data, choices) for place in Place}

    def _groups(self):
        """The classes that have any departments, and those that stand in a row."""
        stored = {(row.level, row.line) for rows in self.stored.values() for row in rows}
        groups = {}
        for level, line, count in self.classes:
            if not count and (level, line.pk) not in stored:
                continue
            said = f"{level.label}：{line.name}（{count}个部门）"
            groups.setdefault(level.label, []).append((f"{level}-{line.pk}", said))
        return list(groups.items())

    def _rows(self, place, data, choices):
        initial = [initial_of(row) for row in self.stored[place]]
        classes = {f"{level}-{line.pk}" for level, line, _ in self.classes}
        facts = {"choices": choices, "classes": classes, "departments": self._departments(data), "host": self.host}
        return Rows(data, initial=initial, prefix=place.value, form_kwargs=facts)

    def _departments(self, data):
        """Return {key: Department} of those that rows mean. Two queries, asked once."""
        if not hasattr(self, "_known"):
            keys = {row.department for rows in self.stored.values() for row in rows if row.department}
            keys |= {_department_in(value) for name, value in (data or {}).items() if name.endswith("-means")} - {None}
            rows = Department.objects.filter(pk__in=keys).prefetch_related("names")
            rows = rows.select_related("region__parent__parent__parent") if keys else ()
            self._known = {row.pk: row for row in rows}
        return self._known

    def is_valid(self):
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    @property
    def typed(self):
        return {place: [form.row for form in rows.forms] for place, rows in self.rows.items()}

    @property
    def asks(self):
        """Whether what stands there, or was typed, asks somebody for a notice of their own."""
        stored = any(row.duty == Duty.ADAPT for rows in self.stored.values() for row in rows)
        return stored or bool(self.data.get("adapt_by"))

    def day_for(self, rows):
        """Return the day to store with {place: [Row]}: what was typed, or proposed where nobody could type one; None without need."""
        if not any(row.duty == Duty.ADAPT for some in rows.values() for row in some):
            return None
        if "adapt_by" in self.data:
            return self.cleaned_data["adapt_by"]
        return self.edition.adapt_by or deadline.proposed(self.edition.notice.campaign)

    def clean_adapt_by(self):
        day = self.cleaned_data["adapt_by"]
        if day and day < timezone.localdate() and day != self.edition.adapt_by:
            raise forms.ValidationError("贯彻期限不能早于今天。")
        return day

    @property
    def to_add(self):
        """Return (level, Line) of the class that is to be added, or None."""
        said = self.cleaned_data["add"]
        return next(((level, line) for level, line, _ in self.classes if f"{level}-{line.pk}" == said), None)
