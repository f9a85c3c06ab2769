"""What differs between two texts, character by character, in pieces that a reader takes in at once."""

import time
from enum import StrEnum
from typing import NamedTuple

from diff_match_patch import diff_match_patch

from ..reading.characters import alike

PATIENCE = 0.3  # seconds for one pair of texts; beyond it, what is left is taken as rewritten
PATIENCE_IN_ALL = 2.0  # seconds for all pairs of a page
HASTE = 0.001
LONGEST = 20_000  # characters; two longer texts are shown beside each other as they are


class Patience:
    """How long the pairs of one page may take together: each what is left, and hardly any once it is used up."""

    def __init__(self, seconds=PATIENCE_IN_ALL):
        self.left = seconds

    def spend(self, work, *arguments):
        """Return what `work` returns, called with the arguments and the seconds that it may take."""
        begun = time.perf_counter()
        found = work(*arguments, max(min(PATIENCE, self.left), HASTE))
        self.left -= time.perf_counter() - begun
        return found


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    ADDED = "added"


class Run(NamedTuple):
    """Characters that follow each other and share one fate."""

    mark: Mark
    text: str


_MARKS = {0: Mark.SAME, -1: Mark.GONE, 1: Mark.ADDED}


def marked(old, new, patience=PATIENCE):
    """Return (runs of `old`, runs of `new`): the texts as they stand, each cut where it differs from the other.

    A difference of full and half width, or of marks that look alike, is none. Two texts with nothing in common, or
    too long to compare, come whole: as gone and as added.
    """
    runs = inline(old, new, patience)
    return [run for run in runs if run.mark != Mark.ADDED], [run for run in _as_new(runs, new) if run.mark != Mark.GONE]


def exact(old, new, patience=PATIENCE):
    """Return the runs as `inline` does, of every character as it stands: a width, or a mark that looks alike, differs, too."""
    return inline(old, new, patience, read=str)


def inline(old, new, patience=PATIENCE, read=alike):
    """Return the runs of both texts in one flow: what is gone stands before what came for it. As `marked` otherwise.

    read: what a text is compared by, a character for each of its own.
    """
    if read(old) == read(new):
        return _whole(Mark.SAME, old)
    if max(len(old), len(new)) > LONGEST:
        return _whole(Mark.GONE, old) + _whole(Mark.ADDED, new)
    found, at, here = [], 0, 0
    for mark, length in _differences(read(old), read(new), patience):
        text = new[here : here + length] if mark == Mark.ADDED else old[at : at + length]
        found.append(Run(mark, text))
        at += length if mark != Mark.ADDED else 0
        here += length if mark != Mark.GONE else 0
    return found


def _as_new(runs, new):
    """Give the runs that both texts share as `new` writes them: in its own width and its own marks."""
    here = 0
    for run in runs:
        if run.mark == Mark.GONE:
            yield run
            continue
        yield Run(run.mark, new[here : here + len(run.text)])
        here += len(run.text)


def _whole(mark, text):
    return [Run(mark, text)] if text else []


def _differences(old, new, patience):
    """Yield (mark, how many characters), in order; small accidental likeness counts as rewritten."""
    engine = diff_match_patch()
    engine.Diff_Timeout = patience
    found = engine.diff_main(old, new, False)
    engine.diff_cleanupSemantic(found)
    for operation, text in found:
        yield _MARKS[operation], len(text)


def paragraphs(runs):
    """Return the runs of a text of several lines as a list of lines, each a list of runs."""
    lines = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1] += _whole(run.mark, first)
        for line in rest:
            lines.append(_whole(run.mark, line))
    return [line for line in lines if line]
