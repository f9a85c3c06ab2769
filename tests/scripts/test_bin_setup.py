"""bin/setup with a dpkg that misses something: what it asks apt for, or tells people to install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"


@pytest.fixture
def checkout(tmp_path):
    """A copy of what bin/setup reads, with this environment as its .venv."""
    folder = tmp_path / "checkout"
    (folder / "bin").mkdir(parents=True)
    for name in ("bin/setup", "bin/fonts", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(REPOSITORY / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture
def stub(tmp_path):
    """Put a program of this name and text first on the path."""
    folder = tmp_path / "stubs"
    folder.mkdir()

    def make(name, text):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)

    return make


@pytest.fixture
def setup(checkout, tmp_path):
    def run(*arguments):
        path = f"{tmp_path}/stubs:{os.environ['PATH']}"
        command = [checkout / "bin/setup", *arguments]
        return subprocess.run(
            command, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=60, check=False
        )

    return run


def test_a_second_run_says_and_changes_nothing(setup, stub):
    stub("apt-get", "exit 1")
    result = setup()
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_without_the_fonts_it_says_so_and_goes_on(setup, checkout, stub):
    (checkout / "bin/fonts").write_text("#!/bin/sh\necho fonts cannot be fetched >&2\nexit 1\n")
    stub("dpkg-query", "printf installed")
    result = setup()
    assert (result.returncode, result.stderr) == (0, "fonts cannot be fetched\n")
    assert result.stdout.startswith("Documents will be set in Noto Serif CJK")
    assert result.stdout.count("\n") == 1


def test_missing_packages_are_installed_as_root_or_named(setup, stub, tmp_path):
    stub("dpkg-query", "exit 1")
    stub("sudo", "exit 1")
    stub("apt-get", f'echo "$@" >>"{tmp_path}/asked"')
    result = setup()
    if os.geteuid() == 0:
        assert (tmp_path / "asked").read_text().endswith(f" install -y --no-install-recommends {LIBRARIES}\n")
    else:
        assert (result.returncode, result.stderr) == (1, f"Please run: sudo apt-get install {LIBRARIES}\n")


def test_a_library_that_does_not_load_is_named(setup, checkout, stub, tmp_path):
    stub("dpkg-query", "printf installed")
    (checkout / ".venv").unlink()
    (checkout / ".venv/bin").mkdir(parents=True)
    shutil.copy(Path(sys.prefix) / "requirements.txt.sha256", checkout / ".venv")
    (checkout / ".venv/bin/python").write_text('#!/bin/sh\ncase "$2" in *weasyprint*) exit 1;; esac\n')
    (checkout / ".venv/bin/python").chmod(0o755)
    (checkout / ".venv/bin/pip").touch()
    result = setup()
    assert result.returncode == 1
    assert result.stderr.startswith("The libraries Pango and HarfBuzz are missing.")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("version", ["3.10.14", "3.14.0"])
def test_a_python_of_another_version_is_refused(setup, checkout, stub, version):
    minor = version.split(".")[1]
    stub("dpkg-query", "printf installed")
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        stub(name, f'exec {sys.executable} -c "import sys; sys.version_info = (3, {minor}); exec(sys.argv[1])" "$2"')
    (checkout / ".venv").unlink()
    result = setup()
    assert (result.returncode, result.stderr) == (1, "Python 3.11, 3.12 or 3.13 is needed and none was found.\n")
