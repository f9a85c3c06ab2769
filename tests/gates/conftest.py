"""The gates look at the repository itself, mostly through the commands that a developer would type."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def repository():
    return REPOSITORY


@pytest.fixture
def tool():
    """Run a program of .venv and return the finished process, with what it printed in `stdout`."""

    def run(name, *arguments, cwd=REPOSITORY, **options):
        command = [Path(sys.executable).with_name(name), *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.run(command, cwd=cwd, timeout=120, check=False, **streams, **options)

    return run


@pytest.fixture
def manage(tool, tmp_path):
    """Run manage.py with these environment variables and no other settings of this shell."""

    def run(*arguments, **environment):
        kept = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")}
        return tool("python", "manage.py", *arguments, env=kept | environment)

    return run
