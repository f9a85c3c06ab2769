"""消息: what is owed to a person, written in the transaction that decides it: an inbox line and, where wanted, a mail.

A mail is claimed (committed), sent with a Message-ID made of its key, and marked. Of a claim that nobody ended within
ten minutes it is not known whether the mail went out: it becomes "uncertain" and is shown to the system administrator,
who sends it again or lets it be. Nothing is sent twice by itself.
"""

import hashlib
import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from . import access
from .models import Message

logger = logging.getLogger(__name__)
CLAIM_LASTS = timedelta(minutes=10)
PAUSE = timedelta(minutes=2)
MOST_ATTEMPTS = 10
LOST_AFTER = 30.0  # seconds
Mail = Message.Mail
WRITERS = {}


class NoLongerOwed(Exception):
    """What a mail speaks of is over before it was sent."""


def written_by(kind):
    """Register the function that writes the text of mails of this kind: what it says must not stand in the row."""

    def register(function):
        WRITERS[kind] = function
        return function

    return register


def owe(recipients, kind, thing, *, subject, body="", path="", occasion="", by_mail=True, department=None):
    """Owe each of the recipients (users) one message of this kind about `thing`, a saved row. A second time does nothing.

    path: where on the site it is dealt with. occasion: what tells one such message from the next about the same thing.
    """
    rows = [
        Message(
            recipient=user,
            department=department,
            key=f"{kind}:{thing._meta.label_lower}:{thing.pk}:{user.pk}:{occasion}",
            kind=kind,
            subject=subject,
            body=body,
            path=path,
            mail_state=Mail.WAITING if by_mail and user.email else Mail.NONE,
        )
        for user in recipients
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.mail_state == Mail.WAITING for row in rows):
        keys = [row.key for row in rows]
        transaction.on_commit(partial(_enqueue_new, keys), robust=True)


def owe_address(email, kind, thing, *, subject, occasion=""):
    """Owe a mail to somebody who has no account. Whoever knows `kind` writes its text in the moment it is sent."""
    key = f"{kind}:{thing._meta.label_lower}:{thing.pk}::{occasion}"
    row = Message(email=email, key=key, kind=kind, subject=subject, mail_state=Mail.WAITING)
    Message.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(partial(_enqueue_new, [key]), robust=True)


def owe_department(department, right, kind, thing, **facts):
    """Owe a message to everyone who has a right in a department."""
    owe(access.people_with(right, department), kind, thing, department=department, **facts)


# --- mail ---------------------------------------------------------------------------------------------------------


def _enqueue_new(keys):
    for pk in Message.objects.to_be_mailed().filter(key__in=keys).values_list("pk", flat=True):
        enqueue(pk)


def enqueue(pk):
    from .tasks import send_mail  # tasks knows messages, too

    send_mail.apply_async((pk,), expires=LOST_AFTER)


def sweep():
    """Send word of the mails that are due, and give up those of which nobody knows what became; return how many are due."""
    lost = Message.objects.filter(mail_state=Mail.CLAIMED, mail_claimed_at__lte=timezone.now() - CLAIM_LASTS)
    lost.update(mail_state=Mail.UNCERTAIN)
    keys = list(Message.objects.to_be_mailed().order_by("mail_due_at").values_list("pk", flat=True)[:200])
    for pk in keys:
        enqueue(pk)
    return len(keys)


def send(pk):
    """Send the mail of one message, if it is due and nobody else has it."""
    claim = {"mail_state": Mail.CLAIMED, "mail_claimed_at": timezone.now(), "mail_attempts": F("mail_attempts") + 1}
    if not Message.objects.to_be_mailed().filter(pk=pk).update(**claim):
        return
    message = Message.objects.select_related("recipient").get(pk=pk)
    try:
        mail_of(message).send()
    except NoLongerOwed:
        _mine(message).update(mail_state=Mail.NONE)
    except (OSError, SMTPRecipientsRefused) as error:  # SMTPException is an OSError
        logger.warning("The mail of message %s was not taken: %s", pk, error)
        _mine(message).update(**_after(message, str(error)[:300]))
    else:
        _mine(message).update(mail_state=Mail.SENT, mail_sent_at=timezone.now(), mail_error="")


def _mine(message):
    return Message.objects.filter(pk=message.pk, mail_state=Mail.CLAIMED, mail_claimed_at=message.mail_claimed_at)


def _after(message, error):
    """What becomes of a message whose mail the server did not take."""
    if message.mail_attempts >= MOST_ATTEMPTS:
        return {"mail_state": Mail.FAILED, "mail_error": error}
    due_at = timezone.now() + PAUSE * message.mail_attempts
    return {"mail_state": Mail.WAITING, "mail_due_at": due_at, "mail_error": error}


def mail_of(message):
    """Return the mail as it is sent: plain text, from the site, with a Message-ID that is always the same."""
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    return EmailMessage(
        subject=f"{message.subject}（{settings.SITE_NAME}）",
        body=WRITERS.get(message.kind, _text)(message),
        to=[message.recipient.email if message.recipient else message.email],
        headers={"Message-ID": f"<{digest}@{settings.SITE.hostname}>"},
    )


def _text(message):
    context = {"message": message, "site": settings.SITE_NAME, "address": f"{settings.SITE_URL}{message.path}"}
    return render_to_string("mails/message.txt", context)


def send_again(message, *, sure):
    """Have an uncertain or failed mail sent once more, or (sure is False) let it be as it is; return whether it could be."""
    unclear = Message.objects.filter(pk=message.pk, mail_state__in=[Mail.UNCERTAIN, Mail.FAILED])
    if not sure:
        return bool(unclear.update(mail_state=Mail.SENT, mail_sent_at=timezone.now()))
    again = unclear.update(mail_state=Mail.WAITING, mail_due_at=timezone.now(), mail_attempts=0)
    if again:
        transaction.on_commit(partial(enqueue, message.pk), robust=True)
    return bool(again)


# --- inbox --------------------------------------------------------------------------------------------------------


def read(messages):
    """Mark messages as read; those that were read before keep their time."""
    messages.unread().update(read_at=timezone.now())
