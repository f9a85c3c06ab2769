"""条线: the vertical lines of departments."""

from django.db import models
from django.db.models import Q


class Line(models.Model):
    """条线: the vertical line that a department belongs to, from the ministry down to the county."""

    code = models.SlugField("代码", unique=True)
    name = models.CharField("名称", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    is_lead = models.BooleanField("牵头条线", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "条线"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                "is_lead", condition=Q(is_lead=True), name="line_one_leads", violation_error_message="已有牵头条线。"
            ),
        ]

    def __str__(self):
        return self.name
