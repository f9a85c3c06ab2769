"""Three texts of each clause that the notice above has moved on from: what stood there, what stands there now, and ours."""

from dataclasses import dataclass, field
from functools import cached_property

from ..comparing.comparison import Tree
from ..comparing.marks import Patience, marked, paragraphs
from ..lineage.above import UP
from ..lineage.succession import texts_of
from ..models import Clause, Lineage, Notice, StaleMark
from ..reading.characters import same
from .carrying import carried, stamp

Kind = StaleMark.Kind
Relation = Lineage.Relation
LAST = 10**9  # what stands in no text of ours comes behind what does


@dataclass
class Entry:
    """One clause, three texts. old, new: clauses of the notice above; own: ours, or None where we have nothing of it.

    rows: those of a draft's lineage that say how far it is; none of an edition in force.
    """

    kind: str
    own: object = None
    old: list = field(default_factory=list)
    new: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    trees: dict = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)
    is_shared: bool = False
    has_parts: bool = False
    form: object = None  # in which somebody says why, while it is open

    @property
    def label(self):
        return Kind(self.kind).label

    @property
    def path(self):
        """How people cite it: ours, else theirs."""
        return _paths([self.own] if self.own else self.new or self.old)

    @property
    def key(self):
        """That of our clause, else of theirs."""
        return (self.own or (self.new or self.old)[0]).pk

    @property
    def anchor(self):
        return f"{'c' if self.own else 'u'}-{self.key}"

    @property
    def old_paths(self):
        return _paths(self.old)

    @property
    def new_paths(self):
        return _paths(self.new)

    @property
    def upper(self):
        """The clause of theirs that we have nothing of."""
        return self.new[0] if self.new else None

    @cached_property
    def texts(self):
        return tuple("\n".join(map(self._text, clauses)) for clauses in (self.old, self.new))

    def _text(self, clause):
        return self.trees[clause.edition_id].text(clause)

    @cached_property
    def sides(self):
        """(paragraphs of what stood above, of what stands there now): each a list of runs."""
        if self.old and self.new:
            return tuple(map(paragraphs, self.patience.spend(marked, *self.texts)))
        return tuple(_plain(text) for text in self.texts)

    @property
    def ours(self):
        return _plain(self._text(self.own)) if self.own else []

    @property
    def remark(self):
        """What cannot be seen from the words."""
        alike = self.kind == Kind.CHANGED and same(self.texts[0]) == same(self.texts[1])
        return "文字相同，表格或者附件的文件有改动。" if alike else ""

    # --- in a draft -----------------------------------------------------------------------------------------------

    @property
    def is_decided(self):
        return all(row.confirmed for row in self.rows)

    @property
    def reason(self):
        return next((row.reason for row in self.rows if row.reason), "")

    @property
    def outcome(self):
        """What was decided, in words: of what bears no reason only what it counts as now, since a move decides, too."""
        if self.own is None:
            return "已列为不适用"
        if self.kind == Kind.NEW:
            return "已列入本级"
        if self.kind == Kind.CHANGED and self.rows[0].relation in (Relation.KEPT, Relation.MOVED) and self._says_theirs:
            return "已采用上级新文本"
        return "已保留本级文本" if self.reason else f"已确认为{Relation(self.rows[0].relation).label}"

    @property
    def _says_theirs(self):
        return same(self._text(self.own)) == same(self.texts[1])

    @property
    def can_take(self):
        return self.kind == Kind.NEW or (bool(self.new) and not self.is_shared)

    @cached_property
    def carried(self):
        """The Parts of ours with what changed above: where ours has words of its own, and that finds its place in them."""
        if self.own is None or self.kind != Kind.CHANGED or not self.can_take or len(self.old) != 1:
            return []
        if same(self._text(self.own)) == same(self.texts[0]):
            return []  # then to take theirs is the same
        if self.patience.left <= 0:
            return []  # of texts without end nobody waits for more
        three = [self.trees[clause.edition_id].parts(clause) for clause in (self.own, self.old[0], self.new[0])]
        return self.patience.spend(lambda *texts: carried(*texts[:-1]), *three)

    @property
    def carried_lines(self):
        """What ours would say, beside what it says."""
        would = "\n".join(
            f"{part.clause.marker if at else ''}{part.heading}{part.text}" for at, part in enumerate(self.carried)
        )
        return paragraphs(self.patience.spend(marked, self._text(self.own), would)[1])

    @property
    def stamp(self):
        return stamp(self.carried)

    @property
    def can_drop(self):
        return self.kind == Kind.GONE and self.own is not None and not self.has_parts


def _plain(text):
    return paragraphs(marked(text, text)[0])


def _paths(clauses):
    return "、".join(clause.path or clause.get_kind_display() for clause in clauses)


class Sides:
    """Entries in the order of our text, what we have nothing of behind them. One query for the texts."""

    def __init__(self, editions):
        clauses = list(Clause.objects.filter(edition__in={*editions}).order_by("edition", "position"))
        self.by_key = {clause.pk: clause for clause in clauses}
        self.trees = {key: Tree(each for each in clauses if each.edition_id == key) for key in {*editions}}
        self.patience = Patience()

    def entry(self, kind, own, old, new, **facts):
        return Entry(
            kind,
            self.by_key.get(own),
            self._clauses(old),
            self._clauses(new),
            trees=self.trees,
            patience=self.patience,
            **facts,
        )

    def _clauses(self, keys):
        found = [self.by_key[key] for key in dict.fromkeys(keys) if key in self.by_key]
        return sorted(found, key=lambda clause: (clause.edition_id, clause.position))


def _in_order(entries):
    def place(entry):
        return (entry.own.position if entry.own else LAST, (entry.new or entry.old or [entry.own])[0].position)

    return sorted(entries, key=place)


# --- an edition in force ------------------------------------------------------------------------------------------


def of_notice(notice):
    """Return the Entries of what is marked stale in a notice. Six queries, whatever there is of it.

    notice: with `current` and `parent__current`.
    """
    marks = list(notice.stale.order_by("pk"))
    answered, upper = notice.current and notice.current.answers_id, notice.parent.current_id
    if not marks or answered is None:
        return []
    sides, texts = Sides([notice.current_id, answered, upper]), texts_of([answered, upper])
    rows = Lineage.objects.filter(edition=notice.current_id, parent__isnull=False).values_list("clause", "parent")
    became = [(clause, parent, texts[upper].became(texts[answered], parent)) for clause, parent in rows]
    found = {}
    for mark in marks:
        if (
            mark.clause_id or mark.upper_id
        ) in sides.by_key:  # else a newer edition is out, and the marks are made anew
            found.setdefault((mark.clause_id, None if mark.clause_id else mark.upper_id), mark)
    return _in_order(_marked(sides, mark, became) for mark in found.values())


def _marked(sides, mark, became):
    mine = [row for row in became if _concerns(mark, row)]
    new = [now for *_, now in mine if now] or [mark.upper_id]
    return sides.entry(mark.kind, mark.clause_id, [parent for _, parent, _ in mine], new)


def whom_one_waits_for(notice):
    """Return the nearest notice above that has itself something to answer, None where none has. Two queries."""
    keys = [key for key in Notice.objects.values_list(*UP).get(pk=notice.pk) if key]
    marked_ones = StaleMark.objects.filter(notice__in=keys).exclude(kind=Kind.WAITING).values("notice")
    found = {each.pk: each for each in Notice.objects.filter(pk__in=marked_ones).select_related("host", "current")}
    return next((found[key] for key in keys if key in found), None)


def _concerns(mark, row):
    """Whether a mark is about a row: (our clause, the one that it came from, what became of that)."""
    clause, _, now = row
    return clause == mark.clause_id and (clause is not None or now == mark.upper_id)


# --- a draft ------------------------------------------------------------------------------------------------------


def to_follow(edition):
    """Return the rows of a draft's lineage that a newer edition of the notice above opened, or brought."""
    return edition.lineage.filter(opened__isnull=False)


def of_draft(edition):
    """Return the Entries of what was opened in a draft, decided or not. Four queries, whatever there is of it."""
    rows = list(edition.lineage.order_by("pk"))
    opened = [row for row in rows if row.opened is not None]
    if not opened:
        return []
    before = [key for row in opened for key in row.opened or ()]
    editions = set(Clause.objects.filter(pk__in=before).values_list("edition", flat=True))
    sides = Sides([edition.pk, edition.answers_id, *editions])
    found = {}
    for row in opened:
        found.setdefault((row.clause_id, None if row.clause_id else row.parent_id), row)
    return _in_order(_opened(sides, row, rows) for row in found.values())


def _opened(sides, row, rows):
    mine = [each for each in rows if each.clause_id == row.clause_id] if row.clause_id else [row]
    old = [key for each in mine for key in each.opened or [each.parent_id]] if any(each.opened for each in mine) else []
    new = [each.parent_id for each in mine if each.parent_id]
    own = sides.by_key.get(row.clause_id)
    kind = Kind.GONE if not new else Kind.CHANGED if old else Kind.NEW
    carried = sum(each.parent_id in new for each in rows)
    below = {each.pk for each in sides.trees[row.edition_id].below.get(row.clause_id, ())} if own else set()
    return sides.entry(
        kind,
        row.clause_id,
        old,
        new,
        rows=mine,
        is_shared=len(mine) > 1 or carried > 1,
        has_parts=any(each.clause_id in below for each in rows),
    )
