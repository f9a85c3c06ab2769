"""The pages of the ledger: what cannot be a number, what they cost, and what they say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.models import DocumentNumber, NumberSeries
from tests.notices.issuing.world import rows

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]

WRONG_NUMBERS = [
    ("/desk/numbers/{series}/2026/outside/", {"serial": "900", "note": "两次"}, 409),
    ("/desk/numbers/{series}/2026/outside/", {"serial": "0", "note": "零号"}, 400),
    ("/desk/numbers/{series}/2026/outside/", {"serial": "x\x00", "note": "a\x00b"}, 400),
    ("/desk/numbers/{series}/2026/outside/", {"serial": "9" * 30, "note": "字" * 5000}, 400),
    ("/desk/numbers/{series}/1000/outside/", {"serial": "1", "note": "没有这一年"}, 404),
    ("/desk/numbers/{series}/2026/begin/", {"begin-serial": "-1"}, 400),
    ("/desk/numbers/", {"mark": "浙市监", "confirmed": "on"}, 409),
    ("/desk/numbers/", {"mark": "ABC〔2026〕", "confirmed": "on"}, 400),
    ("/desk/numbers/", {"mark": "浙市监办"}, 400),
    ("/desk/numbers/", {"mark": b"\xed\xa0\x80", "confirmed": "on"}, 400),
]


def test_what_cannot_be_a_number_is_said_and_kept_as_typed(client, world):
    client.force_login(world["people"]["signatory"])
    client.post(f"/desk/numbers/{world['series'].pk}/2026/outside/", {"serial": "900", "note": "先"})
    before = rows()
    for address, typed, status in WRONG_NUMBERS:
        answer = client.post(address.format(series=world["series"].pk), typed)
        assert (typed, answer.status_code) == (typed, status)
        if status != 404 and typed.get("note", "").isalpha():
            assert typed["note"] in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize("page", ["/desk/numbers/", "/desk/numbers/{series}/2026/"])
def test_the_ledger_costs_the_same_for_any_number_of_rows(client, world, page):
    client.force_login(world["people"]["signatory"])
    address = page.format(series=world["series"].pk)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    client.get(address)
    few = cost()
    for number in range(8):
        NumberSeries.objects.create(
            department=world["series"].department, mark="浙质监"[: number % 3 + 1] + "甲" * number
        )
    edition = world["editions"]["issued"]
    for serial in range(100, 130):
        world["series"].numbers.create(
            year=2026, serial=serial, state="outside", note=f"{serial}", user=edition.signed_by
        )
    assert cost() == few


def test_a_ledger_has_pages(client, world):
    client.force_login(world["people"]["reader"])
    world["series"].numbers.bulk_create(
        DocumentNumber(
            series=world["series"],
            year=2020,
            serial=n,
            state="outside",
            note="纸质",
            user_id=world["people"]["reader"].pk,
        )
        for n in range(1, 52)
    )
    address = f"/desk/numbers/{world['series'].pk}/2020/"
    assert "51号" in client.get(address).content.decode()
    assert ">1号<" in client.get(address, {"page": 2}).content.decode()
    assert [client.get(address, {"page": page}).status_code for page in ("3", "x", "0")] == [400, 400, 400]


def test_the_page_on_which_a_number_is_voided_says_what_that_adds(client, world):
    series, host = world["series"], world["series"].department
    client.force_login(world["people"]["signatory"])
    entered = series.numbers.create(
        year=2020, serial=1, state="outside", note="纸质", user=host.memberships.first().user
    )
    for number, is_said in ((DocumentNumber.objects.get(edition=world["editions"]["ended"]), True), (entered, False)):
        html = client.get(f"/desk/numbers/entries/{number.pk}/void/").content.decode()
        assert ("不是必办事项" in html) is is_said
