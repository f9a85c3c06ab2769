"""What we print conforms: the typesetter measured by the checker, which knows nothing of it."""

from dataclasses import replace

import pytest

from campaigns.documents.checking import check
from campaigns.documents.document import Attachment, Layout, Listed, Organ, Piece
from campaigns.documents.seals import sample_ring
from tests.documents.samples import JOINT, NATIONAL, RARE_ONE, SHORT, WITH_TABLES, ZHEJIANG, organs, paragraph, printed

SIGNED = replace(NATIONAL, number="国质检质联〔2008〕270号", dated="2008-06-26", is_signed=True)
LONG_TITLE = (
    "国家质量监督检验检疫总局关于召开质量月活动总结表彰电视电话会议"
    "并进一步推动各地区各部门深入开展质量提升行动的补充通知"
)


def listing(count):
    name = "2008年全国质量月活动名单"
    items = tuple(Piece("item", f"第{at + 1}项活动：组织质量专家开展帮扶", "", f"{at + 1}.") for at in range(count))
    return replace(ZHEJIANG, listed=(Listed("附件：", name),), attachments=(Attachment("附件", name, items),))


def of_length(rows, seal=None):
    """A document whose text has so many rows, so that its signature ends up anywhere on a page."""
    return replace(
        SHORT,
        organs=organs(3, seal),
        pieces=(Piece("preamble", "请执行。"),) * rows,
        notes=(),
        listed=(),
        attachments=(),
    )


DOCUMENTS = {
    "the national notice": NATIONAL,
    "Zhejiang's notice": ZHEJIANG,
    "a short one": SHORT,
    "a joint one": JOINT,
    "a draft": replace(NATIONAL, is_draft=True),
    "an urgent one with a long title": replace(SIGNED, title=LONG_TITLE, urgency="特急"),
    "rare characters": RARE_ONE,
    "tables": WITH_TABLES,
    "a paragraph over pages": replace(SHORT, pieces=(paragraph(4000),)),
    "many pages": replace(SIGNED, organs=organs(2), pieces=SIGNED.pieces[:1] + SIGNED.pieces[1:-16] * 4),
    **{f"an attachment of {count} lines": listing(count) for count in (3, 15, 43)},
}


def failures(document, layout="2012"):
    return {one.rule: (one.measured, one.expected) for one in check(printed(document, Layout(layout)), layout).failures}


@pytest.mark.parametrize("layout", ["2012", "1999", "letter"])
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_every_print_conforms(document, layout):
    assert failures(document, layout) == {}


@pytest.mark.parametrize("layout", ["2012", "1999"])
@pytest.mark.parametrize("seal", [None, sample_ring()], ids=["without seals", "with seals"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 10])
def test_any_number_of_organs_conforms(count, seal, layout):
    assert failures(replace(SIGNED, organs=organs(count, seal)), layout) == {}


@pytest.mark.parametrize("rows", [1, *range(7, 29, 3)])  # of 4 rows no page can be full without signing a page alone
def test_seals_conform_wherever_the_text_ends(rows):
    assert failures(of_length(rows, sample_ring())) == {}
    assert failures(of_length(rows)) == {}


@pytest.mark.parametrize("characters", [2, 4, 7, 12, 18, 25])
def test_a_letter_stands_two_rows_under_a_mark_of_any_length(characters):
    organ = Organ(("国家质量监督检验检疫" * 3)[: characters - 1] + "局")
    assert failures(replace(SHORT, organs=(organ,)), "letter") == {}
