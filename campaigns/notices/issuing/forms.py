"""What is typed to sign, to number, to correct, to end and to verify."""

import hashlib
import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.http import urlencode

from organizations import fields
from organizations.paging import PageForm
from organizations.ways import WayBackField

from ..drafting.forms import refuse_marked
from ..models import NumberSeries
from ..models.number import LAST_SERIAL, LONGEST_MARK
from . import ledger
from .gatekeeping import Confirmed

DAYS_AHEAD = 365
FIRST_YEAR, LAST_YEAR = 1949, 2100
MOMENT = "%Y-%m-%dT%H:%M"
HASH = re.compile("[0-9a-f]{64}")


class ReasonForm(forms.Form):
    reason = fields.words("理由", 300)


class ConfirmForm(forms.Form):
    """Why one finding of the gate may go public."""

    digest = forms.CharField(
        max_length=64, widget=forms.HiddenInput, error_messages={"required": "请从清单中选择一处。"}
    )
    reason = fields.words("可以公开的理由", 200, rows=2)


# --- signing ------------------------------------------------------------------------------------------------------


class SeriesField(forms.ModelChoiceField):
    """A series, with the number that it would give. `numbers`: {key of a series: number}."""

    def label_from_instance(self, series):
        return f"{series.mark}〔{self.year}〕{self.numbers[series.pk]}号"


class WhenField(forms.DateTimeField):
    def __init__(self, **facts):
        errors = {"invalid": "请按“2026-09-01 09:00”的格式填写时间。"}
        widget = forms.DateTimeInput({"type": "datetime-local", "class": "w-20"}, format=MOMENT)
        ways = [MOMENT, "%Y-%m-%d %H:%M"]
        super().__init__(widget=widget, input_formats=ways, error_messages=errors, required=False, **facts)

    def clean(self, value):
        at = super().clean(value)
        now = timezone.now()
        if at and not now < at <= now + timedelta(days=DAYS_AHEAD):
            raise ValidationError("印发时间应在现在之后、一年以内。", code="time")
        return at


class WhenForm(forms.Form):
    issue_at = WhenField(label="定时印发", help_text="不填写的，文件生成后即印发。")


class CheckedField(forms.MultipleChoiceField):
    """A tick that a list of sentences was looked at. Its value is the digest of the list: for another one it does not count."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "请先核对“请核对”中所列各处，再勾选。",
        "invalid_choice": "“请核对”所列有变化，请看过后重新勾选。",
    }

    def be_of(self, sentences):
        """Ask for the tick where there is anything to check."""
        digest = hashlib.sha256("\n".join(sentences).encode()).hexdigest()
        self.required, self.label = bool(sentences), f"已核对上列{len(sentences)}处，仍要签发"
        self.choices = [(digest, self.label)] if sentences else []

    def clean(self, value):
        return super().clean(value) if self.choices else []


class SignForm(WhenForm):
    """With which number, when and how a notice is issued.

    seen, office: the hash of the text that the signatory read, and who has it printed, which is in no hash.
    """

    series = SeriesField(
        NumberSeries.objects.none(),
        label="发文字号（拟编）",
        empty_label=None,
        help_text="签发时按顺序正式编号；其间有其他通知先签发的，序号顺延。",
        error_messages={"required": "请选择机关代字。", "invalid_choice": "这一机关代字已停用，请另选。"},
    )
    has_seals = forms.BooleanField(label="加盖印章", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    office = fields.line("印发机关", 1_000, widget=forms.HiddenInput, required=False)
    checked = CheckedField()

    field_order = ["series", "has_seals", "issue_at"]

    def __init__(self, *args, host, no_seals="", should=(), **kwargs):
        """no_seals: why none can stand on it, in a sentence; "" where they can. should: what the page asks to check."""
        super().__init__(*args, **kwargs)
        self.fields["checked"].be_of([sentence for sentence, _ in should])
        if no_seals:
            self.fields["has_seals"].disabled, self.initial["has_seals"] = True, False
        self.no_seals = no_seals
        rows, field = (
            NumberSeries.objects.of_host(host).filter(is_active=True).last_used_first(),
            self.fields["series"],
        )
        field.year = timezone.localdate().year
        field.numbers = ledger.upcoming(list(rows), field.year)
        field.queryset = rows
        field.initial = next(iter(field.numbers), None)

    @property
    def choice(self):
        return {name: self.cleaned_data[name] for name in ("series", "has_seals", "issue_at", "seen", "office")}


class OwnForm(ReasonForm):
    """Why a signatory signs what she wrote."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


# --- correcting and ending ----------------------------------------------------------------------------------------


class NoteForm(forms.Form):
    note = fields.words(
        "更正说明",
        500,
        validators=[refuse_marked],
        help_text="说明更正了什么、为什么更正。印发后在本件页面上公布，不印入正文；它也是会签的内容。",
    )

    def __init__(self, edition, data=None):
        super().__init__(data, initial={"note": edition.change_note})


class BeginNoteForm(forms.Form):
    """The note of a correction that is just begun: whoever drafts it may write the note afterwards."""

    note = fields.words(
        "更正说明",
        500,
        required=False,
        validators=[refuse_marked],
        help_text="可以先不填，由起草人填写。您在这里填写的，即参与了起草，这次更正须由另一名签发人签发。",
    )


class EndForm(forms.Form):
    """Why a notice ends. `because` and `shown`: why findings in the reason may go public, and which ones were shown."""

    reason = fields.words("理由", 500, help_text="与通知一并公布。")
    because = fields.words(
        "可以公开的理由",
        200,
        rows=2,
        required=False,
        help_text="把上面的文字从理由中删去，或者在这里写明可以公开的理由。",
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    @property
    def choice(self):
        """What to do, as the acts of `ending` take it."""
        facts = dict(self.cleaned_data)
        confirmed = Confirmed(frozenset(facts.pop("shown").split()), facts.pop("because"))
        return {**facts, "confirmed": confirmed}


class RepealForm(EndForm):
    day = fields.day("废止日期", help_text="自这一天起不再有效，不早于今天。")
    field_order = ["day", "reason", "because"]

    def clean_day(self):
        day, today = self.cleaned_data["day"], timezone.localdate()
        if not today <= day <= today + timedelta(days=3660):
            raise ValidationError("废止日期不能早于今天，也不能晚于十年以后。", code="day")
        return day


# --- the ledger ---------------------------------------------------------------------------------------------------


class ComingFrom(forms.Form):
    """Where whoever registers a mark came from: the page on which she signs."""

    next = WayBackField()

    @property
    def way(self):
        return self.cleaned_data["next"] if self.is_valid() else ""


class SeriesForm(forms.Form):
    """department: whose mark it is; a character of its own name may stand in it, however rare."""

    mark = fields.line("机关代字", LONGEST_MARK, help_text="年份之前的汉字，如“国质检质联”。")
    confirmed = forms.BooleanField(
        label="已经核对，这是本机关的发文机关代字",
        error_messages={"required": "请先核对：登记后，这一代字在本系统只归本机关使用。"},
    )

    def __init__(self, *args, department, **kwargs):
        super().__init__(*args, **kwargs)
        self.department = department

    def clean_mark(self):
        mark = self.cleaned_data["mark"]
        for validate in NumberSeries._meta.get_field("mark").validators:
            validate(mark)
        if found := "".join(each for each in mark if not self._is_standard(each)):
            raise ValidationError(f"机关代字用规范汉字，请核对“{found}”。", code="characters")
        return mark

    def _is_standard(self, character):
        """GB/T 2312-1980 has no traditional forms, which make a mark look like that of another organ; nor 〇, which is right."""
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            return character == "〇" or character in str(self.department)
        return True


class UseForm(forms.Form):
    is_active = forms.BooleanField(required=False)


class MarkSearch(PageForm):
    q = forms.CharField(
        label="机关代字或单位名称",
        required=False,
        max_length=60,
        error_messages={
            "max_length": "最多60字。",
            "null_characters_not_allowed": "有不能识别的字符，请重新填写。",
        },
    )

    @property
    def words(self):
        return self.cleaned_data.get("q", "") if self.is_valid() else ""

    def kept(self):
        return f"{urlencode({'q': self.words})}&" if self.words else ""


class OutsideForm(forms.Form):
    serial = fields.number("序号", 1, LAST_SERIAL)
    note = fields.line("用于", 120, help_text="哪一份文件用了这个字号。")


class BeginForm(forms.Form):
    serial = fields.number("起始序号", 1, LAST_SERIAL, help_text="本系统启用前已编到的序号之后的一个。")


class VoidForm(forms.Form):
    reason = fields.words("作废的缘由", 120, rows=2)


# --- verifying ----------------------------------------------------------------------------------------------------


class HashForm(forms.Form):
    sha256 = forms.CharField(
        label="文件核对码（SHA-256）",
        help_text="64位十六进制数，空格和大小写不影响。",
        max_length=200,
        widget=forms.TextInput({"class": "num", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "请填写核对码。",
            "max_length": "核对码应为64位十六进制数。",
            "null_characters_not_allowed": "核对码应为64位十六进制数。",
        },
    )

    def clean_sha256(self):
        digest = re.sub(r"[\s:]", "", self.cleaned_data["sha256"]).lower()
        if not HASH.fullmatch(digest):
            raise ValidationError("核对码应为64位十六进制数（0至9、a至f），请核对。", code="hash")
        return digest
