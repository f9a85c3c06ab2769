"""待起草的文字: a text that somebody brought, kept between the steps that make a draft of it."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import cached_property

from campaigns.models import Campaign
from organizations.models import Department, User

from ..clipping import clipped
from .notice import Notice

SHORT = 24  # characters of a text by which its person knows it
OPENING = 200  # characters in which they are looked for
KEPT_FOR = timedelta(days=7)


class DraftSourceQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Those that the actor herself brought, for the department that she acts for now."""
        if actor.user is None or actor.department is None:
            return self.none()
        return self.filter(user=actor.user.pk, department=actor.department.pk)

    def left(self, actor):
        """Those of the actor that can still be come back to, as a list of them needs: of each text, how it begins."""
        rows = self.visible_to(actor).exclude(made_at__lt=timezone.now() - KEPT_FOR)
        return rows.defer("text", "notes", "answers").annotate(opening=Substr("text", 1, OPENING))

    def expired(self, now=None):
        return self.filter(made_at__lt=(now or timezone.now()) - KEPT_FOR)


class DraftSource(models.Model):
    """待起草的文字: pasted or read from a file, with what was left out of it, and the answers given so far."""

    UNTIL = f"请提交人删去，或者待{KEPT_FOR.days}天期满清除后再办理。"  # it keeps its campaign from being discarded

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="提交人")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+", verbose_name="部门")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="质量月活动")
    parent = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所贯彻的上级通知"
    )
    text = models.TextField("文字")
    name = models.CharField("文件名", max_length=200, blank=True)
    notes = models.JSONField("未读入的内容", default=list)
    answers = models.JSONField("答复", default=dict)
    title = models.CharField("标题", max_length=300, blank=True)
    begun_as = models.UUIDField("起草标识", null=True, unique=True, editable=False)  # of the form that brought it
    made_at = models.DateTimeField("提交时间", auto_now_add=True)

    objects = DraftSourceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待起草的文字"
        ordering = ["-pk"]

    def __str__(self):
        return self.name or self.text[:20]

    @cached_property
    def opening(self):
        """How the text begins; a list brings it along, for a text may be long."""
        return self.text[:OPENING]

    @property
    def gist(self):
        """What its person knows it by: its title, the name of its file, or how it begins."""
        lines = map(str.strip, self.opening.splitlines())
        return self.title or self.name or clipped(next(filter(None, lines), ""), SHORT)

    @property
    def held_by(self):
        """The department that rights on it are held on."""
        return self.department

    @property
    def expires_at(self):
        return self.made_at + KEPT_FOR
