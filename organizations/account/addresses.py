"""Another e-mail address for an account: asked for, confirmed by a link that only its owner gets, told to the old one."""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.urls import reverse

from ..models import User
from . import own_acts

SALT = "another e-mail address"
LASTS = 24 * 3600  # seconds


def ask(request, email):
    """Send the link to the new address; return whether that was still allowed today."""
    if not ratelimit.consume(request, action="change_address", user=request.user):
        messages.error(request, "更换邮箱的申请过于频繁，请过15分钟再试。")
        return False
    token = signing.dumps([request.user.pk, request.user.email, email], salt=SALT)
    url = settings.SITE_URL + reverse("account_address_confirm", args=[token])
    is_taken = User.objects.exclude(pk=request.user.pk).filter(email__iexact=email).exists()
    template = "account/email/address_taken" if is_taken else "account/email/address_confirm"
    get_adapter().send_mail(template, email, {"user": request.user, "url": url})
    return True


def asked(user, token):
    """Return the address that a link confirms, or None where it is another person's, old, or served its turn."""
    try:
        pk, before, email = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return email if (pk, before) == (user.pk, user.email) else None


@transaction.atomic
def change(request, email):
    """Store the address, as confirmed, and tell the old one."""
    user, old = request.user, request.user.email
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    user.email = email
    user.save(update_fields=["email"])
    own_acts.changed_address(request, old, email)
    if old:
        facts = {"user": user, "email": email}
        transaction.on_commit(lambda: get_adapter().send_mail("account/email/address_changed", old, facts))
