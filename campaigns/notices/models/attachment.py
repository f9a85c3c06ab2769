"""附件: a file that is issued with a notice as it is."""

from django.db import models
from django.urls import reverse

from .clause import Clause
from .frozen import TextRow


class AttachmentFile(TextRow):
    """附件文件: the bytes of an attachment that is a file and no text, under their hash."""

    clause = models.OneToOneField(Clause, models.CASCADE, related_name="file", verbose_name="附件")
    name = models.CharField("文件名", max_length=200)
    content = models.FileField("文件", upload_to="attachments")
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField("上传时间", auto_now_add=True)

    edition_path = "clause__edition"

    class Meta(TextRow.Meta):
        verbose_name = verbose_name_plural = "附件文件"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Where everybody reads it once it is issued."""
        return reverse("notices:attachment", args=[self.sha256, self.name])

    receipt = None  # of whoever reads it as one who got the notice

    @property
    def desk_url(self):
        """Where those who see the draft read it, or those who got what was issued. Needs its clause."""
        if self.receipt:
            return reverse("receiving:attachment", args=[self.receipt.pk, self.clause_id])
        return reverse("drafting:attachment-download", args=[self.clause.edition_id, self.clause_id])
