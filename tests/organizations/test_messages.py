"""What is owed to a person reaches the inbox once, and a real mail server once; what is not known is told."""

import signal
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from organizations import messages
from organizations.models import AuditRow, Message
from tests import factories

from .actors import actor, admin, person, together
from .mail_server import Letterbox, free_address, listening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """The messages that word was sent of."""
    found = []
    monkeypatch.setattr(messages, "enqueue", found.append)
    return found


@pytest.fixture
def box(settings):
    box = Letterbox()
    with listening(settings, box):
        yield box


@pytest.fixture
def nobody_listens(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = free_address()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def owe(*recipients, subject="请会签", **facts):
    """Owe each a message about a department; return the last one."""
    facts = {"path": "/desk/", "body": "请于9月1日前办理。"} | facts
    messages.owe(recipients or [person()], "sign", factories.department(), subject=subject, **facts)
    return Message.objects.first()


def again(message, **facts):
    """Let its time come, and send it; return it as it stands then."""
    Message.objects.filter(pk=message.pk).update(mail_due_at=timezone.now(), **facts)
    messages.send(message.pk)
    message.refresh_from_db()
    return message


# Owing


def test_the_same_is_owed_to_the_same_person_once_and_on_another_occasion_again():
    user, other = person(), person()
    for occasion in ("", "", "第2次"):
        owe(user, other, occasion=occasion)
    assert [user.inbox.count(), other.inbox.count()] == [2, 2]


def test_what_is_owed_in_a_transaction_that_fails_is_not_owed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        owe()
        raise ZeroDivisionError
    assert not Message.objects.exists()


def test_word_of_a_mail_is_sent_after_the_commit_and_once(sent, django_capture_on_commit_callbacks):
    user = person()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            message = owe(user)
            assert len(sent) < 2
        messages.send(message.pk)
    assert sent == [message.pk]


def test_who_has_no_address_gets_no_mail_and_who_is_inactive_gets_nothing(sent, django_capture_on_commit_callbacks):
    homeless, gone = person(email=""), person(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        owe(homeless, gone)
        owe(person(), by_mail=False)
    assert [homeless.inbox.get().mail_state, gone.inbox.count()] == ["none", 0]
    assert sent == []


@pytest.mark.parametrize(
    ("typed", "owed"),
    [
        ("请会签\nBcc: all@example.cn", "请会签 Bcc: all@example.cn"),
        ("请\r\n会\0签\u2028吧", "请 会 签 吧"),
        ("长" * 500, "长" * 199 + "…"),
        ("\ud800请会签", "请会签"),
    ],
    ids=["two lines", "what cannot be shown", "too long", "half a character"],
)
def test_a_subject_is_one_line_that_fits(box, typed, owed):
    message = owe(subject=typed)
    assert message.subject == owed
    messages.send(message.pk)
    (mail,) = box.mails
    assert mail["Subject"].strip() == f"{owed}（全国质量月门户）"
    assert mail["Bcc"] is None
    assert message.recipient.inbox.get().mail_state == "sent"


# Mail


def test_a_mail_says_what_where_and_from_whom_under_an_id_of_its_own(box, settings):
    messages.send(owe().pk)
    (mail,) = box.mails
    message = Message.objects.get()
    text = mail.get_content().replace("\r\n", "\n")
    assert (mail["To"], mail["From"]) == (message.recipient.email, settings.DEFAULT_FROM_EMAIL)
    assert text.startswith(
        "张三，您好：\n\n请会签。\n\n请于9月1日前办理。\n\n请登录后办理：\nhttp://localhost:8000/desk/\n"
    )
    assert mail["Message-ID"].endswith("@localhost>")
    assert (message.mail_state, message.mail_attempts, message.mail_error) == ("sent", 1, "")


def test_a_mail_is_sent_once(box):
    message = owe()
    messages.send(message.pk)
    messages.send(message.pk)
    assert len(box.mails) == 1


def test_a_mail_whose_worker_was_killed_is_sent_once_when_somebody_says_so(box, monkeypatch):
    message = owe()
    with monkeypatch.context() as killed:
        killed.setattr(messages, "deliver", lambda mail: signal.raise_signal(signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            messages.send(message.pk)
    messages.send(message.pk)  # while the claim lasts, nobody else takes it
    Message.objects.update(mail_claimed_at=timezone.now() - messages.CLAIM_LASTS)
    messages.sweep()
    messages.send(message.pk)  # nor by itself when it is over: it may have gone out
    assert (Message.objects.get().mail_state, box.mails) == ("uncertain", [])
    messages.send_again(Message.objects.all(), by=actor(admin("system")))
    for _ in range(2):
        messages.send(message.pk)
    assert (Message.objects.get().mail_state, len(box.mails)) == ("sent", 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_sends_it(box):
    if connection.vendor == "sqlite":
        pytest.skip("needs a server: SQLite's test database is one connection")
    message, gate = owe(), threading.Barrier(6)

    def send():
        gate.wait()
        messages.send(message.pk)

    together(*[send] * 6)
    assert len(box.mails) == 1


def test_a_server_that_is_away_is_asked_again_after_growing_pauses_for_three_days(nobody_listens, caplog):
    message, pauses = owe(), []
    while again(message).mail_state == "waiting":
        pauses.append(round((message.mail_due_at - timezone.now()).total_seconds() / 60))
    assert pauses[:3] + pauses[28:31] == [2, 4, 6, 58, 60, 60]
    assert 3 < sum(pauses) / 60 / 24 < 4
    assert (message.mail_state, message.mail_attempts) == ("failed", 100)
    assert "refused" in message.mail_error


def test_a_server_that_is_back_gets_it(box, nobody_listens, settings):
    message = again(owe())
    assert message.mail_state == "waiting"
    with listening(settings, box):
        assert again(message).mail_state == "sent"
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("answer", "state"), [("550 no such user", "failed"), ("451 try again later", "waiting"), ("250 OK", "sent")]
)
def test_a_refusal_for_good_is_told_and_one_for_now_is_tried_again(box, answer, state):
    user = person()
    box.answers[user.email] = answer
    messages.send(owe(user).pk)
    message = Message.objects.get()
    assert message.mail_state == state
    assert (answer[:3] in message.mail_error) is (state != "sent")


def test_an_address_that_is_none_is_told(box):
    messages.send(owe(person(email="张三\nBcc: all@example.cn")).pk)
    assert Message.objects.get().mail_state == "failed"
    assert box.mails == []


def test_a_server_that_falls_silent_after_it_took_the_mail_leaves_it_uncertain(box):
    box.hangs_up = True
    message = owe()
    messages.send(message.pk)
    assert len(box.mails) == 1
    assert again(message).mail_state == "uncertain"
    assert len(box.mails) == 1


def test_who_left_before_the_mail_went_gets_none(box):
    message = owe()
    message.recipient.is_active = False
    message.recipient.save()
    assert again(message).mail_state == "none"
    assert box.mails == []


def test_a_claim_that_nobody_ended_becomes_uncertain_after_ten_minutes(sent, monkeypatch):
    message, start = owe(), timezone.now()
    Message.objects.update(mail_state="claimed", mail_claimed_at=start)
    for minutes, state in ((9, "claimed"), (10, "uncertain")):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: start + timedelta(minutes=minutes))
        assert messages.sweep() == 0
        message.refresh_from_db()
        assert message.mail_state == state
    assert sent == []


def test_the_sweep_sends_word_of_what_is_due(sent):
    message = owe()
    owe(occasion="later")
    Message.objects.exclude(pk=message.pk).update(mail_due_at=timezone.now() + timedelta(minutes=1))
    assert messages.sweep() == 1
    assert sent == [message.pk]


# Settled by a person


@pytest.mark.parametrize(
    ("settle", "state", "now", "act"),
    [
        (messages.send_again, "uncertain", "waiting", "resend-mail"),
        (messages.send_again, "failed", "waiting", "resend-mail"),
        (messages.send_again, "sent", "sent", None),
        (messages.send_again, "claimed", "claimed", None),
        (messages.let_be, "uncertain", "sent", "take-mail-for-sent"),
        (messages.let_be, "failed", "none", "give-up-mail"),
        (messages.let_be, "waiting", "waiting", None),
    ],
)
def test_an_unclear_mail_is_settled_once_and_told_to_the_audit(settle, state, now, act):
    message, by = owe(), actor(admin("system"))
    Message.objects.update(mail_state=state, mail_attempts=7)
    before = AuditRow.objects.count()
    assert [settle(Message.objects.all(), by=by) for _ in range(2)] == [int(bool(act)), 0]
    message.refresh_from_db()
    assert message.mail_state == now
    told = list(AuditRow.objects.order_by("pk").values_list("act", "before", "after", "user_id"))[before:]
    assert told == ([(act, state, now, by.user.pk)] if act else [])


def test_what_is_read_keeps_the_time_when_it_was():
    user = person()
    owe(user)
    assert messages.read(user.inbox.all()) == 1
    first = user.inbox.get().read_at
    assert messages.read(user.inbox.all()) == 0
    assert user.inbox.get().read_at == first
