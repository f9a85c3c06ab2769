"""任职: the roles of people in departments, from a day until a day; who stands in for whom; who was asked to join."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .department import Department
from .role import Role
from .user import User

UNTIL_FITS = Q(until=None) | Q(since__lte=F("until"))


class SpanQuerySet(models.QuerySet):
    def active(self, day=None):
        """Rows that count on `day`, today where none is given: begun, not past their last day, not ended by anybody."""
        day = day or timezone.localdate()
        return self.unended(day).filter(since__lte=day)

    def unended(self, day=None):
        """Rows that count on `day` or are still to begin."""
        return self.filter(Q(until=None) | Q(until__gte=day or timezone.localdate()), ended_at=None)


class Span(models.Model):
    """From a day until a day, both included; `ended_at` where somebody ended it before."""

    since = models.DateField("开始日期", default=timezone.localdate)
    until = models.DateField("截止日期", null=True, blank=True, help_text="含当日。不填写则长期有效。")
    ended_at = models.DateTimeField("提前终止时间", null=True, blank=True, editable=False)

    objects = SpanQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def span(self):
        """2026年9月1日至2026年9月30日, as far as it is limited."""
        until = f"至{day_of(self.until)}" if self.until else "起，长期有效"
        return f"{day_of(self.since)}{until}"

    @property
    def is_to_come(self):
        return self.since > timezone.localdate()


def day_of(day):
    return f"{day.year}年{day.month}月{day.day}日"


class Membership(Span):
    """任职: one role of one person in one department."""

    AUDIT_NEEDS = ("user",)

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="人员")
    department = models.ForeignKey(Department, models.PROTECT, related_name="memberships", verbose_name="部门")
    role = models.CharField("角色", max_length=10, choices=Role)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="授权人", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "department", "role"],
                condition=Q(ended_at=None),
                name="membership_once",
                violation_error_message="这名人员在本部门已有这一角色。",
            ),
            models.CheckConstraint(
                name="membership_begins_before_it_ends",
                condition=UNTIL_FITS,
                violation_error_message="截止日期不能早于开始日期。",
            ),
        ]

    def __str__(self):
        return f"{self.user}：{self.department}，{self.get_role_display()}"

    def in_audit(self, row):
        return f"{self.user.in_audit(row)}，{self.get_role_display()}"


class PlatformRole(models.Model):
    """平台管理员: one of three roles that exclude each other, so that nobody watches over herself. No department has them."""

    class Kind(models.TextChoices):
        SYSTEM = "system", "系统管理员"
        SECURITY = "security", "安全管理员"
        AUDIT = "audit", "审计管理员"

    AUDIT_NEEDS = ("user",)

    user = models.OneToOneField(User, models.PROTECT, related_name="platform_role", verbose_name="人员")
    kind = models.CharField("角色", max_length=8, choices=Kind)
    granted_at = models.DateTimeField("授权时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "平台管理员"

    def __str__(self):
        return f"{self.user}：{self.get_kind_display()}"

    def in_audit(self, row):
        return self.user.in_audit(row)


class Delegation(Span):
    """委托: the delegate acts with the principal's rights in one department, from a day until a day."""

    AUDIT_NEEDS = ("principal", "delegate")

    principal = models.ForeignKey(User, models.PROTECT, related_name="delegations_given", verbose_name="委托人")
    delegate = models.ForeignKey(User, models.PROTECT, related_name="delegations_held", verbose_name="受托人")
    department = models.ForeignKey(Department, models.PROTECT, related_name="delegations", verbose_name="部门")
    note = models.CharField("委托事由", max_length=200, blank=True)
    made_at = models.DateTimeField("委托时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "委托"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="delegation_has_two_people",
                condition=~Q(principal=F("delegate")),
                violation_error_message="不能委托给自己。",
            ),
            models.CheckConstraint(
                name="delegation_begins_before_it_ends",
                condition=Q(until__isnull=False) & Q(since__lte=F("until")),
                violation_error_message="请填写委托的截止日期，截止日期不能早于开始日期。",
            ),
        ]

    def __str__(self):
        return f"{self.delegate}代{self.principal}"

    def in_audit(self, row):
        return f"{self}，{self.span}" + (f"。事由：{self.note}" if self.note else "")


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Those that nobody accepted, declined or withdrew; some may have expired."""
        return self.filter(accepted_at=None, declined_at=None, revoked_at=None)

    def to(self, user):
        """Those to a person: by her account, or by mail to the address that it has."""
        hers = Q(invitee=user)
        return self.filter(hers | Q(invitee=None, email__iexact=user.email) if user.email else hers)

    def open(self):
        """Those that can still be accepted: in time, and for a role whose last day is not over."""
        in_time = Q(until=None) | Q(until__gte=timezone.localdate())
        return self.pending().filter(in_time, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """邀请: expiring, with a role. One by e-mail has a token that is only in the mail; its hash is kept.

    `invitee` is who has an account already: she finds it among her messages, and nobody else can accept it.
    """

    AUDIT_NEEDS = ()

    email = models.EmailField("电子邮箱", blank=True)
    invitee = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_to_join",
        editable=False,
        verbose_name="受邀账号",
    )
    name = models.CharField("姓名", max_length=60)
    department = models.ForeignKey(Department, models.PROTECT, related_name="invitations", verbose_name="部门")
    role = models.CharField("角色", max_length=10, choices=Role)
    until = models.DateField("任职截止日期", null=True, blank=True, help_text="含当日。不填写则长期有效。")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="邀请人")
    made_at = models.DateTimeField("邀请时间", auto_now_add=True)
    expires_at = models.DateTimeField("失效时间")
    accepted_at = models.DateTimeField("接受时间", null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations", editable=False, verbose_name="接受人"
    )
    declined_at = models.DateTimeField("谢绝时间", null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "邀请"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.name}：{self.department}，{self.get_role_display()}"

    def in_audit(self, row):
        return f"{self.name}，{self.get_role_display()}"

    @property
    def is_open(self):
        in_time = self.until is None or self.until >= timezone.localdate()
        is_settled = self.accepted_at or self.declined_at or self.revoked_at
        return in_time and self.expires_at > timezone.now() and not is_settled
