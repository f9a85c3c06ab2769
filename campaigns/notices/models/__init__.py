"""Notices, their numbered editions, the clauses of an edition, and how clauses descend from the parent's."""

from .cited import CitedDocument
from .clause import Clause
from .comparison_file import ComparisonFile, uncompared
from .edition import Edition, Issuer
from .file import CONTENT_TYPES, EditionFile, PagePicture
from .lineage import Lineage, with_tallies
from .notice import COLUMNS, Notice
from .text import NoticeText

__all__ = [
    "COLUMNS", "CONTENT_TYPES", "CitedDocument", "Clause", "ComparisonFile", "Edition", "EditionFile", "Issuer", "Lineage", "Notice", "NoticeText",
    "PagePicture", "uncompared", "with_tallies",
]  # fmt: skip
