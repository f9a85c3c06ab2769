"""Word files for the tests, put together from their XML."""

import io
import zipfile

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)


def part(tag, inside):
    drawing = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return f'<w:{tag} xmlns:w="{NAMESPACE}" {drawing}>{inside}</w:{tag}>'


def p(text="", properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text, level=0, number=1):
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows):
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def levels(*forms):
    """The levels of a list: (numFmt, lvlText), or with more of the level's XML as a third."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{"".join(more)}</w:lvl>'
        for at, (form, text, *more) in enumerate(forms)
    )


def lists(*forms, nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    return f'<w:abstractNum w:abstractNumId="0">{levels(*forms)}</w:abstractNum>{nums}'


def relations(targets):
    rows = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def docx(body="", numbering="", styles="", kind=MAIN, **more):
    """Return the bytes of a Word file with this body. `more` are further members, or other content of the usual ones."""
    members = {
        "[Content_Types].xml": TYPES.format(kind),
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relations([("numbering", "numbering.xml"), ("styles", "/word/styles.xml")]),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/numbering.xml": part("numbering", numbering),
        "word/styles.xml": part("styles", styles),
    } | more.get("members", {})
    return archive(members)


def archive(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return file.getvalue()
