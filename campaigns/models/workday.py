"""放假安排: which days are worked, as the State Council arranges each year."""

from django.db import models


class CalendarYear(models.Model):
    """A year of which something is entered. While it is not complete, or missing, only weekends are known as days off."""

    year = models.PositiveSmallIntegerField("年度", primary_key=True)
    is_complete = models.BooleanField("已登记完整", default=False)
    changed_at = models.DateTimeField("变更时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度放假安排"
        ordering = ["-year"]

    def __str__(self):
        return f"{self.year}年放假安排"


class CalendarDay(models.Model):
    """A day that is named in the arrangement: a day off, or a Saturday or Sunday that is worked instead (调休)."""

    WORKED = "调休上班"

    date = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=30)
    source = models.CharField("来源", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"
        ordering = ["date"]

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.name}"
