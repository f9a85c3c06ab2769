"""Which font stands for each face of the standard: an operator's, a free one, or one of the system."""

import logging
import sys
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

from .face import Face

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
# For the rare characters of marks, titles and headings: a brush face would look lost among heavy ones.
HEAVY = {
    Role.BIAO: ("NotoSerifCJKBold", "NotoSerifCJK-Bold.ttc"),
    Role.HEI: ("NotoSansCJKPlain", "NotoSansCJK-Regular.ttc"),
}
SYSTEM_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SUFFIXES = (".ttf", ".otf", ".ttc")


class NoFontError(RuntimeError):
    """There is no Chinese font at all."""

    def __init__(self):
        super().__init__("没有可用的中文字体，不能排印：请运行 bin/fonts 取得免费字体，或用 FONTS_DIR 指明字体文件夹。")


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
def fallbacks(role=Role.FANG):
    """Return the faces for characters that the main face of a role lacks, best first: as heavy as it, where there is one."""
    family, file = RARE
    path = fetched_folder() / file
    rare = Face(family, path) if path.exists() else None
    return tuple(filter(None, (_heavy(role), rare, system_face())))


def _heavy(role):
    family, file = HEAVY.get(role, ("", ""))
    path = next((path for folder in SYSTEM_FOLDERS for path in folder.rglob(file)), None) if file else None
    return Face(family, path, number=2) if path else None  # 2: the simplified one in the collection


def warnings():
    """Return sentences on what is printed with a stand-in, for the operator."""
    poor = [role.label for role in Role if face_of(role).is_system]
    if not poor:
        return []
    return [f"没有{'、'.join(poor)}字体，暂用 {SYSTEM[0]} 代替，版面不合 GB/T 9704：请运行 bin/fonts 取得免费字体。"]
