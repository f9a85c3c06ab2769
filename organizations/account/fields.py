"""Fields of the account's forms: what is wrong with them is said in our own sentences."""

from allauth.account.fields import SetPasswordField
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.functional import lazystr

from ..credentials import passwords
from ..fields import LONGEST, no_address, sentences
from ..mailable import validate_mailable


class Sentences:
    """What fails in a validator of ours or Django's gets the field's own sentence for its code."""

    def run_validators(self, value):
        for validator in self.validators:
            if isinstance(validator, ProhibitNullCharactersValidator):
                validator.message = self.error_messages[validator.code]
        super().run_validators(value)


class Text(Sentences, forms.CharField):
    def __init__(self, label, *, longest=LONGEST, autocomplete="", **facts):
        attrs = {"autocomplete": autocomplete, "spellcheck": "false", "autocapitalize": "none"}
        super().__init__(
            label=label,
            max_length=longest,
            error_messages=sentences(label, longest),
            widget=facts.pop("widget", forms.TextInput)(attrs=attrs | facts.pop("attrs", {})),
            **facts,
        )


class Address(Sentences, forms.EmailField):
    def __init__(self, label, **facts):
        attrs = {"autocomplete": "email", "spellcheck": "false"}
        super().__init__(
            label=label,
            max_length=LONGEST,
            error_messages=sentences(label) | {"invalid": no_address()},
            widget=forms.EmailInput(attrs=attrs),
            validators=[validate_mailable],
            **facts,
        )

    def clean(self, value):
        return super().clean(value).lower()


class Password(Text):
    """A password that somebody has: shown to nobody, not even with a mistake beside it."""

    def __init__(self, label, *, autocomplete="current-password"):
        super().__init__(
            label, longest=passwords.LONGEST, autocomplete=autocomplete, widget=forms.PasswordInput, strip=False
        )


class NewPassword(Sentences, SetPasswordField):
    """A password to be: `user` is set by the form, and adapter and validators say what is wrong."""

    def __init__(self, label):
        super().__init__(
            label=label,
            max_length=passwords.LONGEST,
            error_messages=sentences(label, passwords.LONGEST),
            help_text=lazystr_of_rules(),
        )
        self.widget.attrs.pop("placeholder")


def lazystr_of_rules():
    return lazystr(Rules())


class Rules:
    """The rules in one line, asked for when a page is made: the profile is a setting."""

    def __str__(self):
        return "；".join(passwords.rules()) + "。"


class Code(Text):
    """Six digits from a phone, or eight from the paper of recovery codes; spaces between them do no harm."""

    def __init__(self, label):
        super().__init__(label, longest=20, autocomplete="one-time-code", attrs={"inputmode": "numeric"})
