"""Notices, their numbered editions and clauses, how these descend; and what leads from a draft to an issued text."""

from .adaptation import Adaptation
from .addressee import Addressee, ClauseDuty
from .attachment import AttachmentFile
from .cited import CitedDocument
from .clause import Clause
from .comparison_file import ComparisonFile, uncompared
from .confirmation import GateConfirmation
from .countersignature import Countersignature
from .draft_source import DraftSource
from .edition import Edition, Issuer
from .ending import NoticeEnding
from .file import CONTENT_TYPES, EditionFile, PagePicture
from .frozen import Frozen
from .lineage import Lineage, with_tallies
from .lock import Lock
from .move import EditionMove
from .notice import COLUMNS, Notice
from .number import DocumentNumber, NumberSeries, NumberYear, SeriesRelease
from .proof import Proof
from .receipt import Receipt
from .removed_clause import RemovedClause
from .revision import Revision
from .stale_mark import StaleMark
from .text import NoticeText
from .urging import Urging

__all__ = [
    "COLUMNS", "CONTENT_TYPES", "Adaptation", "Addressee", "AttachmentFile", "CitedDocument", "Clause", "ClauseDuty", "ComparisonFile", "Countersignature",
    "DocumentNumber", "DraftSource", "Edition", "EditionFile", "EditionMove", "Frozen", "GateConfirmation", "Issuer", "Lineage", "Lock", "Notice",
    "NoticeEnding", "NoticeText",
    "NumberSeries", "NumberYear", "PagePicture", "Proof", "Receipt", "RemovedClause", "Revision", "SeriesRelease", "StaleMark", "Urging", "uncompared", "with_tallies",
]  # fmt: skip
