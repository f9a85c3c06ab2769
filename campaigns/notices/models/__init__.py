"""Notices, their numbered editions, the clauses of an edition, and how clauses descend from the parent's."""

from .cited import CitedDocument
from .clause import Clause
from .comparison_file import ComparisonFile, uncompared
from .edition import Edition, Issuer
from .file import EditionFile, PagePicture
from .lineage import Lineage, with_lineage, with_tallies
from .notice import Notice
from .text import NoticeText

__all__ = [
    "CitedDocument", "Clause", "ComparisonFile", "Edition", "EditionFile", "Issuer", "Lineage", "Notice", "NoticeText",
    "PagePicture", "uncompared", "with_lineage", "with_tallies",
]  # fmt: skip
