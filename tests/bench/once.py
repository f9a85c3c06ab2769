"""A fresh process that prints the national notice once.

python -m tests.bench.once PDF            as one of the portal's own does: Django, reading its text, typesetter, printing
python -m tests.bench.once PDF PICKLE     the typesetter alone, which needs no Django, on the Document that was read before
"""

import json
import os
import pickle
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from .memory import own_memory

laps = {}


@contextmanager
def lap(name):
    begun = time.perf_counter()
    yield
    laps[name] = time.perf_counter() - begun


def notice():
    """Return the Document of the national notice, read from its text. Needs Django."""
    import campaigns
    from campaigns.notices.printing import document_from
    from campaigns.notices.reading import read

    text = Path(campaigns.__file__).parent / "notices/sample/2008-national.txt"
    return document_from(read(text.read_text(encoding="utf-8")))


def main(pdf, pickled=None):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualitymonth.settings")
    if not pickled:
        with lap("Django"):
            import django

            django.setup()
    with lap("importing the typesetter"):
        from campaigns.documents.pdf.typesetting import as_pdf
    with lap("reading"):
        document = pickle.loads(Path(pickled).read_bytes()) if pickled else notice()  # noqa: S301  our own, of this run
    with lap("printing"):
        Path(pdf).write_bytes(as_pdf(document))
    return {"laps": laps, "peak": own_memory()[1]}


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout)
