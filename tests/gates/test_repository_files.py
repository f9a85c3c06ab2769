import re
import subprocess

import pytest

PINNED_WITH_A_REASON = re.compile(r"[\w-]+(\[\w+\])?==[\w.]+ +# \S.*")
HIDDEN_BUT_OURS = {".ci", ".gitignore"}
PATH_OF_ONE_MACHINE = re.compile(rb"(?<![\w.])/(?:work|root|home)/")


@pytest.fixture
def files(repository):
    """Every file of the repository: what tools make for themselves stays out."""
    tops = [path for path in repository.iterdir() if path.name in HIDDEN_BUT_OURS or not path.name.startswith(".")]
    found = [file for top in tops if top.name != "var" for file in (top, *top.rglob("*"))]
    return [file for file in found if file.is_file() and "__pycache__" not in file.parts]


def scripts(files):
    return [path for path in files if path.read_bytes().startswith(b"#!/usr/bin/env bash")]


def test_every_requirement_is_pinned_and_says_why(repository):
    lines = [
        line
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (repository / name).read_text().splitlines()
        if not line.startswith(("#", "-r "))
    ]
    assert lines
    assert [line for line in lines if not PINNED_WITH_A_REASON.fullmatch(line)] == []


@pytest.mark.parametrize("line", ["Django==5.2", "Django  # the framework", "Django>=5.2  # the framework"])
def test_a_requirement_that_is_not_is_seen(line):
    assert not PINNED_WITH_A_REASON.fullmatch(line)


def test_shell_scripts_parse_stop_at_errors_and_can_be_run(files):
    assert {path.name for path in scripts(files)} >= {"run", "test", "setup", "services"}
    for script in scripts(files):
        subprocess.run(["bash", "-n", script], check=True)
        assert "\nset -euo pipefail\n" in script.read_text(), script
        assert script.stat().st_mode & 0o111, script


def test_no_file_names_a_path_of_one_machine(files):
    assert [path.name for path in files if PATH_OF_ONE_MACHINE.search(path.read_bytes())] == []


def test_such_a_path_is_seen():
    assert PATH_OF_ONE_MACHINE.search(b"see /" + b"root/notes")
    assert not PATH_OF_ONE_MACHINE.search(b"https://quality.example/" + b"work/2008")
