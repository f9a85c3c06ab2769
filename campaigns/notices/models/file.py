"""版本文件: a file made from an edition, once, and the pictures of its pages."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .edition import Edition
from .frozen import Frozen
from .notice import Notice

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}  # by the ending of a name


class EditionFileQuerySet(models.QuerySet):
    def unpictured(self):
        """PDFs of whose pages there are no pictures yet."""
        return self.filter(format=EditionFile.Format.PDF, pages=None)

    def unchecked_first(self, number):
        """Return so many files, those that nobody has read again yet, then those that were not for longest. Two queries."""
        never = list(self.filter(checked_at=None).order_by("pk")[:number])
        return never + list(self.exclude(checked_at=None).order_by("checked_at", "pk")[: number - len(never)])

    def public(self):
        """Files that anybody may have: those of a public notice's edition in force and of the ones before it."""
        notice = F("edition__notice__current__number")
        return self.filter(Notice.in_public("edition__notice__"), edition__number__lte=notice).exclude(
            edition__state="discarded"
        )

    def update(self, **facts):
        if set(facts) - EditionFile.LATER:
            raise Frozen("A file of an edition is made once.")
        return super().update(**facts)

    def bulk_update(self, objs, fields, **options):
        if set(fields) - EditionFile.LATER:
            raise Frozen("A file of an edition is made once.")
        return super().bulk_update(objs, fields, **options)

    def delete(self):
        raise Frozen("A file of an edition is never deleted.")


class EditionFile(models.Model):
    """A file made once from an edition and never again: later look-ups serve these bytes.

    What is on the disk is looked at from time to time: where its hash is another, it is `damaged_at` and not served.
    """

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

    checked_at = models.DateTimeField("核对时间", null=True, blank=True, editable=False)
    damaged_at = models.DateTimeField("发现损坏的时间", null=True, blank=True, editable=False)

    LATER = frozenset({"pages", "checked_at", "damaged_at"})  # what is written once the file is made

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版本文件"
        ordering = ["pk"]
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["sha256"], name="edition_file_by_hash"),
            models.Index(fields=["edition"], condition=Q(format="pdf", pages=None), name="edition_file_unpictured"),
            models.Index(fields=["checked_at", "id"], name="edition_file_by_check"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format", "layout"],
                name="edition_file_once",
                violation_error_message="文件已经生成。",
            ),
        ]

    def __str__(self):
        return f"{self.edition}.{self.format}"

    def save(self, *args, **kwargs):
        written = set(kwargs.get("update_fields") or {"everything"})
        if not self._state.adding and written - self.LATER:
            raise Frozen("A file of an edition is made once.")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """The notice's own address for the edition in force; an address of its own for one that was replaced."""
        return self._address("file", self.layout, self.format)

    def delete(self, *args, **kwargs):
        raise Frozen("A file of an edition is never deleted.")

    @property
    def pages_url(self):
        """Where its pages can be seen as pictures."""
        return self._address("pages", self.layout)

    def _address(self, what, *arguments):
        edition = self.edition
        if edition.pk == edition.notice.current_id:
            return reverse(f"notices:{what}", args=[edition.notice_id, *arguments])
        return reverse(f"notices:edition_{what}", args=[edition.notice_id, edition.number, *arguments])

    @property
    def label(self):
        """What it is called on a page: PDF or Word, or 2012年版式PDF where it is not the edition's own layout."""
        own = self.layout == self.edition.layout
        return self.get_format_display() if own else f"{self.get_layout_display()}{self.get_format_display()}"


class PagePicture(models.Model):
    """页面图片: one page of a PDF as a PNG, for phones, which show no PDF within a page."""

    file = models.ForeignKey(EditionFile, models.PROTECT, related_name="pictures", verbose_name="版本文件")
    number = models.PositiveSmallIntegerField("页码")
    content = models.FileField("图片", upload_to="editions")
    width = models.PositiveSmallIntegerField("宽（像素）")
    height = models.PositiveSmallIntegerField("高（像素）")
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)

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
        return self.file._address("page_picture", self.file.layout, self.number)
