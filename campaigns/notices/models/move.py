"""办理记录: each step of an edition from draft to issue, once and for good."""

from django.db import models

from organizations.models import Department, User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly

from .edition import Edition

State = Edition.State
SAID = {  # what people call each step
    (State.DRAFT, State.REVIEW): "送审",
    (State.DRAFT, State.COUNTERSIGNING): "送会签",
    (State.DRAFT, State.READY): "送签发",
    (State.REVIEW, State.DRAFT): "退回起草",
    (State.REVIEW, State.COUNTERSIGNING): "审核通过，送会签",
    (State.REVIEW, State.READY): "审核通过，送签发",
    (State.COUNTERSIGNING, State.DRAFT): "撤回会签",
    (State.COUNTERSIGNING, State.COUNTERSIGNING): "请重新会签",
    (State.COUNTERSIGNING, State.READY): "送签发",
    (State.READY, State.DRAFT): "退回起草",
    (State.READY, State.SIGNED): "签发",
    (State.SIGNED, State.ISSUED): "印发",
}
BY_CHANGE = {  # what a change of the text brought about by itself
    (State.READY, State.COUNTERSIGNING): "修改正文，退出签发，须重新会签",
    (State.READY, State.DRAFT): "修改正文，退出签发，须重新审核",
    (State.COUNTERSIGNING, State.DRAFT): "删去联署机关，须重新送审",
}


class EditionMove(Acted, AppendOnly):
    """One move of an edition from one state to another: who, for whom, for which department, why.

    by_change: nobody moved it, a change of its text did. One that stays in its state was asked for anew.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="moves", verbose_name="版本")
    old = models.CharField("此前", max_length=16, choices=Edition.State)
    new = models.CharField("此后", max_length=16, choices=Edition.State)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门")
    reason = models.CharField("意见", max_length=500, blank=True)
    by_change = models.BooleanField("因改动正文", default=False, db_default=False)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["pk"]

    def __str__(self):
        if self.new == State.DISCARDED:
            return "废弃"
        if self.by_change:
            return BY_CHANGE[self.old, self.new]
        return "撤回送审" if self.is_taken_back else SAID.get((self.old, self.new), self.get_new_display())

    @property
    def is_taken_back(self):
        """Whether whoever sent it for review took it back: who returns it says why."""
        return self.old == State.REVIEW and self.new == State.DRAFT and not self.reason
