"""The type: which font stands for each face of the standard, how wide its characters are, what it lacks.

An operator's folder comes first (the licensed 方正小标宋, 仿宋_GB2312 and so on, which may not be handed on), then the
free fonts that bin/fonts fetches, then a font of the system. What no font has is refused: a box is never printed.
"""

import logging
import os
import sys
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont
from PIL import ImageFont
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration

logger = logging.getLogger(__name__)


class Role(StrEnum):
    """A face that the standard names."""

    FANG = "fang"  # 仿宋: the text
    BIAO = "biao"  # 小标宋: the mark and the titles
    KAI = "kai"  # 楷体
    HEI = "hei"  # 黑体
    SONG = "song"  # 宋体: the page number

    @property
    def label(self):
        return {"fang": "仿宋", "biao": "小标宋", "kai": "楷体", "hei": "黑体", "song": "宋体"}[self]


# Names by which an operator's fonts are known, best first; as the font itself bears them, without regard to case.
LICENSED = {
    Role.FANG: ("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "FZFangSong-Z02", "仿宋", "FangSong", "STFangsong"),
    Role.BIAO: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    Role.KAI: ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03", "楷体", "KaiTi", "STKaiti"),
    Role.HEI: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "STHeiti"),
    Role.SONG: ("宋体", "SimSun", "NSimSun", "方正书宋_GBK", "FZShuSong-Z01", "STSong"),
}
FREE = {
    Role.FANG: ("FandolFang", "FandolFang-Regular.otf"),
    Role.BIAO: ("FandolXiaoBiao", "FandolSong-Bold.otf"),
    Role.KAI: ("FandolKai", "FandolKai-Regular.otf"),
    Role.HEI: ("FandolHei", "FandolHei-Regular.otf"),
    Role.SONG: ("FandolSongRegular", "FandolSong-Regular.otf"),  # not FandolSong, which the bold one answers to as well
}
RARE = ("ARPLUKai", "ukai.ttc")
SYSTEM = ("Noto Serif CJK SC", "NotoSerifCJK-Regular.ttc")
SYSTEM_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SUFFIXES = (".ttf", ".otf", ".ttc")
DOTS = 48  # to the em, where a character is drawn to see whether it leaves ink
FIRST_HAN = 0x3400
# The ○ of 二○○八年 (1999 §8.2.6) is a geometric shape. Fandol draws it larger than the em, so that two of them touch and
# stand out of the row: it is then set in the first font whose circle is about as large as a character.
ZERO = "○"
WIDEST_ZERO = 0.92  # em
IGNORED = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # categories of Unicode without a shape
INKLESS = {"Zs", *IGNORED}


class UnprintableError(ValueError):
    """No font has these characters. `str` is a sentence for the person who typed them."""

    def __init__(self, characters):
        shown = "、".join(f"“{each}”（U+{ord(each):04X}）" for each in sorted(characters)[:5])
        super().__init__(f"没有字体可以排印字符{shown}，请改用文字，或在字体文件夹中放入含这些字符的字体。")


class NoFontError(RuntimeError):
    """There is no Chinese font at all."""

    def __init__(self):
        super().__init__("没有可用的中文字体，不能排印：请运行 bin/fonts 取得免费字体，或用 FONTS_DIR 指明字体文件夹。")


@dataclass(frozen=True)
class Face:
    """One font file under the family name that a PDF will show. Widths are in em."""

    family: str
    path: Path
    number: int = 0
    is_system: bool = False

    @cached_property
    def _font(self):
        return TTFont(self.path, fontNumber=self.number, lazy=True)

    @cached_property
    def _glyphs(self):
        return self._font.getBestCmap()

    @cached_property
    def _metrics(self):
        return self._font["hmtx"].metrics, self._font["head"].unitsPerEm

    def check(self):
        """Raise an error of any kind unless it says which glyph is which, how wide they are, and can draw them."""
        if not self._glyphs:
            raise ValueError("it has no Unicode cmap")
        if not self._metrics or not any(self.has(chr(code)) for code in self._glyphs if code >= FIRST_HAN):
            raise ValueError("it has no outlines of Chinese characters")

    def width(self, character):
        """Return the width in em of a character that it has."""
        advances, units = self._metrics
        return advances[self._glyphs[ord(character)]][0] / units

    def has(self, character):
        """Whether it can print a character: a font may map one to a glyph without an outline (AR PL UKai: 䶮)."""
        is_mapped = ord(character) in self._glyphs
        return is_mapped and (unicodedata.category(character) in INKLESS or self._has_ink(character))

    @cached_property
    def _drawn(self):
        """The font as FreeType draws it, which reads of the file only the glyphs that it is asked for."""
        return ImageFont.truetype(str(self.path), DOTS, index=self.number, layout_engine=ImageFont.Layout.BASIC)

    def _has_ink(self, character):
        return self._drawn.getmask(character).getbbox() is not None

    def extent(self, character):
        """Return the longer side of the outline of a character that it has, in em, without the space around it."""
        left, top, right, bottom = self._drawn.font_variant(size=1000).getmask(character).getbbox()
        return max(right - left, bottom - top) / 1000


def fetched_folder():
    """Where bin/fonts puts the free fonts: in the Python environment that prints with them."""
    return Path(sys.prefix) / "fonts"


@cache
def operators():
    """Return {name, lower case: Face} of the operator's fonts that bear a name of LICENSED and can print."""
    folder = Path(settings.FONTS_DIR)
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in SUFFIXES:
            found.update(_licensed_in(path))
    return found


def _licensed_in(path):
    """Return {name, lower case: Face} of one file; of a broken one nothing, and say so in the log."""
    found = {}
    try:
        for number, names in _names_in(path):
            if known := [name for name in sum(LICENSED.values(), ()) if name.lower() in names]:
                found.update(dict.fromkeys(map(str.lower, known), _whole(path, number, known[0])))
    except Exception as error:  # a damaged font raises whatever its bytes lead to
        logger.warning("The font %s cannot be used: %s", path, error or type(error).__name__)
        return {}
    return found


def _names_in(path):
    """Yield (number in the file, the names it bears): family, full and PostScript name in any language, lower case."""
    fonts = TTCollection(path, lazy=True).fonts if path.suffix.lower() == ".ttc" else [TTFont(path, lazy=True)]
    for number, font in enumerate(fonts):
        yield number, {str(record).lower() for record in font["name"].names if record.nameID in (1, 4, 6)}


def _whole(path, number, name):
    """Return the Face under its PostScript name: an alias that a system may have for its Chinese name is passed by.

    Raise any error where the file is cut off, has no Unicode cmap, or metrics or outlines do not load.
    """
    with TTFont(path, fontNumber=number, lazy=True) as font:
        face = Face(font["name"].getDebugName(6) or name, path, number)
        for table in font.reader.keys():  # noqa: SIM118  no dict
            font.reader[table]  # raises where the file ends within it
    face.check()
    return face


@cache
def face_of(role):
    """Return the Face for a role. Raise NoFontError where there is none at all."""
    for name in LICENSED[role]:
        if face := operators().get(name.lower()):
            return face
    family, file = FREE[role]
    if (path := fetched_folder() / file).exists():
        return Face(family, path)
    if face := system_face():
        return face
    raise NoFontError


@cache
def system_face():
    family, file = SYSTEM
    path = next((path for folder in SYSTEM_FOLDERS for path in folder.rglob(file)), None)
    return Face(family, path, number=2, is_system=True) if path else None  # 2: the simplified one in the collection


@cache
def fallbacks():
    """Return the faces for characters that the main face lacks, best first."""
    family, file = RARE
    path = fetched_folder() / file
    return tuple(filter(None, (Face(family, path) if path.exists() else None, system_face())))


@cache
def setter(character, role):
    """Return the Face that prints `character` in a text of `role`. Raise UnprintableError where none has it."""
    able = (face for face in (face_of(role), *fallbacks()) if face.has(character))
    if not (first := next(able, None)):
        raise UnprintableError(character)
    if character == ZERO and first.extent(character) > WIDEST_ZERO:
        return next((face for face in able if face.extent(character) <= WIDEST_ZERO), first)
    return first


@cache
def width(character, role):
    """Return the width of a character in em."""
    return setter(character, role).width(character)


def printable(text):
    """Return `text` without characters that have no shape: controls, marks of direction, halves of pairs."""
    return "".join(each for each in text if unicodedata.category(each) not in IGNORED)


def refuse_unprintable(text):
    """Raise UnprintableError, naming them, where `text` has characters that cannot be printed in every role.

    The same text may be set as title, heading and text, and an operator's fonts need not reach equally far.
    """
    missing = {each for each in set(printable(text)) if not all(_has_setter(each, role) for role in Role)}
    if missing:
        raise UnprintableError(missing)


def _has_setter(character, role):
    try:
        return bool(setter(character, role))
    except UnprintableError:
        return False


def warnings():
    """Return sentences on what is printed with a stand-in, for the operator."""
    poor = [role.label for role in Role if face_of(role).is_system]
    if not poor:
        return []
    return [f"没有{'、'.join(poor)}字体，暂用 {SYSTEM[0]} 代替，版面不合 GB/T 9704：请运行 bin/fonts 取得免费字体。"]


@cache
def configuration():
    """Return the one FontConfiguration of this process: a new one for each document costs 5 MB that never come back.

    The faces are made known here and not by @font-face in the documents, for which WeasyPrint copies every file to a
    temporary folder that a killed process leaves behind, and which would make it fetch what is no file of ours.
    """
    made = FontConfiguration()
    for face in {*map(face_of, Role), *fallbacks()}:
        if not face.is_system:
            _make_known(face, made)
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", made.font_map))
    for line in warnings():
        logger.warning(line)
    return made


RENAME = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><match target="scan"><test name="file" compare="eq"><string>{path}</string></test>
<test name="index" compare="eq"><int>{number}</int></test>
<edit name="family" mode="prepend"><string>{family}</string></edit></match></fontconfig>"""


def _make_known(face, configuration):
    """Add a font file under our name for it. Reaches into WeasyPrint, whose version is pinned for it."""
    rename = RENAME.format(path=escape(str(face.path)), number=face.number, family=escape(face.family))
    fontconfig.FcConfigParseAndLoadFromMemory(configuration._config, rename.encode(), True)
    if not fontconfig.FcConfigAppFontAddFile(configuration._config, os.fsencode(face.path)):
        logger.warning("Fontconfig cannot load %s", face.path)
