"""Every word in an Office file (.docx, .xlsx, ISO/IEC 29500), for who looks for what must not go public.

A reader sees the text; whoever takes the file away has the rest, too: headers, notes, remarks, text boxes, hidden and
deleted words, links, field codes, names of authors. So each part is read, and none is passed over unread.
"""

import io
import re
import zipfile
from decimal import Decimal

from lxml import etree

from .word.package import MOST_INFLATED, MOST_MEMBERS, MOST_OF_A_PART, MOST_RATIO, MOST_TAGS

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_ENDINGS = (".png", ".jpg", ".jpeg", ".jpe", ".gif", ".bmp", ".tif", ".tiff")
_SHORTEST = 11  # what is shorter cannot hold a number of a person
_ASIDE = re.compile(rb"<!--(.*?)-->|<\?(.*?)\?>", re.DOTALL)
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_POWER = re.compile(r"\d(?:\.\d+)?[eE]\+?1?\d")  # how some programs write a cell's 13812345678


class Unreadable(ValueError):
    """Something in the file is neither words nor a picture, or the file is broken, locked or a bomb."""


def words_of(data: bytes, most: int) -> str:
    """Return all that stands in the parts of an Office file, what people see first. Raise Unreadable.

    most: characters; one that holds more is not read.
    """
    with _opened(data) as archive:
        words = _Words(most)
        words.add_aside(archive.comment.decode(errors="replace"))
        for info in archive.infolist():
            words.add_aside(info.filename)
            _read(_inflated(archive, info), info.filename.lower(), words)
    if not any(line.strip() for line in words.lines):
        raise Unreadable("no words: pictures of some")
    return words.text


# --- parts --------------------------------------------------------------------------------------------------------


def _opened(data):
    if data.count(b"PK\1\2") > MOST_MEMBERS:
        raise Unreadable("too many parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # a broken file breaks its reader in any way it likes
        raise Unreadable("no archive") from error
    packed = sum(info.compress_size for info in archive.infolist())
    inflated = sum(info.file_size for info in archive.infolist())
    if inflated > min(MOST_INFLATED, MOST_RATIO * max(packed, 1024)):
        raise Unreadable("a bomb")
    return archive


def _inflated(archive, info):
    if info.file_size > MOST_OF_A_PART or info.flag_bits & 1:
        raise Unreadable("too large, or locked")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("packed in another way")
    try:
        with archive.open(info) as member:
            return member.read(info.file_size + 1)  # a member that is longer than it says fails its checksum
    except Exception as error:  # as above
        raise Unreadable("a broken part") from error


def _read(content, name, words):
    """Add what stands in a part to `words`. A picture holds none; what is neither that nor XML is not read."""
    is_picture = name.endswith(_ENDINGS) and content.startswith(_PICTURES)
    if not content or is_picture:
        return
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    for aside in _ASIDE.finditer(content):
        words.add_aside((aside[1] or aside[2] or b"").decode(errors="replace"))
    _Part(words).read(_root(content, words))


def _root(content, words):
    """Return the root element. A DOCTYPE, which could declare entities, is looked for in the encoding that is parsed."""
    words.tags += content.count(b"<")
    if b"<!DOCTYPE" in content or words.tags > MOST_TAGS:
        raise Unreadable("entities, or too many tags")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("no XML") from error


# --- words --------------------------------------------------------------------------------------------------------


class _Words:
    """The lines that people see, and beside them all others, each once."""

    def __init__(self, most):
        self.most, self.tags, self.lines, self.aside = most, 0, [], {}

    def add(self, line):
        self._count(line)
        self.lines.append(line)

    def add_aside(self, line):
        line = line.strip()
        if line not in self.aside and line:
            self._count(line)
            self.aside[line] = True

    def _count(self, line):
        self.most -= len(line) + 1
        if self.most < 0:
            raise Unreadable("too long")

    @property
    def text(self):
        seen = set(self.lines)
        return "\n\n".join(["\n".join(self.lines), *(line for line in self.aside if line not in seen)])


_BLOCKS = {"p", "si", "is", "comment", "rPh", "rt"}  # words within one belong together, whatever stands between them
_CELLS = {"tc", "si", "is"}
_NOW, _SHOWN, _BEFORE, _CODE = range(4)  # with hidden words, without them, before revisions were made, codes of fields
_WORDS = {"t": _NOW, "delText": _BEFORE, "instrText": _CODE, "delInstrText": _CODE}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Part:
    """One part of XML: words of a paragraph or a cell together, every other text and attribute for itself."""

    def __init__(self, words):
        self.words, self.blocks = words, [_block()]
        self.inserted = self.hidden = self.fallback = 0

    def read(self, root):
        mixed = set()
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            self._within(name, element, 1 if event == "start" else -1)
            if event == "start":
                self._start(name, element)
            elif element.tail and element.tail.strip() and element is not root:
                mixed.add(element.getparent())
            if event == "end" and name in _BLOCKS:
                self._close(self.blocks.pop())
            if event == "end" and name in _CELLS:
                self.words.add("")  # no number goes on from a cell to the next
        self._close(self.blocks.pop())
        for element in mixed:
            self.words.add_aside("".join(element.itertext()))

    def _within(self, name, element, step):
        if name == "ins":
            self.inserted += step
        elif name == "Fallback":  # says again, for old programs, what stands beside it
            self.fallback += step
        elif name == "r" and _is_hidden(element):
            self.hidden += step

    def _start(self, name, element):
        if name in _BLOCKS:
            self.blocks.append(_block())
        if name in _WORDS:
            self._say(_WORDS[name], (element.text or "") + "".join(child.tail or "" for child in element))
        elif name in _SIGNS:
            self._say(_NOW, _SIGNS[name])
        elif element.text and element.text.strip():
            self.words.add_aside(_plain(element.text.strip()))
        for value in element.attrib.values():
            if len(value) >= _SHORTEST and not _GUID.fullmatch(value):
                self.words.add_aside(value)

    def _say(self, kind, text):
        block = self.blocks[-1]
        block[kind].append(text)
        if kind == _NOW and not self.hidden:
            block[_SHOWN].append(text)
        if kind == _NOW and not self.inserted:
            block[_BEFORE].append(text)

    def _close(self, block):
        now, *others = map("".join, block)
        if now and not self.fallback:
            self.words.add(now)
        for line in others if now and not self.fallback else (now, *others):
            if line != now or self.fallback:
                self.words.add_aside(line)


def _block():
    return ([], [], [], [])


def _is_hidden(run):
    mark = next(run.iterfind("{*}rPr/{*}vanish"), None)
    return mark is not None and not {"0", "false", "off"} & set(mark.attrib.values())


def _plain(text):
    return str(int(Decimal(text))) if _POWER.fullmatch(text) else text
