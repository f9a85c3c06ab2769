"""检索文本: what is searched of a notice, and the question that the index of each database answers."""

from django.db import models
from django.db.models import Case, F, Func, Q, Value, When

from .notice import Notice


class Holds(Func):
    """Whether the grams of a row include all of `codes`. The index alone is asked: see migration 0005.

    PostgreSQL: a GIN index on notices_grams(grams), a function said to cost much, so that no plan reads the texts.
    SQLite: the FTS5 table notices_grams, which triggers on the model's table keep. A migration that makes that table
    anew drops its triggers, and must create them once more.
    """

    output_field = models.BooleanField()

    def __init__(self, *expressions, codes=()):
        super().__init__(*expressions)
        self.codes = codes

    def as_postgresql(self, compiler, connection, **context):
        grams, params = compiler.compile(self.source_expressions[1])
        return f"notices_grams({grams}) @> %s::text[]", [*params, list(self.codes)]

    def as_sqlite(self, compiler, connection, **context):
        key, params = compiler.compile(self.source_expressions[0])
        asked = " ".join(f'"{code}"' for code in self.codes)
        found = "SELECT rowid FROM notices_grams WHERE notices_grams MATCH %s"
        return f"{key} IN ({found})", [*params, asked]


class NoticeTextQuerySet(models.QuerySet):
    def holding(self, codes):
        """Texts that have all of these grams somewhere."""
        return self.filter(Holds(F("notice"), F("grams"), codes=tuple(codes)))

    def has(self):
        """Return the condition under which a notice is one of these texts', as a question asked of each notice.

        A plain IN becomes a join, and the planner, which takes every word for a rare one, looks up each hit by its key.
        Asked in this way it keeps the hits at hand, walks the notices from the newest on, and stops when it has enough.
        """
        return Case(When(pk__in=self.values("pk"), then=Value(True)), default=Value(False))

    def saying(self, phrases):
        """Return the keys of the texts that have each of these normal phrases in one piece.

        It is asked of each row, not in WHERE: there a database may read all texts before it looks at the keys.
        """
        says = Q(*(Q(words__contains=phrase) for phrase in phrases))
        return {key for key, passes in self.values_list("pk", says) if passes}


class NoticeText(models.Model):
    """检索文本: the normal form of a notice's title, number, names, organs and clauses, one a line, and its grams."""

    notice = models.OneToOneField(
        Notice, models.CASCADE, primary_key=True, related_name="searched", verbose_name="通知"
    )
    words = models.TextField("规范化文字")
    grams = models.TextField("一字和二字组合")

    objects = NoticeTextQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检索文本"

    def __str__(self):
        return str(self.notice)
