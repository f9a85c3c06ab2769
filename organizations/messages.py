"""消息: what is owed to a person, written in the transaction that decides it: an inbox line and, where wanted, a mail.

A mail is claimed (committed), sent with a Message-ID made of its key, and marked. Of a claim that nobody ended within
ten minutes, or whose server fell silent while it took the mail, it is not known whether it went out: it becomes
"uncertain" and is shown to the system administrator, who sends it again or lets it be. Nothing is sent twice by itself.
"""

import hashlib
import logging
from datetime import timedelta
from functools import partial
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from . import audit
from .models import Message

logger = logging.getLogger(__name__)
CLAIM_LASTS = timedelta(minutes=10)
PAUSE, LONGEST_PAUSE = timedelta(minutes=2), timedelta(hours=1)
MOST_ATTEMPTS = 100  # over three days: a server that is away for a long weekend loses nothing
LOST_AFTER = 30.0  # seconds
AT_A_TIME = 200
LONGEST_SUBJECT = 200  # characters
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


class NotTaken(Exception):
    """The server surely did not take a mail. `for_good` where it never will."""

    def __init__(self, error, for_good=False):
        super().__init__(str(error))
        self.for_good = for_good


def owe(recipients, kind, thing, *, subject, body="", path="", occasion="", by_mail=True, department=None):
    """Owe each of the recipients (users) one message of this kind about `thing`, a saved row. A second time does nothing.

    path: where on the site it is dealt with. occasion: what tells one such message from the next about the same thing.
    Whoever may not sign in any more is owed nothing; who has no address gets no mail.
    """
    rows = [
        Message(
            recipient=user,
            department=department,
            key=f"{kind}:{thing._meta.label_lower}:{thing.pk}:{user.pk}:{occasion}",
            kind=kind,
            subject=one_line(subject),
            body=body.replace("\0", ""),
            path=path,
            mail_state=Mail.WAITING if by_mail and user.email else Mail.NONE,
        )
        for user in recipients
        if user.is_active
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [row.key for row in rows if row.mail_state == Mail.WAITING]
    if keys:
        transaction.on_commit(partial(_enqueue_new, keys), robust=True)


def owe_address(email, kind, thing, *, subject, occasion=""):
    """Owe a mail to somebody who has no account. Whoever knows `kind` writes its text in the moment it is sent."""
    key = f"{kind}:{thing._meta.label_lower}:{thing.pk}::{occasion}"
    row = Message(email=email, key=key, kind=kind, subject=one_line(subject), mail_state=Mail.WAITING)
    Message.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(partial(_enqueue_new, [key]), robust=True)


def settle(user, kind, thing):
    """Take as read what a person was told of this kind about `thing`, once she has done what it asked for."""
    begun = f"{kind}:{thing._meta.label_lower}:{thing.pk}:{user.pk}:"
    Message.objects.unread().filter(recipient=user, key__startswith=begun).update(read_at=timezone.now())


def settle_at(paths, users):
    """Take as read what these users were told that leads to one of the paths: what it asked for is done, or is asked no more."""
    paths = [*paths]
    for first in range(0, len(paths), AT_A_TIME):
        rows = Message.objects.unread().filter(recipient__in=users, path__in=paths[first : first + AT_A_TIME])
        rows.update(read_at=timezone.now())


def one_line(text):
    """Return the text as a subject: one line of what can be shown, cut where it is too long."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


# --- mail ---------------------------------------------------------------------------------------------------------


def _enqueue_new(keys):
    """Send word of the first of them at once; those that are many are found by the sweep."""
    for pk in Message.objects.to_be_mailed().filter(key__in=keys[:AT_A_TIME]).values_list("pk", flat=True):
        enqueue(pk)


def enqueue(pk):
    from .tasks import send_mail  # tasks knows messages, too

    send_mail.apply_async((pk,), expires=LOST_AFTER)


def sweep():
    """Send word of the mails that are due, and give up those of which nobody knows what became; return how many are due."""
    lost = Message.objects.filter(mail_state=Mail.CLAIMED, mail_claimed_at__lte=timezone.now() - CLAIM_LASTS)
    lost.update(mail_state=Mail.UNCERTAIN, mail_error="发送时程序中断。")
    keys = list(Message.objects.to_be_mailed().order_by("mail_due_at").values_list("pk", flat=True)[:AT_A_TIME])
    for pk in keys:
        enqueue(pk)
    return len(keys)


def send(pk):
    """Send the mail of one message, if it is due and nobody else has it."""
    now = timezone.now()
    claim = {"mail_state": Mail.CLAIMED, "mail_claimed_at": now, "mail_attempts": F("mail_attempts") + 1}
    if not Message.objects.to_be_mailed().filter(pk=pk).update(**claim):
        return
    message = Message.objects.select_related("recipient").get(pk=pk)
    facts = _sent(message)
    claimed = Message.objects.filter(mail_state__in=[Mail.CLAIMED, Mail.UNCERTAIN], mail_claimed_at=now)
    claimed.filter(pk=pk).update(**facts)


def _sent(message):
    """Send it; return what is known of it then."""
    if not _address(message):
        return {"mail_state": Mail.NONE, "mail_error": ""}
    try:
        deliver(mail_of(message))
    except NoLongerOwed:
        return {"mail_state": Mail.NONE, "mail_error": ""}
    except NotTaken as error:
        logger.warning("The mail of message %s was not taken: %s", message.pk, error)
        return _after(message, error)
    except Exception as error:
        logger.exception("It is not known what became of the mail of message %s", message.pk)
        return {"mail_state": Mail.UNCERTAIN, "mail_error": said(error)[:300]}
    return {"mail_state": Mail.SENT, "mail_sent_at": timezone.now(), "mail_error": ""}


def _address(message):
    """Return where a mail goes: to an address of its own, or to that of a person who may still sign in; "" for nowhere."""
    person = message.recipient
    return message.email if person is None else person.email if person.is_active else ""


def deliver(mail):
    """Hand a mail to the server. Raise NotTaken where it surely has it not; any other exception leaves it uncertain."""
    try:
        mail.message()  # a header that cannot be is found before anybody is asked
    except ValueError as error:
        raise NotTaken(error, for_good=True) from error
    try:
        connection = get_connection()
        connection.open()
    except OSError as error:  # SMTPException is one, too
        raise NotTaken(error) from error
    try:
        connection.send_messages([mail])
    except SMTPServerDisconnected:
        raise
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError, SMTPNotSupportedError, ValueError) as error:
        raise NotTaken(error, for_good=is_for_good(error)) from error
    finally:
        _hang_up(connection)


def _hang_up(connection):
    """Take leave of the server; what it says to that is no matter of the mail's."""
    try:
        connection.close()
    except (OSError, SMTPException) as error:
        logger.info("The mail server hung up: %s", error)


def is_for_good(error):
    """Whether the server said 5xx to this mail: to try again would not mend it (RFC 5321 §4.2.1)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return getattr(error, "smtp_code", 500) >= 500


def said(error):
    """What the server answered, as far as it did: 550 5.1.1 no such user."""
    answers = error.recipients.values() if isinstance(error, SMTPRecipientsRefused) else [error.args]
    code, words, *_ = [*next(iter(answers), ()), "", ""]
    words = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {words}".strip()


def _after(message, error):
    """What becomes of a message whose mail the server did not take."""
    facts = {"mail_error": said(error.__cause__ or error)[:300]}
    if error.for_good or message.mail_attempts >= MOST_ATTEMPTS:
        return facts | {"mail_state": Mail.FAILED}
    pause = min(PAUSE * message.mail_attempts, LONGEST_PAUSE)
    return facts | {"mail_state": Mail.WAITING, "mail_due_at": timezone.now() + pause}


def mail_of(message):
    """Return the mail as it is sent: plain text, from the site, with a Message-ID that is always the same."""
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    return EmailMessage(
        subject=f"{message.subject}（{settings.SITE_NAME}）",
        body=WRITERS.get(message.kind, _text)(message),
        to=[_address(message)],
        headers={"Message-ID": f"<{digest}@{settings.SITE.hostname}>"},
    )


def _text(message):
    context = {"message": message, "site": settings.SITE_NAME, "address": f"{settings.SITE_URL}{message.path}"}
    return render_to_string("mails/message.txt", context)


# --- what became of a mail, settled by a person -------------------------------------------------------------------


@transaction.atomic
def send_again(messages, *, by):
    """Have uncertain or failed mails sent once more; return how many of these could be."""
    facts = {"mail_state": Mail.WAITING, "mail_due_at": timezone.now(), "mail_attempts": 0, "mail_error": ""}
    settled = _settle(messages, "resend-mail", facts, by)
    for pk in settled[:AT_A_TIME]:
        transaction.on_commit(partial(enqueue, pk), robust=True)
    return len(settled)


@transaction.atomic
def let_be(messages, *, by):
    """Take uncertain mails for delivered, and give up failed ones; return how many of these could be."""
    sent = _settle(messages.filter(mail_state=Mail.UNCERTAIN), "take-mail-for-sent", {"mail_state": Mail.SENT}, by)
    given_up = _settle(messages.filter(mail_state=Mail.FAILED), "give-up-mail", {"mail_state": Mail.NONE}, by)
    return len(sent) + len(given_up)


def _settle(messages, act, facts, by):
    rows = list(messages.unclear().select_for_update())
    for row in rows:
        audit.record(act, row, by=by, before=row.mail_state, after=facts["mail_state"])
    keys = [row.pk for row in rows]
    Message.objects.filter(pk__in=keys).update(**facts)
    return keys


# --- inbox --------------------------------------------------------------------------------------------------------


def read(messages):
    """Mark messages as read, those that were read before keep their time; return how many were not."""
    return messages.unread().update(read_at=timezone.now())
