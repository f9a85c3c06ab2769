"""稿: the texts that a draft went through, whole, each under its hash."""

from django.db import models

from organizations.models import Department, User
from organizations.models.acted import Acted

from .countersignature import Countersignature
from .edition import Edition
from .frozen import FROZEN, Frozen


class RevisionQuerySet(models.QuerySet):
    def final(self):
        """Those that somebody countersigned, and those of an edition that is signed."""
        signed = Countersignature.objects.filter(
            edition=models.OuterRef("edition"), text_hash=models.OuterRef("text_hash")
        )
        return self.filter(models.Q(edition__state__in=FROZEN) | models.Exists(signed))

    def update(self, **facts):
        self._refuse_final()
        return super().update(**facts)

    def delete(self):
        self._refuse_final()
        return super().delete()

    def bulk_update(self, objs, *args, **kwargs):
        objs = list(objs)
        self.model.objects.filter(pk__in=[each.pk for each in objs])._refuse_final()
        return super().bulk_update(objs, *args, **kwargs)

    def _refuse_final(self):
        if self.final().exists():
            raise Frozen("A text that somebody signed is never changed (Revision).")


class Revision(Acted):
    """稿: the whole text of an edition at one time, in its canonical form, with who wrote it.

    What one person writes within a few minutes is one revision, unless somebody countersigned what it says.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions", verbose_name="版本")
    number = models.PositiveIntegerField("稿次")
    text_hash = models.CharField("文本 SHA-256", max_length=64)
    content = models.JSONField("内容")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="起草人")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="委托人")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", verbose_name="部门")
    made_at = models.DateTimeField("起草时间")
    saved_at = models.DateTimeField("保存时间")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = verbose_name_plural = "稿"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="revision_number_once", violation_error_message="这一稿次已有。"
            ),
        ]

    def __str__(self):
        return f"第{self.number}稿"

    def save(self, *args, **kwargs):
        self._refuse_final()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_final()
        return super().delete(*args, **kwargs)

    def _refuse_final(self):
        """As it is stored: whoever changes the hash in hand changes what was signed."""
        if self.pk:
            Revision.objects.filter(pk=self.pk)._refuse_final()
