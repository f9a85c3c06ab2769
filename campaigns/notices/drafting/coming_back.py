"""Coming back with an earlier text: what stands in it again is what it was; what it lacks can be put back."""

from django.utils import timezone

from campaigns.quoting import WITHIN

from ..models import Clause, Lineage, RemovedClause
from .removing import descend, descent_in, keep_removed, node_of

OF_REMOVAL = ("edition", "user_id", "on_behalf_of_id", "department_id")


def kept_beside(edition):
    """Return what is kept beside the canonical form of a text, in no hash: {"uids": …, "origins": …}. Two queries.

    The uids of its clauses in their order; and of those that have any, what each has taken in and what it descends
    from: whoever joins two clauses leaves no other trace of what the first was before.
    """
    descent = descent_in(edition.lineage.exclude(clause=None))
    rows = list(edition.clauses.order_by("position").values_list("pk", "uid", "joined"))
    origins = {
        str(uid): {"joined": joined or [], "lineage": descent.get(key, [])}
        for key, uid, joined in rows
        if joined or key in descent
    }
    return {"uids": [str(uid) for _, uid, _ in rows], "origins": origins}


# --- before the clauses are arranged ------------------------------------------------------------------------------


def contents_of(edition):
    """Return {uid: a clause as it was taken out, or joined to another} of all that is still out.

    Of one that was joined it says, as `taker`, which clause took it in and what that descended from before.
    """
    rows = edition.removed.still_out().order_by("pk")
    return {each["uid"]: each | {"taker": row.content.get("taker")} for row in rows for each in row.content["clauses"]}


def rejoin(nodes, content, removed):
    """Let clauses have taken in what they had then; removed: see `contents_of`.

    Return {uid: its descent then} of those that have something else now. The others keep the descent that they have
    now, which somebody may have confirmed since. A text that was kept before origins were kept with it says only which
    clauses stood by themselves.
    """
    changed = {}
    for node in nodes:
        uid, now = str(node.clause.uid), node.clause.joined or []
        apart = {"joined": [each for each in now if each not in content["uids"]], "lineage": None}
        origin = content["origins"].get(uid, {"joined": [], "lineage": []}) if "origins" in content else apart
        node.clause.joined = origin["joined"] or None
        if origin["joined"] != now:
            changed[uid] = _descent_before(uid, now, origin["joined"], removed, origin["lineage"])
    return {uid: rows for uid, rows in changed.items() if rows is not None}


def _descent_before(uid, now, then, removed, otherwise):
    """Return what a clause descended from before it took in the first of what it has now and had not then."""
    taker = next((removed.get(each, {}).get("taker") for each in now if each not in then), None)
    return taker["lineage"] if taker and taker["uid"] == uid and {*then} <= {*now} else otherwise


def keep_left_out(edition, tree, staying, *, by):
    """Keep what an earlier text lacks, as what somebody takes out: each clause with what hangs below it and goes with it."""
    for node in list(tree.walk()):
        if node not in staying and (node.parent is tree.root or node.parent in staying):
            keep_removed(edition, node, by=by, staying=staying)


# --- afterwards ---------------------------------------------------------------------------------------------------


def came_back(edition, changed):
    """Close the removal of what stands in the text again, and give it back its descent; changed: see `rejoin`.

    The text itself says its duties, locks and files. What was taken out together with it and stays out can still be put back.
    """
    clauses = {str(clause.uid): clause for clause in edition.clauses.all()}
    removed = contents_of(edition)
    descend(edition, {clauses[uid].pk: each for uid, each in removed.items() if uid in clauses})
    _descend_as_then(edition, {clauses[uid].pk: rows for uid, rows in changed.items()})
    took_in = {uid: clause for clause in clauses.values() for uid in clause.joined or [] if uid not in clauses}
    for row in edition.removed.still_out():
        _close(row, clauses, {} if row.is_joined else took_in)
    _let_go(edition, clauses, removed)
    _take_apart(edition, took_in)


def _descend_as_then(edition, changed):
    Lineage.objects.filter(clause__in=changed).delete()
    there = {row["parent_id"] for rows in changed.values() for row in rows}
    there = {None, *Clause.objects.filter(pk__in=there - {None}).values_list("pk", flat=True)}
    descend(
        edition,
        {key: {"lineage": [row for row in rows if row["parent_id"] in there]} for key, rows in changed.items()},
    )


def _close(row, back, took_in):
    """Close a removal of what is back, or stands in the words of another clause again; keep what stays out of it."""
    contents = row.content["clauses"]
    if not any(each["uid"] in back or each["uid"] in took_in for each in contents):
        return
    _keep_left(row, {*back, *took_in})
    for each in contents:
        if each["uid"] in took_in:
            _keep_again(row, [each], each["above"] or row.content["parent"], into=took_in[each["uid"]], is_joined=True)
    RemovedClause.objects.filter(pk=row.pk).update(restored_at=timezone.now())


def _keep_left(row, back):
    """Keep what stays out of a removal as removals of their own."""
    groups = {}
    for each in row.content["clauses"]:
        if each["uid"] not in back:
            groups[each["uid"]] = group = groups.get(each["above"], [])
            group.append(each)
    for group in {id(group): group for group in groups.values()}.values():
        _keep_again(row, group, group[0]["above"] or row.content["parent"])


def _keep_again(row, contents, parent, **facts):
    first, *others = contents
    clause = node_of(first).clause
    content = {
        "gist": f"{clause.marker}{clause.gist}".translate(WITHIN) or clause.get_kind_display(),
        "clauses": [first | {"above": None}, *others],
        "parent": parent,
        "before": None,
        "after": None,
        "place": 0,
    }
    made = RemovedClause.objects.create(content=content, **{name: getattr(row, name) for name in OF_REMOVAL}, **facts)
    RemovedClause.objects.filter(pk=made.pk).update(removed_at=row.removed_at)


def _let_go(edition, back, removed):
    """Let what stays out claim nothing of what it had taken in and what stands by itself again: it may be put back, too."""
    for row in edition.removed.still_out():
        contents = [each for each in row.content["clauses"] if not {*(each["joined"] or [])}.isdisjoint(back)]
        for each in contents:
            then = [uid for uid in each["joined"] if uid not in back]
            each["lineage"] = _descent_before(each["uid"], each["joined"], then, removed, each["lineage"])
            each["joined"] = then or None
        if contents:
            row.save(update_fields=["content"])


def _take_apart(edition, took_in):
    """What no clause has taken in any more, in the text or out of it, is removed as others are, and can be put back."""
    taken = {*took_in, *(uid for each in contents_of(edition).values() for uid in each["joined"] or [])}
    for row in edition.removed.still_out().filter(is_joined=True):
        if row.content["clauses"][0]["uid"] not in taken:
            RemovedClause.objects.filter(pk=row.pk).update(is_joined=False, into=None)
