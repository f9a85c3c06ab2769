"""Advice on the wording of a document: what a careful clerk would query. Nothing of it is measured.

Kinds and organs: 党政机关公文处理工作条例 (中办发〔2012〕14号); marks: GB/T 15834; numerals: GB/T 15835.
"""

from .kinds import of_kind
from .marks import of_marks
from .numerals import of_numerals
from .parts import of_parts
from .serials import of_serials
from .texts import texts_of


def advise(elements):
    """Return the advice on a document's Elements as (rule, section, text it is about, sentence)."""
    texts = texts_of(elements)
    return [
        *of_kind(elements, texts),
        *of_parts(elements),
        *of_marks(elements, texts),
        *of_serials(elements),
        *of_numerals(texts),
    ]
