"""From a document to a Word file that a person goes on editing in Word or WPS.

The layout of GB/T 9704 as far as Word has it. Its own: lines are broken by Word, 版记 stands on the last page whether
even or odd, and a mark or a signature that someone changes does not move the rest to its place.
"""

from dataclasses import replace

from ..cleaning import cleaned
from ..document import Layout
from ..labels import addressed, attachment_label, bracketed
from .body import headed, is_landscape, listing, pieces, title_lines
from .imprint import imprint
from .keeping import keep_signature
from .letterhead import leaves_room, letterhead
from .measures import HEIGHT, ROW, WIDTH
from .package import empty_word, frozen
from .seals import Seals
from .sheets import Sheets, speck
from .signature import signature
from .text import paragraph

__all__ = ["as_docx"]


def as_docx(document, layout=Layout.Y2012):
    """Return the DOCX of a Document as bytes; the same document gives the same bytes.

    Raise SealError where a seal is no picture, and what `cleaned` raises.
    """
    document = cleaned(document)
    word = empty_word(document, layout)
    sheets = Sheets(word, layout, document.is_draft)
    moved = _text(document, layout, sheets)
    _end(document, layout, sheets, Seals(word.part))
    for attachment in document.attachments:
        _attachment(attachment, sheets)
    _close(imprint(document, layout, moved), sheets)
    return frozen(word)


def _text(document, layout, sheets):
    """Add all down to the end of the text. Return the addressees that have to stand in the 版记."""
    title = title_lines(document.title, tuple(organ.name for organ in document.organs))
    moved = "" if leaves_room(document, layout, len(title)) else document.addressees
    document = replace(document, addressees="") if moved else document
    below = {} if document.addressees else {"spacing": {"after": ROW}}
    sheets.add(*letterhead(document, layout, len(title)), *headed("DocumentTitle", title, **below))
    if document.addressees:
        sheets.add(paragraph("To", addressed(document.addressees)))
    pieces(sheets, document.pieces)
    return moved


def _end(document, layout, sheets, seals):
    """Add 附件说明, signature and notes, which stay with the last of the text."""
    listed, signed = list(listing(document.listed)), signature(document, layout, seals)
    notes = [paragraph("Note", bracketed(note)) for note in document.notes]
    keep_signature(sheets.last, listed, signed, notes)
    sheets.add(*listed, *signed, *notes)


def _attachment(attachment, sheets):
    """Begin a new sheet; it lies as the table lies with which the attachment begins (§7.3.7)."""
    lies = is_landscape(next(iter(attachment.pieces), None))
    sheets.turn(lies)
    title = headed("AttachmentTitle", title_lines(attachment.title, width=HEIGHT if lies else WIDTH))
    sheets.add(paragraph("AttachmentLabel", attachment_label(attachment.label)), *title)
    pieces(sheets, attachment.pieces)


def _close(last, sheets):
    """Set the 版记 at the foot; Word hangs a floating table on the paragraph that follows it."""
    if last is not None:
        sheets.add(last, speck())
    sheets.finish()
