"""What is typed at the editor: every field says what is wrong with it, and shows again what was typed."""

from django import forms
from django.core.validators import MaxValueValidator

from ..intake import LONGEST_TITLE
from ..reading.characters import plain, squeeze
from ..reading.secrecy import marking_in
from .tree import ADDED, LONGEST, Kind

NUL = "文字里有不能识别的字符（NUL），请删去后再保存。"
STALE = "页面已经过期，请复制您的文字，重新打开这一条再保存。"
LONGEST_HEADING = 500
LONGEST_THEME = 100
LONGEST_REASON = 200
GREATEST = 2**31 - 1
CHOICES = {"theirs": "用对方的", "mine": "用我的", "both": "两稿合写"}


def refuse_marked(text):
    """Raise forms.ValidationError where a line of `text` is a marking of secrecy. It validates a field's value, too."""
    if marking := marking_in(text):
        raise forms.ValidationError(f"文中有“{marking}”标志。本系统不处理涉密文件，没有保存，请按保密规定办理。")


class Lines(forms.Textarea):
    """Shows what was typed without what no page can hold."""

    def format_value(self, value):
        return plain(value or "")


class Line(forms.TextInput):
    def format_value(self, value):
        return squeeze(plain(value or ""))


class Unseen(forms.HiddenInput):
    def format_value(self, value):
        return plain(str(value)) if value is not None else ""


class Words(forms.CharField):
    """Text of one paragraph or several; line breaks of every kind become one. A marking of secrecy is refused."""

    def __init__(self, label, most, **options):
        messages = {
            "max_length": f"{label}超过{most:,}字，没有保存。请分成几条，或删减后再保存。",
            "null_characters_not_allowed": NUL,
            "required": f"请填写{label}。",
        }
        super().__init__(label=label, max_length=most, error_messages=messages, **options)

    def to_python(self, value):
        return super().to_python(value if "\0" in (value or "") else plain(value or ""))

    def validate(self, value):
        super().validate(value)
        refuse_marked(value)


class OneLine(Words):
    widget = Line

    def to_python(self, value):
        value = super().to_python(value)
        return value if "\0" in value else squeeze(value)


class Reason(OneLine):
    """A reason that stands at the end of a sentence: the full stop is set by whoever shows it."""

    def __init__(self, label, **options):
        super().__init__(label, LONGEST_REASON, **options)

    def to_python(self, value):
        return super().to_python(value).rstrip("。")


def unseen(most=GREATEST):
    """A number that the page itself sends back."""
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), STALE)
    return forms.IntegerField(
        min_value=0, validators=[MaxValueValidator(most, STALE)], widget=Unseen, error_messages=messages
    )


class ContestedForm(forms.Form):
    """Fields that two may write at once. The page sends back what stood there when it was opened (base_…).

    Who was overtaken sends which text to use, and a text made of both (merged_…).
    """

    CONTESTED = ()
    error_css_class = "is-wrong"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.CONTESTED:
            self.fields[f"base_{name}"] = Words(self.fields[name].label, GREATEST, required=False, widget=Unseen)
        self.fields["use"] = forms.ChoiceField(
            choices=[("", ""), *CHOICES.items()], required=False, error_messages={"invalid_choice": STALE}
        )

    def clean(self):
        """Let the fields say what is to be saved: what was typed, or the text that was made of both."""
        if self.cleaned_data.get("use") == "both":
            for name in self.CONTESTED:
                self._take_merged(name, self.data.get(self.add_prefix(f"merged_{name}"), ""))
        return self.cleaned_data

    def _take_merged(self, name, words):
        """Ask of the text that was made of both what is asked of any; where it cannot be saved, it is what is shown again."""
        try:
            self.cleaned_data[name] = self.fields[name].clean(words)
        except forms.ValidationError as error:
            self.add_error(name, error)
            self.data = self.data.copy()
            self.data[self.add_prefix(name)] = words

    @property
    def gives_way(self):
        """Whether the other's text is to stand."""
        return self.cleaned_data.get("use") == "theirs"

    @property
    def typed(self):
        return {name: self.cleaned_data[name] for name in self.CONTESTED}

    @property
    def base(self):
        return {name: self.cleaned_data[f"base_{name}"] for name in self.CONTESTED}

    @property
    def unseen_errors(self):
        """What is wrong with fields that nobody sees: the page is too old, or somebody made the request by hand."""
        hidden = [field for field in self.hidden_fields() if field.errors]
        return [STALE] if hidden or self.errors.get("use") else []


class ClauseForm(ContestedForm):
    CONTESTED = ("heading", "text")

    heading = OneLine("标题", LONGEST_HEADING, required=False)
    text = Words("正文", LONGEST, required=False, widget=Lines({"class": "edit__text", "rows": 8}))
    version = unseen()
    shape = forms.CharField(
        max_length=16,
        widget=Unseen,
        required=False,
        error_messages=dict.fromkeys(("max_length", "null_characters_not_allowed"), STALE),
    )
    go = forms.ChoiceField(
        choices=[("", ""), ("previous", "上一条"), ("next", "下一条")],
        required=False,
        error_messages={"invalid_choice": STALE},
    )

    @classmethod
    def of(cls, clause, shape):
        stored = {"heading": clause.heading, "text": clause.text}
        base = {f"base_{name}": value for name, value in stored.items()}
        return cls(initial={**stored, **base, "version": clause.version, "shape": shape})


class GoneForm(ClauseForm):
    """What was typed in a clause that somebody took out meanwhile: its key says which of several."""

    key = unseen()


class TitleForm(ContestedForm):
    CONTESTED = ("title", "theme")

    title = OneLine("标题", LONGEST_TITLE, widget=Lines({"rows": 2, "class": "title"}))
    theme = OneLine("活动主题", LONGEST_THEME, required=False)

    @classmethod
    def of(cls, edition):
        stored = {"title": edition.title, "theme": edition.theme}
        return cls(initial={**stored, **{f"base_{name}": value for name, value in stored.items()}})


class AddForm(forms.Form):
    """Where another clause is to stand, and what it is to be."""

    PLACES = {"after": "本条之后", "before": "本条之前", "inside": "本条之下"}

    place = forms.ChoiceField(label="位置", choices=list(PLACES.items()))
    kind = forms.ChoiceField(label="所加的类别", choices=[(kind.value, kind.label) for kind in ADDED])


class KindForm(forms.Form):
    kind = forms.ChoiceField(label="本条改为", choices=[(kind.value, kind.label) for kind in Kind])


class ConfirmForm(forms.Form):
    """Whether a change to a text that is out is meant."""

    confirmed = forms.BooleanField(required=False)


class DoneForm(forms.Form):
    """Which act led to a page, and whether it can be taken back: how many clauses that must release."""

    done = forms.CharField(max_length=10, required=False)
    undo = unseen()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["undo"].required = False


class DemoteForm(forms.Form):
    """How many of the clauses below are to stand behind it again, where a promotion is taken back."""

    release = forms.IntegerField(min_value=0, max_value=GREATEST, required=False)


class RemoveForm(forms.Form):
    """Why a clause that comes from the notice above is left out; of any other nobody asks."""

    reason = Reason("不适用的理由", required=False, help_text="如：本地没有这类企业。与对照表一并公布。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].said = "列为不适用时必填"


class NoFacts(forms.Form):
    """For acts that need none."""


class DiscardForm(forms.Form):
    reason = OneLine("废弃的理由", 300)
