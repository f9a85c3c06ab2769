"""对照表: the comparison of an edition with one that it descends from, as a file."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from .edition import Edition
from .notice import Notice


class ComparisonFileQuerySet(models.QuerySet):
    def true_for(self, pair, fingerprint):
        """The file of (edition, upper edition) that shows what the fingerprint stands for, or None."""
        found = self.filter(edition=pair[0], upper=pair[1], fingerprint=fingerprint)
        return found.select_related("edition", "upper").first()


def uncompared():
    """Return the editions in force that lack the file of a comparison with a public notice that they descend from."""
    lacking = Q()
    for path in ("notice__parent", "notice__parent__parent", "notice__parent__parent__parent"):
        made = ComparisonFile.objects.filter(edition=OuterRef("pk"), upper__notice=OuterRef(path))
        lacking |= Notice.in_public(f"{path}__") & ~Q(Exists(made))
    return Edition.objects.filter(lacking, Notice.in_public("notice__"), notice__current=F("pk"))


class ComparisonFile(models.Model):
    """对照表: a PDF of a comparison, for as long as both texts and their relations are those of its fingerprint."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="comparison_files", verbose_name="版本")
    upper = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name="上级版本")
    fingerprint = models.CharField("对照内容 SHA-256", max_length=64)
    content = models.FileField("文件", upload_to="editions")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("字节数")
    made_at = models.DateTimeField("生成时间", auto_now=True)
    checked_at = models.DateTimeField("核对时间", auto_now_add=True)

    objects = ComparisonFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "对照表"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "upper"], name="comparison_file_once", violation_error_message="对照表已经生成。"
            ),
        ]

    def __str__(self):
        return f"{self.edition}对照表"

    def get_absolute_url(self):
        return reverse("notices:compare_file", args=[self.edition.notice_id, self.upper.notice_id])
