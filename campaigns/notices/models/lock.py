"""锁定: what every notice further down must take over as it stands."""

from django.db import models
from django.db.models import Q

from .clause import Clause
from .frozen import TextRow


class Lock(TextRow):
    """锁定: a clause that must be taken over whole, or words of it (a span of days) that whatever comes from it must bear.

    The sentence around locked words may change. That the theme is locked is a fact of the edition: `locks_theme`.
    """

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="locks", verbose_name="条款")
    words = models.CharField("锁定的文字", max_length=200, blank=True, help_text="留空则锁定整条。")

    edition_path = "clause__edition"

    class Meta(TextRow.Meta):
        verbose_name = verbose_name_plural = "锁定"
        ordering = ["clause__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "words"], name="lock_once", violation_error_message="本条的这些文字已经锁定。"
            ),
            models.CheckConstraint(
                name="lock_bears_words",
                condition=~Q(words__startswith=" ") & ~Q(words__endswith=" "),
                violation_error_message="锁定的文字前后不要留空格。",
            ),
        ]

    def __str__(self):
        return f"锁定“{self.words}”" if self.words else "锁定整条"
