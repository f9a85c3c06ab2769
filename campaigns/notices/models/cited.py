"""引用文件: where a document that notices name in 《》 can be read."""

from django.db import models


class CitedDocument(models.Model):
    """引用文件: a document that notices cite by its title, with the official page that holds it."""

    title = models.CharField("文件名称", max_length=200, unique=True, help_text="不带书名号，与通知中的写法一致。")
    url = models.URLField("官方网址")
    changed_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "引用文件"
        ordering = ["title"]

    def __str__(self):
        return f"《{self.title}》"
