"""Notices, their numbered editions, the clauses of an edition, and how clauses descend from the parent's."""

from .clause import Clause
from .edition import Edition, Issuer
from .file import EditionFile
from .lineage import Lineage, with_lineage, with_tallies
from .notice import Notice

__all__ = ["Clause", "Edition", "EditionFile", "Issuer", "Lineage", "Notice", "with_lineage", "with_tallies"]
