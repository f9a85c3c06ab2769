from dataclasses import replace

import pytest

from campaigns.documents.cleaning import EmptyError, TooLongError, TooLongForALineError, cleaned, visible
from campaigns.documents.document import Layout, Organ, Piece, Table
from campaigns.documents.making import FORMATS, made
from tests.documents.samples import SHORT, paragraph

NASTY = "\u200b\x00\u202e\ufeff"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("质\x00量", "质量"),
        ("质\u200b量\ufeff", "质量"),
        ("\u202e质量", "质量"),
        ("质\t量", "质 量"),
        ("质\uffff量", "质量"),
        ("葛\U000e0100城", "葛城"),
        ("质\u2009量", "质 量"),
    ],
)
def test_what_has_no_shape_goes(text, seen):
    assert visible(text) == seen


def test_every_text_of_a_document_is_cleaned():
    table = Table((f"列{NASTY}",), ((f"值{NASTY}",),))
    document = cleaned(
        replace(
            SHORT, title=f"质量\n{NASTY}通知", number=f"1号{NASTY}", pieces=(Piece("item", NASTY, NASTY, "1."), table)
        )
    )
    plain = Table(("列",), (("值",),))
    assert document == replace(SHORT, title="质量\n通知", number="1号", pieces=(Piece("item", "", "", "1."), plain))


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (replace(SHORT, title=f" {NASTY}", pieces=(), attachments=()), EmptyError),
        (replace(SHORT, pieces=(paragraph(200_001),)), TooLongError),
        (replace(SHORT, number="国质检质" * 8), TooLongForALineError),
        (replace(SHORT, urgency="特别紧急" * 4), TooLongForALineError),
        (replace(SHORT, printed="印发" * 10), TooLongForALineError),
    ],
)
def test_nothing_and_too_much_are_refused(document, error):
    with pytest.raises(error):
        cleaned(document)
    with pytest.raises(error):
        made(document, "2012", "pdf")


def test_a_piece_that_says_nothing_is_none():
    document = replace(SHORT, pieces=(Piece("paragraph", NASTY), *SHORT.pieces, Piece("item")))
    assert cleaned(document).pieces == SHORT.pieces


def test_an_organ_without_a_name_is_none():
    assert cleaned(replace(SHORT, organs=(Organ(NASTY), Organ(" "), Organ("教育部")))).organs == (Organ("教育部"),)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_that_cannot_be_seen_changes_a_print(format, layout):
    nasty = replace(SHORT, title=SHORT.title + NASTY, organs=(*SHORT.organs, Organ(NASTY)), number=SHORT.number + NASTY)
    assert made(nasty, layout, format) == made(SHORT, layout, format)
