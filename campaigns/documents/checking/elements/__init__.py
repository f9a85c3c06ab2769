"""Recognising the elements of an official document by where they stand, how large they are, and what they say."""

from .document import Elements, elements_of

__all__ = ["Elements", "elements_of"]
