"""The HTML of every page by the Nu checker: no error and no warning."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import entering, factories

from .pages import PAGES, SIGNED_IN, address

ROOT = Path(__file__).resolve().parents[2]
JAR = Path(os.environ.get("VNU_JAR", ROOT / ".venv/nu/node_modules/vnu-jar/build/dist/vnu.jar"))

pytestmark = [
    pytest.mark.skipif(not shutil.which("java"), reason="Java is not installed"),
    pytest.mark.skipif(not JAR.exists(), reason="the Nu checker is not installed (bin/setup fetches it where npm is)"),
]


def findings(folder):
    command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *map(str, sorted(folder.iterdir()))]
    report = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stderr
    return [f"{Path(each['url']).name}: {each['message']}" for each in json.loads(report)["messages"]]


def keep(folder, client, paths):
    folder.mkdir()
    for name, path in paths.items():
        (folder / f"{name}.html").write_bytes(client.get(path).content)


def test_every_page_is_valid(client, db, tmp_path):
    folder = tmp_path / "pages"
    keep(folder, client, {"empty home": "/"} | {"empty list": "/notices/"})
    child = factories.derived(
        theme="质量第一", dated_text="二OO八年八月", is_signed=True, keywords="质量管理　通知", cc="各市。"
    )
    site = SimpleNamespace(child=child, parent=child.parent)
    folder_full = tmp_path / "full"
    keep(folder_full, client, {name: address(path, site) for name, path in PAGES.items()})
    client.force_login(entering.person())
    keep(tmp_path / "signed in", client, {name: address(path, site) for name, path in SIGNED_IN.items()})
    (folder_full / "refused.html").write_bytes(client.post("/").content)
    assert findings(folder) == []
    assert findings(folder_full) == []
    assert findings(tmp_path / "signed in") == []


def test_a_page_that_is_not_valid_is_seen(tmp_path):
    (tmp_path / "broken.html").write_text("<!DOCTYPE html><html lang=zh><title>x</title><p id=a><p id=a><blink>")
    assert any("Duplicate ID" in found for found in findings(tmp_path))
