"""A text that somebody brought, between the steps: read, asked about, and made a draft. It is kept in a row of its own."""

from functools import cached_property, partial
from uuid import uuid4, uuid5

from django.db import IntegrityError, transaction

from ..doubts import ISSUER, doubts, settled
from ..intake import LONGEST_TITLE, unmarked
from ..lineage import answering
from ..models import DraftSource, Edition
from ..moves import IllegalMove
from ..outline import Outline
from ..reading import Reading
from ..reading.characters import visible
from ..refusal import Refused, refuse_too_long
from .advising import points
from .arranging import number
from .former import Former, doubts_on
from .organs import imprint_doubts, issuers_of, organs_of, without_refused
from .starting import begin_from_reading, nodes_of
from .tree import Tree

MOST_CLAUSES = 2_000
SAID_ELSEWHERE = ("版记标签", "印发日期")  # what they stand for is shown by name


def checked(text):
    """Return a text that can be read into a draft. Raise Refused where it is too long or too much, empty, or marked as secret."""
    refuse_too_long(len(text))
    if not visible(text):
        raise Refused("没有读到文字，请检查是否粘贴完整，或是否选对了文件。")
    if sum(1 for _ in unmarked(text).pieces()) > MOST_CLAUSES:
        raise Refused(f"读出的条款和段落超过{MOST_CLAUSES:,}条，请只留通知的文字。")
    return text


class Review:
    """What was read of a DraftSource, with the answers given so far."""

    def __init__(self, source):
        self.source = source

    @cached_property
    def plain_reading(self) -> Reading:
        return unmarked(self.source.text)

    @property
    def host(self):
        return self.source.department

    @cached_property
    def organs(self):
        """The organs that the text names as its own, but for the host."""
        return organs_of(self.plain_reading, self.host)

    @cached_property
    def doubts_of_text(self):
        """Those of the text alone, but for the ones on its organs: `organs` knows them better."""
        return [doubt for doubt in doubts(self.plain_reading) if doubt.kind != ISSUER]

    @cached_property
    def former(self):
        return Former(self.host)

    @cached_property
    def doubts(self):
        """Return [(Doubt, the answer in force)]: on the text, on the host's name in it, on its organs, on its 版记."""
        found = self.doubts_of_text + [doubt for _, doubt in doubts_on(self.plain_reading.preamble, self.former)]
        found += [organ.doubt for organ in self.organs if organ.doubt]
        found += imprint_doubts(self.plain_reading, self.host).values()
        return [(doubt, self.source.answers.get(doubt.key, doubt.default)) for doubt in found]

    @cached_property
    def reading(self):
        answers = {doubt.key: answer for doubt, answer in self.doubts}
        reading = settled(self.plain_reading, {doubt.key: answers[doubt.key] for doubt in self.doubts_of_text})
        for piece, doubt in doubts_on(reading.preamble, self.former):
            if answers.get(doubt.key):
                piece.text = self.former.renamed(piece.text)
        return without_refused(reading, self.host, answers)

    @cached_property
    def issuers(self):
        """The unsaved Issuers of the draft, the host first."""
        return issuers_of(self.organs, self.host, self.source.answers)

    @property
    def issuers_said(self):
        """The same in words, each with the name that stands in the text where that is another one."""
        said = {organ.printed_name: organ.said for organ in self.organs}
        return "、".join(said.get(issuer.printed_name, issuer.printed_name) for issuer in self.issuers)

    @property
    def title(self):
        return self.source.title or self.reading.title[:LONGEST_TITLE]

    @cached_property
    def outline(self):
        return Outline(self.clauses)

    @cached_property
    def clauses(self):
        """The text as it would stand in the draft, numbered: unsaved Clauses."""
        tree = Tree([])
        for node in nodes_of(self.reading):
            node.hang(tree.root, len(tree.root.children))
        number(list(tree.walk()))
        edition = Edition(theme=self.reading.theme)
        for node in tree.walk():
            node.clause.edition = edition
        return [node.clause for node in tree.walk()]

    @property
    def should(self):
        """Return [(sentence, where it stands on the page)] of what should be looked at once more."""
        reading, dated = self.reading, self.reading.date.iso[:4] if self.reading.date else ""
        theme, facts = reading.theme, {"dated": f"{dated}年" if dated else ""}
        found = points(self.title, theme, self.clauses, self.source.campaign, self.former, **facts)
        return [(point.sentence, (point.clause.fragment or "#text") if point.clause else "#head") for point in found]

    @property
    def dropped(self):
        """What stands in the text and not in the draft, and why; not the labels of what is listed with its words."""
        return [each for each in self.reading.dropped if each.why not in SAID_ELSEWHERE]

    @property
    def draft_token(self):
        """What the draft of it will be known by."""
        return draft_token(self.source.begun_as, self.source.text)

    @property
    def not_taken(self):
        """What was read and does not go into a draft: number and dates come when it is issued."""
        reading = self.reading
        rows = [
            ("发文字号", reading.doc_number, "签发时编号"),
            ("成文日期", reading.date.text if reading.date else "", "签发时确定"),
            ("印发日期", reading.print_date.text if reading.print_date else "", "印发时确定"),
            ("红头", "、".join(reading.masthead), "按发文机关排印"),
        ]
        return [row for row in rows if row[1]]


def draft_token(token, text):
    """Return what the draft of a text is known by that a form with this token brought: another text is another draft.

    None for a text that was brought without a token.
    """
    return token and uuid5(token, text)


def _upper_of(source):
    """Return the notice that a text adapts, its row held, or None. Raise IllegalMove where it cannot be adapted any more."""
    if source.parent_id is None:
        return None
    upper = answering.held(source.parent_id)
    if said := answering.refusal(source.department, upper):
        raise IllegalMove(said)
    if there := answering.own_edition(upper, source.department.region_id):
        raise IllegalMove(f"{source.department.region}已经起草了本地通知《{there.title}》，没有再建一份。")
    return upper


@transaction.atomic
def make_draft(source, title, *, by):
    """Make a draft of a source, once: of two who ask at the same moment, one finds it gone (DraftSource.DoesNotExist)."""
    held = (
        DraftSource.objects.select_for_update(of=("self",)).select_related("campaign", "department").get(pk=source.pk)
    )
    review = Review(held)
    upper = _upper_of(held)
    begin = partial(begin_from_reading, held.campaign, held.department, review.reading, title, by=by, upper=upper)
    try:
        with transaction.atomic():
            edition = begin(issuers=review.issuers, begun_as=review.draft_token)
    except IntegrityError:  # what bears its token was not made of this text: that would be gone with it
        edition = begin(issuers=review.issuers, begun_as=uuid4())
    held.delete()
    return edition
