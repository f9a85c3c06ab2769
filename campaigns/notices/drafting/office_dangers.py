"""What an Office file (ISO/IEC 29500) must not hold that the public opens: macros, other files, what is fetched elsewhere.

Looked for in what the parts say they are, in how they relate, and in their first bytes: a name alone shows nothing.
"""

import io
import re
import zipfile

from lxml import etree

from ..refusal import Refused
from ..word.package import MOST_INFLATED, MOST_OF_A_PART, MOST_RATIO

MOST_MEMBERS = 10_000
BROKEN = "文件已损坏，请打开检查后重新另存再上传。"
TOO_COMPLEX = "文件过于复杂，没有收下；请另存为 PDF 再上传。"
LOCKED = "文件设了密码，公众打不开。请取消密码，另存后再上传。"
MACROS = "文件里有宏，请另存为不含宏的 .docx 或 .xlsx 文件再上传。"
OUTSIDE = (
    "文件里有外部链接（链接的模板、图片、表格或数据），打开时会到文件以外取内容。"
    "请断开链接，或者把内容复制到新建的文件里，另存后再上传。"
)
INSIDE = "文件里嵌有其他文件或控件（如嵌入的表格、图表的数据），请改为图片或文字，另存后再上传。"
ODD = "文件的结构不合规范，没有收下。请用 Word 或 Excel 打开，另存为新的文件再上传。"

# By what a part is, or how it relates to another; small letters, and the end of the name alone of a relation.
_TYPES = [
    (re.compile("macro|vba"), MACROS),
    (re.compile("externallink"), OUTSIDE),
    (re.compile("oleobject|activex"), INSIDE),
]
_RELATIONS = {
    **dict.fromkeys(("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"), MACROS),
    **dict.fromkeys(("externallink", "externallinkpath", "attachedtemplate", "subdocument", "frame"), OUTSIDE),
    **dict.fromkeys(("oleobject", "package", "control", "activexcontrolbinary", "afchunk"), INSIDE),
}
_FIRST_BYTES = {b"\xd0\xcf\x11\xe0": INSIDE, b"PK\3\4": INSIDE, b"MZ": INSIDE, b"%PDF": INSIDE, b"{\\rt": INSIDE}
_PLACES = [(re.compile("vbaproject|/macrosheets/"), MACROS), (re.compile("/embeddings/|/activex/"), INSIDE)]
_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)  # a field that starts another program
_PIECE = 1 << 20


def refuse_dangers(data):
    """Return the names of the parts of an Office file. Raise Refused for one that the public must not open."""
    with _opened(data) as archive:
        members = archive.infolist()
        _refuse_bombs(members)
        for info in members:
            _refuse_part(archive, info)
        return {info.filename for info in members}


def _opened(data):
    if data.count(b"PK\1\2") > MOST_MEMBERS:
        raise Refused(TOO_COMPLEX)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # a broken file breaks its reader in any way it likes
        raise Refused(BROKEN) from None


def _refuse_bombs(members):
    packed = sum(info.compress_size for info in members)
    if sum(info.file_size for info in members) > min(MOST_INFLATED, MOST_RATIO * max(packed, 1024)):
        raise Refused(TOO_COMPLEX)
    if any(info.flag_bits & 1 for info in members):
        raise Refused(LOCKED)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members):
        raise Refused(ODD)
    if len({info.filename.casefold() for info in members}) < len(members):  # each program reads another of the two
        raise Refused(ODD)


def _refuse_part(archive, info):
    name = info.filename.lower()
    _refuse_by(_PLACES, f"/{name}")
    head = _declared(archive, info)
    for first, said in _FIRST_BYTES.items():
        if head.startswith(first):
            raise Refused(said)
    if name == "[content_types].xml":
        for each in _root(archive, info).iter("{*}Override", "{*}Default"):
            _refuse_by(_TYPES, each.get("ContentType", "").lower())
    elif name.endswith(".rels"):
        for each in _root(archive, info).iter("{*}Relationship"):
            _refuse_relation(each)
    elif name.startswith("word/") and name.endswith(".xml"):
        _refuse_fields(archive, info)


def _refuse_by(rules, text):
    for pattern, said in rules:
        if pattern.search(text):
            raise Refused(said)


def _refuse_relation(each):
    kind = each.get("Type", "").rpartition("/")[2].lower()
    if kind in _RELATIONS:
        raise Refused(_RELATIONS[kind])
    if each.get("TargetMode", "").strip().lower() == "external" and kind != "hyperlink":
        raise Refused(OUTSIDE)


def _refuse_fields(archive, info):
    """A field's code may be cut into pieces, so that it is put together before it is looked at."""
    if info.file_size > MOST_OF_A_PART:
        raise Refused(TOO_COMPLEX)
    root = _root(archive, info)
    codes = ["".join(each.itertext()) for each in root.iter("{*}instrText")]
    simple = [value for each in root.iter("{*}fldSimple") for value in each.attrib.values()]
    if _DDE.search("".join(codes)) or any(map(_DDE.search, simple)):
        raise Refused(OUTSIDE)


# --- parts --------------------------------------------------------------------------------------------------------


def _declared(archive, info):
    """Return the first bytes of a part. Raise Refused where it declares what only XML outside of Office does, or is cut."""
    head = last = b""
    for piece in _pieces(archive, info):
        head = head or piece[:8]
        both = (last + piece).replace(b"\0", b"")  # as it stands in UTF-16
        if head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<") and b"<!DOCTYPE" in both:
            raise Refused(ODD)
        last = piece[-32:]
    return head


def _pieces(archive, info):
    try:
        with archive.open(info) as member:
            while piece := member.read(_PIECE):
                yield piece
    except Exception:  # as above; what is longer or shorter than it says fails its checksum
        raise Refused(BROKEN) from None


def _root(archive, info):
    if info.file_size > MOST_OF_A_PART:
        raise Refused(TOO_COMPLEX)
    content = b"".join(_pieces(archive, info))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(BROKEN) from None
