"""From the name of a font in a PDF to the face that the standard asks for: 仿宋, 小标宋, 楷体, 黑体, 宋体."""

import re
from functools import cache

FANG, BIAO, KAI, HEI, SONG = "仿宋", "小标宋", "楷体", "黑体", "宋体"

# The first that fits: FangSong is no Song, XiaoBiaoSong is none either, and YaHei is no Hei.
_FACES = (
    ("", re.compile(r"yahei|雅黑|ukai|noto|sourcehan|思源")),
    (BIAO, re.compile(r"小标宋|xiaobiao|xbs|fandolsong-?bold")),
    (FANG, re.compile(r"仿宋|fang|fzfs")),
    (KAI, re.compile(r"楷|kai|fzkt")),
    (HEI, re.compile(r"黑体|黑_|hei|fzht")),
    (SONG, re.compile(r"宋|song|simsun|fzss")),
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")


@cache
def face_of(font):
    """Return the face of a font by its name, "" for a face that the standard does not know."""
    name = without_subset(font).lower()
    return next((face for face, form in _FACES if form.search(name)), "")


def without_subset(font):
    """Return a font's name without the six letters that mark a subset (ABCDEF+FandolFang)."""
    return _SUBSET.sub("", font)
