"""How a notice derives from its parent: a proposal, clause by clause, that a person then confirms or corrects.

Two texts are compared by the share of their characters that stand in common runs of four or more (order plays no
part, so a moved sentence counts). A difference of full and half width is none. Where nothing fits, a clause is new.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from .reading.characters import same
from .reading.structure import Reading

RUN = 4  # characters that two texts must share in a row
ENOUGH = 0.5  # of the shorter view: how much of one text must stand in the other
LEAST = 8  # characters in common below which likeness is chance
COMMONPLACE = 64  # parents from which on a run that they share points at none of them
REMAINDER = 0.6  # how much of a second parent must stand in a merged clause


@dataclass(frozen=True)
class Node:
    """What is compared: a section with its own text, a clause with all that stands under it, or an attachment.

    `key` identifies it for the caller, `path` is how people cite it (三（四）), `section` the section that it is in.
    `heading` is a section's heading alone; `bare` says that the section has clauses and no text of its own.
    """

    key: Hashable
    path: str
    section: str
    kind: str
    text: str
    heading: str = ""
    bare: bool = False


@dataclass
class Match:
    """What one clause of the child is proposed to come from. `score` lies between 0 and 1."""

    child: Node
    parents: list[Node] = field(default_factory=list)
    relation: str = "new"
    score: float = 0.0


@dataclass
class Alignment:
    matches: list[Match]
    omitted: list[Node]

    def as_json(self) -> dict:
        clauses = [
            {
                "child": match.child.path,
                "parents": [parent.path for parent in match.parents],
                "relation": match.relation,
                "score": round(match.score, 2),
            }
            for match in self.matches
        ]
        return {"clauses": clauses, "omitted": [node.path for node in self.omitted]}


def nodes_of(reading: Reading) -> list[Node]:
    """Return what can be compared in a reading, in order. Keys are those of its pieces, else running numbers."""
    found = list(_of_sections(reading.sections, ""))
    for attachment in reading.attachments:
        label = attachment.label or "附件"
        sections = [piece for piece in attachment.pieces if piece.kind == "section"]
        rest = [piece for piece in attachment.pieces if piece.kind != "section"]
        if rest or not sections:
            found.append((attachment.key, label, label, "attachment", same(attachment.title + _words(rest))))
        found += _of_sections(sections, label)  # a plan is compared clause by clause
    return [Node(number if key is None else key, *facts) for number, (key, *facts) in enumerate(found)]


def _of_sections(sections, prefix):
    for section in sections:
        path = prefix + section.label
        clauses = [child for child in section.children if child.kind == "clause"]
        own = section.text + "".join(child.text for child in section.children if child.kind != "clause")
        if section.label:
            heading = same(section.heading)
            yield section.key, path, path, "section", heading + same(own), heading, bool(clauses) and not own
        for clause in clauses:
            yield clause.key, path + clause.label, path, "clause", same(_words([clause]))


def _words(pieces):
    """The text of pieces with all that stands under them, without serial numbers."""
    return "".join(piece.heading + piece.text for top in pieces for piece in top.walk())


def align(children: Iterable[Node], parents: Iterable[Node]) -> Alignment:
    """Propose for every child node its parent nodes and the relation, and name the parents that none carries on."""
    children, parents = list(children), list(parents)
    likeness = _Likeness(parents)
    matches = [Match(child) for child in children]
    kept = _exact(matches, parents)
    free = [parent for parent in parents if parent.key not in kept]
    keys = {node.key for node in free}
    for match in matches:
        if match.child.text and not match.parents:
            _best(match, likeness, keys)
    _merge(matches, likeness, keys)
    sections = sections_of(matches)
    _renamed(matches, parents, sections)
    for match in matches:
        match.relation = relation_of(match, sections)
    used = {parent.key for match in matches for parent in match.parents}
    return Alignment(matches, [parent for parent in parents if parent.key not in used])


# --- likeness -----------------------------------------------------------------------------------------------------


def _runs(text):
    """The runs of a text; a text shorter than a run is one run."""
    return [text[i : i + RUN] for i in range(max(1, len(text) - RUN + 1))]


def _covered(text, runs):
    """Which characters of `text` stand in a run that is in `runs`, as a list of bools."""
    marks = [False] * len(text)
    for i, run in enumerate(_runs(text)):
        if run in runs:
            marks[i : i + RUN] = [True] * len(run)
    return marks


class _Likeness:
    """Common runs of any text with each parent, by an index: only parents with a common run are ever compared.

    What many parents say alike says little about any of them: a character weighs the less, the more parents have
    the runs that it stands in.
    """

    def __init__(self, parents):
        self.parents = parents
        self.runs = [set(_runs(parent.text)) for parent in parents]
        self.holders = defaultdict(list)
        for number, runs in enumerate(self.runs):
            for run in runs:
                self.holders[run].append(number)

    def weights(self, text):
        """The weight of every character: 1 where all its runs have one holder at most, 1/4 for two, 1/9 for three …"""
        weights = [1.0] * len(text)
        for i, run in enumerate(_runs(text)):
            weight = 1 / max(1, len(self.holders.get(run, ()))) ** 2
            for place in range(i, min(i + RUN, len(text))):
                weights[place] = min(weights[place], weight)
        return weights

    def share(self, text, runs):
        """How much of `text` stands in `runs`, by weight: 0 to 1."""
        weights = self.weights(text)
        kept = sum(weight for weight, is_shared in zip(weights, _covered(text, runs), strict=True) if is_shared)
        return kept / sum(weights) if text else 0.0

    def candidates(self, child):
        """Yield (parent, its runs, share of the child in the parent, share of the parent in the child)."""
        mine = set(_runs(child.text))
        holders = (self.holders.get(run, ()) for run in mine)
        common = Counter(number for numbers in holders if len(numbers) <= COMMONPLACE for number in numbers)
        for number, _ in common.most_common(12):
            parent = self.parents[number]
            if _comparable(child, parent):
                yield (
                    parent,
                    self.runs[number],
                    self.share(child.text, self.runs[number]),
                    self.share(parent.text, mine),
                )


def _comparable(child, parent):
    """A bare heading is like another heading only; otherwise any piece may have become any other."""
    if len(child.text) < 2 * LEAST or len(parent.text) < 2 * LEAST:
        return child.kind == parent.kind
    return True


def _score(child, parent, in_child, in_parent):
    """The share of both texts together that is common, each counted by its length."""
    ours, theirs = len(child.text), len(parent.text)
    return (in_child * ours + in_parent * theirs) / max(1, ours + theirs)


# --- matching -----------------------------------------------------------------------------------------------------


def _exact(matches, parents):
    """Match equal texts: first those at the same place, then the others. Return the keys of the parents so used."""
    by_text = defaultdict(list)
    for parent in parents:
        by_text[parent.text].append(parent)
    for is_here in (True, False):
        for match in matches:
            equal = by_text[match.child.text] if match.child.text and not match.parents else []
            parent = next((each for each in equal if not is_here or each.path == match.child.path), None)
            if parent:
                equal.remove(parent)
                match.parents, match.score = [parent], 1.0
    return {parent.key for match in matches for parent in match.parents}


def _best(match, likeness, free):
    """Give the match the most similar free parent, if any is similar enough; else note how near the nearest came."""
    child = match.child
    for parent, _, in_child, in_parent in likeness.candidates(child):
        score = _score(child, parent, in_child, in_parent)
        common = min(in_child * len(child.text), in_parent * len(parent.text))
        likely = max(in_child, in_parent) >= ENOUGH and common >= min(LEAST, len(child.text), len(parent.text))
        fits = parent.key in free and likely and score >= ENOUGH / 2
        if fits and (not match.parents or score > match.score):
            match.parents, match.score = [parent], score
        elif not match.parents and parent.key in free:
            match.score = max(match.score, score)


def _merge(matches, likeness, free):
    """Add to a match the parents that no other clause carries on and that stand, mostly, in what is left of it."""
    taken = {parent.key for match in matches for parent in match.parents}
    for match in matches:
        if match.score == 1.0 or not match.parents:
            continue
        rest = _covered(match.child.text, likeness.runs[likeness.parents.index(match.parents[0])])
        for parent, runs, _, in_parent in likeness.candidates(match.child):
            adds = sum(new and not old for new, old in zip(_covered(match.child.text, runs), rest, strict=True))
            if parent.key in free - taken and in_parent >= REMAINDER and adds >= LEAST:
                match.parents.append(parent)
                taken.add(parent.key)
        if len(match.parents) > 1:
            _rescore(match, likeness.parents)


def _rescore(match, parents):
    match.parents.sort(key=parents.index)
    runs = {run for parent in match.parents for run in _runs(parent.text)}
    mine = set(_runs(match.child.text))
    shared = sum(_covered(match.child.text, runs)) + sum(sum(_covered(parent.text, mine)) for parent in match.parents)
    match.score = shared / (len(match.child.text) + sum(len(parent.text) for parent in match.parents))


def sections_of(matches):
    """Which parent section each child section goes back to: by its own match, else by most of its clauses."""
    votes = defaultdict(Counter)
    for match in matches:
        for parent in match.parents:
            weight = 100 if match.child.kind == parent.kind == "section" else 1
            votes[match.child.section][parent.section] += weight
    return {section: count.most_common(1)[0][0] for section, count in votes.items()}


def _renamed(matches, parents, sections):
    """A section with the same heading goes back to it whatever was rewritten; else to where its clauses come from."""
    used = {parent.key for match in matches for parent in match.parents}
    free = [parent for parent in parents if parent.kind == "section" and parent.key not in used]
    orphans = [match for match in matches if match.child.kind == "section" and not match.parents]
    for match in orphans:
        child = match.child
        namesake = next((parent for parent in free if child.heading and parent.heading == child.heading), None)
        origin = (
            next((parent for parent in free if parent.path == sections.get(child.section)), None)
            if child.bare
            else None
        )
        if parent := namesake or origin:
            match.parents = [parent]
            free.remove(parent)


def relation_of(match, sections):
    """Return what a match is; sections: see `sections_of`."""
    if not match.parents:
        return "new"
    if len(match.parents) > 1:
        return "merged"
    parent = match.parents[0]
    if match.child.text != parent.text:
        return "adapted"
    return (
        "kept" if sections.get(match.child.section) == parent.section and match.child.kind == parent.kind else "moved"
    )
