"""The back office: who and where can be edited, an issued text cannot."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from organizations.models import User
from tests import factories

EDITABLE = ["organizations_region", "organizations_line", "organizations_department", "campaigns_campaign"]
READ_ONLY = ["notices_notice", "notices_edition", "notices_clause"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    client = Client()
    client.force_login(User.objects.create(username="staff", is_staff=True, is_superuser=True))
    return client


@pytest.fixture(autouse=True)
def rows():
    factories.derived()
    factories.department("浙江省总工会")


def first(name):
    return apps.get_model(*name.split("_")).objects.first().pk


@pytest.mark.parametrize("name", [*EDITABLE, *READ_ONLY])
def test_lists_and_rows_open(staff, name):
    assert staff.get(reverse(f"admin:{name}_changelist"), {"q": "浙江"}).status_code == 200
    assert staff.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert staff.get(reverse(f"admin:{name}_change", args=[first(name)])).status_code == 200


@pytest.mark.parametrize(("names", "status"), [(EDITABLE, 200), (READ_ONLY, 403)], ids=["editable", "read only"])
def test_only_what_is_not_issued_can_be_added(staff, names, status):
    assert {staff.get(reverse(f"admin:{name}_add")).status_code for name in names} == {status}


@pytest.mark.parametrize("name", READ_ONLY)
@pytest.mark.parametrize("act", ["change", "delete"])
def test_an_issued_text_cannot_be_changed(staff, name, act):
    assert staff.post(reverse(f"admin:{name}_{act}", args=[first(name)]), {"title": "x"}).status_code == 403


def test_the_back_office_says_what_it_is(staff):
    assert "全国质量月管理后台" in staff.get("/admin/").content.decode()
