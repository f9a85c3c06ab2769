"""Who and where: regions, lines, departments with their names over time, and the people."""

from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from .partial_dates import PartialDateField
from .pictures import validate_picture


class User(AbstractUser):
    """A person who signs in. What she may do will hang on her memberships, never on this row."""

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "用户"


class RegionQuerySet(models.QuerySet):
    def governed(self):
        """Regions that have a government: the placeholders of GB/T 2260 are left out."""
        return self.exclude(name__in=Region.PLACEHOLDERS)

    def provinces(self):
        return self.filter(level=Region.Level.PROVINCE)


class Region(models.Model):
    """An administrative division of GB/T 2260, from a day until a day, under an explicit parent.

    The tree is what `parent` says. It is never computed by stripping zeros from the code: 500000 is
    重庆市, and its first digit is no province (organizations/data/README.md, rule 1).
    """

    class Level(models.TextChoices):
        NATION = "nation", "国家级"
        PROVINCE = "province", "省级"
        PREFECTURE = "prefecture", "地市级"
        COUNTY = "county", "县级"

    class Rank(models.TextChoices):
        SEPARATE_PLAN = "separate-plan", "计划单列市"
        SUB_PROVINCIAL = "sub-provincial", "副省级市"

    PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")

    code = models.CharField("代码", max_length=6)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=Level)
    rank = models.CharField("规格", max_length=14, choices=Rank, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    since = PartialDateField("设立")
    until = PartialDateField("撤销")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="后继"
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ["code"]
        constraints = [
            # A code can come back for another place (232701): one living holder at a time.
            models.UniqueConstraint(
                "code",
                condition=Q(until=""),
                name="region_code_has_one_holder",
                violation_error_message="代码已在使用。",
            ),
            models.CheckConstraint(
                name="region_only_nation_has_no_parent",
                condition=Q(level="nation", parent=None) | (~Q(level="nation") & Q(parent__isnull=False)),
                violation_error_message="除全国外，行政区划都要有上级。",
            ),
        ]

    def __str__(self):
        return self.name

    def codes(self):
        """Return the codes of the province, city and county that it is or lies in, "" for none.

        A placeholder of GB/T 2260 (市辖区 …) is no city: what stands under it lies in the province alone.
        """
        found = dict.fromkeys((self.Level.PROVINCE, self.Level.PREFECTURE, self.Level.COUNTY), "")
        region = self
        while region.parent_id:
            if region.name not in self.PLACEHOLDERS:
                found[region.level] = region.code
            region = region.parent
        return tuple(found.values())


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


class DepartmentQuerySet(models.QuerySet):
    def called(self, name):
        """Departments that bear or bore this full or short name."""
        return self.filter(Q(names__name=name) | Q(names__short_name=name)).distinct()

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
