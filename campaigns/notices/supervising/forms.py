"""What is typed on a board: which rows, a reason, a day, a message."""

from django import forms
from django.core.exceptions import ValidationError

from organizations import fields
from organizations.converters import is_key

from ..models import Urging
from .filters import TICK

MOST = 200  # rows of one act: of more it would be nobody's to look through who is meant
NONE_CHOSEN = "请先在列表中勾选。"
TOO_MANY = f"一次最多办理{MOST}个单位，请按地区或者条线分批办理。"


class KeysField(forms.Field):
    """Keys of rows, each as a hidden field of its own; ticked in a list, or carried on by the next form."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        keys = list(dict.fromkeys(value or ()))
        if not all(map(is_key, keys)):
            raise ValidationError("没有这样的单位，请从列表中勾选。", "invalid")
        return [int(key) for key in keys]

    def validate(self, value):
        if self.required and not value:
            raise ValidationError(NONE_CHOSEN, "required")
        if len(value) > MOST:
            raise ValidationError(TOO_MANY, "many")


class ChosenForm(forms.Form):
    """Rows that were ticked; or, with `all`, those that the filter leaves."""

    row = KeysField(label="单位", required=False)
    all = forms.BooleanField(required=False, widget=forms.HiddenInput, error_messages=TICK)


class WaiveForm(forms.Form):
    reason = fields.words(
        "免予制定的理由", 200, help_text="如：与上级通知一并部署，不另行印发。写明后，承办单位也能看到。"
    )


class DayForm(forms.Form):
    row = KeysField(label="地区")
    due_on = fields.day("新的贯彻期限", fields.not_over("贯彻期限"))
    reason = fields.words("调整的理由", 200, required=False, help_text="可以不填。随消息告知承办单位。")

    def __init__(self, *args, last, **kwargs):
        """last: the day on which the campaign ends, or None while nothing is typed."""
        super().__init__(*args, **kwargs)
        self.last = last

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if self.last and day > self.last:
            said = f"{self.last.year}年{self.last.month}月{self.last.day}日"
            raise ValidationError(f"本次活动{said}结束，贯彻期限不能更晚。")
        return day


class AboutForm(forms.Form):
    about = forms.ChoiceField(
        label="催办事项",
        choices=Urging.About.choices,
        widget=forms.HiddenInput,
        error_messages={"required": "请从督办表中选择催办的单位。", "invalid_choice": "请从督办表中选择催办的单位。"},
    )


class UrgeForm(AboutForm):
    """`named`: the departments that the page said were urged today; the tick holds for these alone."""

    row = KeysField(label="单位")
    named = KeysField(required=False)
    message = fields.words("催办内容", 500, rows=4, help_text="不超过500字。随消息和邮件送达，并记入催办记录。")
    again = forms.BooleanField(label="仍要再次催办", required=False, error_messages=TICK)
