"""Numerals (GB/T 15835-2011)."""

from ...wording import NUMERALS
from .texts import around


def of_numerals(texts):
    for form in NUMERALS:
        hits = [(text, found.start()) for text in texts for found in form.pattern.finditer(text)]
        if hits:
            times = f"共{len(hits)}处。" if len(hits) > 1 else ""
            yield form.rule, form.section, around(*hits[0]), form.sentence + times
