"""核对: a finding of the publishing gate that somebody looked at and confirmed."""

from django.db import models

from organizations.models import User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly

from .edition import Edition


class GateConfirmation(Acted, AppendOnly):
    """核对: what looks like a person's number may be published as it stands. It holds for this finding at this place alone."""

    AUDIT_NEEDS = ("edition",)

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="gate_confirmations", verbose_name="版本")
    finding = models.CharField("发现 SHA-256", max_length=64)
    reason = models.CharField("理由", max_length=200)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="核对人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "公开前核对"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "finding"], name="gate_confirmation_once", violation_error_message="这一处已经核对。"
            ),
        ]

    def __str__(self):
        return self.reason

    def in_audit(self, row):
        return f"{self.edition.title}。理由：{self.reason}"
