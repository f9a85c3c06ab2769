"""How somebody asks for a draft: for which campaign, from what; and what she answers to what is doubtful in a text."""

from collections import Counter

from django import forms
from django.core.files.uploadedfile import UploadedFile

from organizations.paging import PageForm

from ..intake import LONGEST_TITLE
from ..lineage.answering import uppers
from ..models import Notice
from ..refusal import Refused
from ..uploads import MOST_BYTES, uploaded
from .forms import NUL, STALE, Lines, OneLine
from .sources import checked
from .starting import campaigns_for_drafts, earlier_notices

WAYS = {
    "empty": "从空白稿开始",
    "paste": "粘贴文字",
    "file": "上传文件",
    "copy": "复制已有的通知",
}
MOST_OFFERED = 200  # earlier notices, the newest first


class OfferedField(forms.ModelChoiceField):
    def validate_no_null_characters(self, value):
        """A key that bears one is no key: it is refused as any other that is none, in the same words."""


class EarlierField(OfferedField):
    def label_from_instance(self, notice):
        mark = f"（{notice.end_mark}）" if notice.ending else ""
        return f"{notice.campaign.year}年：{notice.current.title}{mark}"


class UpperField(OfferedField):
    def label_from_instance(self, notice):
        return f"{notice.short_title}：{notice.current.title}"


class TokenForm(forms.Form):
    """What a form bears that begins a draft: sent twice, it begins one."""

    begun_as = forms.UUIDField(required=False, widget=forms.HiddenInput, error_messages={"invalid": STALE})

    @classmethod
    def token_of(cls, data):
        """Return the UUID that was sent, None where there is none."""
        form = cls(data)
        return form.cleaned_data["begun_as"] if form.is_valid() else None


class StartForm(TokenForm):
    """One form for all ways, so that whoever changes her mind has typed nothing in vain."""

    campaign = OfferedField(
        label="质量月活动", queryset=None, empty_label=None, error_messages={"required": "请选择质量月活动。", "invalid_choice": "没有这一年度的质量月活动，请从列表中选择。"}
    )  # fmt: skip
    way = forms.ChoiceField(
        label="起草方式",
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择起草方式。", "invalid_choice": "请选择起草方式。"},
    )
    title = OneLine("标题", LONGEST_TITLE, required=False, help_text="如：关于开展2026年全国“质量月”活动的通知")
    text = forms.CharField(
        label="通知全文",
        required=False,
        widget=Lines({"rows": 10}),
        help_text="从Word或网页复制全文，连同标题、主送机关和落款。最多20万字。",
        error_messages={"null_characters_not_allowed": NUL},
    )
    file = forms.FileField(
        label="文件",
        required=False,
        allow_empty_file=True,
        help_text="Word（.docx，不超过10 MB）或纯文本（.txt，不超过2 MB）。",
        widget=forms.ClearableFileInput({"accept": ".docx,.txt"}),
    )
    upper = UpperField(
        label="所贯彻的上级通知",
        queryset=None,
        required=False,
        empty_label="没有，不是贯彻上级通知的",
        help_text="选了的，系统提出各条与上级通知的对应关系，由您逐条确认。",
        error_messages={"invalid_choice": "没有这份上级通知，请从列表中选择。"},
    )
    earlier = EarlierField(
        label="已有的通知",
        queryset=None,
        required=False,
        empty_label="请选择",
        help_text="复制文字、层次、附件、分工、主送和抄送机关、发文机关、公开属性；不复制发文字号、日期和签署。",
        error_messages={"invalid_choice": "没有这份通知，请从列表中选择。"},
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns_for_drafts(actor)
        self.earlier = earlier_notices(actor.department)
        self.fields["earlier"].queryset = self.earlier
        self.fields["earlier"].choices = [("", "请选择"), *self._offered()]
        self.fields["upper"].queryset = uppers(actor.department).filter(
            pk__in=Notice.objects.visible_to(actor).values("pk")
        )
        self.notes = ()
        for name in ("title", "text", "file", "earlier"):
            self.fields[name].said = "选这一方式时必填"

    def _offered(self):
        field = self.fields["earlier"]
        return [(notice.pk, field.label_from_instance(notice)) for notice in self.earlier[:MOST_OFFERED]]

    @property
    def chosen_upper(self):
        """The notice above that is chosen by now, whatever else is wrong; None where none is, or none of those offered."""
        try:
            return self.fields["upper"].clean(self["upper"].value())
        except forms.ValidationError:
            return None

    @property
    def ways(self):
        """Each way with the field that it needs."""
        return zip(self["way"], (self["title"], self["text"], self["file"], self["earlier"]), strict=True)

    def clean(self):
        way = self.cleaned_data.get("way")
        if way and not self.errors:
            getattr(self, f"_check_{way}")()
        if self.cleaned_data.get("upper"):
            self._take_upper(way)
        return self.cleaned_data

    def _take_upper(self, way):
        """A text of one's own adapts it; whoever has none yet begins from its clauses."""
        if way in ("paste", "file"):
            self.cleaned_data["campaign"] = self.cleaned_data["upper"].campaign
        else:
            self.add_error("upper", "贯彻上级通知的，请粘贴或上传已有的文稿；还没有文稿的，请改用“逐条起草”。")

    def _check_empty(self):
        if not self.cleaned_data["title"]:
            self.add_error("title", "请填写标题，以后还可以改。")

    def _check_paste(self):
        if not self.cleaned_data["text"]:
            self.add_error("text", "请粘贴通知全文。")
        else:
            self._take("text", self.cleaned_data["text"])

    def _check_file(self):
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return self.add_error("file", "请选择文件。")
        if file.size > MOST_BYTES:
            return self.add_error("file", f"文件有{file.size / 1024 / 1024:,.0f} MB，超过{MOST_BYTES // 1024 // 1024} MB的上限，请只留通知的文字。")  # fmt: skip
        try:
            upload = uploaded(file.read())
        except Refused as refusal:
            return self.add_error("file", str(refusal))
        self.notes = upload.notes
        return self._take("file", upload.text)

    def _take(self, name, text):
        try:
            self.cleaned_data["source"] = checked(text)
        except Refused as refusal:
            self.add_error(name, str(refusal))

    def _check_copy(self):
        if not self.cleaned_data["earlier"]:
            self.add_error("earlier", "请选择要复制的通知。")


class ReviewForm(forms.Form):
    """The answers to what is doubtful, and the title. A key that the text does not have any more says nothing."""

    title = OneLine("标题", LONGEST_TITLE)

    def __init__(self, *args, doubts, **kwargs):
        super().__init__(*args, **kwargs)
        self.doubts = doubts
        asked = Counter(doubt.asked for doubt, _ in doubts if doubt.asked)
        self.of_several = {name for name, count in asked.items() if count > 1}
        for number, (doubt, answer) in enumerate(doubts):
            ask = ticked if doubt.asked in self.of_several else yes_or_no
            self.fields[f"answer-{number}"] = ask(doubt, answer)

    @property
    def questions(self):
        """Return [(what is asked of several names, their fields)], or ("", [field]) of what is answered yes or no."""
        found = {}
        for at, (doubt, _) in enumerate(self.doubts):
            asked = doubt.asked if doubt.asked in self.of_several else ""
            found.setdefault(asked or at, (asked, []))[1].append(self[f"answer-{at}"])
        return list(found.values())

    @property
    def answers(self):
        given = self.cleaned_data
        return {doubt.key: given[f"answer-{at}"] in (True, "yes") for at, (doubt, _) in enumerate(self.doubts)}


def yes_or_no(doubt, answer):
    return forms.ChoiceField(
        label=doubt.sentence,
        choices=[("yes", "是"), ("no", "否")],
        initial="yes" if answer else "no",
        widget=forms.RadioSelect,
        error_messages={"required": "请回答是或否。", "invalid_choice": "请回答是或否。"},
    )


def ticked(doubt, answer):
    return forms.BooleanField(label=doubt.name, initial=answer, required=False)


class DraftsForm(PageForm):
    """Which of the department's notices to list."""

    SHOWN = {"": "在办", "issued": "已签发", "discarded": "已废弃"}

    show = forms.ChoiceField(
        choices=list(SHOWN.items()),
        required=False,
        error_messages={"invalid_choice": "没有这一类，请从下面的类别中选择。"},
    )
