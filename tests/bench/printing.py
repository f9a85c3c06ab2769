"""The typesetter: seconds and memory to print the national notice of 2008, and documents far longer than it."""

import json
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import chromium
from .measuring import Figure, Table, answer, python, timed
from .memory import tree_peak

NO_CHROMIUM = "no Chromium is installed: nothing to measure against"
DIFFERENCES = (
    "ours is PDF/UA; Chromium gets the HTML finished and the fonts by @font-face, and replaces one that it refuses"
)
DOCUMENTS = 30
LAYOUTS = ("2012", "1999", "letter")
LONG = {"its text 6 times": ("times", 6), "a clause of 50,000 characters": ("clause", 50_000)}


@contextmanager
def notice_folder():
    with tempfile.TemporaryDirectory() as name:
        answer("press", "prepare", name)
        yield Path(name)


def cold(runs):
    """A fresh process each time, each kind in turn. The first of each, unmeasured, fills the caches of the disc."""
    with notice_folder() as folder:
        table = Table(f"the national notice, a fresh process each time, {runs.many} runs")
        ours, theirs = folder / "ours.pdf", folder / "theirs.pdf"
        commands = {"print": python("once", ours, folder / "notice.pickle"), "read and print": python("once", ours)}
        if chromium.PROGRAM:
            commands["Chromium"] = chromium.command(folder / "notice.html", theirs)
        found = {name: [] for name in commands}
        for number in range(runs.many + 1):
            for name, command in commands.items():
                found[name] += [timed(command)][:number]
        figures = {name: Figure(tuple(each for each, _ in runs)) for name, runs in found.items()}
        yardstick = figures.get("Chromium")
        table.add("print it", figures["print"], yardstick, "Chromium")
        for lap, figure in _laps(found["print"]):
            table.add(f"  of it {lap}", figure, figures["print"], "all of it")
        table.add("read its text and print it", figures["read and print"], yardstick, "Chromium")
        if yardstick:
            table.add("Chromium, the same HTML", yardstick)
            table.notes += [_described("ours", ours), _described("Chromium's", theirs), DIFFERENCES]
        else:
            table.notes.append(NO_CHROMIUM)
        return table.done()


def _laps(found):
    """Return [(part, figure)] of processes as `timed` measured them: what each said of itself, and the rest."""
    laps = [json.loads(printed)["laps"] for _, printed in found]
    parts = [(name, Figure(tuple(each[name] for each in laps))) for name in laps[0] if name != "reading"]
    rest = (whole - sum(each.values()) for (whole, _), each in zip(found, laps, strict=True))
    return [*parts, ("starting and ending Python", Figure(tuple(rest)))]


def _described(whose, pdf):
    found = answer("press", "describe", pdf)
    kind = "tagged" if found["is_tagged"] else "untagged"
    return f"{whose}: {found['pages']} pages, {found['kilobytes']:.0f} kB, {kind}, {', '.join(found['fonts'])}"


def warm(runs):
    with notice_folder() as folder:
        table = Table(f"the national notice again and again in one process, {runs.many} runs")
        found = answer("press", "warm", folder, runs.many)
        whole = {layout: _figure(found[layout], "all") for layout in LAYOUTS}
        for step in found["2012"][0]:
            if step != "all":
                table.add(f"2012: {step}", _figure(found["2012"], step), whole["2012"], "all of it")
        yardstick = None
        if chromium.PROGRAM:
            yardstick = Figure(tuple(answer("chromium", folder / "notice.html", runs.many)))
        table.add("2012: all of it", whole["2012"], yardstick, "Chromium")
        for layout in LAYOUTS[1:]:
            table.add(f"{layout}: all of it", whole[layout], whole["2012"], "2012")
        if yardstick:
            table.add("Chromium that runs already, the same HTML in a new tab", yardstick)
        else:
            table.notes.append(NO_CHROMIUM)
        return table.done()


def _figure(laps, step):
    return Figure(tuple(each[step] for each in laps))


def memory(runs):
    """Growth is what 30 documents leave behind that 5 did not; the first ones fill caches that stay."""
    with notice_folder() as folder:
        table = Table(f"memory, {runs.few} runs")
        one = Figure(
            tuple(answer("once", folder / "ours.pdf", folder / "notice.pickle")["peak"] for _ in range(runs.few)), "MB"
        )
        found = [answer("press", "many", folder, DOCUMENTS) for _ in range(runs.few)]
        yardstick = None
        if chromium.PROGRAM:
            command = chromium.command(folder / "notice.html", folder / "theirs.pdf")
            yardstick = Figure(tuple(tree_peak(command) for _ in range(runs.few)), "MB")
        table.add("peak, 1 document", one, yardstick, "Chromium")
        table.add(
            f"peak, {DOCUMENTS} different documents", Figure(tuple(each["peak"] for each in found), "MB"), one, "1"
        )
        for label, key, unit in (("held", "memory", "MB"), ("objects", "objects", "")):
            after = {each["documents"]: _after(found, each["documents"], key, unit) for each in found[0]["after"]}
            for count, figure in after.items():
                table.add(f"{label} after {count}", figure, after[5] if count > 5 else None, "5")
        if yardstick:
            table.add("peak of Chromium, all its processes, shared pages once", yardstick)
        else:
            table.notes.append(NO_CHROMIUM)
        return table.done()


def _after(found, count, key, unit):
    return Figure(tuple(each[key] for run in found for each in run["after"] if each["documents"] == count), unit)


def long(runs):
    """Long documents, each in a process of its own, beside the notice in one of its own."""
    with notice_folder() as folder:
        table = Table(f"long documents, a process each, {runs.few} runs, imports not counted")
        kinds = {"the notice": ("times", 1), **LONG}
        found = {kind: [] for kind in kinds}
        for _ in range(runs.few):
            for kind, how in kinds.items():
                found[kind].append(answer("press", "long", folder, *how))
        usual = found["the notice"]
        for kind, each in found.items():
            _add_long(table, f"{kind}, {each[0]['pages']} pages", each, None if each is usual else usual)
        return table.done()


def _add_long(table, label, found, usual):
    against = "the notice"
    table.add(f"{label}: seconds", _all(found), usual and _all(usual), against)
    table.add(f"{label}: seconds a page", _a_page(found), usual and _a_page(usual), against)
    for step in ("breaking lines and pages", "layout"):
        table.add(f"{label}: {step}", _a_step(found, step), _all(found), "all of it")
    table.add(f"{label}: peak", _peak(found), usual and _peak(usual), against)


def _a_step(found, step):
    return Figure(tuple(each["steps"][step] for each in found))


def _all(found):
    return _a_step(found, "all")


def _a_page(found):
    return Figure(tuple(each["steps"]["all"] / each["pages"] for each in found))


def _peak(found):
    return Figure(tuple(each["peak"] for each in found), "MB")


def formats(runs):
    with notice_folder() as folder:
        table = Table(f"the national notice in each format in one process, {runs.many} runs")
        found = answer("press", "formats", folder, runs.many)
        pdf = table.add("PDF", Figure(tuple(found["PDF"])))
        for name, label in (("DOCX", "DOCX"), ("check", "check_gongwen on the PDF")):
            if found[name] is None:
                table.notes.append(f"{label}: not measured, it cannot be imported")
            else:
                table.add(label, Figure(tuple(found[name])), pdf, "PDF")
        return table.done()


MEASUREMENTS = {"cold": cold, "warm": warm, "memory": memory, "long": long, "formats": formats}
