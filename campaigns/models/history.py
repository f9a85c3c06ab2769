"""What became of a campaign: its moves from state to state, and what was changed after it was public."""

from django.db import models

from organizations.models import Department, User
from organizations.models.acted import Acted
from organizations.models.append_only import AppendOnly

from .campaign import Campaign


class Told(Acted, AppendOnly):
    """Who did it, for whom, when and why. Nobody: the clock, or a command."""

    doer = "by"

    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门")
    reason = models.CharField("理由", max_length=200, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        abstract = True
        ordering = ["pk"]


class CampaignMove(Told):
    """状态变更: one move of a campaign from a state to another."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="moves", verbose_name="质量月活动")
    old = models.CharField("原状态", max_length=8, choices=Campaign.State)
    new = models.CharField("新状态", max_length=8, choices=Campaign.State)

    class Meta(Told.Meta):
        verbose_name = verbose_name_plural = "活动状态变更"

    def __str__(self):
        return f"{self.campaign}：{self.get_old_display()}→{self.get_new_display()}"


class CampaignChange(Told):
    """变更记录: one thing that was changed in a campaign that was public already, as people read it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="changes", verbose_name="质量月活动")
    what = models.CharField("事项", max_length=80)
    before = models.CharField("此前", max_length=200, blank=True)
    after = models.CharField("此后", max_length=200, blank=True)

    class Meta(Told.Meta):
        verbose_name = verbose_name_plural = "活动变更记录"

    def __str__(self):
        return f"{self.campaign}：{self.what}"
