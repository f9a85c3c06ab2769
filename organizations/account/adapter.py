"""allauth in our words: its sentences, its mails, where it leads, and how the keys of second steps are stored."""

import base64
import hashlib
import logging
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from .. import acting, ways
from . import lockout, own_acts

logger = logging.getLogger(__name__)
MISMATCH = "用户名、邮箱或者密码不对，请核对后重新填写。"
TOO_OFTEN = "尝试的次数过多，请过15分钟再试。"
NOT_SENT = "邮件服务器暂时不通，邮件没有发出去。请过几分钟再试，仍不行时请告诉管理员。"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "这个账号已停用。",
        "email_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "enter_current_password": "现在的密码不对，请重新填写。",
        "incorrect_password": "密码不对，请重新填写。",
        "incorrect_code": "验证码不对或者已经用过，请填写手机上正在显示的数字。",
        "invalid_password_reset": "这个链接已经用过、过期或者不完整。",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "username_taken": "这个用户名已有人使用，请换一个。",
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        return ways.is_ours(url)

    def is_ajax(self, request):
        return False  # nobody is answered in JSON

    def get_client_ip(self, request):
        address = acting.address_of(request)
        if address is None:
            raise PermissionDenied("请求没有写明来源地址，不能办理登录。")
        return address

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Count failures from all addresses together by account, as lockout does those from one; allauth has no setting for it."""
        return f"{settings.SITE.hostname}:{lockout.name_of(request, credentials)}"

    def authenticate(self, request, **credentials):
        with lockout.one_at_a_time(request, credentials):
            return super().authenticate(request, **credentials)

    @transaction.atomic
    def set_password(self, user, password):
        super().set_password(user, password)
        own_acts.new_password(self.request, user)

    def logout(self, request):
        """Somebody signs out. What ends by the clock does not come this way."""
        if request.user.is_authenticated:
            own_acts.signed_out(request)
        super().logout(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    # Links in mails name the site as its operator does, whatever the request called it.

    def get_reset_password_from_key_url(self, key):
        uidb36, _, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uidb36, token])

    def format_email_subject(self, subject):
        return f"【{settings.SITE_NAME}】{subject}"

    def send_mail(self, template_prefix, email, context):
        """Send a mail; where the server is away, say so instead of breaking the page, whomever it would go to."""
        more = {"site": settings.SITE_NAME, "address": settings.SITE_URL}
        try:
            super().send_mail(template_prefix, email, context | more)
        except OSError:  # SMTP's own errors are among these
            logger.exception("A mail was not sent: %s", template_prefix)
            messages.error(self.request, NOT_SENT)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "请先设置第二步验证，再生成恢复码。",
    }

    def get_totp_issuer(self):
        return settings.SITE_NAME

    def get_totp_label(self, user):
        return user.get_username()

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return what was stored. Under a lost key, something that no code fits, so that nobody gets in by it."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.warning("The key of a second step was stored under another SECRET_KEY")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _box():
    """Return what locks and unlocks under SECRET_KEY, and unlocks under the keys that it replaced."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(Fernet(_derived(key)) for key in keys)


def _derived(key):
    return base64.urlsafe_b64encode(hashlib.sha256(b"second step" + key.encode()).digest())
