import pytest


def test_the_code_follows_the_rules(tool):
    result = tool("ruff", "check", "--no-cache", ".")
    assert result.returncode == 0, result.stdout


def test_the_code_is_formatted(tool):
    result = tool("ruff", "format", "--no-cache", "--check", ".")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("S307", 'eval(input("?"))\n'),
        ("DJ008", "from django.db import models\n\n\nclass Nameless(models.Model):\n    pass\n"),
        ("F401", "import os\n"),
    ],
)
def test_the_rules_see_what_they_forbid(tool, rule, code):
    result = tool("ruff", "check", "--no-cache", "--stdin-filename", "campaigns/example.py", "-", input=code)
    assert result.returncode == 1
    assert rule in result.stdout
