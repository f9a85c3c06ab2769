"""What waits for somebody: each app's due.py says it as `waiting(actor) -> [Due]`, one query a kind; the desk reads them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from . import access
from .access import Right
from .models import Invitation, Job, Message


@dataclass(frozen=True)
class Due:
    """One thing that waits.

    title: what it is about. sub: what is known of it. url: where it is done. act: the word on the button.
    until: the last day for it, None where there is none.
    """

    title: str
    sub: str
    url: str
    act: str
    until: date | None = None


def waiting(actor):
    """Return the Dues of a person who is asked to join, and of the system administrator."""
    return [*_invitations(actor), *_left_over(actor)]


def _invitations(actor):
    """Return what the person is asked herself, whatever she acts as."""
    if not actor.is_somebody:
        return []
    rows = Invitation.objects.open().to(actor.user).filter(access.vouched()).select_related("department", "invited_by")
    return [
        Due(
            f"{row.department}邀请您担任“{row.get_role_display()}”",
            f"由{row.invited_by.name}邀请，您接受后生效。",
            reverse("organizations:invitation-mine", args=[row.pk]),
            "答复邀请",
            timezone.localdate(row.expires_at),
        )
        for row in rows.prefetch_related("department__names")
    ]


def _left_over(actor):
    """Return the mails and the long work that wait for the system administrator."""
    if Right.SYSTEM not in actor.rights:
        return []
    unsent = Message.objects.filter(mail_state__in=[Message.Mail.UNCERTAIN, Message.Mail.FAILED]).count()
    failed = Job.objects.filter(state=Job.State.FAILED).count()
    found = [
        (unsent, "封邮件是否送达不明或未能发送", "核实后重新发送，或确认已送达。", "organizations:mails", "核实"),
        (failed, "项任务未完成", "查看原因，排除后重试。", "organizations:jobs", "查看"),
    ]
    return [Due(f"{count}{title}", sub, reverse(name), act) for count, title, sub, name, act in found if count]
