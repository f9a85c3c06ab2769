"""bin/bench with its cheapest measurement: what it prints and keeps. How fast anything is, is not tested."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ROW = re.compile(r"  DOCX +\d+\.\d{3} s  \(\d+\.\d{3}, \d+\.\d{3}\)  \d+\.\d\d × PDF")


@pytest.fixture
def bench(tmp_path):
    """Run bin/bench with these arguments, from a folder of its own."""

    def run(*arguments):
        command = [REPOSITORY / "bin/bench", *arguments]
        kept = {"PATH": os.environ["PATH"]}
        return subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True, text=True, timeout=120, check=False)

    return run


def test_it_prints_medians_beside_their_yardsticks_and_keeps_the_raw_figures(bench, tmp_path):
    result = bench("--quick", "--json", "raw.json", "printing.formats")
    assert result.returncode == 0, result.stderr
    assert re.search(r"\nprinting\.formats: .*, 3 runs; load \d", result.stdout)
    assert any(ROW.fullmatch(line) for line in result.stdout.splitlines()), result.stdout
    pdf, docx, *_ = json.loads((tmp_path / "raw.json").read_text())["measurements"]["printing.formats"]["rows"]
    assert (pdf["label"], len(pdf["runs"]), pdf["ratio"]) == ("PDF", 3, None)
    assert docx["ratio"] == docx["median"] / pdf["median"]


def test_a_measurement_that_there_is_not_is_refused(bench):
    result = bench("printing.speed")
    assert result.returncode == 2
    assert "there is no measurement printing.speed; there are printing.cold, " in result.stderr
