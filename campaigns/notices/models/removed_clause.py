"""删去的条款: what was taken out of a draft, whole, so that it can be put back where it stood."""

from django.db import models

from organizations.models import Department, User
from organizations.models.acted import Acted

from .clause import Clause
from .edition import Edition


class RemovedClauseQuerySet(models.QuerySet):
    def still_out(self):
        """Those that nobody has put back, be they taken out or joined to another."""
        return self.filter(restored_at=None)

    def to_put_back(self):
        """Those that can be put back: the words of one that was joined stand in the text."""
        return self.still_out().filter(is_joined=False)


class RemovedClause(Acted):
    """删去的条款: a clause with all below it, as it was when it was taken out of a draft; who did that, and when.

    One that was joined to another (`into`) is kept as the record of that: its words stand in the other.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="removed", verbose_name="版本")
    content = models.JSONField("内容")  # see drafting/removing.py
    into = models.ForeignKey(
        Clause, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="并入的条款"
    )
    is_joined = models.BooleanField("已合并", default=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门")
    removed_at = models.DateTimeField("删去时间", auto_now_add=True)
    restored_at = models.DateTimeField("放回时间", null=True, blank=True)

    objects = RemovedClauseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "删去的条款"
        ordering = ["-pk"]

    def __str__(self):
        return self.gist

    @property
    def gist(self):
        """What it was, in a few words: its number as it was then, and how it begins."""
        return self.content["gist"]

    @property
    def count(self):
        return len(self.content["clauses"])
