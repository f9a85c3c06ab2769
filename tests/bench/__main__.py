"""Run the measurements that are named, print what they found, and keep the raw figures where someone asks for them."""

import argparse
import json
import os
import platform
import sys
import traceback
from pathlib import Path

from . import board, printing, serving
from .measuring import Runs

SUBJECTS = {"printing": printing.MEASUREMENTS, "serving": serving.MEASUREMENTS, "board": board.MEASUREMENTS}
NAMES = {f"{subject}.{name}": measure for subject, members in SUBJECTS.items() for name, measure in members.items()}


def arguments():
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Medians and ratios of this machine; figures never fail a run."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"a subject or a measurement: {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="3 runs instead of 7; 1 instead of 3 of what takes long")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures, too")
    given = parser.parse_args()
    if unknown := [name for name in given.names if not chosen([name])]:
        parser.error(f"there is no measurement {unknown[0]}; there are {', '.join(NAMES)}")
    return given


def chosen(names):
    return [name for name in NAMES if not names or {name, name.partition(".")[0]} & set(names)]


def main():
    given = arguments()
    runs = Runs(3, 1) if given.quick else Runs(7, 3)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(f"{machine}. Medians (min, max); load: of one minute, before → after.", flush=True)
    raw, failed = {}, []
    for name in chosen(given.names):
        try:
            table = NAMES[name](runs)
        except Exception:  # one that fails does not keep the others from being measured
            traceback.print_exc()
            failed.append(name)
        else:
            print(f"\n{name}: {table}", flush=True)
            raw[name] = table.as_json()
    if given.json:
        given.json.write_text(json.dumps({"machine": machine, "measurements": raw}, ensure_ascii=False, indent=1))
    if failed:
        print(f"\nNot measured: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
