"""From an edition, or from what was read of a text, to the document that is printed."""

from campaigns.documents.document import Attachment, Document, Listed, Organ, Piece, Table

from .intake import Refused
from .outline import Outline

FULL_SPACE = "\u3000"
RECORDED = "历史文件，照录原文；红头按发文机关拟制，非原件样式。"
INVENTED = "示例，内容虚构。"


def document_of(edition, has_seals=False):
    """Return the documents.Document of an edition: all of it, and nothing that is not in it.

    has_seals: whether the organs' uploaded seals stand on it. A recorded notice never bears one: it was sealed elsewhere.
    """
    outline = Outline(edition.clauses.for_reading())
    is_recorded = edition.notice.is_recorded
    issuers = edition.issuers.select_related("department")
    return Document(
        title=edition.title,
        organs=tuple(organ_of(issuer, has_seals and not is_recorded) for issuer in issuers),
        is_signed=edition.is_signed,
        urgency=edition.urgency,
        number=edition.doc_number,
        addressees=edition.addressees,
        pieces=pieces_of(outline.body.clauses),
        listed=tuple(Listed(head.listed_marker, head.listed) for head in outline.listed),
        dated=edition.dated_on if edition.dated_text else "",
        notes=tuple(edition.notes),
        attachments=tuple(
            Attachment(part.head.marker, part.head.heading, (*_file_of(part.head), *pieces_of(part.clauses)))
            for part in outline.attachments
        ),
        keywords=tuple(filter(None, edition.keywords.split(FULL_SPACE))),
        cc=edition.cc,
        internal_distribution=edition.distributed,
        print_office=edition.print_office,
        printed=edition.printed,
        is_draft=not (is_recorded or edition.is_frozen),
        remark=remark_of(edition.notice),
    )


def remark_of(notice):
    """Return what the file says of itself in its properties, or nothing."""
    if notice.campaign.is_sample:
        return INVENTED
    return RECORDED if notice.is_recorded else ""


def organ_of(issuer, has_seal):
    """Return the documents.Organ of an Issuer. Raise Refused where its seal is wanted and not there."""
    if not has_seal:
        return Organ(issuer.printed_name)
    department = issuer.department
    if not department or not department.seal:
        raise Refused(f"{issuer.printed_name}还没有上传印章，请先在管理后台上传，或不加盖印章。")
    try:
        with department.seal.open() as file:
            return Organ(issuer.printed_name, file.read(), department.seal_mm)
    except FileNotFoundError:
        raise Refused(f"{issuer.printed_name}的印章图片已经不在，请在管理后台重新上传。") from None


def pieces_of(clauses):
    """Return the documents.Pieces and Tables of Clauses, in order."""
    return tuple(table_of(clause.table) if clause.table else piece_of(clause) for clause in clauses)


def piece_of(clause):
    return Piece("theme" if clause.is_theme else clause.kind, clause.text, clause.heading, clause.marker)


def table_of(table):
    rows = tuple(tuple(map(str, row)) for row in table.get("rows", ()))
    return Table(tuple(map(str, table.get("header", ()))), rows, bool(table.get("is_landscape")))


def _file_of(head):
    """What the sheet of an attachment says that is a file: it is issued beside the document."""
    file = getattr(head, "file", None)
    return (Piece("paragraph", f"本附件为电子文件“{file.name}”，随本文件一并印发。"),) if file else ()


# --- straight from a text -----------------------------------------------------------------------------------------


def document_from(reading, *, organs=(), number="", dated=""):
    """Return the Document of a Reading. `organs`, `number`, `dated` stand in for what the text lacks.

    Organs that a person names sign the document; those that the text only mentions stand in its red head alone.
    """
    names = reading.issuers or reading.proposed_issuers
    return Document(
        title=reading.title,
        organs=tuple(organs) or tuple(map(Organ, names)),
        is_signed=reading.is_signed or bool(organs),
        urgency=reading.urgency,
        number=reading.doc_number or number,
        addressees=reading.addressees,
        pieces=(
            *read_pieces(reading.preamble, reading.theme, "preamble"),
            *read_pieces(reading.sections, reading.theme),
            *read_pieces(reading.closing, reading.theme, "closing"),
        ),
        listed=tuple(Listed(each.listed_marker, each.listed) for each in reading.attachments if each.listed),
        dated=(reading.date.iso if reading.date else "") or dated,
        notes=tuple(reading.notes),
        attachments=tuple(
            Attachment(each.printed_label, each.title, read_pieces(each.pieces)) for each in reading.attachments
        ),
        keywords=tuple(reading.keywords),
        cc=reading.cc,
        internal_distribution=f"{reading.internal_label}：{text}" if (text := reading.internal_distribution) else "",
        print_office=reading.print_office,
        printed=f"{reading.print_date.text.removesuffix('印发')}印发" if reading.print_date else "",
    )


def read_pieces(pieces, theme="", kind="paragraph"):
    """Return the documents.Pieces of what was read, each before those below it; `kind` is what a paragraph is here."""
    kinds = {"paragraph": kind}
    return tuple(
        Piece(
            "theme" if theme and piece.text == theme and piece.kind != "slogan" else kinds.get(piece.kind, piece.kind),
            piece.text,
            piece.heading,
            piece.marker,
        )
        for top in pieces
        for piece in unfolded(top)
    )


def unfolded(piece):
    yield piece
    for child in piece.children:
        yield from unfolded(child)
