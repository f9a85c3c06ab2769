"""What may be asked of the audit: when, who, for which department, what was done to what, and with which result."""

from datetime import date, datetime, time
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils.timezone import make_aware

from .. import fields
from ..acts import GROUPS
from ..models import AuditRow, Department, User
from ..models.audit import BEHIND
from ..paging import LAST_KEY, PageForm

MOST_FOUND = 50  # people or departments of one name: more are no answer
LONGEST = 60


def things():
    """Return (label, word) of each kind of thing of ours, one kind a word."""
    ours = [config for config in apps.get_app_configs() if "site-packages" not in config.path]
    found = {model._meta.label_lower: str(model._meta.verbose_name) for each in ours for model in each.get_models()}
    return sorted(found.items(), key=lambda pair: pair[1])


class DayInput(fields.DayInput):
    """Browsers complain of a value that is no day, and show nothing for it: a filter in an address can be anything."""

    def format_value(self, value):
        value = super().format_value(value)
        try:
            return value and date.fromisoformat(value).isoformat()
        except ValueError:
            return None


def day(label):
    return fields.day(label, required=False, widget=DayInput())


def one_of(label, choices):
    return fields.choice(label, choices, "全部", required=False)


class AuditFilter(PageForm):
    since = day("开始日期")
    until = day("截止日期")
    person = fields.line("人员", LONGEST, required=False)
    department = fields.line("部门", LONGEST, required=False)
    act = one_of("行为", [(group, list(acts.items())) for group, acts in GROUPS.items()])
    thing = one_of("对象类别", ())
    number = forms.IntegerField(
        label="对象编号",
        min_value=1,
        max_value=LAST_KEY,
        required=False,
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], "对象编号应为正整数。"),
    )
    result = one_of("结果", AuditRow.Result.choices)
    behind = fields.choice("后台任务和邮件", [("yes", "一并列出")], "不列出", required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["thing"].choices = [*self.fields["thing"].choices, *things()]

    def clean_person(self):
        """Return what was typed, once it is known whom it means: name or user name."""
        typed = self.cleaned_data["person"].strip()
        whole = Concat("last_name", "first_name", Value(""))
        found = User.objects.alias(whole=whole).filter(Q(username__iexact=typed) | Q(whole__contains=typed))
        self.people = self._few(found, "人员") if typed else []
        return typed

    def clean_department(self):
        typed = self.cleaned_data["department"].strip()
        found = Department.objects.filter(Q(names__name__contains=typed) | Q(names__short_name__contains=typed))
        self.departments = self._few(found.distinct(), "部门") if typed else []
        return typed

    def _few(self, rows, what):
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST_FOUND + 1])
        if not keys:
            raise forms.ValidationError(f"没有找到这样的{what}，请换一个名称。")
        if len(keys) > MOST_FOUND:
            raise forms.ValidationError(f"名称里有这些字的{what}太多，请写得更完整。")
        return keys

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "截止日期不能早于开始日期。")

    def narrow(self, rows):
        """Return those of the rows that the filter leaves."""
        asked = self.asked
        equal = {"act": "act", "thing": "thing", "number": "thing_id", "result": "result"}
        rows = rows.filter(**{field: asked[name] for name, field in equal.items() if name in asked})
        if not {"behind", "act", "thing"} & set(asked):
            rows = rows.exclude(thing__in=BEHIND)
        if "since" in asked:
            rows = rows.filter(at__gte=make_aware(datetime.combine(asked["since"], time.min)))
        if "until" in asked:
            rows = rows.filter(at__lte=make_aware(datetime.combine(asked["until"], time.max)))
        if self.people:
            rows = rows.filter(Q(user_id__in=self.people) | Q(on_behalf_of_id__in=self.people))
        return rows.filter(department_id__in=self.departments) if self.departments else rows

    @property
    def asked(self):
        """What is in force, by field."""
        return {name: value for name, value in self.cleaned_data.items() if name != "page" and value}

    def kept(self):
        """Return what is in force as the beginning of a query string, for the pager's links."""
        return f"{urlencode(self.asked)}&" if self.asked else ""

    @property
    def filters(self):
        return [field for field in self if field.name != "page"]
