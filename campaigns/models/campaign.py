"""质量月活动: one year's campaign, with its theme, its span and how far it is."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models import Department

from ..leading import lead_department, leads_the_nation


class CampaignQuerySet(models.QuerySet):
    def public(self):
        """Those that have been opened, whatever became of them since: a draft is silent."""
        return self.exclude(state=Campaign.State.DRAFT)

    def current(self, today):
        """The public one that runs on `today`, else the next to begin, else the last; None where there is none at all.

        Where a sample's span meets another campaign's, the one that is no sample comes first.
        """
        public = self.public()
        running = public.filter(starts_on__lte=today, ends_on__gte=today).order_by("is_sample", "-year")
        coming = public.filter(starts_on__gt=today).order_by("starts_on", "is_sample")
        return running.first() or coming.first() or public.order_by("-year").first()

    def visible_to(self, actor):
        """Those that a signed-in person sees on the desk: drafts are seen where campaigns are prepared."""
        return self if leads_the_nation(actor) else self.public()

    def for_desk(self):
        """Everything that a row or a page of the desk says of a campaign's organizer."""
        rows = self.select_related("organizer__region", "organizer__line", "based_on")
        return rows.prefetch_related("organizer__names")


class Campaign(models.Model):
    """质量月活动: one year's campaign, with its theme and span. moves.py says how its state may change."""

    AUDIT_NEEDS = ()

    class State(models.TextChoices):
        DRAFT = "draft", "筹备中"
        OPEN = "open", "已启动"
        CLOSED = "closed", "已结束"
        ARCHIVED = "archived", "已归档"

    year = models.PositiveSmallIntegerField(
        "年度",
        unique=True,
        validators=[MinValueValidator(1978, "全国质量月始于1978年。"), MaxValueValidator(2100, "年度最晚为2100年。")],
        error_messages={"unique": "这一年度已有质量月活动。"},
    )
    name = models.CharField("名称", max_length=60)
    theme = models.CharField("主题", max_length=100, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    is_sample = models.BooleanField("示例", default=False, db_default=False, help_text="虚构的内容，各处注明“示例”。")
    state = models.CharField(
        "状态", max_length=8, choices=State, default=State.DRAFT, db_default=State.DRAFT, editable=False
    )
    organizer = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        editable=False,
        verbose_name="牵头部门",
    )
    based_on = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name="参照的活动"
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)  # two who edit at once: actions.edit

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

    def get_absolute_url(self):
        return reverse("campaigns:detail", args=[self.pk])

    def in_audit(self, row):
        return self.name

    @property
    def held_by(self):
        """The department that rights are held on: its organizer; where that is gone or unknown, who leads the nation today."""
        if self.organizer and not self.organizer.until:
            return self.organizer
        return lead_department() or self.organizer

    @property
    def shape(self):
        """The shape that stands before the word for its state."""
        return {self.State.DRAFT: "none", self.State.OPEN: "doing"}.get(self.state, "done")

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_open(self):
        """Whether notices may be issued and what belongs to it may be begun."""
        return self.state == self.State.OPEN

    @property
    def is_archived(self):
        return self.state == self.State.ARCHIVED

    @property
    def length(self):
        """In days, both ends included."""
        return (self.ends_on - self.starts_on).days + 1
