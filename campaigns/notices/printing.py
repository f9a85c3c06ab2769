"""From an edition to the document that is printed."""

from campaigns.documents.document import Attachment, Document, Piece

from .outline import Outline


def document_of(edition):
    """Return the documents.Document of an edition: all of it, and nothing that is not in it."""
    outline = Outline(edition.clauses.all())
    return Document(
        title=edition.title,
        number=edition.doc_number,
        addressees=edition.addressees,
        pieces=pieces_of(outline.body),
        listed=tuple(head.listed_marker + head.listed for head in outline.listed),
        issuers=tuple(edition.signatories),
        dated=edition.dated_text,
        notes=tuple(edition.notes),
        attachments=tuple(attachment_of(part) for part in outline.attachments),
        keywords=edition.keywords,
        cc=edition.cc,
        internal_distribution=edition.distributed,
        print_office=edition.print_office,
        printed=edition.printed,
    )


def attachment_of(part):
    return Attachment(part.head.marker, part.head.heading, pieces_of(part))


def pieces_of(part):
    return tuple(piece_of(clause) for clause in part.clauses)


def piece_of(clause):
    kind = "theme" if clause.is_theme else clause.kind
    return Piece(kind, clause.text, clause.heading, clause.marker)
