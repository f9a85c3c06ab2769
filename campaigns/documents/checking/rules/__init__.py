"""The rules, in the order of the standard. Importing a module enters its rules."""

from . import paper, head, letter, title, body, seals, signatures, dates, attachments, imprint, page_numbers  # noqa: F401, I001
from .registry import RULES, rules_for

__all__ = ["RULES", "rules_for"]
