"""What may be asked of a comparison and of a clause."""

from urllib.parse import urlencode

from django import forms

from organizations.paging import PageForm

from ..models import Lineage


class RelationField(forms.ChoiceField):
    """One relation of lineage, or nothing for all."""

    default_error_messages = {"invalid_choice": "没有这种关系，请从列表中选择。"}

    def __init__(self):
        super().__init__(label="关系", choices=[("", "全部"), *Lineage.Relation.choices], required=False)


class ComparisonFilter(forms.Form):
    only = RelationField()


class ClauseFilter(PageForm):
    """What may be asked of a clause: so many levels below, one relation, a page."""

    depth = forms.TypedChoiceField(
        label="级次",
        choices=[(1, "下一级"), (2, "下二级"), (3, "下三级")],
        coerce=int,
        empty_value=1,
        required=False,
        error_messages={"invalid_choice": "没有这一级，请从列表中选择。"},
    )
    only = RelationField()

    def kept(self):
        """Return what is asked for as the beginning of a query string, for the pager's links."""
        asked = {name: self.cleaned_data[name] for name in ("depth", "only") if self.cleaned_data.get(name)}
        return f"{urlencode(asked)}&" if asked else ""
