"""发文字号: the series of a department, the locked counter of each year, and every number that was ever given."""

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import F, Max, Q

from organizations.access import Right
from organizations.models import Department, User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly

from .edition import Edition
from .frozen import Frozen
from .notice import Notice

LONGEST_MARK = 16  # characters: 28 stand on a line, and after it come 〔2026〕, five digits and 号
LAST_SERIAL = 99_999  # five digits


class NumberSeriesQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Those of the department that an acting.Actor acts for."""
        if Right.VIEW not in actor.rights or actor.department is None:
            return self.none()
        return self.filter(department=actor.department.pk, is_released=False)

    def of_host(self, host):
        """Those that a notice of a department is numbered from: its own, and what went from it to its successors."""
        return self.filter(department__in=[host, *host.successors()])

    def held(self):
        """Those that are somebody's: of each mark one at most."""
        return self.filter(is_released=False)

    def last_used_first(self):
        """By the number that was given last; what was never used comes last."""
        return self.annotate(last_given=Max("numbers__pk")).order_by(F("last_given").desc(nulls_last=True), "pk")


class NumberSeries(models.Model):
    """机关代字: what stands before the year. A department may have several.

    One that was released keeps its ledger, as nobody's; whoever registers the mark afterwards begins another series.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="number_series", verbose_name="部门")
    mark = models.CharField(
        "机关代字",
        max_length=20,
        validators=[
            RegexValidator(r"\A[一-鿿〇]+\Z", "机关代字只用汉字，如“国质检质联”。"),
            MaxLengthValidator(LONGEST_MARK, f"机关代字最多{LONGEST_MARK}字，再长的字号一行排不下。"),
        ],
    )
    is_active = models.BooleanField("在用", default=True)
    is_released = models.BooleanField("已释放", default=False, db_default=False, editable=False)  # nobody's now

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "机关代字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mark"],
                condition=Q(is_released=False),
                name="number_series_mark_held_once",
                violation_error_message="这一机关代字已在使用。",
            ),
        ]

    def __str__(self):
        return self.mark

    @property
    def held_by(self):
        """The department that rights on it are held on."""
        return self.department


class SeriesRelease(Acted, AppendOnly):
    """释放: a mark that a department took wrongly, taken from it by the platform, with the reason."""

    AUDIT_NEEDS = ("series", "department__names")

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="releases", verbose_name="机关代字")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="部门")
    reason = models.CharField("理由", max_length=300)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "释放机关代字"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.series.mark}（{self.department}）"

    def in_audit(self, row):
        return f"{self}。理由：{self.reason}"


class NumberYear(models.Model):
    """One year of a series: the counter that whoever issues locks. `next` is the number that the next notice gets."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="years", verbose_name="机关代字")
    year = models.PositiveSmallIntegerField("年份")
    next = models.PositiveIntegerField("下一序号", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "年度序号"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"], name="number_year_once", violation_error_message="这一年度已有。"
            ),
            models.CheckConstraint(
                name="number_year_counts_from_one", condition=Q(next__gte=1), violation_error_message="序号从1开始。"
            ),
        ]

    def __str__(self):
        return f"{self.series.mark}〔{self.year}〕"


class DocumentNumberQuerySet(models.QuerySet):
    def visible_to(self, actor):
        return self.filter(series__in=NumberSeries.objects.visible_to(actor))

    def of(self, series, year):
        """The numbers of a ledger page, the newest first, with all that a row shows."""
        rows = self.filter(series=series, year=year).select_related(
            "user", "on_behalf_of", "edition__notice", "edition__exception_by", "edition__exception_for"
        )
        return rows.order_by("-serial")

    def of_standing(self):
        """Those that notices bear, but for withdrawn ones, which are void from the start."""
        return self.filter(edition__isnull=False).exclude(edition__notice__ending=Notice.Ending.WITHDRAWN)

    def delete(self):
        raise Frozen("A number stays in the ledger.")


class DocumentNumber(Acted):
    """发文字号: one number of the ledger. It is given once, and where it is voided it is given to nobody else."""

    class State(models.TextChoices):
        GIVEN = "given", "已使用"
        VOIDED = "voided", "已作废"
        OUTSIDE = "outside", "系统外使用"

    AUDIT_NEEDS = ("series",)

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers", verbose_name="机关代字")
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    state = models.CharField("状态", max_length=8, choices=State)
    edition = models.OneToOneField(
        Edition, models.PROTECT, null=True, blank=True, related_name="ledger_entry", verbose_name="版本"
    )
    note = models.CharField("说明", max_length=300, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="委托人"
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = DocumentNumberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发文字号"
        base_manager_name = "objects"
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "serial"],
                name="document_number_once",
                violation_error_message="这一字号已登记。",
            ),
            models.CheckConstraint(
                name="document_number_says_why",
                condition=Q(state="given", edition__isnull=False) | ~Q(state="given") & ~Q(note=""),
                violation_error_message="作废或在系统外使用的字号，请写明缘由。",
            ),
        ]

    def __str__(self):
        return f"{self.series.mark}〔{self.year}〕{self.serial}号"

    def in_audit(self, row):
        return f"{self}。缘由：{self.note}" if self.note else str(self)

    def delete(self, *args, **kwargs):
        raise Frozen("A number stays in the ledger.")

    @property
    def held_by(self):
        """The department that rights on it are held on."""
        return self.series.department
