"""What the typesetter is told of the fonts: their files, and the names under which a document asks for them."""

import logging
import os
from functools import cache
from xml.sax.saxutils import escape

from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration

from .choice import Role, face_of, fallbacks, warnings

logger = logging.getLogger(__name__)


@cache
def configuration():
    """Return the one FontConfiguration of this process: a new one for each document costs 5 MB that never come back.

    The faces are made known here and not by @font-face in the documents, for which WeasyPrint copies every file to a
    temporary folder that a killed process leaves behind, and which would make it fetch what is no file of ours.
    """
    made = FontConfiguration()
    for face in {face for role in Role for face in (face_of(role), *fallbacks(role))}:
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
