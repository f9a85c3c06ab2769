"""Which font stands for which face: an operator's first, then the free ones, then the system's, and never a box."""

import os
import shutil
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from PIL import ImageFont

from campaigns.documents import fonts
from campaigns.documents.fonts import Role, characters, choice

CACHES = (choice.operators, fonts.face_of, choice.system_face, fonts.fallbacks, fonts.setter, fonts.width)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def afresh():
    """Nothing remembered of the fonts, before and after."""
    for each in CACHES:
        each.cache_clear()
    yield
    for each in CACHES:
        each.cache_clear()


@pytest.fixture
def no_free_fonts(afresh, monkeypatch, tmp_path):
    monkeypatch.setattr(choice, "fetched_folder", lambda: tmp_path / "none")


@pytest.fixture
def licensed(afresh, settings, tmp_path):
    """An operator's folder with a font that calls itself 方正小标宋简体, a broken one, and a text."""
    settings.FONTS_DIR = tmp_path / "licensed"
    (settings.FONTS_DIR / "founder").mkdir(parents=True)
    font = TTFont(fonts.fetched_folder() / "FandolHei-Regular.otf")
    font["name"].setName("方正小标宋简体", 1, 3, 1, 0x804)
    font["name"].setName("FZXBSJW--GB1-0", 6, 3, 1, 0x409)
    font.save(settings.FONTS_DIR / "founder" / "FZXBSJW.otf")
    (settings.FONTS_DIR / "broken.ttf").write_bytes(b"no font")
    (settings.FONTS_DIR / "README.txt").write_text("licences")
    return settings.FONTS_DIR


def test_the_free_fonts_stand_for_the_faces_of_the_standard():
    families = {role.label: fonts.face_of(role).family for role in Role}
    assert families == {
        "仿宋": "FandolFang",
        "小标宋": "FandolXiaoBiao",
        "楷体": "FandolKai",
        "黑体": "FandolHei",
        "宋体": "FandolSongRegular",
    }
    assert fonts.warnings() == []


def test_an_operators_font_comes_first_by_the_name_that_it_bears(licensed, caplog):
    face = fonts.face_of(Role.BIAO)
    assert (face.family, face.path) == ("FZXBSJW--GB1-0", licensed / "founder" / "FZXBSJW.otf")
    assert fonts.face_of(Role.FANG).family == "FandolFang"
    assert "broken.ttf cannot be used" in caplog.text


# --- what operators have put into their folders -------------------------------------------------------------------


def small(file, family):
    """A Fandol font of a few characters under another name."""
    font = TTFont(fonts.fetched_folder() / file)
    cut = Subsetter(Options(name_IDs=[1, 2, 4, 6], notdef_outline=True))
    cut.populate(text=SAMPLE + " ")
    cut.subset(font)
    font["name"].names = []
    for number in (1, 4, 6):
        font["name"].setName(family, number, 3, 1, 0x409)
    font["name"].setName("Regular", 2, 3, 1, 0x409)
    return font


SAMPLE = "质量月活动"


@pytest.fixture
def folder(afresh, settings, tmp_path):
    settings.FONTS_DIR = tmp_path
    return tmp_path


@pytest.fixture
def song(folder):
    """The bytes of a whole font that calls itself SimSun."""
    small("FandolSong-Regular.otf", "SimSun").save(out := BytesIO())
    return out.getvalue()


def test_a_whole_font_is_taken(folder, song):
    (folder / "simsun.otf").write_bytes(song)
    assert fonts.face_of(Role.SONG).path == folder / "simsun.otf"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_half_copied_font_is_passed_over_with_a_warning(folder, song, caplog, share):
    (folder / "simsun.otf").write_bytes(song[: int(len(song) * share)])
    assert fonts.face_of(Role.SONG).family == "FandolSongRegular"
    assert f"The font {folder / 'simsun.otf'} cannot be used" in caplog.text


@pytest.mark.parametrize("content", [b"", b"ttcf", b"ttcf\0\1\0\0\0\0\0\1", b"OTTO\0\0", bytes(12)])
@pytest.mark.parametrize("name", ["simsun.ttc", "simsun.otf", "SIMSUN.TTF"])
def test_a_few_bytes_are_no_font(folder, name, content, caplog):
    (folder / name).write_bytes(content)
    assert choice.operators() == {}
    assert f"The font {folder / name} cannot be used" in caplog.text


def without(font, *tables):
    for table in tables:
        del font[table]


def with_symbols_only(font):
    (table,) = [each for each in font["cmap"].tables if each.isUnicode()][:1]
    table.platformID, table.platEncID = 3, 3
    font["cmap"].tables = [table]


def with_hollow_glyphs(font):
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    for name in font.getGlyphOrder():
        strings[name].setProgram(["endchar"])


@pytest.mark.parametrize(
    "spoil",
    [
        with_symbols_only,
        with_hollow_glyphs,
        lambda font: without(font, "hmtx"),
        lambda font: without(font, "head"),
        lambda font: without(font, "CFF "),
        lambda font: without(font, "cmap"),
    ],
    ids=["cmap of PRC only", "no contours", "no hmtx", "no head", "no CFF", "no cmap"],
)
def test_a_font_that_cannot_print_is_passed_over(folder, song, spoil, caplog):
    font = TTFont(BytesIO(song), recalcBBoxes=False)
    spoil(font)
    font.save(folder / "simsun.otf")
    assert fonts.face_of(Role.SONG).family == "FandolSongRegular"
    assert f"The font {folder / 'simsun.otf'} cannot be used" in caplog.text


def test_a_broken_font_beside_a_whole_one_does_no_harm(folder, song):
    (folder / "a.otf").write_bytes(song)
    (folder / "b.otf").write_bytes(song[:-9])
    assert fonts.face_of(Role.SONG).path == folder / "a.otf"


def test_each_face_of_a_collection_stands_for_its_own(folder):
    """SimHei prints what it prints, though FangSong is the first of the same file."""
    collection = TTCollection()
    collection.fonts = [small("FandolFang-Regular.otf", "FangSong"), small("FandolHei-Regular.otf", "SimHei")]
    collection.save(folder / "two.ttc")
    faces = fonts.face_of(Role.FANG), fonts.face_of(Role.HEI)
    assert [(face.family, face.number) for face in faces] == [("FangSong", 0), ("SimHei", 1)]
    assert printed_with(folder, PRINT_TWO) == "[('仿宋', 'FangSong'), ('黑体', 'SimHei')]\n"


PRINT_TWO = """
import django; django.setup()
import io, pdfplumber
from weasyprint import HTML
from campaigns.documents import fonts
html = "".join(f"<p style='font-family:{name}'>质量月活动</p>" for name in ("FangSong", "SimHei"))
pdf = HTML(string=html).write_pdf(font_config=fonts.configuration())
with pdfplumber.open(io.BytesIO(pdf)) as sheets:
    lines = [line["chars"][0]["fontname"].partition("+")[2] for line in sheets.pages[0].extract_text_lines()]
print(list(zip(("仿宋", "黑体"), lines)))
"""


def test_without_the_free_fonts_a_system_font_stands_in_and_a_warning_says_so(no_free_fonts):
    assert fonts.face_of(Role.FANG).family == "Noto Serif CJK SC"
    (warning,) = fonts.warnings()
    assert warning.startswith("没有仿宋、小标宋、楷体、黑体、宋体字体")


def test_without_any_font_nothing_is_printed(no_free_fonts, monkeypatch):
    monkeypatch.setattr(choice, "SYSTEM_FOLDERS", ())
    with pytest.raises(fonts.NoFontError, match="没有可用的中文字体"):
        fonts.face_of(Role.FANG)


@pytest.mark.parametrize(
    ("character", "family"),
    [("质", "FandolFang"), ("镕", "ARPLUKai"), ("䶮", "Noto Serif CJK SC"), ("𫖯", "Noto Serif CJK SC")],
)
def test_a_rare_character_is_set_in_the_first_font_that_has_it(character, family):
    assert fonts.setter(character, Role.FANG).family == family


# Of 通用规范汉字 and of names; AR PL UKai maps each of them to a glyph without contours.
HOLLOW = "㧏㭎䴘䲟䥽䶮䌷䏝䓖䙌䜣䜩䞍䦃䦅䦆䦛䦶䦷䲠䲡䲢䲣䴓䴔䴕䴖䴗䴙"


@cache
def font_of(face):
    font = TTFont(face.path, fontNumber=face.number, lazy=True)
    return font.getBestCmap(), font.getGlyphSet(), font["head"].unitsPerEm


def outline(face, character):
    """The box around a character as fontTools reads it, in em, or None."""
    names, glyphs, units = font_of(face)
    glyphs[names[ord(character)]].draw(pen := BoundsPen(glyphs))
    return pen.bounds and tuple(side / units for side in pen.bounds)


@pytest.mark.parametrize("role", Role)
def test_every_character_is_printed_by_a_face_that_has_its_outline(role):
    assert [each for each in HOLLOW + "质镕" if outline(fonts.setter(each, role), each) is None] == []


def test_a_glyph_without_an_outline_is_no_character():
    ukai = fonts.fallbacks()[0]
    assert ord("䶮") in ukai._glyphs
    assert outline(ukai, "䶮") is None
    assert not ukai.has("䶮")
    assert ukai.has("镕")


def test_a_glyph_that_cannot_be_drawn_is_no_character(afresh, monkeypatch):
    def damaged(font, text):
        raise OSError("invalid outline")

    monkeypatch.setattr(ImageFont.FreeTypeFont, "getmask", damaged)
    with pytest.raises(fonts.UnprintableError):
        fonts.setter("量", Role.SONG)


@pytest.mark.parametrize("space", " \u00a0\u3000\0\t")
def test_a_space_needs_no_outline(space):
    assert fonts.setter(space, Role.FANG).family == "FandolFang"


@pytest.mark.parametrize("role", Role)
def test_the_zero_of_a_date_is_no_larger_than_a_character(role):
    def size(face):
        left, bottom, right, top = outline(face, "○")
        return max(right - left, top - bottom)

    assert size(fonts.face_of(role)) == pytest.approx(1.04, abs=0.01)
    assert size(fonts.setter("○", role)) <= 0.92
    assert fonts.width("○", role) == 1


def test_the_zero_of_a_date_is_set_in_the_text_face_where_that_draws_it_so(no_free_fonts):
    assert fonts.setter("○", Role.FANG).family == "Noto Serif CJK SC"


def test_without_another_circle_the_large_one_is_printed(afresh, monkeypatch):
    monkeypatch.setattr(characters, "fallbacks", lambda role: ())
    assert fonts.setter("○", Role.FANG).family == "FandolFang"


def test_another_large_sign_stays_in_the_face_of_its_text():
    assert max(outline(fonts.face_of(Role.FANG), "●")) > 0.92
    assert fonts.setter("●", Role.FANG).family == "FandolFang"


def test_what_no_font_has_is_named():
    with pytest.raises(fonts.UnprintableError, match=r"“😀”（U\+1F600）、“🚀”"):
        fonts.refuse_unprintable("质量😀🚀月")


@pytest.mark.parametrize("role", [Role.BIAO, Role.KAI])
def test_what_one_face_and_no_fallback_has_is_refused_at_once(folder, monkeypatch, role):
    """An operator's fonts: a large 仿宋, and for `role` one of five characters."""
    small("FandolHei-Regular.otf", fonts.LICENSED[role][0]).save(folder / "small.otf")
    monkeypatch.setattr(characters, "fallbacks", lambda role: ())
    assert fonts.setter("文", Role.FANG).family == "FandolFang"
    fonts.refuse_unprintable(SAMPLE)
    with pytest.raises(fonts.UnprintableError, match=r"“文”（U\+6587）"):
        fonts.refuse_unprintable(SAMPLE + "文")


PRINT = """
import django; django.setup()
import sys, pdfplumber, io
from campaigns.documents.pdf.typesetting import as_pdf
from tests.documents.samples import SHORT
with pdfplumber.open(io.BytesIO(as_pdf(SHORT))) as sheets:
    print({char["fontname"].partition("+")[2] for page in sheets.pages for char in page.chars})
"""


def printed_with(folder, script=PRINT):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "FONTS_DIR": str(folder)}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_file_is_really_set_in_the_operators_font(licensed):
    assert "FZXBSJW--GB1-0" in printed_with(licensed)
    shutil.rmtree(licensed)
    assert "FandolXiaoBiao" in printed_with(licensed)
