"""What is said where one does not follow the notice above."""

from django import forms

from ..drafting.forms import Reason


class KeepForm(forms.Form):
    reason = Reason("保留本级文本的理由")
