"""主送、抄送: to whom a notice goes and what each owes; and who carries out a clause."""

from django.db import models
from django.db.models import Q

from organizations.models import Department, Line, Region

from .clause import Clause
from .edition import Edition
from .frozen import TextRow


class Addressee(TextRow):
    """主送机关, 抄送机关: one department, a class of them (those of a level and a line below the host), or typed words.

    `text` is what is printed. What is typed and means no department owes nothing that the portal could watch.
    """

    class Place(models.TextChoices):
        MAIN = "main", "主送"
        CC = "cc", "抄送"

    class Duty(models.TextChoices):
        ADAPT = "adapt", "贯彻：制定本地通知"
        RECEIVE = "receive", "签收"
        NOTHING = "nothing", "知悉"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="addressed", verbose_name="版本")
    place = models.CharField("位置", max_length=4, choices=Place, default=Place.MAIN)
    position = models.PositiveSmallIntegerField("顺序")
    text = models.CharField("印刷名称", max_length=200)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="addressed_in", verbose_name="部门"
    )
    level = models.CharField("级别", max_length=10, choices=Region.Level, blank=True)
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="条线")
    duty = models.CharField("要求", max_length=8, choices=Duty, default=Duty.RECEIVE)
    joint = models.BooleanField("与前一行以顿号相连", default=False, db_default=False)

    class Meta(TextRow.Meta):
        verbose_name = verbose_name_plural = "主送和抄送机关"
        ordering = ["place", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "place", "position"],
                name="addressee_position_once",
                violation_error_message="顺序重复。",
            ),
            models.CheckConstraint(
                name="addressee_is_one_thing",
                condition=Q(department=None) | Q(level="", line=None),
                violation_error_message="请选择一个部门，或者一类部门，不能同时选择。",
            ),
            models.CheckConstraint(
                name="addressee_class_has_level_and_line",
                condition=Q(level="", line=None) | ~Q(level="") & Q(line__isnull=False),
                violation_error_message="按类别选择时，级别和条线都要选择。",
            ),
        ]

    def __str__(self):
        return self.text


class ClauseDuty(TextRow):
    """分工: a department leads in carrying out a clause, or supports it (各司其职)."""

    class Part(models.TextChoices):
        LEAD = "lead", "牵头"
        SUPPORT = "support", "配合"

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="duties", verbose_name="条款")
    department = models.ForeignKey(Department, models.PROTECT, related_name="clause_duties", verbose_name="部门")
    part = models.CharField("分工", max_length=8, choices=Part)

    edition_path = "clause__edition"

    class Meta(TextRow.Meta):
        verbose_name = verbose_name_plural = "分工"
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "department"],
                name="clause_duty_once",
                violation_error_message="这个部门在本条已有分工。",
            ),
        ]

    def __str__(self):
        return f"{self.get_part_display()}：{self.department}"
