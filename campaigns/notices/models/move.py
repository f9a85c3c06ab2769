"""办理记录: each step of an edition from draft to issue, once and for good."""

from django.db import models

from organizations.models import Department, User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly

from .edition import Edition


class EditionMove(Acted, AppendOnly):
    """One move of an edition from one state to another: who, for whom, for which department, why."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="moves", verbose_name="版本")
    old = models.CharField("此前", max_length=16, choices=Edition.State)
    new = models.CharField("此后", max_length=16, choices=Edition.State)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门")
    reason = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_old_display()}→{self.get_new_display()}"

    @property
    def is_taken_back(self):
        """Whether whoever sent it for review took it back: who returns it says why."""
        return self.old == Edition.State.REVIEW and self.new == Edition.State.DRAFT and not self.reason
