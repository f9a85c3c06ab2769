"""The parts of a .docx: opened so that neither a bomb nor a broken file costs more than the file is allowed to.

What the file says of itself is checked before anything is inflated; what is inflated is bounded whatever it said.
"""

import io
import posixpath
import zipfile

from lxml import etree

from ..refusal import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_INFLATED = 200 * 1024 * 1024  # as the file says; of it only text is ever inflated
MOST_RATIO = 200
MOST_OF_A_PART = 20 * 1024 * 1024
MOST_TAGS = 1_000_000

BROKEN = "文件已损坏，或者不是 Word（.docx）文件，请用 Word 打开后另存再试。"
ENCRYPTED = "文件已加密，请在 Word 中取消密码后再上传。"
TOO_COMPLEX = "文件过于复杂，没有读取；请把文字复制到新的 Word 文件里再试。"
_OTHERS = (("xl/", "Excel 表格"), ("ppt/", "PowerPoint 演示文稿"))
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# ISO's strict form of the same names (Word: 严格的 Open XML 文档).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OFFICE.rstrip("/").encode()),
)  # fmt: skip


class Package:
    """An opened .docx. `document` is the root of its text. Raises Refused, and nothing else, whatever the bytes."""

    def __init__(self, data: bytes):
        if len(data) > MOST_BYTES:
            raise Refused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB 的上限，请删去图片，只留通知的文字。")
        if data.count(b"PK\1\2") > MOST_MEMBERS:
            raise Refused(TOO_COMPLEX)
        self.archive = _opened(data)
        self.members = {info.filename: info for info in self.archive.infolist()}
        self._refuse_bombs()
        self._refuse_others()
        self.main = self._target("", "officeDocument") or "word/document.xml"
        self._refuse_macros()
        self.document = self.part(self.main)
        if self.document is None:
            raise Refused(BROKEN)

    def part(self, name):
        """Return the root element of a part, or None where the file has none of that name."""
        info = self.members.get(name)
        return None if info is None else _parsed(self._inflated(info))

    def related(self, kind):
        """Return the root of the part that the text calls its `kind` (numbering, styles), or None."""
        return self.part(self._target(self.main, kind))

    def _target(self, source, kind):
        """Return the name of the first part that `source` relates to as `kind`; "" where there is none."""
        folder, name = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        for each in () if root is None else root.iter("{*}Relationship"):
            if each.get("Type") == _OFFICE + kind and each.get("TargetMode") != "External":
                target = each.get("Target", "")
                return posixpath.normpath(
                    target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                )
        return ""

    def _inflated(self, info):
        if info.file_size > MOST_OF_A_PART:
            raise Refused(TOO_COMPLEX)
        if info.flag_bits & 1:
            raise Refused(ENCRYPTED)
        try:
            with self.archive.open(info) as member:
                return member.read(info.file_size + 1)  # a member that is longer than it says fails its checksum
        except Exception:  # a broken file breaks its reader in any way it likes
            raise Refused(BROKEN) from None

    def _refuse_bombs(self):
        packed = sum(info.compress_size for info in self.members.values())
        inflated = sum(info.file_size for info in self.members.values())
        if inflated > MOST_INFLATED or inflated > MOST_RATIO * max(packed, 1024):
            raise Refused(TOO_COMPLEX)

    def _refuse_others(self):
        for folder, name in _OTHERS:
            if any(member.startswith(folder) for member in self.members):
                raise Refused(f"这是{name}，请提供 Word（.docx）文件或纯文本（.txt）。")

    def _refuse_macros(self):
        types = self.part("[Content_Types].xml")
        if types is None:
            raise Refused(BROKEN)
        said = [each.get("ContentType", "") for each in types.iter("{*}Override", "{*}Default")]
        if any("macroEnabled" in each or "vbaProject" in each for each in said) or any(
            member.lower().endswith("vbaproject.bin") for member in self.members
        ):
            raise Refused("文件含有宏，为安全起见没有读取，请在 Word 中另存为不含宏的 .docx 文件。")


def _opened(data):
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # as above
        raise Refused(BROKEN) from None
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in archive.infolist()):
        raise Refused(BROKEN)
    return archive


def _parsed(content):
    """Return the root element. A DOCTYPE, which could declare entities, has no place in a .docx.

    It is looked for before parsing, in the one encoding in which the parser is made to read.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    if b"<!DOCTYPE" in content:
        raise Refused(BROKEN)
    if content.count(b"<") > MOST_TAGS:
        raise Refused(TOO_COMPLEX)
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(BROKEN) from None
