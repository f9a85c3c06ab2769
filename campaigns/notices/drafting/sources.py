"""A text that somebody brought, between the steps: read, asked about, and made a draft. It is kept in a row of its own."""

from functools import cached_property

from django.db import transaction

from ..doubts import doubts, settled
from ..intake import LONGEST_TITLE, unmarked
from ..models import DraftSource, Edition
from ..outline import Outline
from ..reading import Reading
from ..reading.characters import visible
from ..refusal import Refused, refuse_too_long
from .arranging import number
from .organs import imprint_doubts, issuers_of, organs_of, without_refused
from .starting import begin_from_reading, nodes_of
from .tree import Tree

MOST_CLAUSES = 2_000
OF_ORGANS = "issuer-"  # doubts of the text alone on its organs: organs.py knows them better


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
    def doubts(self):
        """Return [(Doubt, the answer in force)]: on the text, on its organs, on its 版记."""
        reading = self.plain_reading
        found = [doubt for doubt in doubts(reading) if not doubt.key.startswith(OF_ORGANS)]
        found += [organ.doubt for organ in self.organs if organ.doubt]
        found += imprint_doubts(reading, self.host).values()
        return [(doubt, self.source.answers.get(doubt.key, doubt.default)) for doubt in found]

    @cached_property
    def reading(self):
        answers = {key: answer for key, answer in self.source.answers.items() if not key.startswith(OF_ORGANS)}
        return without_refused(settled(self.plain_reading, answers), self.host, answers)

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
        """The text as it would stand in the draft, numbered."""
        tree = Tree([])
        for node in nodes_of(self.reading):
            node.hang(tree.root, len(tree.root.children))
        number(list(tree.walk()))
        edition = Edition(theme=self.reading.theme)
        for node in tree.walk():
            node.clause.edition = edition
        return Outline(node.clause for node in tree.walk())

    @property
    def dropped(self):
        """What stands in the text and not in the draft, and why."""
        return self.reading.dropped

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


@transaction.atomic
def make_draft(source, title, *, by):
    """Make a draft of a source, once: of two who ask at the same moment, one finds it gone (DraftSource.DoesNotExist)."""
    held = (
        DraftSource.objects.select_for_update(of=("self",)).select_related("campaign", "department").get(pk=source.pk)
    )
    review = Review(held)
    facts = {"issuers": review.issuers, "begun_as": held.begun_as}
    edition = begin_from_reading(held.campaign, held.department, review.reading, title, by=by, **facts)
    held.delete()
    return edition
