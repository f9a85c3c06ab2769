"""Word files (.docx, ISO/IEC 29500) that people bring: the text that they see on its pages, and what was left out.

Read by ourselves and not by python-docx, which knows no automatic numbers and opens whatever it is given.
"""

from .reading import WordText, text_of_word

__all__ = ["WordText", "text_of_word"]
