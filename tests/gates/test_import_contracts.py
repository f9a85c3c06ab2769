"""Imports run one way. The contracts stand in pyproject.toml."""

import shutil
import subprocess
import sys
import tomllib

import pytest

ROOMS = {"documents", "notices", "pages"}
HARMLESS = {"__init__", "apps", "migrations"}
READING_ALONE = """
import sys
import campaigns.notices.reading
print(*sorted(name for name in sys.modules if name.split(".")[0] in {"django", "organizations", "campaigns", "slogans"}))
"""


@pytest.fixture
def contracts(repository):
    settings = tomllib.loads((repository / "pyproject.toml").read_text())
    return settings["tool"]["importlinter"]["contracts"]


@pytest.fixture
def copy_of_the_code(repository, tmp_path):
    for name in ("qualitymonth", "organizations", "campaigns", "slogans"):
        shutil.copytree(repository / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(repository / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_run_one_way(tool):
    result = tool("lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("broken", "module", "line"),
    [
        ("organizations knows of no campaign", "organizations/lines.py", "import campaigns.models"),
        ("rights are asked of access alone", "organizations/lines.py", "import guardian.shortcuts"),
        (
            "rights are asked of access alone",
            "campaigns/notices/views.py",
            "from guardian.models import UserObjectPermission",
        ),
        ("in organizations, pages stand", "organizations/memberships.py", "import organizations.people.renaming"),
        ("in organizations, pages stand", "organizations/audit.py", "import organizations.credentials.sessions"),
        ("campaigns' own modules know of no room", "campaigns/models/__init__.py", "import campaigns.notices.models"),
        (
            "notices knows neither slogans nor a page that shows several rooms",
            "campaigns/notices/models/__init__.py",
            "import campaigns.pages",
        ),
        ("notices knows neither slogans", "campaigns/notices/models/__init__.py", "import slogans.collection"),
        ("slogans knows of no page that shows several rooms", "slogans/collection.py", "import campaigns.pages.month"),
        ("slogans knows of no page that shows several rooms", "slogans/views.py", "import campaigns.notices.printing"),
        ("documents imports none of ours", "campaigns/documents/__init__.py", "import organizations.models"),
        (
            "checking knows nothing of the typesetter",
            "campaigns/documents/checking/tables.py",
            "import campaigns.documents.geometry",
        ),
        (
            "PDF and Word stand side by side on what they share",
            "campaigns/documents/word/tables.py",
            "import campaigns.documents.pdf.tables",
        ),
        (
            "each step of the PDF knows those before it",
            "campaigns/documents/pdf/lines.py",
            "import campaigns.documents.pdf.flow",
        ),
        ("reading is text to structure", "campaigns/notices/reading/__init__.py", "from django.db import models"),
        (
            "in notices, each room stands",
            "campaigns/notices/drafting/saving.py",
            "import campaigns.notices.countersigning.acts",
        ),
        ("in notices, each room stands", "campaigns/notices/rounds/marks.py", "import campaigns.notices.drafting.out"),
        ("the rooms do not know who deploys them", "campaigns/pages/apps.py", "import qualitymonth.celery"),
    ],
)
def test_an_import_the_other_way_is_seen(tool, copy_of_the_code, broken, module, line):
    with (copy_of_the_code / module).open("a") as file:
        file.write(f"\n{line}\n")
    result = tool("lint-imports", "--no-cache", cwd=copy_of_the_code)
    verdicts = [text for text in result.stdout.splitlines() if text.startswith(broken)]
    assert result.returncode == 1
    assert " BROKEN" in verdicts[0]


def test_every_contract_has_been_seen_to_break(contracts):
    cases = next(mark for mark in test_an_import_the_other_way_is_seen.pytestmark if mark.name == "parametrize").args[1]
    assert [
        contract["name"] for contract in contracts if not contract["name"].startswith(tuple(c[0] for c in cases))
    ] == []


def test_every_module_and_room_of_campaigns_stands_in_the_contracts(repository, contracts):
    here = {
        path.stem for path in (repository / "campaigns").iterdir() if not path.name.startswith((".", "__pycache__"))
    }
    own = next(contract for contract in contracts if contract["name"].startswith("campaigns' own"))
    assert {f"campaigns.{name}" for name in here - ROOMS - HARMLESS - {"templates", "static"}} == set(
        own["source_modules"]
    )
    assert {f"campaigns.{name}" for name in ROOMS} | {"slogans"} == set(own["forbidden_modules"])


def test_reading_loads_nothing_else_of_ours(repository):
    command = [sys.executable, "-c", READING_ALONE]
    loaded = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True).stdout.split()
    others = [name for name in loaded if not name.startswith("campaigns.notices.reading")]
    assert others == ["campaigns", "campaigns.notices"]
