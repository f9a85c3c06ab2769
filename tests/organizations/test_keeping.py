"""What was typed and not stored is shown to the person; what a page sends by itself is not."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.forms.formsets import ManagementForm
from django.urls import get_resolver

from organizations.acting import FIELD
from organizations.keeping import UNSEEN, UNSEEN_IN_ROWS, is_unseen, typed
from tests import factories

TAG = re.compile(r"<(?:input|button)\b[^>]*>")
NAMED = re.compile(r'\bname="(\w+)"')
ELSEWHERE = {
    "csrfmiddlewaretoken",
    "heading",
    "text",
    "way",
    "is_active",
    "level",
    "words",
}  # hidden on one page, typed on another


def forms_of_ours(kind=forms.BaseForm):
    for each in kind.__subclasses__():
        yield from forms_of_ours(each)
        if each.__module__.startswith(("organizations.", "campaigns.", "slogans.")) and hasattr(each, "base_fields"):
            yield each


def fields_of_forms(is_hidden):
    get_resolver().url_patterns  # all forms are loaded  # noqa: B018
    every = [*forms_of_ours(), ManagementForm]
    return {n for form in every for n, field in form.base_fields.items() if field.widget.is_hidden == is_hidden}


def tags(*marks):
    """Return the names of inputs and buttons of our templates that hold one of these marks."""
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")
    found = [tag for page in pages for tag in TAG.findall(page.read_text(encoding="utf-8"))]
    return {name for tag in found if any(mark in tag for mark in marks) for name in NAMED.findall(tag)}


def test_every_hidden_field_of_every_form_is_known_as_one():
    hidden = fields_of_forms(is_hidden=True) | tags('type="hidden"')
    assert {"text_hash", "last", "begun_as", "version"} <= hidden
    unknown = {name for name in hidden - ELSEWHERE if not is_unseen(name)}
    assert {name for name in unknown if not is_unseen(f"rows-0-{name}")} == set()


def test_no_field_that_a_person_types_into_is_taken_for_a_hidden_one():
    typed_into = fields_of_forms(is_hidden=False) - tags('type="hidden"', "<button")
    assert {"opinion", "department", "until"} <= typed_into
    assert {name for name in typed_into if is_unseen(name)} == set()


def test_no_name_is_known_that_no_page_sends():
    sent = fields_of_forms(is_hidden=True) | tags('type="hidden"', "<button", 'type="radio"') | {FIELD}
    assert (UNSEEN | UNSEEN_IN_ROWS) - sent == set()


def test_rows_of_a_form_and_what_stood_there_before_are_not_shown():
    sent = [
        ("issuers-0-printed_name", "省局"),
        ("issuers-0-department", "7"),
        ("issuers-TOTAL_FORMS", "1"),
        ("department", "浙江省市场监督管理局"),
        ("base_text", "旧"),
        ("text", "新"),
        ("opinion", " "),
    ]
    assert typed(sent) == [
        ("issuers-0-printed_name", "省局"),
        ("department", "浙江省市场监督管理局"),
        ("text", "新"),
    ]


@pytest.mark.django_db
def test_the_page_of_what_was_kept_numbers_only_what_was_typed(client):
    client.force_login(user := factories.somebody("张三", "drafter"))
    client.get("/desk/")
    client.logout()
    session = client.session
    session["left"] = str(user.pk)
    session.save()
    sent = {"text_hash": "0" * 64, "last": "0", "begun_as": "1", "opinion": "经费请落实。"}
    client.post("/desk/notices/1/countersign/sign/", sent)
    client.force_login(user)
    page = client.get("/account/kept/").content.decode()
    assert "第1项" in page and "经费请落实。" in page and "第2项" not in page
    assert f'name="text_hash" value="{"0" * 64}"' in page
