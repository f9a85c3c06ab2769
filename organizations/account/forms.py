"""Forms of sign-in and account: allauth's work in our words and with our limits."""

from unicodedata import normalize

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError

from .fields import Address, Code, NewPassword, Password, Text

CODE_LASTS = 3 * 30  # seconds: the step before, this one and the next


class SignInForm(account.LoginForm):
    password = Password("密码")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = Text("用户名或邮箱", autocomplete="username")

    def clean_login(self):
        """A Chinese keyboard easily types letters in full width."""
        return normalize("NFKC", super().clean_login())


class PasswordAgainForm(account.ReauthenticateForm):
    password = Password("密码")


class SameTwice:
    def clean(self):
        cleaned = forms.Form.clean(self)
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "两次填写的新密码不一样，请重新填写。")
        return cleaned


class ChangePasswordForm(SameTwice, account.ChangePasswordForm):
    oldpassword = Password("现在的密码")
    password1 = NewPassword("新密码")
    password2 = Password("再填写一次新密码", autocomplete="new-password")


class ForgottenForm(account.ResetPasswordForm):
    email = Address("邮箱")


class ResetPasswordForm(SameTwice, account.ResetPasswordKeyForm):
    password1 = NewPassword("新密码")
    password2 = Password("再填写一次新密码", autocomplete="new-password")


class OnceOnly:
    """A code counts once, also while clocks that differ still let it pass."""

    def clean_code(self):
        code = super().clean_code()
        digits = "".join(filter(str.isdigit, code))
        if not cache.add(f"second-step:{self.user.pk}:{digits}", True, CODE_LASTS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceOnly, second_step.AuthenticateForm):
    code = Code("验证码")


class CodeAgainForm(OnceOnly, second_step.ReauthenticateForm):
    code = Code("验证码")


class ActivateForm(totp.ActivateTOTPForm):
    code = Code("手机上显示的六位数字")


class ChangeAddressForm(forms.Form):
    """Another e-mail address, which counts once a link that is sent there was followed."""

    email = Address("新邮箱")

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_email(self):
        if self.cleaned_data["email"] == self.user.email.lower():
            raise ValidationError("这就是您现在登记的邮箱。")
        return self.cleaned_data["email"]
