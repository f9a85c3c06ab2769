"""What is typed on the way round."""

from django import forms
from django.utils import timezone

from campaigns.workdays import Workdays
from organizations import fields

from .. import scans
from ..rounds.marks import Decision
from .acts import Seen

LONGEST = 1000
DAYS_TO_SIGN = 3  # worked days
STALE = "页面上的文本已不能辨认，请重新打开本页后再提交。"
CHOOSE = "请选择会签意见。"


class ReasonForm(forms.Form):
    """退回, 撤回会签: why."""

    reason = fields.words("理由", 500, rows=4)


def proposed():
    """Return the day until which co-issuers are asked to sign, where the host says no other."""
    return Workdays().after(timezone.localdate(), DAYS_TO_SIGN)


def still_to_come(day):
    """Return the day that was set before, another one where it is over or none was set."""
    return day if day and day >= timezone.localdate() else proposed()


class AskForm(forms.Form):
    """请重新会签: until when."""

    countersign_by = fields.day(
        "会签期限",
        fields.not_over("会签期限"),
        required=False,
        help_text="各机关在这一天（含当日）之前会签。",
        initial=proposed,
    )

    @property
    def until(self):
        return self.cleaned_data["countersign_by"]


class RoundForm(AskForm):
    """送会签: to all at once, or one after the other."""

    PARALLEL, ORDERED = "parallel", "ordered"

    way = forms.ChoiceField(
        label="会签方式",
        choices=[(PARALLEL, "同时会签"), (ORDERED, "依次会签，按发文机关的顺序")],
        widget=forms.RadioSelect,
        initial=PARALLEL,
        error_messages={"required": "请选择会签方式。", "invalid_choice": "没有这种会签方式，请从列表中选择。"},
    )

    field_order = ("way", "countersign_by")

    @property
    def is_ordered(self):
        return self.cleaned_data["way"] == self.ORDERED


class MarkForm(forms.Form):
    """会签: a decision on the text that stands on the same page."""

    text_hash = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput, error_messages={"invalid": STALE})
    last = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="会签意见",
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    opinion = fields.words(
        "具体意见",
        LONGEST,
        required=False,
        help_text=f"最多{LONGEST}字，主办机关和其他联署机关都能看到。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opinion"].said = "有意见或者不同意时必填"

    def clean(self):
        facts = super().clean()
        decision, opinion = facts.get("decision"), facts.get("opinion")
        if "opinion" in facts and decision in (Decision.OPINION, Decision.OBJECTED) and not opinion:
            self.add_error("opinion", "请写明不同意的理由。" if decision == Decision.OBJECTED else "请写明意见。")
        if decision == Decision.AGREED and opinion:
            self.add_error("decision", "写了具体意见的，请选“同意，有意见”或者“不同意”。")
        if {"text_hash", "last"} & set(self.errors):
            self.add_error(None, STALE)
        return facts

    @property
    def decided(self):
        return {name: self.cleaned_data[name] for name in ("decision", "opinion")}

    @property
    def seen(self):
        return Seen(self.cleaned_data["text_hash"], self.cleaned_data["last"])

    def anew(self, text_hash, last):
        """Return the form for the text as it is by now, with all that was typed on the one before."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return type(self)(**self.kept(), initial=typed | {"text_hash": text_hash, "last": last})

    def kept(self):
        """What another form of this kind is made with."""
        return {}


class PaperForm(MarkForm):
    """纸质会签: what stands on the sheet that the organ signed, and a scan of it."""

    paper_signer = fields.line("会签人", 60, help_text="纸上签字的人，照签字填写。")
    paper_day = fields.day("会签日期")
    scan = forms.FileField(
        label="扫描件",
        help_text="PDF、JPEG 或 PNG，不超过 10 MB，只有能看到这份通知的单位能打开。",
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": "请上传扫描件。",
            "missing": "请上传扫描件。",
            "empty": "上传的文件是空的，请重新选择。",
            "invalid": scans.WANTED,
        },
    )
    field_order = ("decision", "opinion", "paper_signer", "paper_day", "scan")

    def __init__(self, *args, since, **kwargs):
        """since: the day from which the text is as it is, or None."""
        super().__init__(*args, **kwargs)
        self.since = since
        self.fields["opinion"].help_text = "纸上写了意见的，照录。"

    def kept(self):
        return {"since": self.since}

    def clean_paper_day(self):
        day = self.cleaned_data["paper_day"]
        if day > timezone.localdate():
            raise forms.ValidationError("会签日期不能晚于今天。")
        if self.since and day < self.since:
            raise forms.ValidationError(f"现在的文本{self.since:%Y年%-m月%-d日}才定下，在此之前签的不是这一稿。")
        return day

    def clean_scan(self):
        self.taken_in = scans.taken_in(self.cleaned_data["scan"])
        return self.cleaned_data["scan"]

    @property
    def paper(self):
        """What acts.record_on_paper is told beside decision and opinion, but the scan."""
        return {name: self.cleaned_data.get(name, "") for name in ("paper_signer", "paper_day")}
