"""The names that the host, or an organ that it succeeded, bore in the past: an opening may still speak by them."""

import re

from ..doubts import Doubt, key_of
from .organs import names_today

_DECIDES = r"(?<![据照经由]){name}[^。；;：:]{{0,200}}?(?:决定|定于|商定|将|拟)"


class Former:
    """The former names of a host. Within 《》 and after 原 they are meant as they stand. Two queries."""

    def __init__(self, host):
        self.host = host
        rows = host.names_ever().values_list("name", "short_name")
        names = {name for row in rows for name in row if name} - names_today(host)
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        self.form = re.compile(rf"《[^《》]*》|(?<!原)(?P<name>{longest_first or '(?!)'})")

    def names_in(self, text):
        """Return the former names by which a text calls the host, each once."""
        return list(dict.fromkeys(found["name"] for found in self.form.finditer(text) if found["name"]))

    def renamed(self, text):
        """Return the text with the host's name of today instead."""
        return self.form.sub(lambda found: str(self.host) if found["name"] else found[0], text)

    def decides(self, text):
        """Whether it is an organ of that name that speaks in the text: it decides something."""
        return any(re.search(_DECIDES.format(name=re.escape(name)), text) for name in self.names_in(text))


def doubts_on(preamble, former):
    """Return [(Piece, Doubt)]: shall the host be called by its name of today where an opening has another one?

    The answer is yes where the organ of that name speaks, no where the text only mentions it.
    """
    return [(piece, _doubt(piece, names, former)) for piece in preamble if (names := former.names_in(piece.text))]


def _doubt(piece, names, former):
    called = "、".join(f"“{name}”" for name in names)
    sentence = f"导语写的是{called}，该机关现为“{former.host}”，改写为现在的名称吗？"
    return Doubt(key_of("former", piece.line, piece.text), piece.line, sentence, former.decides(piece.text))
