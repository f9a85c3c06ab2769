"""What may be asked of the list of long work, and how one is looked at."""

from django import forms

from ..models import Job
from ..paging import PageForm


class JobFilter(PageForm):
    state = forms.ChoiceField(
        label="状态",
        choices=[("", "全部"), *Job.State.choices],
        required=False,
        error_messages={"invalid_choice": "没有这一状态，请从列表中选择。"},
    )

    def narrow(self, jobs):
        state = self.cleaned_data["state"]
        return jobs.filter(state=state) if state else jobs

    @property
    def chosen(self):
        return self.cleaned_data["state"] if self.is_valid() else ""

    @property
    def state_word(self):
        return Job.State(self.chosen).label

    def kept(self):
        return f"state={self.chosen}&" if self.chosen else ""


class Watching(forms.Form):
    """Whether the page is to come again by itself, for browsers that run no script."""

    auto = forms.BooleanField(required=False)
