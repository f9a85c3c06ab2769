"""Figures of several runs, tables that set them beside their yardsticks, and the processes that are measured.

What is measured runs in processes of its own, so that no measurement carries what another one left behind.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

PATIENCE = 240  # seconds for one process
DIGITS = {"s": 3, "": 0, "MB": 0, "/s": 0}


class Runs(NamedTuple):
    """How often to measure: what is quick, and what takes long."""

    many: int
    few: int


@dataclass(frozen=True)
class Figure:
    """One quantity in several runs, in `unit`: s, MB, /s (requests a second), or none."""

    runs: tuple
    unit: str = "s"

    @property
    def median(self):
        return median(self.runs)

    @property
    def spread(self):
        digits = DIGITS[self.unit]
        return f"({min(self.runs):.{digits}f}, {max(self.runs):.{digits}f})" if len(self.runs) > 1 else ""

    def __str__(self):
        return f"{self.median:.{DIGITS[self.unit]}f} {self.unit}".rstrip()


class Row(NamedTuple):
    """A figure under its name, and the figure of the same run that it is to be read against."""

    label: str
    figure: Figure
    yardstick: Figure | None = None
    yardstick_name: str = ""

    @property
    def ratio(self):
        return self.figure.median / self.yardstick.median if self.yardstick else None

    @property
    def cells(self):
        against = f"{self.ratio:.2f} × {self.yardstick_name}" if self.yardstick else ""
        return (self.label, str(self.figure), self.figure.spread, against)

    def as_json(self):
        return {
            "label": self.label,
            "unit": self.figure.unit,
            "runs": self.figure.runs,
            "median": self.figure.median,
            "ratio": self.ratio,
            "yardstick": self.yardstick_name or None,
        }


@dataclass
class Table:
    """What one measurement found. Made before it begins, so that it knows the load on both sides of it."""

    about: str
    rows: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    loads: list = field(default_factory=lambda: [os.getloadavg()[0]])

    def add(self, label, figure, yardstick=None, name=""):
        self.rows.append(Row(label, figure, yardstick, name))
        return figure

    def done(self):
        self.loads.append(os.getloadavg()[0])
        return self

    def __str__(self):
        cells = [row.cells for row in self.rows]
        label, value, spread, _ = (max(map(len, column)) for column in zip(*cells, strict=True))
        lines = [f"{a:<{label}}  {b:>{value}}  {c:<{spread}}  {d}".rstrip() for a, b, c, d in cells]
        load = " → ".join(f"{each:.2f}" for each in self.loads)
        return "\n  ".join([f"{self.about}; load {load}", *lines, *(f"({note})" for note in self.notes)])

    def as_json(self):
        rows = [row.as_json() for row in self.rows]
        return {"about": self.about, "loads": self.loads, "rows": rows, "notes": self.notes}


# --- processes ----------------------------------------------------------------------------------------------------


def python(module, *arguments):
    """Return the command that runs a module of this package in a fresh interpreter."""
    return [sys.executable, "-P", "-m", f"{__package__}.{module}", *map(str, arguments)]


def timed(command):
    """Return (how long a command took from its start to its end, what it printed)."""
    begun = time.perf_counter()
    try:
        printed = subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout
    except subprocess.CalledProcessError as error:
        error.add_note(error.stderr.decode())
        raise
    return time.perf_counter() - begun, printed


def answer(module, *arguments):
    """Return what a module of this package printed as JSON."""
    command = python(module, *arguments)
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=PATIENCE).stdout)
