"""贯彻任务: that a territory owes a notice of its own to one that was issued above it."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from campaigns.models import Campaign
from organizations import access
from organizations.access import Right
from organizations.models import Department, Region, User
from organizations.models.acted import LONGEST
from organizations.named import named

from .edition import Edition
from .notice import Notice


class AdaptationQuerySet(models.QuerySet):
    def with_stage(self):
        """Each with `stage`, a value of Adaptation.Stage: how far its territory is. A withdrawn notice counts as none.

        What was issued after all is issued, also where it had been waived.
        """
        out = Edition.objects.in_hand().exclude(state__in=[Edition.State.DRAFT, Edition.State.REVIEW])
        stage, void = Adaptation.Stage, Q(child__ending=Notice.Ending.WITHDRAWN)
        return self.annotate(
            stage=Case(
                When(~void & Q(child__current__isnull=False), then=Value(stage.ISSUED)),
                When(waived_at__isnull=False, then=Value(stage.WAIVED)),
                When(Q(child=None) | void, then=Value(stage.NONE)),
                When(Exists(out.filter(notice=OuterRef("child"))), then=Value(stage.COUNTERSIGNING)),
                default=Value(stage.DRAFTING),
                output_field=models.CharField(),
            )
        )

    def free(self):
        """Those that no notice is: none was begun there, or it was withdrawn."""
        return self.filter(Q(child=None) | Q(child__ending=Notice.Ending.WITHDRAWN))

    def open(self):
        """Those that somebody has still to bring about. Of those with `stage`."""
        return self.exclude(stage__in=[Adaptation.Stage.ISSUED, Adaptation.Stage.WAIVED])

    def overdue(self, today=None):
        """Those still open whose day is over, of notices that hold. Of those with `stage`."""
        today = today or timezone.localdate()
        return self.standing(today).open().filter(due_on__lt=today)

    def standing(self, today=None):
        """Those of notices that hold: what is owed ends with the notice, on the day of its repeal and by its withdrawal.

        And with the campaign: what can be issued no more is owed no more.
        """
        return self.filter(notice__current__isnull=False).exclude(Adaptation.over(today or timezone.localdate()))

    def visible_to(self, actor):
        """Those that an acting.Actor's department asked for or owes, and those of the territory that it oversees."""
        if Right.VIEW not in actor.rights or actor.department is None:
            return self.none()
        here, overseen = actor.department.pk, access.overseen(actor).values("pk")
        mine = Q(notice__host=here) | Q(department=here)
        return self.filter(mine | Q(notice__host__in=overseen) | Q(department__in=overseen))


class Adaptation(models.Model):
    """贯彻任务: one territory owes a notice of its own, through its lead department, by a day; `child` is that notice.

    Whoever asked for it may waive it, with a reason, and take that back.
    """

    class Stage(models.TextChoices):
        NONE = "none", "未启动"
        DRAFTING = "drafting", "起草中"
        COUNTERSIGNING = "countersigning", "送签中"
        ISSUED = "issued", "已印发"
        WAIVED = "waived", "免予制定"

    AUDIT_NEEDS = ("notice__current", "region")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="adaptations", verbose_name="上级通知")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地区")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="adaptations_owed", verbose_name="牵头制定的部门"
    )
    due_on = models.DateField("贯彻期限", null=True, blank=True)
    day_reason = models.CharField("调整期限的理由", max_length=200, blank=True, default="", db_default="")
    asked_at = models.DateTimeField("布置时间", default=timezone.now, editable=False)
    child = models.OneToOneField(
        Notice, models.PROTECT, null=True, blank=True, related_name="fulfils", verbose_name="本地通知"
    )
    waived_at = models.DateTimeField("免予制定的时间", null=True, editable=False)
    waived_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", db_index=False, verbose_name="办理人"
    )
    waived_for = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", db_index=False, verbose_name="委托人"
    )
    waived_as = models.CharField("办理人姓名", max_length=LONGEST, blank=True, editable=False, default="")
    waived_reason = models.CharField("免予制定的理由", max_length=200, blank=True)

    objects = AdaptationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "贯彻任务"
        ordering = ["region__code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "region"],
                name="adaptation_once",
                violation_error_message="这个地区的贯彻任务已经布置。",
            ),
            models.CheckConstraint(
                name="adaptation_waived_has_reason",
                condition=Q(waived_at=None) | ~Q(waived_reason=""),
                violation_error_message="免予制定本地通知，请写明理由。",
            ),
            models.CheckConstraint(
                name="adaptation_is_not_its_own",
                condition=Q(child=None) | ~Q(child=F("notice")),
                violation_error_message="通知不能贯彻它自己。",
            ),
        ]

    def __str__(self):
        return f"{self.region}贯彻{self.notice}"

    def in_audit(self, row):
        return (
            f"{self}。理由：{self.waived_reason}" if self.waived_reason and row.act == "adaptation-waive" else str(self)
        )

    @staticmethod
    def over(today):
        """Return the condition under which the notice that asks for it holds no more on a day, or its campaign is over."""
        ended = Q(notice__ended_on__isnull=False, notice__ended_on__lte=today)
        return Q(notice__ending=Notice.Ending.WITHDRAWN) | ended | ~Q(notice__campaign__state=Campaign.State.OPEN)

    def is_over(self, today):
        """Whether nobody owes it any more, done or not: see `over`. Its notice comes with its campaign."""
        return not (self.notice.holds_on(today) and self.notice.campaign.is_open)

    def late_by(self, today):
        """Return by how many days it is late; 0 where it is not, is done, or is over. Made with `stage`; its notice comes with it."""
        is_open = self.stage not in (Adaptation.Stage.ISSUED, Adaptation.Stage.WAIVED)
        is_late = is_open and self.due_on is not None and not self.is_over(today)
        return max(0, (today - self.due_on).days) if is_late else 0

    @property
    def held_by(self):
        """The department that rights on it are held on: whoever asked for it."""
        return self.notice.host

    @property
    def waiver_name(self):
        """Who waived it: 张三, 张三代李四; nothing where nobody in particular did."""
        return self.waived_as or named(self.waived_by, self.waived_for, nobody="")
