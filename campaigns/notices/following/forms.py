"""What is said where one does not follow the notice above."""

from django import forms

from ..drafting.forms import LONGEST_REASON, OneLine


class KeepForm(forms.Form):
    reason = OneLine("保留本级文本的理由", LONGEST_REASON)
