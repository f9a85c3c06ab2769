"""任务: long work, as a row that says how far it is."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .department import Department
from .user import User

LEASE = timedelta(minutes=2)  # whoever works longer says how far he is, or is taken for dead
LABELS = {}  # kind: what such work is called; jobs.worker writes it
MARKS = {"waiting": "none", "running": "doing", "done": "done", "failed": "late"}


class JobQuerySet(models.QuerySet):
    def due(self):
        """Work that somebody should take: its time has come, or whoever took it is dead."""
        now = timezone.now()
        waits = Q(state=Job.State.WAITING, due_at__lte=now)
        return self.filter(waits | Q(state=Job.State.RUNNING, claimed_at__lte=now - LEASE))

    def unfinished(self):
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def standing(self):
        """Work that is under way, or that failed and waits for a person: the clock asks for none of it again."""
        return self.exclude(state=Job.State.DONE)


class Job(models.Model):
    """任务: one piece of long work. At most one of the same kind and key is unfinished at a time.

    `about` says for people what it is done to. `holder` is the token of whoever took it: only he closes it.
    `is_asked_again` where it was asked for while somebody was at it: it begins anew when he has finished.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待处理"
        RUNNING = "running", "正在处理"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    kind = models.CharField("类别", max_length=40)
    key = models.CharField("对象", max_length=80)
    about = models.CharField("对象名称", max_length=200, blank=True, default="", db_default="")
    payload = models.JSONField("内容", default=dict)
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    words = models.CharField("进度说明", max_length=200, blank=True)
    result = models.JSONField("结果", default=dict)
    error = models.CharField("原因", max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name="提交人"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name="部门"
    )
    asked_at = models.DateTimeField("提交时间", auto_now_add=True)
    due_at = models.DateTimeField("下次处理时间", default=timezone.now)
    holder = models.CharField(max_length=32, blank=True, default="", db_default="", editable=False)
    is_asked_again = models.BooleanField(default=False, db_default=False, editable=False)
    claimed_at = models.DateTimeField("开始处理时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="job_by_state"),
            models.Index(fields=["kind", "key"], condition=~Q(state="done"), name="job_standing"),
            models.Index(fields=["finished_at"], condition=Q(state="done"), name="job_done"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_unfinished_once",
                violation_error_message="这项任务已在处理。",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}：{self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("organizations:job", args=[self.pk])

    @property
    def label(self):
        """What kind of work it is, in words."""
        return LABELS.get(self.kind, self.kind)

    @property
    def mark(self):
        """Which mark of a state it bears: done, doing, none, late."""
        return MARKS[self.state]

    @property
    def is_finished(self):
        return self.state in (self.State.DONE, self.State.FAILED)
