"""The clauses of an edition beside those of the edition that it adapts, in groups, in an order that both can follow."""

from dataclasses import dataclass, field

from ..models import Clause, Lineage
from ..reading.characters import alike
from .marks import Patience, marked, paragraphs

Relation = Lineage.Relation
Kind = Clause.Kind
RELATIONS = {relation.value: relation for relation in Relation}
SECTIONS = (Kind.SECTION, Kind.ATTACHMENT)


@dataclass
class Pair:
    """One row: clauses of the upper edition, clauses of ours, and their relation (None: what lineage does not cover)."""

    relation: Relation | None
    above: list = field(default_factory=list)
    own: list = field(default_factory=list)
    label: str = ""
    reason: str = ""
    texts: tuple = ("", "")
    patience: Patience = field(default_factory=Patience)  # that of all pairs together
    is_decided: bool = True  # whether somebody has confirmed it, or the machine proposed it

    @property
    def upper_paths(self):
        return "、".join(clause.path or clause.get_kind_display() for clause in self.above)

    @property
    def own_paths(self):
        return "、".join(clause.path or clause.get_kind_display() for clause in self.own)

    @property
    def anchor(self):
        """Where the page can be pointed to: p-s3-4, and u-s3-4 for what only the upper edition has."""
        if self.own:
            return f"p-{self.own[0].anchor}" if self.own[0].anchor else ""
        return f"u-{self.above[0].anchor}" if self.above and self.above[0].anchor else ""

    @property
    def has_upper(self):
        return bool(self.above) or (self.relation is None and bool(self.texts[0]))

    @property
    def has_own(self):
        return bool(self.own) or (self.relation is None and bool(self.texts[1]))

    @property
    def sides(self):
        """Return (paragraphs of the upper side, paragraphs of ours): each a list of runs."""
        if self.has_upper and self.has_own:
            return tuple(map(paragraphs, self.patience.spend(marked, *self.texts)))
        return tuple(paragraphs(marked(text, text)[0]) for text in self.texts)

    @property
    def name(self):
        """What the pair is called in a heading: its relation, then what it holds."""
        return self.label or self.relation.label

    @property
    def remark(self):
        """What the relation alone does not say."""
        if self.relation == Relation.MERGED:
            return f"{len(self.above)}条并为一条"
        if self.relation == Relation.MOVED and self.above and self.own[0].kind == Kind.ATTACHMENT != self.above[0].kind:
            return "移作附件"
        return ""


@dataclass
class Group:
    """The pairs under one section of ours, or under one of the upper edition that ours has nothing of."""

    heading: str
    upper_heading: str = ""
    pairs: list = field(default_factory=list)


class Tree:
    """The clauses of one edition, and what of it can be compared: the text of a clause with all that stands under it."""

    def __init__(self, clauses):
        self.clauses = list(clauses)
        self.by_id = {clause.pk: clause for clause in self.clauses}
        self.below = {}
        for clause in self.clauses:
            self.below.setdefault(clause.parent_id, []).append(clause)

    def top(self, clause):
        """Return the section or attachment at the top that a clause stands in, itself perhaps."""
        while clause.parent_id:
            clause = self.by_id[clause.parent_id]
        return clause

    def text(self, clause):
        """Return the text of a clause with its parts as lines."""
        first, *more = self.parts(clause)
        return "\n".join(filter(None, [_joined(first, has_marker=False), *map(_joined, more)]))

    def parts(self, clause):
        """Return a clause and all below it that is compared with it: clauses of a section stand for themselves."""
        apart = (Kind.CLAUSE, Kind.SECTION) if clause.kind in SECTIONS else ()
        below = (child for child in self.below.get(clause.pk, ()) if child.kind not in apart)
        return [clause, *(each for child in below for each in self._walk(child))]

    def _walk(self, clause):
        yield clause
        for child in self.below.get(clause.pk, ()):
            yield from self._walk(child)

    def of_kind(self, kind):
        return [clause for clause in self.clauses if clause.kind == kind and not clause.parent_id]


def _joined(clause, has_marker=True):
    return f"{clause.marker if has_marker else ''}{clause.heading}{clause.text}"


class Comparison:
    """An edition beside the one that it adapts: groups of pairs, and how many pairs of each relation there are."""

    def __init__(self, edition, upper, rows, clauses):
        """`rows` are Links (see lineage); `clauses` all clauses of both editions, in order."""
        self.edition, self.upper = edition, upper
        self.rows = rows
        self.ours = Tree(clause for clause in clauses if clause.edition_id == edition.pk)
        self.theirs = Tree(clause for clause in clauses if clause.edition_id == upper.pk)
        self.groups = [group for group in (self._opening(), *self._sections()) if group.pairs]
        patience = Patience()
        for pair in (pair for group in self.groups for pair in group.pairs):
            pair.patience = patience

    def only(self, relation):
        """Return the groups with the pairs of one relation, or all of them."""
        return self.those(lambda pair: pair.relation == relation) if relation else self.groups

    def those(self, wanted):
        """Return the groups with the pairs of which `wanted` says so."""
        kept = [Group(group.heading, group.upper_heading, list(filter(wanted, group.pairs))) for group in self.groups]
        return [group for group in kept if group.pairs]

    @property
    def pairs(self):
        """The pairs that lineage knows of, in the order of the page."""
        return [pair for group in self.groups for pair in group.pairs if pair.relation]

    # --- the head: title, addressees, preamble -----------------------------------------------------------------------

    def _opening(self):
        texts = [
            ("标题", self.upper.title, self.edition.title),
            ("主送机关", self.upper.addressees, self.edition.addressees),
            ("导语", self._words(self.theirs, Kind.PREAMBLE), self._words(self.ours, Kind.PREAMBLE)),
        ]
        pairs = [Pair(None, label=label, texts=(theirs, ours)) for label, theirs, ours in texts if theirs or ours]
        return Group("文首", pairs=pairs)

    @staticmethod
    def _words(tree, kind):
        return "\n".join(clause.text for clause in tree.of_kind(kind))

    # --- sections and attachments --------------------------------------------------------------------------------------

    def _sections(self):
        pairs = self._pairs()
        homes = self._homes(pairs)
        groups = {}
        for pair in pairs:
            top = self.ours.top(pair.own[0])
            groups.setdefault(top.pk, Group(_title(top))).pairs.append(pair)
        self._name_upper(groups, pairs)
        for pair in self._omitted():
            top = self.theirs.top(pair.above[0])
            home = groups.get(homes.get(top.pk))
            if home is None:
                home = groups.setdefault(f"upper {top.pk}", Group("", _title(top)))
            _place(home.pairs, pair)
        return _in_order(list(groups.values()))

    def _pairs(self):
        """One pair for each of our clauses that has rows, in our order."""
        found = {}
        for row in self.rows:
            if row.clause_id in self.ours.by_id:
                pair = found.setdefault(
                    row.clause_id, Pair(RELATIONS[row.relation], own=[self.ours.by_id[row.clause_id]])
                )
                pair.above += [self.theirs.by_id[row.parent_id]] if row.parent_id in self.theirs.by_id else []
                pair.is_decided = pair.is_decided and row.confirmed
                pair.reason = pair.reason or row.reason
        for pair in found.values():
            pair.above.sort(key=lambda clause: clause.position)
            pair.texts = self._texts(pair)
        return sorted(found.values(), key=lambda pair: pair.own[0].position)

    def _omitted(self):
        rows = [row for row in self.rows if row.clause_id is None and row.parent_id in self.theirs.by_id]
        pairs = [
            Pair(
                Relation.OMITTED,
                above=[self.theirs.by_id[row.parent_id]],
                reason=row.reason,
                is_decided=row.confirmed,
            )
            for row in rows
        ]
        for pair in pairs:
            pair.texts = (self.theirs.text(pair.above[0]), "")
        return sorted(pairs, key=lambda pair: pair.above[0].position)

    def _texts(self, pair):
        """The texts of both sides; a heading that both have alike stands over the group already."""
        theirs = "\n".join(self.theirs.text(clause) for clause in pair.above)
        ours = self.ours.text(pair.own[0])
        first = pair.above[0] if pair.above else pair.own[0]
        if pair.own[0].kind in SECTIONS and alike(first.heading) == alike(pair.own[0].heading):
            theirs, ours = (_without_heading(text, clause) for text, clause in ((theirs, first), (ours, pair.own[0])))
        return theirs, ours

    def _homes(self, pairs):
        """Return {top of theirs: top of ours} by where most of its clauses went."""
        votes = {}
        for pair in pairs:
            for clause in pair.above:
                home = self.ours.top(pair.own[0]).pk
                tally = votes.setdefault(self.theirs.top(clause).pk, {})
                tally[home] = tally.get(home, 0) + 1
        return {theirs: max(tally, key=tally.get) for theirs, tally in votes.items()}

    def _name_upper(self, groups, pairs):
        """Say under a group's heading how the upper edition heads it, where that differs."""
        for pair in pairs:
            group = groups[self.ours.top(pair.own[0]).pk]
            if (
                pair.above
                and not group.upper_heading
                and alike(title := _title(self.theirs.top(pair.above[0]))) != alike(group.heading)
            ):
                group.upper_heading = title


def _in_order(groups):
    """Put each group of what ours has nothing of behind the last one in which something comes from before it."""
    found = [group for group in groups if group.heading]
    for group in (each for each in groups if not each.heading):
        first = group.pairs[0].above[0].position
        before = [at for at, each in enumerate(found) if any(_last(pair) < first for pair in each.pairs if pair.above)]
        found.insert(before[-1] + 1 if before else 0, group)
    return found


def _last(pair):
    return pair.above[-1].position


def _title(clause):
    if clause.kind == Kind.ATTACHMENT:
        return f"{clause.path}　{clause.heading}".strip()
    return f"{clause.marker}{clause.heading}" or clause.get_kind_display()


def _without_heading(text, clause):
    return text.removeprefix(clause.heading).lstrip("\n")


def _place(pairs, omitted):
    """Put what was left out behind the last pair that comes from before it in the same part of the upper edition."""
    position = omitted.above[0].position
    before = [at for at, pair in enumerate(pairs) if pair.above and pair.above[-1].position < position]
    pairs.insert(before[-1] + 1 if before else 0, omitted)
