"""委托: what a person gave to colleagues, and what they gave to her."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from .. import access, delegations, fields
from ..access import Right
from ..acting import with_role
from ..memberships import Refused
from ..methods import takes_a_form
from ..models import Delegation

LONGEST = timedelta(days=366)


class DelegationForm(forms.Form):
    delegate = fields.choice("受托人", [])
    since = fields.day("开始日期", fields.not_over("开始日期"), initial=timezone.localdate)
    until = fields.day("截止日期", fields.not_over("截止日期"), help_text="含当日。")
    note = fields.line("事由", 200, required=False, help_text="例如：出差、休假。双方都能看到。")

    def __init__(self, actor, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): (user, roles) for user, roles in delegations.colleagues_with_roles(actor)}
        listed = [(key, _label(*each)) for key, each in self.people.items()]
        self.fields["delegate"].choices = [*self.fields["delegate"].choices, *listed]
        if any(delegations.writing_role(actor, roles) for _, roles in self.people.values()):
            self.fields["delegate"].help_text = "受托人同时是起草人或审核人的，本人起草的文件不能由其签发。"

    def clean_delegate(self):
        return self.people[self.cleaned_data["delegate"]]

    def clean(self):
        typed = super().clean()
        if typed.get("since") and typed.get("until") and typed["until"] < typed["since"]:
            self.add_error("until", "截止日期不能早于开始日期。")
        elif typed.get("since") and typed.get("until") and typed["until"] - typed["since"] > LONGEST:
            self.add_error("until", "一次委托最长一年。需要更久的，由单位管理员授予角色。")
        return typed


def _label(user, roles):
    """Who it is and what she is here: 钱伟（审核，qianwei）."""
    return f"{user.name}（{'、'.join(role.label for role in roles)}，{user.username}）"


def _mine(user):
    """Those that the person gave or holds: nobody else's are hers to see."""
    rows = Delegation.objects.filter(Q(principal=user) | Q(delegate=user))
    return rows.select_related("principal", "delegate", "department").prefetch_related("department__names")


def _within(request):
    """Those that the person sees on her page: her own, and as a manager those of her department."""
    if not access.may(request.actor, Right.MANAGE, request.actor.department):
        return _mine(request.user)
    rows = Delegation.objects.filter(Q(pk__in=_mine(request.user)) | Q(department=request.actor.department))
    return rows.select_related("principal", "delegate", "department").prefetch_related("department__names")


@require_safe
@with_role
def delegation_list(request):
    rows = list(_mine(request.user).unended())
    context = {
        "given": [row for row in rows if row.principal_id == request.user.pk],
        "held": [row for row in rows if row.delegate_id == request.user.pk],
        "can_give": bool(delegations.lendable(request.actor)),
        "looks_after": access.may(request.actor, Right.MANAGE, request.actor.department),
    }
    if context["looks_after"]:
        context["of_department"] = delegations.of_department(request.actor.department)
    return render(request, "desk/delegations.html", context)


@takes_a_form
@with_role
def give(request):
    """Let a colleague act for the person."""
    form = DelegationForm(request.actor, request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        delegate, roles = typed.pop("delegate")
        try:
            row = delegations.delegate(request.actor, delegate, **typed)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已委托{row.delegate}代办，{row.span}。双方都会收到消息。")
            if title := delegations.writing_role(request.actor, roles):
                messages.warning(request, f"受托人同时是{title}：本人起草的文件不能由其签发。")
            return redirect("organizations:delegations")
    can_give = bool(delegations.lendable(request.actor))
    return render(request, "desk/delegate.html", {"form": form, "can_give": can_give})


@require_POST
@with_role
def end(request, pk):
    """Either of the two may end it, and who looks after the people of the department."""
    row = get_object_or_404(_within(request), pk=pk)
    if delegations.revoke(row, by=request.actor):
        messages.success(request, f"{row.principal}对{row.delegate}的委托已终止。")
    return redirect("organizations:delegations")
