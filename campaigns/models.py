"""What: one year's Quality Month, and the days by which something is due in it."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q


class CampaignQuerySet(models.QuerySet):
    def current(self, today):
        """The one that runs on `today`, else the next to begin, else the last; None where there is none at all.

        Where a sample's span meets another campaign's, the one that is no sample comes first.
        """
        running = self.filter(starts_on__lte=today, ends_on__gte=today).order_by("is_sample", "-year")
        coming = self.filter(starts_on__gt=today).order_by("starts_on", "is_sample")
        return running.first() or coming.first() or self.order_by("-year").first()


class Campaign(models.Model):
    """质量月活动: one year's campaign, with its theme and span."""

    year = models.PositiveSmallIntegerField("年度", unique=True, error_messages={"unique": "这一年度已有质量月活动。"})
    name = models.CharField("名称", max_length=60)
    theme = models.CharField("主题", max_length=100, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    is_sample = models.BooleanField("示例", default=False, db_default=False, help_text="虚构的内容，各处注明“示例”。")

    objects = CampaignQuerySet.as_manager()

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


class Deadline(models.Model):
    """时间节点: something that is due on a day of the campaign, counted from its first day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="deadlines", verbose_name="质量月活动")
    name = models.CharField("事项", max_length=60)
    offset = models.SmallIntegerField(
        "距开始的天数",
        help_text="活动开始之日为0，前一天为−1。",
        validators=[MinValueValidator(-366), MaxValueValidator(366)],
    )

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
    def due_on(self):
        return self.campaign.starts_on + timedelta(days=self.offset)
