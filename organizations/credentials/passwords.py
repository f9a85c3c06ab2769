"""What a password has to be: the rules of both profiles, each with its sentence, and the record of former ones.

`PASSWORD_PROFILE` chooses (settings): "modern" wants length alone; "mlps3", for systems under 等级保护三级, wants
kinds of characters, a change every 90 days and none of the last five again. Both refuse what everybody would guess.
"""

import re
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from ..models import FormerPassword, User
from .weak_passwords import LONGEST, is_weak

KINDS = {"大写字母": r"[A-Z]", "小写字母": r"[a-z]", "数字": r"[0-9]", "其他字符": r"[^A-Za-z0-9]"}


class Length(password_validation.MinimumLengthValidator):
    def validate(self, password, user=None):
        super().validate(password, user)
        if len(password) > LONGEST:
            raise ValidationError(f"密码不能超过{LONGEST}个字符。")

    def get_error_message(self):
        return f"密码至少要有{self.min_length}个字符。"

    def get_help_text(self):
        return f"至少{self.min_length}个字符，可以是一句只有自己知道的话"


class Personal(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self):
        return "密码与您的用户名、姓名或者邮箱太相近，容易被猜中。"

    def get_help_text(self):
        return "不要用自己的用户名、姓名或者邮箱"


class Common(password_validation.CommonPasswordValidator):
    """Django's list of the world's twenty thousand, and ours of Chinese habits."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            return  # Length says so, before any work
        super().validate(password, user)
        if is_weak(password):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self):
        return "密码只由常见的词、姓名、地名、键盘顺序和数字组成，容易被猜中，请换一个。"

    def get_help_text(self):
        return "不要只用常见的词、姓名、地名加数字，如“Admin@123”“zhongguo2024”"


class Kinds:
    """At least so many of the four kinds of characters; with 0 anything will do."""

    def __init__(self, least):
        self.least = least

    def validate(self, password, user=None):
        if sum(bool(re.search(pattern, password)) for pattern in KINDS.values()) < self.least:
            raise ValidationError(f"密码要包含{'、'.join(KINDS)}中的至少{self.least}类。", code="password_too_plain")

    def get_help_text(self):
        return f"包含{'、'.join(KINDS)}中的至少{self.least}类" if self.least else ""


class Former:
    """None of the last passwords again. Also keeps them: Django tells every validator when a password was changed."""

    def __init__(self, last=0):
        self.last = last

    def validate(self, password, user=None):
        if not self.last or user is None or user.pk is None:
            return
        if any(check_password(password, hashed) for hashed in FormerPassword.objects.last_of(user, self.last)):
            raise ValidationError(f"不能再用最近{self.last}次用过的密码。", code="password_used_before")

    def password_changed(self, password, user=None):
        keep(user)

    def get_help_text(self):
        return f"不能与最近{self.last}次用过的密码相同" if self.last else ""


def keep(user):
    """Remember the password that a person has now."""
    if user.password and user.has_usable_password():
        FormerPassword.objects.get_or_create(user=user, password=user.password)


@receiver(post_save, sender=User)
def keep_the_first(instance, created, raw, **facts):
    """An account may come with its password, of which no validator is told."""
    if created and not raw:
        keep(instance)


def changed_at(user):
    """Return when she last chose her password: with her account, if she never changed it."""
    newest = user.former_passwords.values_list("at", flat=True).first()
    return newest or user.date_joined


def is_overdue(user):
    """Whether the profile wants another password by now."""
    days = settings.PASSWORD_DAYS
    return bool(days) and user.has_usable_password() and timezone.now() - changed_at(user) > timedelta(days=days)


def rules():
    """Return what the forms say of the password to be, a line each."""
    return [text for text in password_validation.password_validators_help_texts() if text]
