"""Notices of three or four levels, each made of the one above it, and their corrections: small, and quick to make."""

import zeal

from campaigns.notices.drafting.arranging import arrange, tree_of
from campaigns.notices.drafting.tree import Node
from campaigns.notices.issuing import correcting
from campaigns.notices.lineage import stale
from campaigns.notices.models import Clause, Edition, Issuer, Lineage, StaleMark
from tests import factories

CODES = ("000000", "330000", "330100", "330106")
TEXTS = ("召开启动仪式，营造良好氛围。", "组织质量知识竞赛，动员职工参加。", "开展质量咨询服务，方便群众办事。")


@zeal.zeal_ignore()
def opening(texts=TEXTS, code="000000", more=None, **facts):
    """Return an issued notice of our own with a section of these clauses. more: what else is put in, given the edition."""
    made = factories.notice(code=code, is_recorded=False, title=f"{factories.NAMES[code]}通知", **facts)
    Issuer.objects.create(edition=made.current, printed_name=str(made.host), department=made.host, position=0)
    head = factories.clause(made.current, "section", marker="一、", heading="主要活动", path="一", anchor="s1")
    for text in texts:
        factories.clause(made.current, "clause", text, parent=head)
    if more:
        more(made.current)
    arrange(made.current, tree_of(made.current))
    Edition.objects.filter(pk=made.current_id).update(state="issued", text_hash=f"{made.current_id:064}")
    return made


@zeal.zeal_ignore()
def below(parent, code, **facts):
    """Return an issued notice that keeps every clause of the one above it."""
    parent.refresh_from_db()
    above = list(parent.current.clauses.filter(kind="clause"))
    made = opening([clause.text for clause in above], code, parent=parent, answers=parent.current, **facts)
    for own, upper in zip(made.current.clauses.filter(kind="clause"), above, strict=True):
        Lineage.objects.create(edition=made.current, clause=own, parent=upper, relation="kept", confirmed=True)
    return made


def levels(count=4):
    """Return notices from the nation down, each below the one before."""
    found = [opening()]
    for code in CODES[1:count]:
        found.append(below(found[-1], code))
    return found


@zeal.zeal_ignore()
def behind(host=None, year=2008):
    """Return a province's notice above which one clause has changed since, one is gone, and one is new."""
    nation = opening(year=year)
    province = below(nation, CODES[1], year=year)
    if host:
        type(province).objects.filter(pk=province.pk).update(host=host)
    corrected(
        nation,
        several(
            say(1, "组织质量知识竞赛，动员全体职工参加，表扬先进。"), leave_out(2), add("发布倡议书，接受社会监督。")
        ),
    )
    province.refresh_from_db()
    return province


@zeal.zeal_ignore()
def corrected(notice, change, answering=None, doc_number=""):
    """Let a notice be corrected and return its new edition. change: a function of the clauses, as nodes, and of the tree.

    answering: the edition of the parent that it answers now, in which each clause comes from the one that it came from.
    """
    by = factories.actor(factories.person(f"办理{next(factories.serial)}", notice.host, "drafter"))
    edition = correcting.begin(notice.pk, "更正。", by=by)
    tree = tree_of(edition)
    change(tree.root.children[0].children, tree)
    arrange(edition, tree, by=by)
    if answering:
        for row in edition.lineage.select_related("parent"):
            Lineage.objects.filter(pk=row.pk).update(parent=answering.clauses.get(uid=row.parent.uid))
        Edition.objects.filter(pk=edition.pk).update(answers=answering)
    Edition.objects.filter(pk=edition.pk).update(doc_number=doc_number)
    return issued(edition)


@zeal.zeal_ignore()
def issued(edition):
    """Let an edition be the one in force, and what descends from it be marked, as its issue does."""
    Edition.objects.filter(pk=edition.pk).update(state="issued")
    notice = edition.notice
    notice.current = edition
    notice.save(update_fields=["current"])
    stale.rebuild(notice)
    notice.refresh_from_db()
    return notice.current


def say(place, text):
    """Return the change that lets the clause at a place say something else."""

    def change(nodes, tree):
        nodes[place].clause.text = text

    return change


def leave_out(place):
    def change(nodes, tree):
        nodes[place].take_out()

    return change


def add(text):
    def change(nodes, tree):
        Node(Clause(kind="clause", text=text)).hang(tree.root.children[0], len(nodes))

    return change


def several(*changes):
    def change(nodes, tree):
        for each in changes:
            each(nodes, tree)

    return change


def join(place):
    """Return the change that lets the clause at a place take in the one behind it."""

    def change(nodes, tree):
        from campaigns.notices.drafting import tree as trees

        trees.join(tree, nodes[place])

    return change


def marks(notice):
    """What is stored as stale: {(our clause or None, upper clause or None, kind)}, by the numbers of the clauses."""
    rows = StaleMark.objects.filter(notice=notice).select_related("clause", "upper")
    return {(row.clause and row.clause.marker, row.upper and row.upper.marker, row.kind) for row in rows}


def is_true(notice):
    """Whether what is stored is what the definition says."""
    rows = StaleMark.objects.filter(notice=notice).values_list("clause", "upper", "kind")
    return sorted(rows, key=repr) == sorted(map(tuple, stale.marks_from_scratch(notice)), key=repr)
