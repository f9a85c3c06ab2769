"""待更新: a clause of an issued notice that has still to answer what the notice above it says by now."""

from django.db import models
from django.db.models import Q

from .clause import Clause
from .notice import Notice


class StaleMarkQuerySet(models.QuerySet):
    def direct(self):
        """Those that the notice itself has to answer."""
        return self.exclude(kind=StaleMark.Kind.WAITING)

    def waiting(self):
        """Those of which the one above is the first to answer."""
        return self.filter(kind=StaleMark.Kind.WAITING)


class StaleMark(models.Model):
    """待更新: what lineage/stale.py says of a notice, stored so that lists can ask for it. Made anew, never edited.

    `clause` is ours, none where we left the upper one out or have yet to answer it; `upper` is the clause of the parent's
    edition in force, none where it is gone or where the parent itself has not answered yet.
    """

    class Kind(models.TextChoices):
        CHANGED = "changed", "上级有改动"
        GONE = "gone", "上级已删去"
        NEW = "new", "上级新增"
        WAITING = "waiting", "上级待更新"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="stale", verbose_name="通知")
    clause = models.ForeignKey(Clause, models.CASCADE, null=True, related_name="stale", verbose_name="本级条款")
    upper = models.ForeignKey(Clause, models.CASCADE, null=True, related_name="+", verbose_name="上级条款")
    kind = models.CharField("情形", max_length=8, choices=Kind)
    made_at = models.DateTimeField("标记时间", auto_now_add=True)

    objects = StaleMarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待更新"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="stale_mark_names_a_clause", condition=Q(clause__isnull=False) | Q(upper__isnull=False)
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
