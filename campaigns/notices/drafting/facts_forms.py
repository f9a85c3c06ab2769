"""What is typed on the page of a draft's facts."""

from django import forms

from organizations.models import Department

from .. import printed_names
from ..models import Edition, Issuer, Notice
from .facts import OF_EDITION, facts_of
from .forms import GREATEST, Lines, OneLine, Words, unseen
from .rows import row_set_of, stamp_field, stamp_of, word_field

FULL_SPACE = "\u3000"
URGENCIES = {"": "无", "加急": "加急", "特急": "特急"}
AS_TODAY = "文件格式（GB/T 9704-2012）"
LAYOUTS = {
    "2012": AS_TODAY,
    "letter": "信函格式（GB/T 9704-2012 第10.1条）",
    "1999": "1999年版式（GB/T 9704-1999，已废止）",
}
CHOOSE = {"required": "请从列表中选择。", "invalid_choice": "请从列表中选择。"}


class FactsForm(forms.Form):
    urgency = forms.ChoiceField(label="紧急程度", required=False, error_messages=CHOOSE)
    openness = forms.ChoiceField(label="公开属性", choices=Notice.Openness.choices, error_messages=CHOOSE)
    openness_reason = OneLine("不予公开的理由", 200, required=False)
    set_as = forms.ChoiceField(label="版式", required=False, error_messages=CHOOSE)
    is_signed = forms.BooleanField(label="正文之后署发文机关名称", required=False)
    has_seals = forms.BooleanField(label="生成文件时加盖印章（用各机关上传的印章图片）", required=False)
    annotations = Words(
        "附注", 500, required=False, widget=Lines({"rows": 2}), help_text="如：（此件公开发布）。一行一条。"
    )
    internal_label = OneLine("本机关分送的标签", 10, required=False, help_text="如：本局、本委。")
    internal_distribution = OneLine("本机关分送", 300, required=False)
    keywords = OneLine("主题词", 200, required=False, help_text="词与词之间空一格。2012年版式不再标注主题词。")
    print_office = OneLine("印发机关", 100, required=False, help_text="如：国家市场监督管理总局办公厅。")
    stamp = stamp_field()
    find = word_field("联署机关", 60, widget=forms.TextInput({"list": "near", "autocomplete": "off"}))

    def __init__(self, edition, data=None):
        self.edition, self.stored = edition, facts_of(edition)
        super().__init__(data, initial={**self.stored, "stamp": stamp_of(self.stored)})
        self.initial["keywords"] = self.stored["keywords"].replace(FULL_SPACE, " ")
        self.fields["openness_reason"].said = "不予公开时必填"
        self.fields["urgency"].choices = _with(URGENCIES, edition.urgency)
        self.fields["set_as"].choices = self._layouts(edition.set_as)
        rows = [{"department": key, "printed_name": name} for key, name in self.stored["issuers"]]
        self.issuers = IssuerRows(data, initial=rows, prefix="issuers")

    def _layouts(self, own):
        shown = {own if own in ("", "2012") else "2012": AS_TODAY, "letter": LAYOUTS["letter"]}
        return list((shown | ({"1999": LAYOUTS["1999"]} if own == "1999" else {})).items())

    def is_valid(self):
        are_whole = all([super().is_valid(), self.issuers.is_valid()])  # both say what is wrong
        return are_whole and self._issue_under_their_names()

    def _issue_under_their_names(self):
        typed = self.typed["issuers"]
        departments = Department.objects.prefetch_related("names").in_bulk([key for key, _ in typed if key])
        issuers = [Issuer(department=departments.get(key), printed_name=name) for key, name in typed]
        for sentence in printed_names.wrong(issuers, self.edition.notice.host):
            self.add_error(None, sentence)
        return not self.errors

    def clean(self):
        facts = self.cleaned_data
        if facts.get("openness") == Notice.Openness.CLOSED and not facts.get("openness_reason"):
            self.add_error("openness_reason", "不予公开的，请写明理由。")
        return facts

    @property
    def typed(self):
        """What was typed, in the form of facts_of."""
        facts = {name: self.cleaned_data[name] for name in OF_EDITION}
        facts["keywords"] = FULL_SPACE.join(facts["keywords"].split())
        issuers = [[row["department"], row["printed_name"]] for row in self.issuers.typed]
        return facts | {"issuers": issuers}


class IssuerForm(forms.Form):
    department = unseen(GREATEST)
    printed_name = OneLine("印刷名称", 100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].required = False
        self.fields["printed_name"].error_messages["required"] = "请填写机关的印刷名称，或删去这一行。"


IssuerRows = row_set_of(IssuerForm)


def _with(choices, own):
    return list((choices if own in choices else {**choices, own: own}).items())


def said(name, value):
    """Say a stored or typed fact in words."""
    if name == "issuers":
        return "、".join(name for _, name in value)
    if name == "openness":
        return Notice.Openness(value).label
    if name == "set_as":
        return LAYOUTS.get(value, AS_TODAY)
    return {True: "是", False: "否", "": "（空）"}.get(value, value)


def label_of(name):
    labels = {"issuers": "发文机关", "set_as": "版式", "has_seals": "加盖印章", "is_signed": "文末署名"}
    return labels.get(name) or str(Edition._meta.get_field(name).verbose_name)
