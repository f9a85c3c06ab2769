"""What is typed about a campaign, its deadlines, and the days that are worked."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from organizations import fields

from .models import Campaign
from .models.deadline import FURTHEST

LONGEST = 366  # days of a campaign
MOST_DEADLINES = 40


class CampaignForm(forms.ModelForm):
    """A campaign as it is prepared or edited. The year of one that is public stands: its addresses are known."""

    name = fields.line("名称", 60)
    theme = fields.line("主题", 100, required=False)
    year = fields.number("年度", 1978, 2100)
    starts_on = fields.day("开始日期")
    ends_on = fields.day("结束日期")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, required=False)
    reason = fields.line("变更理由", 200, required=False)

    class Meta:
        model = Campaign
        fields = ["year", "name", "theme", "starts_on", "ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].disabled = not self.instance.is_draft
        if self.instance.is_draft:
            del self.fields["reason"]
            self.fields["theme"].help_text = "尚未确定时可以留空，启动前补上。"
        else:
            self.fields["reason"].help_text = "变更主题、活动时间须写明理由，随变更记录保留。"

    def clean(self):
        facts = super().clean()
        first, last, year = (facts.get(name) for name in ("starts_on", "ends_on", "year"))
        if first and last and (last - first).days >= LONGEST:
            self.add_error("ends_on", f"活动时间最长{LONGEST}天。")
        if first and last and year and year not in (first.year, last.year):
            self.add_error("starts_on", f"活动时间应在{year}年内。")
        return facts

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def fields_shown(self):
        return [field for field in self.visible_fields() if field.name != "reason"]


class DeadlineForm(forms.Form):
    key = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)
    name = fields.line("事项", 60)
    offset = fields.number("距开始的天数", -FURTHEST, FURTHEST)
    on_workdays = forms.BooleanField(label="遇休息日顺延，开始前的提前", required=False, initial=True)


class BaseDeadlines(forms.BaseFormSet):
    """The deadlines of a campaign, typed as rows. One that is not among them any more is removed."""

    def clean(self):
        seen = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if hasattr(form, "cleaned_data") else None
            if name in seen:
                form.add_error("name", f"“{name}”已在上面登记。")
            seen.add(name or object())

    @property
    def rows(self):
        return [form.cleaned_data for form in self.forms]


Deadlines = forms.formset_factory(
    DeadlineForm,
    formset=BaseDeadlines,
    extra=0,
    max_num=MOST_DEADLINES,
    validate_max=True,
    absolute_max=MOST_DEADLINES + 1,
)


class ReasonForm(forms.Form):
    """Why something is done, for an act that needs a reason, and which text of the campaign it is done to."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    reason = fields.line("理由", 200, required=False)

    def __init__(self, *args, needs_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class CloneForm(forms.Form):
    """For which year, and from which day on; all else follows from the campaign that is cloned."""

    year = fields.number("年度", 1978, 2100)
    name = fields.line("名称", 60)
    starts_on = fields.day("开始日期", help_text="活动长度和各时间节点随它推算。")

    def clean_year(self):
        year = self.cleaned_data["year"]
        if Campaign.objects.filter(year=year).exists():
            raise ValidationError("这一年度已有质量月活动。")
        return year

    def clean(self):
        year, first = self.cleaned_data.get("year"), self.cleaned_data.get("starts_on")
        if year and first and first.year != year:
            self.add_error("starts_on", f"开始日期应在{year}年内。")
        return self.cleaned_data


# --- the days that are worked -------------------------------------------------------------------------------------

KINDS = {"off": "放假", "work": "上班", "plain": "恢复平日"}
TAPPED = re.compile(r"(\d{4}-\d{2}-\d{2})=(off|work|plain)")


class TapForm(forms.Form):
    """One day, and what it becomes: 2027-10-01=off. What a second tap at the same moment says is the same."""

    day = forms.CharField(
        max_length=20,
        error_messages=dict.fromkeys(["required", "max_length", "null_characters_not_allowed"], "没有这一天。"),
    )

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_day(self):
        found = TAPPED.fullmatch(self.cleaned_data["day"])
        try:
            day = date.fromisoformat(found[1]) if found else None
        except ValueError:
            day = None
        if day is None or day.year != self.year:
            raise ValidationError("没有这一天。")
        return day, found[2]


class SpanForm(forms.Form):
    """Days that follow one another, and what they become together: 10月1日至7日，放假，国庆节."""

    first = fields.day("从")
    until = fields.day("至", required=False)
    kind = forms.ChoiceField(
        label="登记为",
        choices=KINDS.items(),
        widget=forms.RadioSelect,
        initial="off",
        error_messages={"required": "请选择登记为什么。", "invalid_choice": "请从中选择一项。"},
    )
    name = fields.line("节日", 30, required=False, help_text="如“国庆节”。调休上班和恢复平日不填。")

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean(self):
        facts = super().clean()
        first, last = facts.get("first"), facts.get("until") or facts.get("first")
        if first and first.year != self.year:
            self.add_error("first", f"这一页只登记{self.year}年的日期。")
        elif first and last.year != self.year:
            self.add_error("until", f"这一页只登记{self.year}年的日期。")
        elif first and last < first:
            self.add_error("until", "截止日期不能早于起始日期。")
        elif first and (last - first).days > 30:
            self.add_error("until", "一次最多登记31天。")
        facts["until"] = last
        return facts
