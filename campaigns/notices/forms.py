"""What may be asked of the list of notices."""

from urllib.parse import urlencode

from django import forms

from organizations.models import Region

from .models import Notice

LAST_PAGE = 100_000


def years():
    found = Notice.objects.public().order_by("-campaign__year").values_list("campaign__year", flat=True).distinct()
    return [("", "全部年度"), *((year, f"{year}年") for year in found)]


class NoticeFilter(forms.Form):
    year = forms.TypedChoiceField(
        label="年度",
        choices=years,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "没有这一年度的通知，请从列表中选择。"},
    )
    level = forms.ChoiceField(
        label="级别",
        choices=[("", "全部级别"), *Region.Level.choices],
        required=False,
        error_messages={"invalid_choice": "没有这一级别，请从列表中选择。"},
    )
    page = forms.IntegerField(
        label="页码",
        min_value=1,
        max_value=LAST_PAGE,
        required=False,
        error_messages={
            "invalid": "页码应为数字。",
            "min_value": "页码从1开始。",
            "max_value": "没有这一页。",
        },
    )

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
