"""What the checker sees in a PDF, whoever made it; and what it says of a file that it cannot measure."""

import zlib

import pytest
from weasyprint import HTML

from campaigns.documents.checking import Unreadable, check
from campaigns.documents.checking.colours import as_rgb, is_black, is_light_grey, is_red, named
from campaigns.documents.checking.faces import BIAO, FANG, HEI, KAI, SONG, face_of
from campaigns.documents.checking.opening import pages_of
from campaigns.documents.checking.rows import rows_of
from campaigns.documents.checking.tables import tables_of
from campaigns.documents.pdf.typesetting import lay_out
from tests.documents.checking import bases, breaks
from tests.documents.checking.fonts import blank_font


def pdf_of(content, box="0 0 595.276 841.890", page="", objects=()):
    """A PDF of one page, by hand: Helvetica as /F1, and `content` as it is."""
    stream = zlib.compress(content.encode())
    numbered = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
        f"/XObject<</X 6 0 R>>>>{page}>>".encode(),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *objects,
    ]
    return assembled(numbered)


def assembled(numbered, trailer=b""):
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(numbered, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(out), len(numbered) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (size, table)
    return out + b"<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)


WORD = "BT /F1 16 Tf 1 0 0 1 100 700 Tm (abc) Tj ET "


class TestGlyphs:
    def test_the_em_box_is_measured_from_the_baseline(self):
        glyph = pages_of(pdf_of(WORD))[0].glyphs[0]
        assert (glyph.x0, glyph.size) == (pytest.approx(35.28, abs=0.01), pytest.approx(16))
        baseline = (841.89 - 700) * 25.4 / 72
        assert glyph.top == pytest.approx(baseline - 0.88 * 16 * 25.4 / 72, abs=0.01)
        assert glyph.bottom == pytest.approx(baseline + 0.12 * 16 * 25.4 / 72, abs=0.01)

    def test_a_page_may_begin_anywhere(self):
        moved = WORD.replace("100 700", "200 900")
        glyph = pages_of(pdf_of(moved, box="100 200 695.276 1041.890"))[0].glyphs[0]
        assert glyph.x0 == pytest.approx(35.28, abs=0.01)

    def test_a_character_printed_twice_is_one(self):
        page = pages_of(pdf_of(WORD + WORD.replace("100 700", "100.3 700")))[0]
        assert [row.text for row in rows_of(page.upright, 1)] == ["abc"]

    @pytest.mark.parametrize("colour", [".8 g", ".85 .85 .85 rg", "0 0 0 .2 k"])
    def test_light_grey_is_furniture(self, colour):
        page = pages_of(pdf_of(f"{colour} {WORD}"))[0]
        assert (len(page.glyphs), page.upright) == (3, [])

    def test_what_leans_is_furniture_and_what_lies_on_its_side_is_not(self):
        leaning = pages_of(pdf_of(WORD.replace("1 0 0 1", ".7 .7 -.7 .7")))[0]
        lying = pages_of(pdf_of(WORD.replace("1 0 0 1", "0 1 -1 0")))[0]
        assert (leaning.upright, leaning.sideways) == ([], [])
        assert (lying.upright, len(lying.sideways)) == ([], 3)
        assert [row.text for row in rows_of(lying.sideways_as_upright, 1)] == ["abc"]

    def test_a_turned_page_is_seen_as_it_is_bound(self):
        page = pages_of(pdf_of(WORD.replace("1 0 0 1", "0 1 -1 0"), page="/Rotate 90"))[0]
        assert (page.turn, round(page.width), round(page.height)) == (90, 210, 297)
        assert all(45 < glyph.turned < 135 for glyph in page.sideways)

    def test_a_landscape_sheet_has_its_head_at_the_left(self):
        page = pages_of(pdf_of(WORD, box="0 0 841.890 595.276"))[0]
        assert (round(page.width), round(page.height)) == (210, 297)
        assert all(45 < glyph.turned < 135 for glyph in page.sideways)


class TestStrokes:
    def test_lines_thin_boxes_and_sides_of_boxes_are_strokes(self):
        drawn = "1 w 100 600 m 300 600 l S 100 500 200 1 re f 100 300 50 50 re S "
        page = pages_of(pdf_of(WORD + drawn))[0]
        assert sorted(stroke.is_level for stroke in page.strokes) == [False, False, True, True, True, True]
        assert {round(stroke.height, 2) for stroke in page.strokes if stroke.width > 60} == {0.35}

    def test_a_frame_drawn_even_odd_is_what_is_left_of_it(self):
        page = pages_of(pdf_of(WORD + "1 0 0 rg 100 500 400 4 re 100 501 400 1 re f*"))[0]
        assert sorted(round(stroke.height * 72 / 25.4, 1) for stroke in page.strokes) == [1.0, 2.0]

    def test_pieces_of_one_line_are_one(self):
        page = pages_of(pdf_of(WORD + "100 600 100 1 re f 200 600 150 1 re f"))[0]
        assert [round(stroke.width * 72 / 25.4) for stroke in page.strokes] == [250]

    def test_a_grid_of_lines_is_a_table(self):
        page = pages_of(pdf_of(WORD + "90 690 100 30 re S 120 690 m 120 720 l S"))[0]
        [table] = tables_of(page)
        assert all(table.holds(glyph) for glyph in page.upright)


class TestInk:
    """A page of 中国, in a font that has an outline for 中 and none for 国."""

    def blank_in(self, change=lambda data: data, is_cff=False):
        face = f"@font-face{{font-family:B;src:url({blank_font('中', '国', is_cff)})}}p{{font-family:B}}"
        pdf = HTML(string=f"<style>{face}</style><p>中国</p>").write_pdf(uncompressed_pdf=True)
        return [glyph.text for glyph in pages_of(change(pdf))[0].inkless or ()]

    @pytest.mark.parametrize("is_cff", [False, True])
    def test_a_glyph_without_an_outline_is_named(self, is_cff):
        assert self.blank_in(is_cff=is_cff) == ["国"]

    @pytest.mark.parametrize("is_cff", [False, True])
    def test_a_broken_font_is_taken_to_print(self, is_cff):
        def broken(pdf):
            at = pdf.find(b"OTTO") if is_cff else pdf.find(b"\0\1\0\0\0")
            return pdf[: at + 6] + bytes(200) + pdf[at + 206 :]

        assert self.blank_in(broken, is_cff) == []

    def test_a_font_that_is_not_embedded_is_not_read(self):
        assert pages_of(pdf_of(WORD))[0].inkless is None


def test_a_ring_drawn_in_red_is_a_seal_and_its_words_are_no_row():
    ring = (
        '<div style="position:absolute;width:40mm;height:40mm;border:1mm solid red;border-radius:50%;color:red">a</div>'
    )
    page = pages_of(HTML(string=f"{ring}<p>b").write_pdf())[0]
    assert [round(seal.width) for seal in page.seals] == [42]
    assert [glyph.text for glyph in page.upright if glyph.colour == (0, 0, 0)] == ["b"]


@pytest.mark.parametrize(
    ("colour", "space", "name"),
    [
        ((0, 0.8, 0.8, 0), "", "红色"),
        ((1, 0, 0), "", "红色"),
        ((0.85, 0, 0.1), "", "红色"),
        ((0,), "", "黑色"),
        ((1,), "Separation", "黑色"),
        ((0, 0, 0, 1), "", "黑色"),
        (None, "", "黑色"),
        (("P1",), "Pattern", "黑色"),
        ((0, 0, 1), "", "#0000ff"),
    ],
)
def test_colours_have_names(colour, space, name):
    assert named(as_rgb(colour, space)) == name


def test_grey_is_neither_black_nor_red():
    assert is_light_grey((0.8, 0.8, 0.8))
    assert not is_black((0.5, 0.5, 0.5))
    assert not is_red((0.8, 0.8, 0.8))


@pytest.mark.parametrize(
    ("font", "face"),
    [
        ("ABCDEF+FandolFang", FANG),
        ("仿宋_GB2312", FANG),
        ("FangSong", FANG),
        ("STFangsong", FANG),
        ("FZFSK--GBK1-0", FANG),
        ("FandolXiaoBiao", BIAO),
        ("FandolSong-Bold", BIAO),
        ("FZXiaoBiaoSong-B05S", BIAO),
        ("FZXBSJW--GB1-0", BIAO),
        ("方正小标宋简体", BIAO),
        ("KaiTi_GB2312", KAI),
        ("楷体", KAI),
        ("SimHei", HEI),
        ("FandolHei", HEI),
        ("NSimSun", SONG),
        ("FandolSongRegular", SONG),
        ("宋体", SONG),
        ("NotoSerifCJKsc-Regular", ""),
        ("ARPLUKaiCN", ""),
        ("MicrosoftYaHei", ""),
        ("Times-Roman", ""),
    ],
)
def test_fonts_have_faces(font, face):
    assert face_of(font) == face


def test_a_few_characters_of_another_font_are_no_fault():
    page = bases.styled(breaks.joint(), "认真", "font-family:FandolHei")
    assert "body.face" not in bases.failing(page)


def test_the_watermark_of_a_draft_changes_nothing():
    mark = '<p style="position:fixed;top:90mm;left:20mm;font-size:120pt;line-height:1;color:#ccc;transform:rotate(-45deg)">草稿</p>'
    assert bases.failing(bases.first(breaks.joint(), mark)) == set()


# --- files that cannot be measured --------------------------------------------------------------------------------


def separate_pages(count):
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), *[page] * count]
    )


def encrypted():
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32)
    return assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", lock], b"/Encrypt 3 0 R/ID[<00><00>]"
    )


ITSELF = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 4>>stream\n/X Do\nendstream"
)
WHAT_CANNOT_BE_MEASURED = {
    "empty": (lambda: b"", "空的"),
    "text": (lambda: "关于开展质量月活动的通知".encode(), "不是 PDF"),
    "a header and no more": (lambda: b"%PDF-1.7\n", "损坏"),
    "half a file": (lambda: lay_out(breaks.joint())[:9000], "损坏|没有"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "损坏"),
    "encrypted": (encrypted, "加密"),
    "no page": (lambda: separate_pages(0), "没有页面"),
    "2,000 pages": (lambda: separate_pages(2000), "超过 300 页"),
    "no text": (lambda: pdf_of("100 100 200 200 re f"), "没有文字"),
    "a picture in itself": (lambda: pdf_of("/X Do", objects=[ITSELF]), "损坏|没有"),
    "a crowd": (lambda: pdf_of(WORD * 8000), "内容过多"),
    "too large": (lambda: b"%PDF-1.7" + bytes(50_000_001), "超过 50 MB"),
}


@pytest.mark.parametrize(("data", "says"), WHAT_CANNOT_BE_MEASURED.values(), ids=WHAT_CANNOT_BE_MEASURED)
def test_what_cannot_be_measured_gets_one_sentence(data, says):
    with pytest.raises(Unreadable, match=says) as caught:
        check(data())
    assert str(caught.value).endswith("。")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("layout", ["2012", "1999", "letter"])
@pytest.mark.parametrize(
    "content", [WORD, WORD.replace("abc", "2026"), WORD * 300, "1 0 0 rg " + WORD.replace("16 Tf", "40 Tf")]
)
def test_any_text_gets_an_answer(content, layout):
    assert check(pdf_of(content), layout).failures
