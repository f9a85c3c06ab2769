"""签收: that a department to which an edition was sent has it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from organizations.access import Right
from organizations.models import Department, User
from organizations.named import named

from .addressee import Addressee
from .edition import Edition
from .notice import Notice


class ReceiptQuerySet(models.QuerySet):
    def owed(self):
        """Those that somebody has still to confirm: of the editions in force of notices that were not withdrawn."""
        rows = self.exclude(duty=Addressee.Duty.NOTHING)
        rows = rows.filter(confirmed_at=None, edition=F("edition__notice__current"))
        return rows.exclude(edition__notice__ending=Notice.Ending.WITHDRAWN)

    def to(self, department):
        """Those of a department, and those that fell to it."""
        return self.filter(Q(department=department) | Q(keeper=department))

    def kept_by(self, department):
        """Those that a department keeps for others: what it sent itself it keeps for nobody."""
        return self.filter(keeper=department).exclude(edition__notice__host=department)

    def for_people(self):
        """Each with the names of the departments that it tells of."""
        return self.select_related("department", "keeper").prefetch_related("department__names", "keeper__names")

    def for_lists(self):
        """Everything that a row of a list shows, in a fixed number of queries."""
        rows = self.for_people().select_related(
            "edition__notice__host", "edition__notice__campaign", "user", "on_behalf_of", "confirmed_for"
        )
        return rows.prefetch_related("edition__notice__host__names", "confirmed_for__names")

    def visible_to(self, actor):
        """Those that an acting.Actor's department got, and those of all that it sees to whom they were sent."""
        if Right.VIEW not in actor.rights or actor.department is None:
            return self.none()
        here, sent = actor.department.pk, Edition.objects.sent_by(actor).order_by()
        return self.filter(Q(department=here) | Q(keeper=here) | Q(edition__in=sent.values("pk")))


class Receipt(models.Model):
    """签收: one department that an edition was sent to, and who confirmed it, when. Who is to know alone confirms nothing.

    `keeper`: the department at the next level up along the line to which it fell, where the addressed one has nobody here:
    either may confirm it. A department that deals on paper signs there; the sender records that, with a scan.
    """

    AUDIT_NEEDS = ("edition", "department__names")
    Duty = Addressee.Duty

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="receipts", verbose_name="版本")
    department = models.ForeignKey(Department, models.PROTECT, related_name="receipts", verbose_name="收文单位")
    keeper = models.ForeignKey(
        Department, models.PROTECT, null=True, related_name="receipts_kept", verbose_name="代收单位"
    )
    duty = models.CharField("要求", max_length=8, choices=Addressee.Duty)
    sent_at = models.DateTimeField("送达时间", default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField("签收时间", null=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="委托人"
    )
    confirmed_as = models.CharField("签收人姓名", max_length=310, blank=True, editable=False, default="")
    confirmed_for = models.ForeignKey(
        Department, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="签收单位"
    )
    is_on_paper = models.BooleanField("纸质签收", default=False)
    paper_signer = models.CharField("纸质签收人", max_length=60, blank=True)
    paper_day = models.DateField("纸质签收日期", null=True)
    scan = models.FileField("扫描件", upload_to="receipts", blank=True)
    scan_sha256 = models.CharField("扫描件 SHA-256", max_length=64, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "签收"
        ordering = ["pk"]
        indexes = [
            models.Index("department", condition=Q(confirmed_at=None), name="receipt_open_by_department"),
            models.Index("keeper", condition=Q(confirmed_at=None), name="receipt_open_by_keeper"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "department"], name="receipt_once", violation_error_message="已经送达这个单位。"
            ),
            models.CheckConstraint(
                name="receipt_on_paper_has_scan",
                condition=Q(is_on_paper=False) | ~Q(scan="") & Q(paper_day__isnull=False) & ~Q(paper_signer=""),
                violation_error_message="纸质签收请填写签收人和日期，并上传扫描件。",
            ),
        ]

    def __str__(self):
        return f"{self.department}签收{self.edition.title}"

    def in_audit(self, row):
        return str(self)

    @property
    def held_by(self):
        """The department that rights on it are held on: whoever it was sent to."""
        return self.department

    @property
    def receivers(self):
        """The departments that may confirm it here: the addressed one, and the one that keeps it but for the sender."""
        is_kept = self.keeper_id not in (None, self.edition.notice.host_id)
        return [self.department, self.keeper] if is_kept else [self.department]

    @property
    def is_owed(self):
        """Whether somebody has still to confirm it."""
        is_over = self.edition.is_replaced or self.edition.notice.is_withdrawn
        return self.duty != self.Duty.NOTHING and self.confirmed_at is None and not is_over

    @property
    def words(self):
        """How it stands, in a few words."""
        if self.confirmed_at:
            return "已签收（纸质）" if self.is_on_paper else "已签收"
        if self.edition.notice.is_withdrawn:
            return "通知已撤销"
        if self.edition.is_replaced:
            return "已被更正"
        return "知悉" if self.duty == self.Duty.NOTHING else "待签收"

    @property
    def shape(self):
        """The same as the mark of a state."""
        return "done" if self.confirmed_at else "doing" if self.is_owed else "none"

    @property
    def signer_name(self):
        """张三, 张三代李四; on paper whoever signed there; "" while nobody has."""
        if self.is_on_paper:
            return self.paper_signer
        return self.confirmed_as or named(self.user, self.on_behalf_of, nobody="")
