"""历次修改: the texts that a draft went through, what changed from each to the next, and an earlier one brought back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.files.storage import default_storage
from django.db.models import F

from organizations.models import Department, Line

from ..models import CONTENT_TYPES, Addressee, AttachmentFile, Clause, ClauseDuty, Countersignature, Edition, Revision
from ..rounds.changes import changes, labels_of, names_in
from . import coming_back, facts, locking
from .addressing import FIELDS, joints
from .arranging import arrange, tree_of
from .attached_files import path_of
from .finding import named
from .removing import node_of
from .rights import editing
from .saving import settle
from .tree import OF_CLAUSE, Node

ALL_SAID = 3  # kinds of facts that are named one by one


@dataclass
class Entry:
    """One revision as the list shows it."""

    revision: object
    summary: str
    marks: list


def entries(edition, page):
    """Return an Entry for each revision of a page (newest first). Only these and the one before them are read whole.

    A fixed number of queries, however many revisions there are.
    """
    revisions = list(page)
    if not revisions:
        return []
    before = Revision.objects.filter(edition=edition, number__lt=revisions[-1].number).order_by("-number").first()
    marks = marks_by_hash(edition, {each.text_hash for each in revisions})
    contents = [each.content for each in [*revisions, before] if each]
    names = names_in(*contents)
    olds = [*contents[1:], None]
    return [
        Entry(revision, summary(old, revision.content, names), marks.get(revision.text_hash, []))
        for revision, old in zip(revisions, olds, strict=False)
    ]


def marks_by_hash(edition, hashes):
    """Return {hash: [Countersignature]} of those that sign one of these texts. One query."""
    found = {}
    for mark in Countersignature.objects.filter(edition=edition, text_hash__in=hashes):
        found.setdefault(mark.text_hash, []).append(mark)
    return found


def summary(old, new, names):
    """Say in short what changed: 改动标题；改动2条，增加1条."""
    if old is None:
        return "起草第一稿"
    clause_kinds, facts_changed = Counter(), []
    heads = labels_of(old, new)
    for change in changes(old, new, names):
        if change.label in heads:
            facts_changed.append(change.label)
        else:
            clause_kinds["序号" if change.label.startswith("仅序号") else change.kind] += 1
    said = [_facts_said(facts_changed)] if facts_changed else []
    said += [f"{kind}{count}条" for kind, count in clause_kinds.items() if kind != "序号"]
    said += ["调整序号"] if clause_kinds["序号"] else []
    return "，".join(said) or "文字没有变化"


def _facts_said(labels):
    return f"改动{'、'.join(labels[:ALL_SAID])}{f'等{len(labels)}项' if len(labels) > ALL_SAID else ''}"


# --- bringing back ------------------------------------------------------------------------------------------------


def bring_back(pk, number, seen, *, by):
    """Let the text of an earlier revision stand once more, as a new revision.

    seen: the hash of the text that the person saw. Return whether it still stood. Raise Revision.DoesNotExist.
    Clauses are known by their uid: those that are there stay the rows that they are, those that are not come back as
    what they were. What that text lacks can be put back.
    """
    with editing(pk, by=by) as edition:
        content = Revision.objects.get(edition=edition, number=number).content
        if edition.text_hash != seen:
            return False
        _fields(edition, content)
        _issuers(edition, content["issuers"])
        _addressed(edition, content)
        _clauses(edition, content, by)
        settle(edition, by=by, is_apart=True)
        return True


def _fields(edition, content):
    known = {field.name for field in Edition._meta.concrete_fields}
    stored = {name: value for name, value in content["fields"].items() if name in known}
    stored |= {"openness": content["openness"], "locks_theme": stored.get("locks_theme", False)}
    stored["adapt_by"] = date.fromisoformat(stored["adapt_by"]) if stored.get("adapt_by") else None
    Edition.objects.filter(pk=edition.pk).update(**stored, version=F("version") + 1)
    for name, value in stored.items():
        setattr(edition, name, value)


def _issuers(edition, names):
    """By their printed names; which departments they are is known from now, or by their names."""
    now = dict(edition.issuers.values_list("printed_name", "department"))
    called = named([name for name in names if name not in now], edition.notice.host)
    pairs = [(now.get(name) or (called[name].pk if name in called else None), name) for name in names]
    host = edition.notice.host_id
    if pairs and all(key != host for key, _ in pairs):
        pairs[0] = (host, pairs[0][1])
    facts.store_issuers(edition, pairs)


def _addressed(edition, content):
    rows = content["addressed"]
    texts = {place: [row[1] for row in rows if row[0] == place] for place in FIELDS}
    marks = {place: iter(joints(texts[place], content["fields"][field])) for place, field in FIELDS.items()}
    lines = dict(Line.objects.values_list("code", "pk"))
    known = set(Department.objects.filter(pk__in=[row[2] for row in rows if row[2]]).values_list("pk", flat=True))
    edition.addressed.all().delete()
    Addressee.objects.bulk_create(
        Addressee(
            edition=edition,
            place=place,
            position=at,
            text=text,
            department_id=department if department in known else None,
            level=level if line in lines else "",
            line_id=lines.get(line),
            duty=duty,
            joint=next(marks[place]),
        )
        for at, (place, text, department, level, line, duty) in enumerate(rows)
    )


def _clauses(edition, content, by):
    tree, contents = tree_of(edition), content["clauses"]
    removed = coming_back.contents_of(edition)
    known = _known(tree, content, removed)
    changed = coming_back.rejoin(known, content, removed) if "uids" in content else {}
    coming_back.keep_left_out(edition, tree, {*known}, by=by)
    nodes = _rooted(tree, contents, known)
    arrange(edition, tree, by=by)
    kept = [(node.clause, content) for node, content in zip(nodes, contents, strict=True)]
    for clause, content in kept:
        clause.listed, clause.table = content["listed"], content["table"]
    Clause.objects.bulk_update([clause for clause, _ in kept], ["listed", "table"])
    arrange(edition, tree_of(edition))  # what is listed bears its numbers
    coming_back.came_back(edition, changed)
    _duties(edition, kept)
    locking.store(edition, {clause.pk: content.get("locks", []) for clause, content in kept})
    _files(edition, kept)


def _known(tree, content, removed):
    """For each clause of the earlier text the node that it is: in the tree, or as it was taken out; or None.

    A text that was kept before identities were kept with it says only what its clauses are like.
    """
    if "uids" not in content:
        return _alike(list(tree.walk()), content["clauses"])
    there = {str(node.clause.uid): node for node in tree.walk()}
    return [there.get(uid) or node_of(removed.get(uid, {"uid": uid})) for uid in content["uids"]]


def _rooted(tree, contents, known):
    """Build the tree of these clauses, of the nodes that are known; return its nodes in order."""
    tree.root.children = []
    stack, nodes = [], []
    for content, node in zip(contents, known, strict=True):
        node = node or Node(Clause())
        node.children = []
        del stack[content["depth"] :]
        node.parent = None
        node.hang(stack[-1] if stack else tree.root, len((stack[-1] if stack else tree.root).children))
        if node.clause.pk and _is_another_version(tree, node.clause, content):
            node.clause.version += 1
        for name in OF_CLAUSE:
            setattr(node.clause, name, content[name])
        stack.append(node)
        nodes.append(node)
    return nodes


def _is_another_version(tree, clause, content):
    """Whether somebody who has a clause open must be told. Of a row that is there, `arrange` counts its text itself."""
    names = ("heading", "table") if clause.pk in tree.nodes else ("heading", "text", "table")
    return any(getattr(clause, name) != content[name] for name in names)


def _alike(old, contents):
    """For each clause of the earlier text, the node that says the same, else one of its kind and number, or None."""
    found = [None] * len(contents)
    free = list(old)
    tests = (
        lambda clause, content: (clause.kind, clause.heading, clause.text) == (content["kind"], content["heading"], content["text"]),
        lambda clause, content: (clause.kind, clause.marker) == (content["kind"], content["marker"]),
    )  # fmt: skip
    for test in tests:
        for at, content in enumerate(contents):
            if found[at] is None:
                node = next((node for node in free if test(node.clause, content)), None)
                if node:
                    found[at] = node
                    free.remove(node)
    return found


def _duties(edition, kept):
    known = {key for _, content in kept for key, _ in content["duties"]}
    known = set(Department.objects.filter(pk__in=known).values_list("pk", flat=True))
    ClauseDuty.objects.filter(clause__edition=edition).delete()
    ClauseDuty.objects.bulk_create(
        ClauseDuty(clause=clause, department_id=key, part=part)
        for clause, content in kept
        for key, part in content["duties"]
        if key in known
    )


def _files(edition, kept):
    """Let attachments be the files that they were: the bytes stay under their hash whatever becomes of the rows."""
    there = {row.clause_id: row for row in AttachmentFile.objects.filter(clause__edition=edition)}
    for clause, content in kept:
        row, file = there.get(clause.pk), content["file"]
        if row and [row.name, row.sha256] != file:
            row.delete()
        if file and not (row and [row.name, row.sha256] == file):
            _file(clause, *file)


def _file(clause, name, digest):
    ending = name.rpartition(".")[2]
    path = path_of(digest, ending)
    if default_storage.exists(path):
        facts_of_file = {"content": path, "size": default_storage.size(path), "sha256": digest}
        AttachmentFile.objects.create(
            clause=clause,
            name=name,
            content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
            **facts_of_file,
        )
