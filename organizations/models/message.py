"""消息: something that is owed to a person, once: a line in the inbox and, where wanted, a mail."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .department import Department
from .user import User


class MessageQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def unclear(self):
        """Those whose mail a person must settle: of some it is not known whether they went out, others could not."""
        return self.filter(mail_state__in=[Message.Mail.UNCERTAIN, Message.Mail.FAILED])

    def to_be_mailed(self):
        """Mails whose time has come."""
        return self.filter(mail_state=Message.Mail.WAITING, mail_due_at__lte=timezone.now())


class Message(models.Model):
    """消息. `key` says kind, thing, recipient and occasion: the same is owed to the same person once."""

    class Mail(models.TextChoices):
        NONE = "none", "不发送邮件"
        WAITING = "waiting", "等待发送"
        CLAIMED = "claimed", "正在发送"
        SENT = "sent", "已发送"
        UNCERTAIN = "uncertain", "是否送达不明"
        FAILED = "failed", "未能发送"

    recipient = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="inbox", verbose_name="收件人"
    )
    email = models.EmailField("没有账号的收件人", blank=True, db_default="")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="部门"
    )
    key = models.CharField(max_length=200, unique=True, editable=False)
    kind = models.CharField("类别", max_length=40)
    subject = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    path = models.CharField("网址", max_length=300, blank=True)
    made_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    mail_state = models.CharField("邮件", max_length=9, choices=Mail, default=Mail.NONE)
    mail_due_at = models.DateTimeField("下次发送时间", default=timezone.now)
    mail_claimed_at = models.DateTimeField("开始发送时间", null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    mail_sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    mail_error = models.CharField("未能发送的原因", max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-pk"]
        indexes = [
            models.Index("recipient", models.F("id").desc(), name="message_by_recipient"),
            models.Index("mail_state", "mail_due_at", name="message_by_mail"),
            models.Index("recipient", condition=Q(read_at=None), name="message_unread"),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_has_a_recipient",
                condition=Q(recipient__isnull=False) | ~Q(email=""),
                violation_error_message="消息应当有收件人。",
            ),
        ]

    def __str__(self):
        return self.subject
