"""行政区划: the administrative divisions of GB/T 2260."""

from django.db import models
from django.db.models import Q

from ..partial_dates import PartialDateField


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
