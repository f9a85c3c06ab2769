"""终止记录: who withdrew or repealed a notice, for whom, when and why, once and for good.

The notice itself says how it stands; a repeal that was declared before a withdrawal is told of here alone.
"""

from django.db import models
from django.utils import timezone

from organizations.models import Department, User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly
from organizations.named import named

from .notice import Notice

UNKNOWN = "未记载"


class NoticeEnding(Acted, AppendOnly):
    """One act that ended a notice. `day`: from when on it holds no more; of a withdrawal, when that was done."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="endings", verbose_name="通知")
    kind = models.CharField("终止方式", max_length=10, choices=Notice.Ending)
    day = models.DateField("终止日期")
    reason = models.CharField("理由", max_length=500)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门")
    at = models.DateTimeField("时间", default=timezone.now, editable=False)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "终止记录"
        ordering = ["pk"]

    def named_today(self):
        """Of what ended before this was kept the audit may name nobody, or who is not known here any more."""
        return named(self.user, self.on_behalf_of, nobody=UNKNOWN)

    def __str__(self):
        """撤销, or 废止（自2026年10月1日起）."""
        if self.kind == Notice.Ending.WITHDRAWN:
            return self.get_kind_display()
        return f"废止（自{self.day.year}年{self.day.month}月{self.day.day}日起）"
