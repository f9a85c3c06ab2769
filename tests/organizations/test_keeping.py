"""What was typed and not stored is shown to the person; what a page sends by itself is not."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.urls import get_resolver

from organizations.keeping import is_unseen, typed
from tests import factories

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"')
ELSEWHERE = {"csrfmiddlewaretoken", "heading", "text", "way", "is_active"}  # hidden on one page, typed on another


def forms_of_ours(kind=forms.BaseForm):
    for each in kind.__subclasses__():
        yield from forms_of_ours(each)
        if each.__module__.startswith(("organizations.", "campaigns.", "slogans.")) and hasattr(each, "base_fields"):
            yield each


def test_every_hidden_field_of_every_form_is_known_as_one():
    get_resolver().url_patterns  # all forms are loaded  # noqa: B018
    hidden = {name for form in forms_of_ours() for name, field in form.base_fields.items() if field.widget.is_hidden}
    hidden |= {
        name
        for page in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for name in HIDDEN.findall(page.read_text(encoding="utf-8"))
    }
    assert {"text_hash", "last", "begun_as", "version"} <= hidden
    assert {name for name in hidden - ELSEWHERE if not is_unseen(name)} == set()


def test_rows_of_a_form_and_what_stood_there_before_are_not_shown():
    sent = [
        ("issuers-0-printed_name", "省局"),
        ("issuers-0-department", "7"),
        ("issuers-TOTAL_FORMS", "1"),
        ("base_text", "旧"),
        ("text", "新"),
        ("opinion", " "),
    ]
    assert typed(sent) == [("issuers-0-printed_name", "省局"), ("text", "新")]


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
