"""部门: government and mass-organisation bodies, with their names over time."""

from functools import reduce
from operator import or_
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..partial_dates import PartialDateField
from ..pictures import validate_picture
from .line import Line
from .region import Region
from .role import Role
from .succession import before_and, line_after, with_successors


class DepartmentQuerySet(models.QuerySet):
    def called(self, name):
        """Departments that bear or bore this full or short name."""
        return self.filter(Q(names__name=name) | Q(names__short_name=name)).distinct()

    def below(self, department):
        """Departments of the same territory, its own region and all that lies in it."""
        region = department.region_id
        up = ("region", "region__parent", "region__parent__parent", "region__parent__parent__parent")
        return self.filter(reduce(or_, (Q((path, region)) for path in up)))

    def with_successors(self, keys):
        """Return {key: [Department, *those that came after it]}, the next one first, with their names. No query for no keys.

        A fixed number of queries, however many keys there are. Whether the last one stands is another question.
        """
        rows = with_successors(self.model, keys)
        return {key: [rows[key], *line_after(rows[key], rows)] for key in keys}

    def today(self):
        """Departments that exist today."""
        return self.on(timezone.localdate().isoformat())

    def on(self, day):
        """Departments that exist on `day`, an ISO date as precise as it is known ("2008-08")."""
        return self.filter(Q(since="") | Q(since__lte=day), Q(until="") | Q(until__gt=day))


def seal_path(department, filename):
    """A name of our own: what the uploader called the file stays out of the storage."""
    return f"seals/{uuid4().hex}"


class Department(models.Model):
    """A government or mass-organisation body of one region and one line; several may share both.

    A reform ends it and names its successor. A mere renaming is another DepartmentName.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments", verbose_name="行政区划")
    line = models.ForeignKey(Line, models.PROTECT, related_name="departments", verbose_name="条线")
    since = PartialDateField("设立")
    until = PartialDateField("撤销")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="后继机构"
    )
    seal = models.FileField(
        "印章图片",
        upload_to=seal_path,
        blank=True,
        db_default="",
        validators=[validate_picture],
        help_text="红色印章的原图或扫描件，由本机关上传，只用于打印本机关制发的文件。PNG、JPEG 或 WebP，不超过 5 MB。",
    )
    seal_mm = models.PositiveSmallIntegerField(
        "印章直径（毫米）", default=42, db_default=42, validators=[MinValueValidator(20), MaxValueValidator(60)]
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ["region__code", "line__order", "pk"]
        permissions = [(role.value, role.label) for role in Role]  # granted on a department: see access.py
        constraints = [
            models.CheckConstraint(
                name="department_successor_needs_end",
                condition=Q(successor=None) | ~Q(until=""),
                violation_error_message="写明后继机构时，请同时填写撤销日期。",
            ),
            models.CheckConstraint(
                name="department_begins_before_it_ends",
                condition=Q(since="") | Q(until="") | Q(since__lte=F("until")) | Q(since__startswith=F("until")),
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ]

    def __str__(self):
        return self.name_on()

    def successors(self):
        """Return those that came after it, the next one first: no query for one that stands."""
        return line_after(self, with_successors(Department, filter(None, [self.successor_id])))

    def names_ever(self):
        """Return the DepartmentNames that it bore, and those of the departments that it came after."""
        return DepartmentName.objects.filter(before_and(self, "department"))

    def name_on(self, day=""):
        """Return the full name borne on `day`, or the last one. Prefetch `names` for many rows."""
        names = list(self.names.all())
        borne = [name for name in names if name.since <= day and (not name.until or day < name.until)]
        return str((borne or names or [""])[-1])


class DepartmentName(models.Model):
    """A name of a department, from a date until a date, each as precise as it is known."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="names", verbose_name="部门")
    name = models.CharField("全称", max_length=100, db_index=True)
    short_name = models.CharField("规范化简称", max_length=60, blank=True, db_index=True)
    since = PartialDateField("启用")
    until = PartialDateField("停用")

    class Meta:
        verbose_name = verbose_name_plural = "部门名称"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name", "since"],
                name="department_name_once",
                violation_error_message="这一名称已经登记。",
            ),
            models.CheckConstraint(
                name="department_name_begins_before_it_ends",
                condition=Q(since="") | Q(until="") | Q(since__lte=F("until")) | Q(since__startswith=F("until")),
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]

    def __str__(self):
        return self.name
