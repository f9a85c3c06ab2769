"""版本文件: a file made from an edition, once, and the pictures of its pages."""

from django.db import models
from django.db.models import F
from django.urls import reverse

from .edition import Edition

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
}  # by the ending of a name


class EditionFileQuerySet(models.QuerySet):
    def unpictured(self):
        """PDFs of whose pages there are no pictures yet."""
        return self.filter(format=EditionFile.Format.PDF, pages=None)


class EditionFile(models.Model):
    """A file made once from an edition and never again: later look-ups serve these bytes."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files", verbose_name="版本")
    format = models.CharField("格式", max_length=4, choices=Format)
    layout = models.CharField("版式", max_length=6, choices=Edition.Layout, db_default=Edition.Layout.Y2012)
    content = models.FileField("文件", upload_to="editions")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("字节数")
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True, help_text="页面图片生成后写入。")

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版本文件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format", "layout"],
                name="edition_file_once",
                violation_error_message="文件已经生成。",
            ),
        ]

    def __str__(self):
        return f"{self.edition}.{self.format}"

    def get_absolute_url(self):
        return reverse("notices:file", args=[self.edition.notice_id, self.layout, self.format])

    @property
    def pages_url(self):
        """Where its pages can be seen as pictures."""
        return reverse("notices:pages", args=[self.edition.notice_id, self.layout])

    @property
    def label(self):
        """What it is called on a page: PDF or Word, or 2012年版式PDF where it is not the edition's own layout."""
        own = self.layout == self.edition.layout
        return self.get_format_display() if own else f"{self.get_layout_display()}{self.get_format_display()}"


class PagePictureQuerySet(models.QuerySet):
    def in_force(self):
        """Pictures of the edition that is in force."""
        return self.filter(file__edition=F("file__edition__notice__current"))


class PagePicture(models.Model):
    """页面图片: one page of a PDF as a PNG, for phones, which show no PDF within a page."""

    file = models.ForeignKey(EditionFile, models.PROTECT, related_name="pictures", verbose_name="版本文件")
    number = models.PositiveSmallIntegerField("页码")
    content = models.FileField("图片", upload_to="editions")
    width = models.PositiveSmallIntegerField("宽（像素）")
    height = models.PositiveSmallIntegerField("高（像素）")
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)

    objects = PagePictureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "页面图片"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "number"], name="page_picture_once", violation_error_message="图片已经生成。"
            ),
        ]

    def __str__(self):
        return f"第{self.number}页"

    def get_absolute_url(self):
        return reverse("notices:page_picture", args=[self.file.edition.notice_id, self.file.layout, self.number])
