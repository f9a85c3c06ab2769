"""审计: what was done, by whom, for whom; and the chain of hashes that seals it."""

from django.db import models

from .append_only import AppendOnly

BEHIND = ("organizations.job", "organizations.message")  # kinds of things that only the platform itself deals with


class AuditRow(AppendOnly):
    """审计记录: one change of a state, a right or a file. Ids and digests, no personal data beyond the address.

    Only a new name leaves both names (audit.record says why): a row is kept as it is even where the person is long gone.
    `thing` is app.model of what was changed and `thing_id` its key. The keys are no foreign keys: a row stands by itself.
    """

    class Result(models.TextChoices):
        DONE = "done", "成功"
        FAILED = "failed", "未成功"

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    act = models.CharField("行为", max_length=40, db_index=True)
    thing = models.CharField("对象类别", max_length=60)
    thing_id = models.BigIntegerField("对象编号")
    user_id = models.BigIntegerField("人员编号", null=True, db_index=True)
    on_behalf_of_id = models.BigIntegerField("委托人编号", null=True)
    department_id = models.BigIntegerField("部门编号", null=True, db_index=True)
    before = models.CharField("此前", max_length=64, blank=True)
    after = models.CharField("此后", max_length=64, blank=True)
    address = models.GenericIPAddressField("来源地址", null=True)
    result = models.CharField("结果", max_length=6, choices=Result, default=Result.DONE)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["-pk"]
        indexes = [
            models.Index("thing", "thing_id", name="audit_by_thing"),
            models.Index(
                fields=["-id"], name="audit_of_people", condition=~models.Q(thing__in=BEHIND)
            ),  # what is listed at first
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act} {self.thing} {self.thing_id}"


class AuditSeal(AppendOnly):
    """One link of the chain: the hash of a row together with the hash of the link before it."""

    number = models.BigIntegerField(unique=True)
    row = models.OneToOneField(AuditRow, models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "审计封存"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} {self.digest}"
