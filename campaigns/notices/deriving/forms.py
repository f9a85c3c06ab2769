"""What is said on the pages of an adaptation: why something is left out, and what comes from what."""

from django import forms

from organizations.converters import is_key

from ..drafting.forms import Reason
from ..models import Clause, Lineage

WAYS = [(Lineage.Relation.ADAPTED.value, "调整：文字有改动"), (Lineage.Relation.MOVED.value, "移位：移到了别处")]


class ShownForm(forms.Form):
    """Which clauses to show: those of one relation, or those that nobody has decided on."""

    OPEN = "open"

    only = forms.ChoiceField(
        choices=[("", "全部"), (OPEN, "未确认"), *Lineage.Relation.choices],
        required=False,
        error_messages={"invalid_choice": "没有这一类，请从上面的类别中选择。"},
    )


class ReasonForm(forms.Form):
    reason = Reason("不适用的理由", help_text="如：本地没有这类企业。印发后与对照表一并公布。")


class OriginField(forms.ModelMultipleChoiceField):
    def clean(self, value):
        if not all(map(is_key, value or ())):  # a database would stumble over some
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().clean(value)

    def label_from_instance(self, clause):
        return f"{clause.path}　{clause.gist}" if clause.path else str(clause)


class OriginForm(forms.Form):
    """Which clauses of the edition that is answered one of ours comes from."""

    parents = OriginField(
        label="来自上级通知的哪些条款",
        queryset=Clause.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可以选几条；一条也不选，即为新增。",
        error_messages={"invalid_choice": "上级通知没有所选的条款，请从列表中选择。", "invalid_pk_value": "上级通知没有所选的条款，请从列表中选择。"},
    )  # fmt: skip
    relation = forms.ChoiceField(
        label="只来自一条，文字不同的，算作",
        choices=WAYS,
        required=False,
        initial=Lineage.Relation.ADAPTED,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请从列表中选择。"},
    )

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parents"].queryset = Clause.objects.filter(pk__in=keys).order_by("position")
