"""What is asked when somebody joins a department."""

from django import forms
from django.db.models import Q

from .. import fields
from ..models import Department, Role, User


class RoleForm(forms.Form):
    """Which role, and until when."""

    role = fields.choice("角色", Role.choices, help_text="一人可以有多个角色，请逐个添加。")
    until = fields.day(
        "任职截止日期", fields.not_over("任职截止日期"), required=False, help_text="含当日。不填写则长期有效。"
    )


class AppointForm(RoleForm):
    who = fields.line("用户名或电子邮箱", help_text="对方已有账号时填写；还没有账号的，请改用“邀请新人员”。")
    field_order = ["who", "role", "until"]

    def clean_who(self):
        typed = self.cleaned_data["who"].strip()
        found = list(User.objects.filter(Q(username=typed) | Q(email__iexact=typed))[:2])
        if len(found) > 1:
            raise forms.ValidationError("有几个账号用这个邮箱，请填写用户名。")
        if not found:
            raise forms.ValidationError("没有这个账号，请核对；对方还没有账号的，请改用邀请。")
        return found[0]


class InviteForm(RoleForm):
    name = fields.name()
    email = fields.address("电子邮箱", help_text="邀请发到这个邮箱，七天内有效，可以重新发送。")
    field_order = ["name", "email", "role", "until"]


class InviteManagerForm(forms.Form):
    """The first manager of a department, whom nobody in it could invite."""

    department = fields.line("单位全称", 100, help_text="与部门名录一致，如“浙江省市场监督管理局”。")
    name = fields.name()
    email = fields.address("电子邮箱", help_text="邀请发到这个邮箱，七天内有效。")

    def clean_department(self):
        found = list(Department.objects.today().called(self.cleaned_data["department"].strip())[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                "名录里没有这个单位，请核对全称。" if not found else "有几个单位叫这个名称，请填写全称。"
            )
        return found[0]


class NameForm(forms.Form):
    name = fields.name(help_text="今后的办理记录用新的姓名；以前办理的事项仍记当时的姓名。")


class FindForm(forms.Form):
    """Words that a name holds."""

    q = fields.line("名称", 60, required=False)
