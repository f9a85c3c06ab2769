"""Reading a notice from plain text, as pasted from Word or from a web page. Pure: no database, no Django."""

from .as_json import as_json
from .document import read
from .structure import Advice, Attachment, Dropped, Piece, Reading

__all__ = ["Advice", "Attachment", "Dropped", "Piece", "Reading", "as_json", "read"]
