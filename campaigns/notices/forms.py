"""What may be asked of the list of notices."""

from urllib.parse import urlencode

from django import forms

from organizations.models import Region

from .models import Lineage, Notice

LAST_PAGE = 100_000
FIRST_YEAR, LAST_YEAR = 1978, 2100  # the first Quality Month was held in 1978


class PageField(forms.IntegerField):
    """The number of a page of a list, or nothing for the first."""

    default_error_messages = {"invalid": "页码应为数字。", "min_value": "页码从1开始。", "max_value": "没有这一页。"}

    def __init__(self):
        super().__init__(label="页码", min_value=1, max_value=LAST_PAGE, required=False)
        for validator in self.validators:
            validator.message = self.error_messages[validator.code]


class RelationField(forms.ChoiceField):
    """One relation of lineage, or nothing for all."""

    default_error_messages = {"invalid_choice": "没有这种关系，请从列表中选择。"}

    def __init__(self):
        super().__init__(label="关系", choices=[("", "全部"), *Lineage.Relation.choices], required=False)


class ComparisonFilter(forms.Form):
    only = RelationField()


class ClauseFilter(forms.Form):
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
    page = PageField()

    def kept(self):
        """Return what is asked for as the beginning of a query string, for the pager's links."""
        asked = {name: self.cleaned_data[name] for name in ("depth", "only") if self.cleaned_data.get(name)}
        return f"{urlencode(asked)}&" if asked else ""


class NoticeFilter(forms.Form):
    year = forms.TypedChoiceField(
        label="年度",
        choices=[(year, f"{year}年") for year in range(FIRST_YEAR, LAST_YEAR + 1)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "没有这一年度，请从列表中选择。"},
    )
    level = forms.ChoiceField(
        label="级别",
        choices=[("", "全部级别"), *Region.Level.choices],
        required=False,
        error_messages={"invalid_choice": "没有这一级别，请从列表中选择。"},
    )
    page = PageField()

    def __init__(self, data):
        """Offer the years that have notices, and the year asked for: a year without notices is no mistake."""
        super().__init__(data)
        offered = {*Notice.objects.public().values_list("campaign__year", flat=True).distinct(), *self._asked()}
        self.fields["year"].widget.choices = [("", "全部年度"), *((y, f"{y}年") for y in sorted(offered, reverse=True))]

    def _asked(self):
        year = self.data.get("year", "")
        return [int(year)] if year in map(str, range(FIRST_YEAR, LAST_YEAR + 1)) else []

    def narrow(self, notices):
        """Return those of the notices that were asked for."""
        if self.cleaned_data["year"]:
            notices = notices.of_year(self.cleaned_data["year"])
        if self.cleaned_data["level"]:
            notices = notices.of_level(self.cleaned_data["level"])
        return notices

    def kept(self):
        """Return the filters in force as the beginning of a query string, for the pager's links."""
        filters = {name: self.cleaned_data[name] for name in ("year", "level") if self.cleaned_data.get(name)}
        return f"{urlencode(filters)}&" if filters else ""
