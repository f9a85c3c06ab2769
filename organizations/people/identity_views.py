"""办理身份: which one of her identities a person acts under."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from .. import acting
from ..methods import takes_a_form
from ..models import Invitation
from ..ways import WayBackField


class IdentityForm(forms.Form):
    identity = forms.CharField(max_length=30)
    next = WayBackField()


@takes_a_form
@acting.entered
def identity(request):
    """List the identities of the person; take the one that she chooses, and go back to where she was."""
    if request.method != "POST":
        asked = Invitation.objects.open().filter(invitee=request.user).select_related("department", "invited_by")
        invitations = asked.prefetch_related("department__names")
        return render(request, "desk/identity.html", {"next": "", "invitations": invitations})
    form = IdentityForm(request.POST)
    if not form.is_valid() or not acting.choose(request, form.cleaned_data["identity"]):
        messages.error(request, "这个身份已经不能使用，请从下面重新选择。")
        return redirect("organizations:identity")
    messages.success(request, f"现在以“{acting.actor_of(request).label}”的身份办理。")
    return redirect(form.cleaned_data["next"] or "organizations:identity")
