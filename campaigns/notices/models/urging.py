"""催办: that somebody asked a department once more for what it owes."""

from django.db import models

from organizations import access
from organizations.access import Right
from organizations.models import Department, User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly, AppendOnlyQuerySet

from .notice import Notice


class UrgingQuerySet(AppendOnlyQuerySet):
    def visible_to(self, actor):
        """Those of the notices that an acting.Actor's department issued, those sent to it, and what it oversees."""
        if Right.VIEW not in actor.rights or actor.department is None:
            return self.none()
        here = actor.department.pk
        mine = models.Q(notice__host=here) | models.Q(department=here)
        return self.filter(mine | models.Q(notice__host__in=access.overseen(actor).values("pk")))


class Urging(Acted, AppendOnly):
    """催办: one message to one department about one notice. `reached`: how many people it went to.

    At most one on a working day; a further one was confirmed, and counts up `repeat`.
    """

    class About(models.TextChoices):
        RECEIPT = "receipt", "签收"
        ADAPTATION = "adaptation", "制定本地通知"
        FOLLOW = "follow", "跟进上级更正"

    AUDIT_NEEDS = ("notice__current", "department")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="urgings", verbose_name="通知")
    department = models.ForeignKey(Department, models.PROTECT, related_name="urgings", verbose_name="被催办单位")
    about = models.CharField("催办事项", max_length=10, choices=About)
    message = models.CharField("催办内容", max_length=500)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="催办人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    workday = models.DateField("催办日")
    repeat = models.PositiveSmallIntegerField("当日再次催办", default=0)
    reached = models.PositiveSmallIntegerField("送达人数", default=0)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = UrgingQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "催办"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "department", "about", "workday", "repeat"],
                name="urging_once_a_workday",
                violation_error_message="今天已经催办过这个单位。",
            ),
        ]

    def __str__(self):
        return f"催办{self.department}：{self.get_about_display()}"

    def in_audit(self, row):
        return f"{self}，{self.notice}"
