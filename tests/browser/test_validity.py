"""The HTML of every page by the Nu checker: no error and no warning."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from tests import entering, factories

from . import office
from .pages import ON_ITS_WAY, PAGES, SIGNED_IN, address

ROOT = Path(__file__).resolve().parents[2]
JAR = Path(os.environ.get("VNU_JAR", ROOT / ".venv/nu/node_modules/vnu-jar/build/dist/vnu.jar"))

pytestmark = [
    pytest.mark.skipif(not shutil.which("java"), reason="Java is not installed"),
    pytest.mark.skipif(not JAR.exists(), reason="the Nu checker is not installed (bin/setup fetches it where npm is)"),
]


BROKEN = "a page that is not valid"


def findings(folder):
    """Return {page: what the checker says of it} of all pages in one start of Java, which takes longer than the pages."""
    command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *map(str, sorted(folder.iterdir()))]
    report = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stderr
    found = {}
    for each in json.loads(report)["messages"]:
        found.setdefault(Path(unquote(each["url"])).stem, []).append(each["message"])
    return found


def store(folder, client, paths):
    for name, path in paths.items():
        (folder / f"{name}.html").write_bytes(client.get(path).content)


def test_every_page_is_valid_and_one_that_is_not_is_seen(client, db, keep, tmp_path):
    store(tmp_path, client, {"empty home": "/", "empty list": "/notices/"})
    things = keep("office", office.make)
    for name, (who, path) in ON_ITS_WAY.items():
        client.force_login(things["people"][who])
        store(tmp_path, client, {f"way, {name}": path.format_map(things)})
    client.logout()
    child = factories.derived(
        theme="质量第一", dated_text="二OO八年八月", is_signed=True, keywords="质量管理　通知", cc="各市。"
    )
    site = SimpleNamespace(child=child, parent=child.parent)
    store(tmp_path, client, {name: address(path, site) for name, path in PAGES.items()})
    client.force_login(entering.person())
    store(tmp_path, client, {name: address(path, site) for name, path in SIGNED_IN.items()})
    (tmp_path / "refused.html").write_bytes(client.post("/").content)
    (tmp_path / f"{BROKEN}.html").write_text("<!DOCTYPE html><html lang=zh><title>x</title><p id=a><p id=a><blink>")
    found = findings(tmp_path)
    assert any("Duplicate ID" in message for message in found.pop(BROKEN))
    assert found == {}
