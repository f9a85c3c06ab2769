"""Rows that a person arranges in one form: every button first keeps what was typed, then does its act."""

import hashlib
import json

from django import forms

from ..refusal import Refused
from .forms import NUL, STALE, Unseen, refuse_marked

MOST = 60  # unless a text that was brought has more


def with_another(rows, row, name):
    """Return the rows and one more behind them. Raise Refused where there is no room for it."""
    if len(rows) >= MOST:
        raise Refused(f"最多列{MOST}行，“{name}”没有列入，这一页也没有保存。请先删去几行，再列入。")
    return [*rows, row]


def stamp_of(facts):
    """Return what a page sends back of the facts that it showed: they changed meanwhile where it is another one."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def stamp_field():
    messages = dict.fromkeys(("required", "max_length", "null_characters_not_allowed"), STALE)
    return forms.CharField(max_length=16, widget=Unseen, error_messages=messages)


def word_field(label, most, **options):
    """A short text that says what to do or to look for. It can become a row as it was typed: no marking of secrecy."""
    messages = {"max_length": f"{label}最多{most}字。", "null_characters_not_allowed": NUL}
    options |= {"validators": [refuse_marked]}
    field = forms.CharField(label=label, max_length=most, required=False, error_messages=messages, **options)
    field.said = ""
    return field


class FindForm(forms.Form):
    find = word_field("名称", 60)


class Act:
    """What a button of a form of rows asks for: `name`, and the place or the key that it is about."""

    def __init__(self, said):
        self.name, _, number = said.partition("-")
        self.number = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


def after_act(rows, act, fixed=0):
    """Return the rows as they are after an act on one of them; the first `fixed` ones stay where they are."""
    rows, at = list(rows), act.number
    if at is None or not fixed <= at < len(rows):
        return rows
    if act.name == "remove":
        rows.pop(at)
    other = at + {"up": -1, "down": 1}.get(act.name, 0)
    if other != at and fixed <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
    return rows


class RowSet(forms.BaseFormSet):
    """Rows of a form, of which none may be lost on the way: not what was stored, nor what a colleague took out meanwhile."""

    default_error_messages = {"missing_management_form": STALE, "too_many_forms": "最多列%(num)d行。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_num = max(MOST, len(self.initial or ()))
        self.absolute_max = self.max_num + MOST

    def _construct_form(self, at, **facts):
        return super()._construct_form(at, **facts, empty_permitted=False)  # an emptied row is a mistake, and said

    @property
    def mistakes(self):
        """Return [(id of the field or "", sentence)] of what is wrong."""
        if not self.is_bound:
            return []
        found = [("", error) for error in self.non_form_errors()]
        for form in self.forms:
            fields = [form[name] for name in form.errors if name in form.fields]
            found += [
                ("" if field.is_hidden else field.id_for_label, error) for field in fields for error in field.errors
            ]
        return found

    @property
    def typed(self):
        return [form.cleaned_data for form in self.forms]


def row_set_of(form):
    return forms.formset_factory(form, formset=RowSet, extra=0, max_num=MOST, validate_max=True)
