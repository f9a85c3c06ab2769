"""What the editor shows: the list of clauses, the clause in hand with what may be done to it, and advice on its words."""

from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from django.http import Http404

from campaigns.quoting import WITHIN

from ..clipping import around
from ..lineage.locks import bonds_on
from ..models import Revision
from ..wording import advice, advice_on_title
from .advising import on_clause, on_title
from .arranging import tree_of
from .checks import beside_text
from .former import Former
from .forms import AddForm, ClauseForm, KindForm, RemoveForm, TitleForm
from .origin import Origins
from .tree import ADDED, BELOW, RANKED, CannotArrange, Kind, follower, kinds_for

MANY = 12  # pieces of advice on one clause
QUOTED = 3  # places of each


@dataclass
class Editor:
    """The editor of a draft with one clause in hand, or with the title where `key` is None. A fixed number of queries.

    form: what was typed and could not be saved; alert: a sentence that says why an act was not done; facts: the form of
    what that act needs.
    """

    edition: object
    key: int | None = None
    form: object = None
    alert: str = ""
    facts: object = None
    node: object = field(init=False, default=None)

    def __post_init__(self):
        self.tree = tree_of(self.edition)
        if self.key:
            self.node = self.tree.nodes.get(self.key)
            if self.node is None:
                raise Http404
            self.before, self.after = self.tree.neighbours(self.node)
        self.origins = Origins(self.edition)
        self.form = self.form or self._fresh_form()

    def _fresh_form(self):
        return ClauseForm.of(self.clause, self.tree.shape) if self.key else TitleForm.of(self.edition)

    @property
    def clause(self):
        return self.node and self.node.clause

    @property
    def saved(self):
        """Who saved the clause in hand last, and when: the clause with its people, or None."""
        if self.clause and self.clause.saved_at:
            rows = self.edition.clauses.select_related("saved_by", "saved_for")
            return rows.get(pk=self.clause.pk)
        return None

    @property
    def revision(self):
        """The last revision of the draft."""
        return Revision.objects.filter(edition=self.edition).defer("content").first()

    @property
    def bound(self):
        """What an upper notice has locked in the clause in hand, or of the theme, each a Binding."""
        return bonds_on(self.edition, self.clause)

    @property
    def removed(self):
        """What was taken out and can be put back, the last first."""
        return list(self.edition.removed.to_put_back().select_related("user", "on_behalf_of"))

    def entries(self):
        """Return the list of clauses: (clause, depth, whether it is in hand, its Pair or None)."""
        found = []
        self._list(self.tree.root, 0, found)
        return found

    def _list(self, parent, depth, found):
        for node in parent.children:
            pair = self.origins.pairs.get(node.clause.pk)
            found.append((node.clause, min(depth, 3), node is self.node, pair))
            self._list(node, depth + 1, found)

    @property
    def top_kinds(self):
        return BELOW[None]

    # --- what may be done -----------------------------------------------------------------------------------------

    @property
    def has_heading(self):
        return self.node.kind in (*RANKED, Kind.ATTACHMENT) or bool(self.clause.heading)

    @property
    def has_text(self):
        """An attachment and a table have a title here; what else they hold has pages of its own."""
        return self.node.kind in ADDED or bool(self.clause.text)

    @property
    def can_join(self):
        try:
            return bool(follower(self.node))
        except CannotArrange:
            return False

    @cached_property
    def origin(self):
        """What the clause in hand comes from: a comparison.Pair, or None."""
        return self.origins.of(self.node)

    @property
    def leaves_out(self):
        """Whether taking out the clause in hand leaves something out that the notice above asks for."""
        pairs = [self.origins.pairs.get(each.clause.pk) for each in self.node.walk()]
        return any(pair and pair.above for pair in pairs)

    @property
    def remove_form(self):
        is_own = isinstance(self.facts, RemoveForm)
        return self.facts if is_own else RemoveForm(prefix="leave", auto_id="id_%s")

    @property
    def add_form(self):
        kind = self.node.kind if self.node.kind in ADDED else Kind.PARAGRAPH
        form = AddForm(initial={"kind": kind}, prefix="add", auto_id="id_%s")
        if self.node.kind not in BELOW:
            form.fields["place"].choices = [each for each in form.fields["place"].choices if each[0] != "inside"]
        form.fields["place"].choices = self._places(form)
        return form

    def _places(self, form):
        """Nothing of ours stands beside an attachment: what is added there stands below it."""
        is_annex = self.node.kind == Kind.ATTACHMENT
        return [each for each in form.fields["place"].choices if not is_annex or each[0] == "inside"]

    @property
    def kind_form(self):
        form = KindForm(initial={"kind": self.clause.kind}, prefix="be", auto_id="id_%s")
        form.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_for(self.node)]
        return form

    # --- advice ---------------------------------------------------------------------------------------------------

    def advice(self):
        """Return [(sentence, words around the first places that it is about, how many there are where these are not all)]."""
        grouped = {}
        for words, sentence in [*self._of_lines(), *self._of_words()]:
            grouped.setdefault(sentence, []).extend([words] if words else [])
        return [
            (sentence, places[:QUOTED], len(places) if len(places) > QUOTED else 0)
            for sentence, places in list(grouped.items())[:MANY]
        ]

    def _of_words(self):
        """Yield (words around the place, sentence) of the text in hand; what a title lacks stands nowhere in it."""
        said = self._shown()
        found = advice(enumerate(said)) if self.clause else advice_on_title(0, said[0])
        for each in found:
            is_whole = each.end - each.start == len(said[each.key])
            words = "" if is_whole and not self.clause else around(said[each.key], each.start, each.end)
            yield words.translate(WITHIN), each.sentence

    def _shown(self):
        names = [name for name in self.form.CONTESTED if name != "theme"]
        return [self.form[name].value() or "" for name in names]

    def _of_lines(self):
        lines = [line for line in self.clause.text.splitlines() if line.strip()] if self.clause else []
        if len(lines) > 1:
            yield "", f"本条中有换行，排版时仍是一段。要分成{len(lines)}条，请点“在换行处拆分”。"

    @property
    def to_check(self):
        """Return what the draft's page asks to be looked at here: sentences on the text in hand, typed as it is."""
        notice = self.edition.notice
        if self.clause:
            typed = copy(self.clause)
            typed.heading, typed.text = self._shown()
            return on_clause(typed, notice.campaign, Former(notice.host))
        clauses = [node.clause for node in self.tree.nodes.values()]
        texts, (title, theme) = [clause.heading + clause.text for clause in clauses], self._typed_head()
        return [*on_title(title, theme, texts, notice.campaign), *beside_text(self.edition, clauses)]

    def _typed_head(self):
        return (self.form[name].value() or "" for name in ("title", "theme"))
