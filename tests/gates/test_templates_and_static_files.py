import re
import shutil

import pytest
from django.contrib.staticfiles import finders

ASKED_FOR_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
ASKED_FOR_BY_ALLAUTH = {"429.html"}
CODE = ("qualitymonth", "organizations", "campaigns", "slogans")


@pytest.fixture
def templates(repository):
    """Name and text of every template."""
    folders = [
        repository / "templates",
        repository / "organizations/templates",
        *repository.glob("campaigns/*/templates"),
    ]
    return {str(path.relative_to(folder)): path.read_text() for folder in folders for path in folder.rglob("*.html")}


def test_the_templates_follow_the_rules(tool):
    result = tool("djlint", "--lint", "--quiet", "templates", *CODE)
    assert result.returncode == 0, result.stdout


def test_the_rules_see_what_the_content_policy_would_refuse(tool):
    result = tool("djlint", "--lint", "-", input='<p style="color: red">红</p>\n')
    assert result.returncode == 1
    assert "H021" in result.stdout


def test_only_a_printed_document_may_place_things_itself(tool, repository, tmp_path):
    (tmp_path / "campaigns/pages/templates").mkdir(parents=True)
    (tmp_path / "campaigns/documents/pdf/templates").mkdir(parents=True)
    for name, room in (("pages", "pages"), ("documents", "documents/pdf")):
        (tmp_path / f"campaigns/{room}/templates/{name}.html").write_text('<p style="top: 3pt">红</p>\n')
    shutil.copy(repository / "pyproject.toml", tmp_path)
    result = tool("djlint", "--lint", "campaigns", cwd=tmp_path)
    assert result.returncode == 1
    assert "pages.html" in result.stdout
    assert "documents.html" not in result.stdout


def test_every_template_is_used(repository, templates):
    code = [path.read_text() for folder in CODE for path in (repository / folder).rglob("*.py")]
    named = set(re.findall(r"""["']([\w/-]+\.html)["']""", "\n".join([*code, *templates.values()])))
    assert set(templates) - named - ASKED_FOR_BY_DJANGO - ASKED_FOR_BY_ALLAUTH == set()


def test_every_static_file_that_a_template_names_is_there(templates):
    named = {name for text in templates.values() for name in re.findall(r"""{% static ["']([^"']+)["']""", text)}
    assert named
    assert [name for name in named if not finders.find(name)] == []


def test_the_static_files_can_be_collected_under_hashed_names(manage):
    result = manage("collectstatic", "--no-input", "--verbosity", "0")
    assert result.returncode == 0, result.stdout


def test_every_act_on_the_way_of_a_notice_says_in_which_identity_its_page_was_opened(templates):
    acts = {name: text for name, text in templates.items() if name.startswith(("countersigning/", "issuing/"))}
    forms = {name: text.count("{% csrf_token %}") for name, text in acts.items()}
    assert sum(forms.values()) > 10
    assert forms == {name: text.count("{% csrf_token %}{% acting %}") for name, text in acts.items()}
