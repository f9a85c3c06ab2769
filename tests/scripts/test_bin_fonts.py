"""bin/fonts: it takes six fonts out of two packages, once, and says in one sentence what it could not get."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPT = (REPOSITORY / "bin/fonts").read_text()
FILES = re.search(r"^files=\((.*)\)$", SCRIPT, re.MULTILINE)[1].split()
PACKAGES = re.search(r"^packages=\((.*)\)$", SCRIPT, re.MULTILINE)[1].split()

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="there is no dpkg-deb")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "fonts"


@pytest.fixture
def fonts(tmp_path, folder):
    """Run bin/fonts with an apt-get of this text."""
    (tmp_path / "stubs").mkdir()

    def run(apt_get):
        stub = tmp_path / "stubs/apt-get"
        stub.write_text(f"#!/bin/sh\n{apt_get}\n")
        stub.chmod(0o755)
        path = f"{stub.parent}:{os.environ['PATH']}"
        command = [REPOSITORY / "bin/fonts", folder]
        return subprocess.run(
            command, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.fixture
def package(tmp_path):
    """Make a package that holds these files, somewhere, and more; return it."""

    def make(files):
        root = tmp_path / "root"
        (root / "DEBIAN").mkdir(parents=True)
        (root / "DEBIAN/control").write_text(
            "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n"
        )
        (root / "usr/share/deep").mkdir(parents=True)
        for name in [*files, "other.otf"]:
            (root / "usr/share/deep" / name).write_text(name)
        subprocess.run(["dpkg-deb", "--build", root, tmp_path / "x.deb"], check=True, capture_output=True)
        return tmp_path / "x.deb"

    return make


def test_the_fonts_are_those_that_are_printed_with():
    from campaigns.documents.fonts import FREE, RARE

    assert set(FILES) == {file for _, file in FREE.values()} | {RARE[1]}


def test_the_fonts_are_taken_out_of_the_packages_once(fonts, folder, package):
    result = fonts(f'[ "$*" = "-qq download {" ".join(PACKAGES)}" ] && cp {package(FILES)} .')
    assert (result.returncode, result.stdout, result.stderr) == (0, f"Fetching fonts: {' '.join(PACKAGES)}\n", "")
    assert {path.name: path.read_text() for path in folder.iterdir()} == {name: name for name in FILES}
    again = fonts("exit 1")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@pytest.mark.parametrize("files", [FILES[1:], []])
def test_a_package_that_lacks_a_font_is_said_to(fonts, package, files):
    result = fonts(f"cp {package(files)} .")
    assert result.returncode == 1
    assert result.stderr.startswith(f"The packages do not hold: {FILES[0]}")
    assert result.stderr.count("\n") == 1


def test_what_cannot_be_downloaded_is_named(fonts, folder):
    result = fonts("echo no network >&2; exit 100")
    assert (result.returncode, result.stderr) == (1, f"apt-get could not download: {' '.join(PACKAGES)}\n")
    assert not list(folder.iterdir())


def test_a_font_that_was_lost_is_fetched_again(fonts, folder, package):
    apt_get = f"cp {package(FILES)} ."
    fonts(apt_get)
    (folder / FILES[0]).write_text("")
    assert fonts(apt_get).returncode == 0
    assert (folder / FILES[0]).read_text() == FILES[0]
