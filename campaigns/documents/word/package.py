"""The file round the text: python-docx's empty document without what is python-docx's, and a zip that is always the same."""

import io
import zipfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

from .styles import BIAO, FANG, HEI, KAI, SONG, styles
from .xml import w

MICROSOFT = "http://schemas.microsoft.com/office/word"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows
LONGEST = 255  # characters that a core property holds
# Fonts of an official's PC, and under which other name a PC may have them.
FONTS = {FANG: "仿宋", BIAO: "FZXiaoBiaoSong-B05S", HEI: "SimHei", KAI: "楷体", SONG: "SimSun"}
SURPLUS = ("thumbnail", "customXml", "stylesWithEffects", "webSettings", "numbering")


def empty_word(document, layout):
    """Return a python-docx document with the styles, settings and properties of an official one, and no text."""
    word = docx.Document()
    for owner in (word.part, word.part.package):
        _drop_surplus(owner.rels)
    _replace(word.styles.element, styles(layout))
    _replace(word.settings.element, _settings())
    fonts = next(rel.target_part for rel in word.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = _font_table()
    program = next(rel for rel in word.part.package.rels.values() if rel.reltype.endswith("extended-properties"))
    program.target_part._blob = _program()
    _describe(word, document)
    return word


def _drop_surplus(rels):
    for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/")[-1] in SURPLUS]:
        del rels[key]


def _replace(old, new):
    """Put the content of `new` into the root `old`, which python-docx holds on to."""
    old.clear()
    old.extend(list(new))


def _settings():
    """Even pages have their own footer; marks keep their whole cell (22 x 28); no compatibility mode."""
    modes = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1}
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", *(w("compatSetting", name=name, uri=MICROSOFT, val=value) for name, value in modes.items())),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _font_table():
    fonts = (
        w("font", w("altName", val=other), w("charset", val="86"), w("family", val="auto"), name=name)
        for name, other in FONTS.items()
    )
    table = w("fonts", *fonts)
    return _bytes(table)


def _program():
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return _bytes(parse_xml(f'<Properties xmlns="{space}"><DocSecurity>0</DocSecurity></Properties>'))


def _bytes(element):
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _describe(word, document):
    """Set the core properties. The file bears no time of its own making: the document has its date."""
    properties = word.core_properties
    properties._element.clear()
    properties.title = _line(document.title, "")
    properties.author = _line("、".join(organ.name for organ in document.organs))
    properties.keywords = _line("；".join(document.keywords))
    properties.language = "zh-CN"
    properties.content_status = "草稿" if document.is_draft else ""


def _line(text, gap=" "):
    return gap.join(text.split("\n"))[:LONGEST]


def frozen(word):
    """Return the bytes of a python-docx document: the same for the same document, at any time."""
    saved, result = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return result.getvalue()
