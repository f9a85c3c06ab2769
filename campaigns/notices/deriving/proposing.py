"""替换建议: the words in a draft that speak of the level above, with what would stand for them here; a yes or no to each.

A yes writes the text as any other writing does. A no is kept in Edition.declined as [uid, words, other]; `title` and
`addressees` stand there for a uid. Nothing is proposed within 《》, nor where the notice above has locked the words.
"""

import hashlib
import re
from dataclasses import dataclass

from django.urls import reverse

from ..drafting.arranging import arrange, tree_of
from ..drafting.checks import adviser
from ..drafting.clauses import Typed, write
from ..drafting.rights import editing
from ..intake import LONGEST_TITLE
from ..lineage.locks import locked_words
from ..models import Addressee, Clause, Edition
from ..moves import IllegalMove
from ..reading.characters import alike
from .ways_of_speaking import HELD_ABOVE, swaps

REACH = 16  # characters shown on each side
HEAD = {"title": "标题", "addressees": "主送机关"}  # what is no clause
TITLES = re.compile(r"《[^《》]*》")
QUOTES = re.compile(r"“[^“”]*”")
OF_THE_YEAR = re.compile(r"“\d{4}年全[^“”]{1,4}质量月”(?=[^“”]{0,2}活动)")  # “2008年全国质量月”活动: the level's own


@dataclass(frozen=True)
class Place:
    """A text of a draft. uid: of the clause, or a key of HEAD; field: heading or text, or that key again."""

    uid: str
    field: str
    text: str
    clause: Clause | None = None
    is_above: bool = False  # whether it is about what the level above holds itself: 三、全国统一组织的活动

    @property
    def name(self):
        """What it is called."""
        return HEAD.get(self.uid) or str(self.clause)


@dataclass(frozen=True)
class Proposal:
    """Words at a place, and what would stand there. is_usual: whether it is proposed as a yes."""

    place: Place
    start: int
    words: str
    other: str
    is_usual: bool

    @property
    def key(self):
        """Its name in a form: it is another one where the text that it stands in is another one."""
        said = "\0".join([self.place.uid, self.place.field, self.place.text, str(self.start), self.words, self.other])
        return hashlib.sha256(said.encode()).hexdigest()[:20]

    @property
    def entry(self):
        return [self.place.uid, self.words, self.other]

    @property
    def end(self):
        return self.start + len(self.words)

    @property
    def before(self):
        """What stands before the words, and after them: enough to know the place."""
        cut = max(self.start - REACH, 0)
        return f"{'…' if cut else ''}{self.place.text[cut : self.start]}"

    @property
    def after(self):
        cut = self.end + REACH
        return f"{self.place.text[self.end : cut]}{'…' if cut < len(self.place.text) else ''}"


# --- finding ------------------------------------------------------------------------------------------------------


def proposals(edition):
    """Return (the Proposals that are open, those that were declined) of a draft that answers. A fixed number of queries."""
    form, known = _form(swaps(edition))
    locked = locked_words(edition)
    found = [each for place in places(edition) for each in _in(place, form, known, locked)]
    said = {tuple(entry) for entry in edition.declined}
    declined = [each for each in found if tuple(each.entry) in said]
    return [each for each in found if tuple(each.entry) not in said], declined


@adviser
def undecided(edition):
    """Say of a draft how many proposals nobody has said yes or no to. No query where it answers no notice above."""
    if edition.answers_id and (count := len(proposals(edition)[0])):
        yield (
            f"替换建议还有{count}处没有处理，文中可能仍沿用上级的称谓或者已被替代的文号。",
            reverse("replacing:list", args=[edition.pk]),
        )


def places(edition):
    """Yield the Places of a draft in the order of the text. One query."""
    for name in HEAD:
        yield Place(name, name, getattr(edition, name))
    above = set()
    for clause in edition.clauses.order_by("position"):
        if clause.parent_id in above or (clause.kind == Clause.Kind.SECTION and HELD_ABOVE.search(clause.heading)):
            above.add(clause.pk)
        for field in ("heading", "text"):
            if getattr(clause, field):
                yield Place(str(clause.uid), field, getattr(clause, field), clause, clause.pk in above)


def _form(known):
    groups = (f"(?P<s{at}>{swap.pattern})" for at, swap in enumerate(known))
    return re.compile("|".join(groups) or "(?!)"), known


def _in(place, form, known, locked):
    words = locked.get(place.clause.pk, ()) if place.clause else ()
    if "" in words:
        return
    barred = [found.span() for found in TITLES.finditer(place.text)] + _spans(words, place.text)
    quoted = [found.span() for found in QUOTES.finditer(place.text)]
    own = [found.span() for found in OF_THE_YEAR.finditer(place.text)]
    for found in form.finditer(place.text):
        swap = known[int(found.lastgroup[1:])]
        if swap.other in ("", found[0]) or _meets(found, barred):
            continue
        is_named = _meets(found, quoted) and not _meets(found, own)
        is_held_above = place.is_above and found[0].startswith("全")
        yield Proposal(place, found.start(), found[0], swap.other, swap.is_usual and not (is_named or is_held_above))


def _spans(words, text):
    """Where locked words stand in a text; full or half width is no difference."""
    plain = alike(text)
    return [found.span() for each in words for found in re.finditer(re.escape(alike(each)), plain)]


def _meets(found, spans):
    return any(start < found.end() and found.start() < end for start, end in spans)


def stamp(found):
    """Return what a page sends back of the Proposals that it showed."""
    return hashlib.sha256("".join(each.key for each in found).encode()).hexdigest()[:20]


# --- deciding -----------------------------------------------------------------------------------------------------


def decide(pk, seen, taken, *, by):
    """Take the open proposals with these keys, and decline the others; return how many each, or None.

    seen: the stamp of what the person saw; None is returned where the text has other places by now. taken: keys, or None
    for all. Raise LockBroken, IllegalMove.
    """
    with editing(pk, by=by, is_text=taken is None or bool(taken)) as edition:
        found, _ = proposals(edition)
        if stamp(found) != seen:
            return None
        yes = [each for each in found if taken is None or each.key in taken]
        no = [each for each in found if each not in yes]
        _decline(edition, no)
        _replace(edition, yes, by)
        return len(yes), len(no)


def reconsider(pk, entry, *, by):
    """Propose once more what was declined; entry: as it stands in Edition.declined."""
    with editing(pk, by=by, is_text=False) as edition:
        _store(edition, [each for each in edition.declined if each != entry])


def _decline(edition, found):
    fresh = [each.entry for each in found]
    if fresh:
        _store(edition, [list(each) for each in dict.fromkeys(map(tuple, [*edition.declined, *fresh]))])


def _store(edition, declined):
    edition.declined = declined
    Edition.objects.filter(pk=edition.pk).update(declined=declined)


def _replace(edition, found, by):
    texts = {}
    for each in sorted(found, key=lambda one: -one.start):
        text = texts.get(each.place, each.place.text)
        texts[each.place] = text[: each.start] + each.other + text[each.end :]
    _write_head(edition, {place.field: text for place, text in texts.items() if place.clause is None})
    clauses = {place.clause.pk: place.clause for place in texts if place.clause}
    for key, clause in clauses.items():
        new = {place.field: text for place, text in texts.items() if place.clause and place.clause.pk == key}
        write(
            edition, key, Typed(new.get("heading", clause.heading), new.get("text", clause.text), clause.version), by=by
        )
        if clause.listed and clause.listed == clause.heading and "heading" in new:
            edition.clauses.filter(pk=key).update(listed=new["heading"])
    if clauses:
        arrange(edition, tree_of(edition), by=by)


def _write_head(edition, facts):
    """Write title and addressees; raise IllegalMove where the title would be too long. Rows of addressees that speak of the level above are read anew from the line."""
    if not facts:
        return
    if len(facts.get("title", "")) > LONGEST_TITLE:
        raise IllegalMove(f"替换后标题超过{LONGEST_TITLE}个字，请先编辑标题，再办理替换建议。")
    if "addressees" in facts:
        edition.addressed.filter(place=Addressee.Place.MAIN).delete()
    Edition.objects.filter(pk=edition.pk).update(**facts)
    for name, text in facts.items():
        setattr(edition, name, text)
