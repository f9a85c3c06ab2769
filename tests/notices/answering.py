"""An upper notice that is issued, and a draft that answers it: every clause taken over as it stands."""

import zeal

from campaigns.notices.drafting.arranging import arrange, tree_of
from campaigns.notices.drafting.saving import settle
from campaigns.notices.lineage.nodes import stored_nodes
from campaigns.notices.models import Edition, Issuer, Lineage, Lock, Notice
from tests import factories

THEME = "质量强国"
OPENING = "现定于2026年9月1日至30日开展活动，有关事项通知如下："


@zeal.zeal_ignore()
def upper(code="000000", **locks):
    """Return an issued `text` that locks this: {path of a clause: words}, and `theme`: whether that is locked."""
    return closed(text(code), **locks)


@zeal.zeal_ignore()
def text(code="000000"):
    """Return a draft with an opening, 一、（一）（二）（三）, 二、 of slogans and an attachment. Its theme stands in 一（二）."""
    edition = factories.draft(code, clauses=0, theme=THEME)
    edition.clauses.filter(kind="preamble").update(text=OPENING)
    head = edition.clauses.get(path="一")
    for words in ("9月1日至30日集中宣传。", f"围绕“{THEME}”开展活动。", "悬挂统一设计的旗帜。"):
        factories.clause(edition, "clause", words, parent=head)
    order(edition)
    return edition


@zeal.zeal_ignore()
def closed(edition, theme=False, **locks):
    """Let an edition lock these words, and be issued; return it as it is then."""
    for where, words in locks.items():
        found = {"kind": "preamble"} if where == "opening" else {"path": where}
        Lock.objects.create(clause=edition.clauses.get(**found), words=words)
    Edition.objects.filter(pk=edition.pk).update(locks_theme=theme, state="issued")
    Notice.objects.filter(pk=edition.notice_id).update(current=edition)
    return Edition.objects.select_related("notice__host").get(pk=edition.pk)


def order(edition):
    """Put the clauses of an edition in the order of their tree."""
    for at, node in enumerate(list(tree_of(edition).walk())):
        type(node.clause).objects.filter(pk=node.clause.pk).update(position=1000 + at)
    arrange(edition, tree_of(edition))


@zeal.zeal_ignore()
def answering(above, code="330000"):
    """Return a draft that has taken over every clause of an issued edition as it stands."""
    host = factories.department(f"{factories.NAMES[code]}市场监督管理局", code)
    notice = Notice.objects.create(campaign=above.notice.campaign, host=host, parent=above.notice)
    edition = notice.editions.create(title=above.title, addressees=above.addressees, theme=above.theme, answers=above)
    Issuer.objects.create(edition=edition, printed_name=str(host), department=host, position=0)
    made = {None: None}
    for clause in above.clauses.order_by("position"):
        names = ("position", "kind", "marker", "heading", "text", "listed", "listed_marker", "path", "anchor")
        facts = {name: getattr(clause, name) for name in names}
        made[clause.pk] = edition.clauses.create(parent=made[clause.parent_id], **facts)
    for node in stored_nodes(above.pk)[0]:
        if not node.bare:
            Lineage.objects.create(edition=edition, clause=made[node.key], parent_id=node.key, relation="kept")
    settle(edition, by=None)
    return edition
