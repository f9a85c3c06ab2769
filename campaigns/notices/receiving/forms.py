"""What is typed on the pages of what came in, and of what was sent."""

from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from organizations import fields
from organizations.paging import PageForm

from .. import scans

NO_SUCH_LIST = {"invalid_choice": "没有这一类，请从上面选择。"}


class ReceivedForm(PageForm):
    """Which of what came in is shown."""

    SHOWN = {"": "待签收", "confirmed": "已签收", "kept": "代收", "informed": "抄送", "all": "全部"}

    show = forms.ChoiceField(choices=list(SHOWN.items()), required=False, error_messages=NO_SUCH_LIST)


class SentForm(PageForm):
    """Which departments are shown of those that an edition was sent to."""

    SHOWN = {"": "全部", "open": "未签收", "confirmed": "已签收", "kept": "上级代收", "informed": "知悉"}

    show = forms.ChoiceField(choices=list(SHOWN.items()), required=False, error_messages=NO_SUCH_LIST)
    name = fields.line("单位名称", 60, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].said = ""

    @property
    def kept(self):
        """The query string by which another page of the same list is asked for."""
        said = {name: self.cleaned_data[name] for name in ("show", "name") if self.cleaned_data.get(name)}
        return f"{urlencode(said)}&" if said else ""


class PaperForm(forms.Form):
    """纸质签收: what stands on the sheet, and a scan of it."""

    signer = fields.line("签收人", 60, help_text="纸上签字的人，照签字填写。")
    day = fields.day("签收日期")
    scan = forms.FileField(
        label="扫描件",
        help_text="PDF、JPEG 或 PNG，不超过 10 MB。收发双方、代收单位和发文单位的督办单位可以查看，不公开。",
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": "请上传扫描件。",
            "missing": "请上传扫描件。",
            "empty": "上传的文件是空的，请重新选择。",
            "invalid": scans.WANTED,
        },
    )

    def __init__(self, *args, since, **kwargs):
        """since: the day on which it was sent."""
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError("签收日期不能晚于今天。")
        if day < self.since:
            raise forms.ValidationError(f"这份通知{self.since:%Y年%-m月%-d日}才送达，签收日期不能更早。")
        return day

    def clean_scan(self):
        self.taken_in = scans.taken_in(self.cleaned_data["scan"])
        return self.cleaned_data["scan"]
