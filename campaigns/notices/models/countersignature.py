"""会签: the decision of a co-issuer on one exact text."""

from django.db import models
from django.db.models import Q

from organizations.models import Department, User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly

from .edition import Edition


class Countersignature(Acted, AppendOnly):
    """会签: it names the hash of the text; for any other text it counts for nothing. The last one of an organ counts.

    A co-issuer without accounts signs on paper: the host records it, with a scan, and it is marked so.
    """

    AUDIT_NEEDS = ("edition",)

    class Decision(models.TextChoices):
        AGREED = "agreed", "同意"
        OPINION = "opinion", "同意，有意见"
        OBJECTED = "objected", "不同意"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="countersignatures", verbose_name="版本")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="countersignatures", verbose_name="会签机关"
    )
    name = models.CharField("会签机关名称", max_length=100)
    text_hash = models.CharField("文本 SHA-256", max_length=64)
    decision = models.CharField("会签意见", max_length=8, choices=Decision)
    opinion = models.CharField("具体意见", max_length=1000, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    is_on_paper = models.BooleanField("纸质会签", default=False)
    paper_signer = models.CharField("纸质会签人", max_length=60, blank=True)
    paper_day = models.DateField("纸质会签日期", null=True)
    paper_reason = models.CharField("有账号而纸质会签的理由", max_length=200, blank=True, db_default="")
    scan = models.FileField("扫描件", upload_to="countersignatures", blank=True)
    scan_sha256 = models.CharField("扫描件 SHA-256", max_length=64, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "会签"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="countersignature_objection_has_reason",
                condition=~Q(decision__in=["opinion", "objected"]) | ~Q(opinion=""),
                violation_error_message="不同意或有意见的，请写明具体意见。",
            ),
            models.CheckConstraint(
                name="countersignature_on_paper_has_scan",
                condition=Q(is_on_paper=False) | ~Q(scan="") & Q(paper_day__isnull=False) & ~Q(paper_signer=""),
                violation_error_message="纸质会签请填写会签人和日期，并上传扫描件。",
            ),
        ]

    def __str__(self):
        return f"{self.name}：{self.get_decision_display()}"

    def in_audit(self, row):
        return f"{self}，{self.edition.title}" + (f"。意见：{self.opinion}" if self.opinion else "")

    @property
    def signer_name(self):
        """张三, 张三代李四; on paper whoever signed there."""
        return self.paper_signer if self.is_on_paper else self.recorder_name

    @property
    def recorder_name(self):
        """Who put it in: the signer, or on paper whoever recorded it for the host."""
        return self.actor_name
