"""What: one year's Quality Month."""

from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """质量月活动: one year's campaign, with its theme and span."""

    year = models.PositiveSmallIntegerField("年度", unique=True, error_messages={"unique": "这一年度已有质量月活动。"})
    name = models.CharField("名称", max_length=60)
    theme = models.CharField("主题", max_length=100, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")

    class Meta:
        verbose_name = verbose_name_plural = "质量月活动"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="campaign_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_on")),
                violation_error_message="活动结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self):
        return self.name
