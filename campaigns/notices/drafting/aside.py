"""What stands beside a draft's text: each of its pages, with how far it is."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from ..lineage.relating import undecided
from ..models import Clause
from .previewing import preview_of


@dataclass(frozen=True)
class Entry:
    label: str
    said: str
    address: str
    is_done: bool


def entries(edition, may_write):
    """Return the Entries of an edition for somebody who may write it, or only read it. A fixed number of queries."""
    counts = edition.clauses.aggregate(
        attachments=Count("pk", filter=Q(kind=Clause.Kind.ATTACHMENT), distinct=True),
        duties=Count("pk", filter=Q(duties__isnull=False), distinct=True),
        locks=Count("locks", distinct=True),
    )
    revisions = edition.revisions.count()
    found = _written(edition, counts) if may_write else []
    above = [_beside_above(edition)] if edition.answers_id else []
    found.append(("预览", "preview", "已生成" if preview_of(edition).made() else "未生成"))
    found.append(("历次修改", "history", f"共{revisions}稿" if revisions else "无"))
    return above + [
        Entry(label, said, reverse(f"drafting:{name}", args=[edition.pk]), not said.startswith("未"))
        for label, name, said in found
    ]


def _beside_above(edition):
    left = len({clause or parent for clause, parent in undecided(edition).values_list("clause", "parent")})
    said = f"未确认{left}条" if left else "全部确认"
    return Entry("与上级通知对照", said, reverse("deriving:adaptation", args=[edition.pk]), not left)


def _written(edition, counts):
    issuers = edition.issuers.count()
    attachments, duties = counts["attachments"], counts["duties"]
    return [
        ("文件信息", "facts", f"{issuers}个发文机关，{edition.get_openness_display()}"),
        ("主送机关", "addressees", "已填写" if edition.addressees else "未填写"),
        ("抄送机关", "addressees", "已填写" if edition.cc else "无"),
        ("分工", "duties", f"{duties}条有分工" if duties else "未分工"),
        ("附件", "attachments", f"{attachments}个" if attachments else "无"),
        ("锁定", "locks", _locked(edition, counts["locks"])),
    ]


def _locked(edition, count):
    found = ["主题"] if edition.locks_theme and edition.theme else []
    return "，".join(found + [f"{count}处文字或条款"] * bool(count)) or "无"
