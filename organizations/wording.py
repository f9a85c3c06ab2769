"""What the fields of a form say: which one, and what to do, in a sentence."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from . import names
from .mailable import validate_mailable

LONGEST = 254  # characters of an address


def sentences(label, longest=LONGEST):
    """Return what a field of this name says of what was typed."""
    return {
        "required": f"请填写{label}。",
        "invalid": f"{label}写得不对，请核对后重新填写。",
        "invalid_choice": f"请从列表中选择{label}。",
        "max_length": f"{label}最多{longest}字。",
        "null_characters_not_allowed": f"{label}里有不能识别的字符，请重新填写。",
    }


def text(label, longest=LONGEST, **facts):
    return forms.CharField(label=label, max_length=longest, error_messages=sentences(label, longest), **facts)


class PersonName(forms.CharField):
    """The name as people write it, in one field: 欧阳修 is not to be taken apart. What cannot be seen is left out."""

    def to_python(self, value):
        return names.tidy(super().to_python(value))


def name(label="姓名", **facts):
    errors = sentences(label, names.LONGEST)
    return PersonName(label=label, max_length=names.LONGEST, error_messages=errors, **facts)


def address(label, **facts):
    invalid = {"invalid": f"{label}写得不对，应当像 name@example.cn 这样。"}
    errors = sentences(label) | invalid
    return forms.EmailField(label=label, error_messages=errors, validators=[validate_mailable], **facts)


def day(label, **facts):
    """A day that is not over."""
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=picker, error_messages=sentences(label), validators=[not_over(label)], **facts
    )


def not_over(label):
    def validate(value):
        if value < timezone.localdate():
            raise ValidationError(f"{label}不能早于今天。", "over")

    return validate


def choice(label, choices, **facts):
    return forms.ChoiceField(
        label=label,
        choices=[("", "请选择"), *choices],
        error_messages=sentences(label) | {"required": f"请选择{label}。"},
        **facts,
    )
