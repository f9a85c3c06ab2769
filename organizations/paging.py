"""Lists in pages: which page is asked for, and the numbers that the pager offers."""

from django import forms
from django.core.paginator import Paginator

LAST_PAGE = 100_000
LAST_KEY = 2**63 - 1  # what a database can look for


class PageForm(forms.Form):
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

    def page_of(self, rows, size):
        """Return the page of `rows` asked for with its numbers, or None and an error on the form."""
        if not self.is_valid():
            return None
        number = self.cleaned_data["page"] or 1
        paginator = Paginator(rows, size)
        if number > paginator.num_pages:
            self.add_error("page", f"没有第{number}页，共{paginator.num_pages}页。")
            return None
        page = paginator.page(number)
        page.numbers = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
        return page
