"""稿: the texts that a draft went through, whole, each under its hash."""

from django.db import models

from organizations.models import Department, User

from .edition import Edition


class Revision(models.Model):
    """稿: the whole text of an edition at one time, in its canonical form, with who wrote it.

    What one person writes within a few minutes is one revision, unless somebody countersigned what it says.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions", verbose_name="版本")
    number = models.PositiveIntegerField("稿次")
    text_hash = models.CharField("文本 SHA-256", max_length=64)
    content = models.JSONField("内容")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="起草人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门")
    made_at = models.DateTimeField("起草时间")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "稿"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="revision_number_once", violation_error_message="这一稿次已有。"
            ),
        ]

    def __str__(self):
        return f"第{self.number}稿"
