"""清样: whether a text that awaits its signature can be printed, as found by setting it."""

from django.db import models

from .edition import Edition


class Proof(models.Model):
    """清样: what came of setting an edition as it will be printed. It speaks of one version of the edition alone.

    error and error_with_seals: why it cannot be printed, without seals and with them; "" where it can.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="proof", verbose_name="版本")
    version = models.PositiveIntegerField("改动次数")
    error = models.CharField("不能排印的原因", max_length=300, blank=True)
    error_with_seals = models.CharField("加盖印章时不能排印的原因", max_length=300, blank=True)
    made_at = models.DateTimeField("试排时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "清样"

    def __str__(self):
        return str(self.edition)
