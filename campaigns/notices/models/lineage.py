"""沿革: how the clauses of an edition descend from those of the parent notice."""

from django.db import models
from django.db.models import Count, Q

from .clause import Clause
from .edition import Edition


class LineageQuerySet(models.QuerySet):
    def omitted(self):
        """What stands above and is in no clause of ours."""
        return self.filter(relation=Lineage.Relation.OMITTED)

    def tally(self):
        """Return {edition id: [(relation, how many of our clauses; for an omission, of the parent's)]}."""
        counts = self.values_list("edition", "relation").annotate(ours=Count("clause", distinct=True), rows=Count("pk"))
        found = {(edition, relation): ours or rows for edition, relation, ours, rows in counts.order_by()}
        return {
            edition: [(kind, found[edition, kind]) for kind in Lineage.Relation if (edition, kind) in found]
            for edition, _ in found
        }


def with_tallies(notices):
    """Return the notices as a list, each with `tally`: what it did with its parent's clauses."""
    notices = list(notices)
    tallies = Lineage.objects.filter(edition__in=[notice.current_id for notice in notices]).tally()
    for notice in notices:
        notice.tally = tallies.get(notice.current_id)
    return notices


class Lineage(models.Model):
    """沿革: how one clause of an edition relates to the parent notice's clauses.

    A merged clause has one row per parent clause. An omission has no clause of ours; once it is decided it has a reason.
    What nobody has looked at in a draft is not `confirmed`: nothing goes on to review with such a row.
    """

    class Relation(models.TextChoices):
        KEPT = "kept", "照录"
        ADAPTED = "adapted", "调整"
        MERGED = "merged", "合并"
        MOVED = "moved", "移位"
        NEW = "new", "新增"
        OMITTED = "omitted", "不适用"

    UNSTATED = "原文未说明"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="lineage", verbose_name="版本")
    clause = models.ForeignKey(
        Clause, models.CASCADE, null=True, blank=True, related_name="lineage", verbose_name="条款"
    )
    parent = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="descent", verbose_name="上级条款"
    )
    relation = models.CharField("关系", max_length=8, choices=Relation)
    score = models.FloatField("相似度", default=0)
    reason = models.CharField("理由", max_length=200, blank=True)
    confirmed = models.BooleanField("已确认", default=False)
    # Whether a person chose what it comes from: what is told from the text alone (lineage/relating.py) leaves it.
    is_set = models.BooleanField("人工指定", default=False, db_default=False)
    # The keys of the clauses that it came from before a newer edition of the parent's said something else, and opened it;
    # none of them where that edition brought it.
    opened = models.JSONField("此前来自的上级条款", null=True, blank=True, editable=False)

    objects = LineageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "沿革"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="lineage_sides_fit_relation",
                condition=Q(relation="new", clause__isnull=False, parent=None)
                | Q(relation="omitted", clause=None, parent__isnull=False)
                | (~Q(relation__in=["new", "omitted"]) & Q(clause__isnull=False, parent__isnull=False)),
                violation_error_message="新增条款没有上级条款，不适用的条款没有本级条款，其他关系两者都要有。",
            ),
            models.CheckConstraint(
                name="lineage_decided_omission_has_reason",
                condition=~Q(relation="omitted", confirmed=True) | ~Q(reason=""),
                violation_error_message="列为不适用的条款，请写明理由。",
            ),
            models.UniqueConstraint(
                fields=["edition", "clause", "parent"],
                name="lineage_pair_once",
                violation_error_message="这两个条款的关系已经登记。",
            ),
            models.UniqueConstraint(
                fields=["clause"],
                condition=Q(relation="new"),
                name="lineage_new_once",
                violation_error_message="这一条款已列为新增。",
            ),
            models.UniqueConstraint(
                fields=["edition", "parent"],
                condition=Q(relation="omitted"),
                name="lineage_omitted_once",
                violation_error_message="这一上级条款已列为不适用。",
            ),
        ]

    def __str__(self):
        return self.get_relation_display()
