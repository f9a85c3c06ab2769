"""Fields of forms, which say what is wrong with what was typed: about which field, and what to do, in a sentence."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from . import names
from .mailable import validate_mailable

LONGEST = 254  # characters of an address, or of a user name
NARROW = {"class": "w-20"}
AS_PICKED = "%Y-%m-%d"
WAYS_TO_WRITE = [AS_PICKED, "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
FIRST_DAY, LAST_DAY = date(1978, 1, 1), date(2999, 12, 31)  # of what a site can be about: room on both sides
OUT_OF_REACH = "日期应当在1978年至2999年之间。"


def sentences(label, longest=LONGEST):
    """Return what a field of this name says of what was typed."""
    return {
        "required": f"请填写{label}。",
        "invalid": f"{label}写得不对，请核对后重新填写。",
        "invalid_choice": f"请从列表中选择{label}。",
        "max_length": f"{label}最多{longest}字，现有%(show_value)d字。",
        "null_characters_not_allowed": f"{label}里有不能识别的字符，请重新填写。",
    }


def told(form):
    """Return [(id of the field or "", sentence)] of all that is wrong with what was typed."""
    whole = [("", error) for error in form.non_field_errors()]
    return whole + [(field.id_for_label or field.auto_id, error) for field in form for error in field.errors]


def need(field):
    """Return what stands behind the label of a bound field: whether it may be empty.

    A form may say it itself: `said`, "" for nothing. A list says what choosing nothing means, a search asks for nothing.
    """
    said = getattr(field.field, "said", None)
    if said is not None:
        return said
    is_clear = field.field.required or field.field.disabled or field.widget_type == "select"
    return "" if is_clear or "list" in field.field.widget.attrs else "选填"


def line(label, longest=LONGEST, **facts):
    return forms.CharField(label=label, max_length=longest, error_messages=sentences(label, longest), **facts)


def words(label, longest, rows=3, **facts):
    """Text of several lines."""
    return line(label, longest, widget=forms.Textarea({"rows": rows}), **facts)


def number(label, lowest, highest, **facts):
    errors = {
        "required": f"请填写{label}。",
        "invalid": f"{label}应为整数。",
        "min_value": f"{label}最小为%(limit_value)s。",
        "max_value": f"{label}最大为%(limit_value)s。",
    }
    span, box = {"min_value": lowest, "max_value": highest}, forms.NumberInput(NARROW)
    return forms.IntegerField(label=label, widget=box, error_messages=errors, **span, **facts)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(NARROW, AS_PICKED)


def day(label, *validators, **facts):
    """A day, picked or written in one of the usual ways."""
    errors = {"required": f"请填写{label}。", "invalid": f"{label}请按“2026-09-01”的格式填写。"}
    within = [MinValueValidator(FIRST_DAY, OUT_OF_REACH), MaxValueValidator(LAST_DAY, OUT_OF_REACH), *validators]
    facts = {"label": label, "widget": DayInput(), "input_formats": WAYS_TO_WRITE, **facts}
    return forms.DateField(error_messages=errors, validators=within, **facts)


def not_over(label):
    """Return a validator of a day that is not over."""

    def validate(value):
        if value < timezone.localdate():
            raise ValidationError(f"{label}不能早于今天。", "over")

    return validate


class PersonName(forms.CharField):
    """The name as people write it, in one field: 欧阳修 is not to be taken apart. What cannot be seen is left out."""

    def to_python(self, value):
        return names.tidy(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if value and not names.is_one(value):
            raise ValidationError("姓名里应当有文字，请重新填写。", "no_letter")
        if names.stands_in(value):
            raise ValidationError("姓名不能写成“张三代李四”的样子，代他人办理请使用委托。", "stands_in")


def name(label="姓名", **facts):
    errors = sentences(label, names.LONGEST)
    return PersonName(label=label, max_length=names.LONGEST, error_messages=errors, **facts)


def no_address(label="邮箱地址"):
    """Return what is said of something that is no address."""
    return f"{label}写得不对，应当像 name@example.cn 这样。"


def address(label, **facts):
    errors = sentences(label) | {"invalid": no_address(label)}
    return forms.EmailField(
        label=label, max_length=LONGEST, error_messages=errors, validators=[validate_mailable], **facts
    )


def choice(label, choices, none="请选择", **facts):
    """One of a list; `none` stands for no choice."""
    errors = sentences(label) | {"required": f"请选择{label}。"}
    return forms.ChoiceField(label=label, choices=[("", none), *choices], error_messages=errors, **facts)
