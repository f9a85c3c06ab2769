"""Whatever is typed: what a Word file takes of it."""

from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.documents.document import Attachment, Document, Layout, Listed, Organ, Piece, Table
from campaigns.documents.word import as_docx
from tests.documents.word.reading import NOTICE, picture, read

HOSTILE = st.text(st.characters(codec=None), max_size=12) | st.sampled_from(
    ["\x00\x0b", "\ud800", "\ufffe", "<b>]]>&", "\n\n"]
)


@settings(max_examples=25, deadline=None)
@given(HOSTILE, st.sampled_from(list(Layout)))
def test_whatever_is_typed_the_file_opens(text, layout):
    document = Document(
        title=text,
        organs=(Organ(text), Organ(text)),
        urgency=text,
        number=text,
        addressees=text,
        pieces=(Piece(text, text, text, text), Table((text,), ((text, text), ()))),
        listed=(Listed(text, text),),
        dated=text,
        notes=(text,),
        attachments=(Attachment(text, text, (Table((text,), ((),), is_landscape=True),)),),
        keywords=(text,),
        cc=text,
        internal_distribution=text,
        print_office=text,
        printed=text,
        is_draft=True,
    )
    read(document, layout)


UNSEEN = "\u200b\u200e\u202e\ufeff\u2060\u00ad\x07\u3164\u2800\ufe0f\u2028\u20e3"


def spoilt(thing):
    """Return `thing` with what cannot be seen in the middle and at both ends of every text."""
    if isinstance(thing, str):
        return f"{UNSEEN}{thing[:1]}{UNSEEN}{thing[1:]}{UNSEEN}"
    if isinstance(thing, tuple):
        return tuple(map(spoilt, thing))
    if is_dataclass(thing):
        named = {field.name: getattr(thing, field.name) for field in fields(thing) if field.name != "kind"}
        return replace(thing, **{name: spoilt(each) for name, each in named.items()})
    return thing


@pytest.mark.parametrize("layout", Layout)
def test_what_cannot_be_seen_changes_nothing(layout):
    assert as_docx(spoilt(NOTICE), layout) == as_docx(NOTICE, layout)


@pytest.mark.parametrize("seal", [None, picture()])
@pytest.mark.parametrize("name", [UNSEEN, "", " \u3000\n"])
@pytest.mark.parametrize("layout", Layout)
def test_an_organ_without_a_name_is_none(layout, name, seal):
    nameless = Organ(name, seal)
    for organs in ((), NOTICE.organs[:1], NOTICE.organs):
        without = as_docx(replace(NOTICE, organs=organs), layout)
        assert as_docx(replace(NOTICE, organs=(nameless, *organs, nameless)), layout) == without


def test_what_says_nothing_leaves_no_trace():
    silent = Document(
        "题", notes=("\u200b",), keywords=(" ",), listed=(Listed("1.", "\u200b"),), pieces=(Piece("paragraph", "\n"),)
    )
    assert as_docx(silent, Layout.Y1999) == as_docx(Document("题"), Layout.Y1999)


def test_signs_that_are_type_stay():
    signs = "😀★☑□●℃№①㎡→“”—…·×≥𠮷\ue000"
    assert read(Document("题", pieces=(Piece("paragraph", signs),))).lines[-1] == signs


def test_text_is_text_and_never_markup():
    made = read(Document(title="题", pieces=(Piece("paragraph", "<w:b/>&amp;]]>\x00粗"),)))
    assert made.lines[-1] == "<w:b/>&amp;]]>粗"
