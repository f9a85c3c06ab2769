"""The type: which font stands for each face of the standard, how wide its characters are, what it lacks.

An operator's folder comes first (the licensed 方正小标宋, 仿宋_GB2312 and so on, which may not be handed on), then the
free fonts that bin/fonts fetches, then a font of the system. What no font has is refused: a box is never printed.
"""

from .characters import UnprintableError, refuse_unprintable, setter, width
from .choice import FREE, LICENSED, RARE, SYSTEM, NoFontError, Role, face_of, fallbacks, fetched_folder, warnings
from .face import Face
from .known import configuration

__all__ = [
    "FREE",
    "LICENSED",
    "RARE",
    "SYSTEM",
    "Face",
    "NoFontError",
    "Role",
    "UnprintableError",
    "configuration",
    "face_of",
    "fallbacks",
    "fetched_folder",
    "refuse_unprintable",
    "setter",
    "warnings",
    "width",
]
