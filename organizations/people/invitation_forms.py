"""What is asked of somebody who accepts an invitation: an account of her own, or a clear yes to using another one."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from .. import fields
from ..account.fields import lazystr_of_rules
from ..credentials import passwords
from ..fields import sentences
from ..models import User


def password(label, **facts):
    secret = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return fields.line(label, passwords.LONGEST, widget=secret, strip=False, **facts)


class NewAccountForm(forms.ModelForm):
    """An account under the name that she was invited by: who vouches for her gave it."""

    first = password("密码", help_text=lazystr_of_rules())
    second = password("再次填写密码")
    field_order = ["username", "first", "second"]

    class Meta:
        model = User
        fields = ["username"]
        error_messages = {"username": sentences("用户名", 150) | {"unique": "这个用户名已有人使用，请换一个。"}}
        help_texts = {"username": "登录时填写，可以用字母、数字和“@ . + - _”。"}

    def __init__(self, invitation, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.email, self.instance.last_name = invitation.email, invitation.name
        self.fields["second"].error_messages["required"] = "请再次填写密码。"
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "spellcheck": "false"}

    def clean(self):
        typed = super().clean()
        if User.objects.filter(email__iexact=self.instance.email).exists():
            self.add_error(None, f"{self.instance.email} 已有账号，请先登录，再打开邮件里的网址接受邀请。")
        if {"first", "second"} <= set(typed) and typed["first"] != typed["second"]:
            self.add_error("second", "两次填写的密码不一致。")
        return typed

    def _post_clean(self):
        """Ask the rules for passwords last, when the name that a password must not resemble is known."""
        super()._post_clean()
        if "first" in self.cleaned_data:
            try:
                validate_password(self.cleaned_data["first"], self.instance)
            except ValidationError as error:
                self.add_error("first", error)

    def save(self, commit=True):
        """Store the account. Its address is confirmed: the invitation came to it."""
        self.instance.password = make_password(self.cleaned_data["first"])  # kept with the account that is made
        user = super().save(commit)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class ThisAccountForm(forms.Form):
    """Joining with the account in use. Where its address is another than the invited one, that must be said to be meant."""

    sure = forms.BooleanField(error_messages={"required": "请先确认用现在登录的账号接受邀请。"})

    def __init__(self, invitation, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if user.email.lower() == invitation.email.lower():
            del self.fields["sure"]
        else:
            own = f"{user.username}，{user.email}" if user.email else f"{user.username}，没有填写邮箱"
            self.fields[
                "sure"
            ].label = f"邀请发给 {invitation.email}。我确认用现在登录的账号（{user.name}，{own}）接受。"
