"""The back office by platform role: the system administrator keeps who and where, and nobody changes an issued text."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from organizations.models import AuditRow, User
from tests import factories

KEPT, LOOKED_AT = "kept", "looked at"
PAGES = {  # what the system administrator does there; everybody else does nothing anywhere
    "organizations_region": KEPT,
    "organizations_line": KEPT,
    "organizations_department": KEPT,
    "campaigns_campaign": LOOKED_AT,
    "notices_citeddocument": KEPT,
    "notices_notice": LOOKED_AT,
    "notices_edition": LOOKED_AT,
    "notices_clause": LOOKED_AT,
}
READ_ONLY = [name for name, what in PAGES.items() if what == LOOKED_AT]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("client")]


@pytest.fixture(autouse=True)
def rows():
    edition = factories.derived().current
    factories.department("浙江省总工会")
    apps.get_model("notices.CitedDocument").objects.get_or_create(
        title="质量振兴纲要", url="https://example.org/", defaults={}
    )
    assert edition


def first(name):
    return apps.get_model(*name.split("_")).objects.first().pk


def statuses(client, name):
    """Return what the list, a row, and the form for a new one answer, and a POST that would change or delete the row."""
    row = [first(name)]
    asked = [("changelist", []), ("change", row), ("add", [])]
    found = [client.get(reverse(f"admin:{name}_{page}", args=args)).status_code for page, args in asked]
    return found + [
        client.post(reverse(f"admin:{name}_{act}", args=row), {}).status_code for act in ("change", "delete")
    ]


def test_every_page_is_declared():
    assert {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry} == set(PAGES)


@pytest.mark.parametrize(("name", "what"), PAGES.items(), ids=PAGES)
def test_the_system_administrator_keeps_or_looks_and_deletes_nothing(admin_client, name, what):
    assert statuses(admin_client, name) == {KEPT: [200, 200, 200, 200, 403], LOOKED_AT: [200, 200, 403, 403, 403]}[what]
    assert admin_client.get(reverse(f"admin:{name}_changelist"), {"q": "浙江"}).status_code == 200


def superuser():
    return User.objects.create(username="root", is_staff=True, is_superuser=True)


def with_flag(user):
    """As if somebody had set the flag that opens the door."""
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


@pytest.mark.parametrize(
    "who",
    [
        superuser,
        lambda: with_flag(factories.admin_of("security")),
        lambda: with_flag(factories.admin_of("audit")),
        lambda: with_flag(factories.somebody("管家", "manager", "signatory")),
    ],
    ids=["superuser", "security", "audit", "manager"],
)
def test_nobody_else_does_anything_even_behind_the_door(who):
    client = factories.client_of(who())
    assert {status for name in PAGES for status in statuses(client, name)} == {403}


@pytest.mark.parametrize("kind", ["security", "audit"])
def test_the_other_administrators_do_not_come_in(kind):
    assert factories.client_of(factories.admin_of(kind)).get("/admin/").status_code == 302


def test_a_change_leaves_a_row_in_the_audit(admin_client):
    line = apps.get_model("organizations.Line").objects.first()
    typed = {"name": "质量", "code": line.code, "order": 0, "is_lead": "on"}
    assert admin_client.post(reverse("admin:organizations_line_change", args=[line.pk]), typed).status_code == 302
    assert (
        admin_client.post(
            reverse("admin:organizations_line_add"), {"name": "新", "code": "new", "order": 9}
        ).status_code
        == 302
    )
    found = AuditRow.objects.filter(thing="organizations.line").order_by("pk").values_list("act", "user_id")
    assert list(found) == [(act, factories.admin_of("system").pk) for act in ("record-changed", "record-added")]


def test_the_back_office_says_what_it_is(admin_client):
    assert "全国质量月管理后台" in admin_client.get("/admin/").content.decode()


@pytest.mark.parametrize("typed", ["\0", "9" * 30, "0001-01-01", "²", "-1", ""])
@pytest.mark.parametrize(("page", "field"), [("region", "parent"), ("region", "successor"), ("department", "region")])
def test_what_is_no_key_is_told_and_raises_nothing(admin_client, page, field, typed):
    answer = admin_client.post(f"/admin/organizations/{page}/add/", {field: typed})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
