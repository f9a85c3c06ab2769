"""What runs in a process of its own: prints documents and says, as JSON, what it measured of itself.

python -m tests.bench.press COMMAND ARGUMENT…    FOLDER is where `prepare` has put the national notice.
"""

import gc
import importlib
import json
import logging
import pickle
import shutil
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
import weasyprint

from campaigns.documents import fonts
from campaigns.documents.document import Layout
from campaigns.documents.pdf import typesetting
from campaigns.documents.pdf.fetching import STATIC

from .memory import own_memory
from .once import notice

# The steps of as_pdf, by the functions that take them. What they call of each other counts for the outer one.
STEPS = {
    "breaking lines and pages": (typesetting, "set_document"),
    "markup": (typesetting, "markup_of"),
    "parsing": (weasyprint.HTML, "__init__"),
    "layout": (weasyprint.HTML, "render"),
    "writing": (weasyprint.document.Document, "write_pdf"),
}


def loaded(folder):
    return pickle.loads((Path(folder) / "notice.pickle").read_bytes())  # noqa: S301  our own, of this run


def prepare(folder):
    """Put into a folder the notice, and its HTML as Chromium can read it: beside its CSS, and with its fonts."""
    document, folder = notice(), Path(folder)
    (folder / "notice.pickle").write_bytes(pickle.dumps(document))
    shutil.copytree(STATIC / "css", folder / "css")
    faces = {
        face for role in fonts.Role for face in (fonts.face_of(role), *fonts.fallbacks(role)) if not face.is_system
    }
    rules = "".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("{face.path.as_uri()}") }}\n' for face in faces
    )
    html = typesetting.as_html(document).replace("<head>", f"<head>\n<style>\n{rules}</style>", 1)
    (folder / "notice.html").write_text(html, encoding="utf-8")


def warm(folder, runs):
    """Print the notice `runs` times in each layout, the layouts in turn, after one unmeasured time."""
    document = loaded(folder)
    found = {layout: [] for layout in Layout}
    for number in range(int(runs) + 1):
        for layout in Layout:
            laps = steps(document, layout)
            found[layout] += [laps] if number else []
    return found


def steps(document, layout=Layout.Y2012):
    """Print a document and return {step: seconds, "all": seconds}."""
    laps = {}
    with ExitStack() as stack:
        for name, (owner, function) in STEPS.items():
            stack.enter_context(timed(laps, name, owner, function))
        begun = time.perf_counter()
        typesetting.as_pdf(document, layout)
        laps["all"] = time.perf_counter() - begun
    if missing := STEPS.keys() - laps.keys():
        raise LookupError(f"as_pdf no longer takes these steps: {missing}")
    return laps


@contextmanager
def timed(laps, name, owner, function):
    real = getattr(owner, function)

    def measured(*arguments, **options):
        begun = time.perf_counter()
        result = real(*arguments, **options)
        laps[name] = laps.get(name, 0) + time.perf_counter() - begun
        return result

    setattr(owner, function, measured)
    try:
        yield
    finally:
        setattr(owner, function, real)


def many(folder, count):
    """Print `count` different documents; return the memory, and the objects still alive, after every fifth."""
    from .documents import different

    found = []
    for number, (document, layout) in enumerate(different(loaded(folder), int(count)), start=1):
        typesetting.as_pdf(document, layout)
        if number in (1, int(count)) or number % 5 == 0:
            gc.collect()
            found.append({"documents": number, "memory": own_memory()[0], "objects": len(gc.get_objects())})
    return {"after": found, "peak": own_memory()[1]}


def long(folder, kind, size):
    """Print one document: the notice (size 1), its text repeated, or with one clause of so many characters."""
    from .documents import repeated, with_a_clause

    document = {"times": repeated, "clause": with_a_clause}[kind](loaded(folder), int(size))
    laps = steps(document)
    return {
        "steps": laps,
        "peak": own_memory()[1],
        "pages": len(typesetting.set_document(document, Layout.Y2012).pages),
    }


def formats(folder, runs):
    """Make each format `runs` times in turn; return {name: seconds}, or None for what is not there."""
    document = loaded(folder)
    pdf = typesetting.as_pdf(document)
    makers = {
        "PDF": lambda: typesetting.as_pdf(document),
        "DOCX": _maker("campaigns.documents.word", "as_docx", document),
        "check": _maker("campaigns.documents.checking", "check", pdf),
    }
    found = {name: [] if maker else None for name, maker in makers.items()}
    for number in range(int(runs) + 1):
        for name, maker in makers.items():
            if maker:
                begun = time.perf_counter()
                maker()
                found[name] += [time.perf_counter() - begun] if number else []
    return found


def _maker(module, name, argument):
    try:
        function = getattr(importlib.import_module(module), name)
    except ImportError as error:
        print(f"{module} cannot be imported: {error}", file=sys.stderr)
        return None
    return lambda: function(argument)


def describe(pdf):
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # Chromium's Type 3 fonts have no box
    with pdfplumber.open(pdf) as file:
        fonts = {each["fontname"].partition("+")[2] or each["fontname"] for page in file.pages for each in page.chars}
        return {
            "pages": len(file.pages),
            "kilobytes": Path(pdf).stat().st_size / 1024,
            "fonts": sorted(fonts),
            "is_tagged": "StructTreeRoot" in file.doc.catalog,
        }


COMMANDS = {each.__name__: each for each in (prepare, warm, many, long, formats, describe)}

if __name__ == "__main__":
    django.setup()
    json.dump(COMMANDS[sys.argv[1]](*sys.argv[2:]), sys.stdout)
