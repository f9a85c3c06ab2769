"""The page on which a campaign is typed: its own fields, and its deadlines as rows that buttons add and take away.

What such a button does is not saved: the page comes back with what was typed, one row more or less.
"""

import re

from django import forms

from organizations.fields import told

from .falling import fall_of
from .forms import CampaignForm, DeadlineForm, Deadlines
from .models import Campaign, Deadline
from .workdays import Workdays

PREFIX = "deadlines"
ROW_FIELDS = ("key", "name", "offset", "on_workdays")
REMOVE = re.compile(r"remove-(\d{1,3})")
TOLD = {
    "missing_management_form": "提交的内容不完整，请重新填写。",
    "too_many_forms": "时间节点最多%(num)d项。",
}


class Editor:
    """A CampaignForm and the Deadlines, unbound where nothing is to be saved yet.

    data: what was posted. It is saved only where `wants_to_save` and `is_valid()`.
    """

    def __init__(self, campaign, data=None):
        self.campaign = campaign
        self.name = campaign.name  # as it is stored: a form that is checked writes into its row
        self.stored = None  # what somebody else saved meanwhile
        act = data.get("act", "") if data is not None else ""
        self.wants_to_save = data is not None and not act
        if data is None:
            self.form, self.rows = CampaignForm(instance=campaign, initial=self._version()), self._stored_rows()
        elif act:
            self.form, self.rows = self._typed_form(data), self._changed_rows(data, act)
        else:
            self.form = CampaignForm(data, instance=campaign)
            self.rows = Deadlines(data, prefix=PREFIX, error_messages=TOLD)

    def _version(self):
        return {"version": self.campaign.version}

    def _typed_form(self, data):
        """The form as it was typed; a field that cannot be typed in, of which nothing is sent, as it is stored."""
        form = CampaignForm(instance=self.campaign)
        form.initial |= _typed(data, "", [name for name, field in form.fields.items() if not field.disabled])
        return form

    def _stored_rows(self):
        stored = self.campaign.deadlines.all() if self.campaign.pk else []
        initial = [{"key": each.pk, **{name: getattr(each, name) for name in ROW_FIELDS[1:]}} for each in stored]
        return Deadlines(prefix=PREFIX, initial=initial)

    def _changed_rows(self, data, act):
        """The rows as they were typed, with one more, or without the one whose button was pressed."""
        total = Deadlines(data, prefix=PREFIX).total_form_count()
        rows = [_typed(data, f"{PREFIX}-{number}-", ROW_FIELDS) for number in range(total)]
        if act == "add":
            rows.append({})
        elif (found := REMOVE.fullmatch(act)) and int(found[1]) < len(rows):
            del rows[int(found[1])]
        return Deadlines(prefix=PREFIX, initial=rows)

    def is_valid(self):
        return all([self.form.is_valid(), self.rows.is_valid()])

    def give_way_to(self, stored):
        """Somebody else saved first: keep what was typed; a second save is then meant."""
        self.stored = stored
        self.form.data = self.form.data.copy()
        self.form.data["version"] = str(stored.version)

    @property
    def lines(self):
        """Return [(form, Fall or None)]: each row with the day on which it falls as typed."""
        start = self._start()
        workdays = Workdays(*(start.year + more for more in (-1, 0, 1, 2))) if start else None
        return [(form, _fall(form, start, workdays)) for form in self.rows.forms]

    def _start(self):
        if self.form.is_bound:
            return self.form.cleaned_data.get("starts_on")
        return _cleaned(
            self.form.fields["starts_on"], self.form.get_initial_for_field(self.form.fields["starts_on"], "starts_on")
        )

    @property
    def errors(self):
        """Return [(id of the field or "", sentence)] of all that is wrong, in the order of the page."""
        found = [*told(self.form), *(("", error) for error in self.rows.non_form_errors())]
        for number, form in enumerate(self.rows.forms, start=1):
            found += [(id, f"第{number}项：{error}") for id, error in told(form)]
        return found


def _typed(data, prefix, names):
    """Return what was typed in these fields, as it was typed."""
    return {name: data.get(f"{prefix}{name}", "") for name in names}


def _cleaned(field, value):
    try:
        return field.clean(value)
    except forms.ValidationError:
        return None


def _fall(form, start, workdays):
    row = form if form.is_bound else DeadlineForm(form.initial)
    if start is None or not row.is_valid():
        return None
    facts = {name: row.cleaned_data[name] for name in ROW_FIELDS[1:]}
    return fall_of(Deadline(campaign=Campaign(starts_on=start), **facts), workdays)
