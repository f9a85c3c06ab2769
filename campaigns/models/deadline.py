"""时间节点: something that is due on a day of the campaign, counted from its first day."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .campaign import Campaign

FURTHEST = 366  # days


class Deadline(models.Model):
    """时间节点. On working days, one that falls on a day off moves to the next day that is worked (顺延).

    What is due before the campaign begins stays before it: it moves back to the last day that is worked (提前).
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="deadlines", verbose_name="质量月活动")
    name = models.CharField("事项", max_length=60)
    offset = models.SmallIntegerField(
        "距开始的天数",
        help_text="活动开始之日为0，前一天为−1。",
        validators=[
            MinValueValidator(-FURTHEST, "最早为开始前366天（−366）。"),
            MaxValueValidator(FURTHEST, "最晚为开始后366天。"),
        ],
    )
    on_workdays = models.BooleanField("遇休息日顺延", default=True, db_default=True)

    class Meta:
        verbose_name = verbose_name_plural = "时间节点"
        ordering = ["offset", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"], name="deadline_once", violation_error_message="这一事项已经登记。"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def planned_on(self):
        """The day that the offset gives, worked or not."""
        return self.campaign.starts_on + timedelta(days=self.offset)

    def due_on(self, workdays):
        """Return the day by which it is due. workdays: a workdays.Workdays, the same for all deadlines of a page."""
        if not self.on_workdays:
            return self.planned_on
        nearest = workdays.last_workday if self.offset < 0 else workdays.next_workday
        return nearest(self.planned_on)
