"""Who may do what, in which state: a forbidden act answers 403, 404 or 409 and changes no row."""

import pytest

from campaigns.notices.models import DocumentNumber
from tests.notices.issuing.world import act_as, rows

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]

# What the signatory gets for each act in each state; 302 is done.
STATES = {
    "sign": {"draft": 409, "ready": 302, "signed": 409, "issued": 409, "ended": 409},
    "sign/own": {"draft": 409, "ready": 409, "signed": 409, "issued": 409, "ended": 409},
    "put-off": {"draft": 409, "ready": 409, "signed": 302, "issued": 409, "ended": 409},
    "gate": {"draft": 409, "ready": 409, "signed": 409, "issued": 409, "ended": 409},
    "correct": {"draft": 409, "ready": 409, "signed": 409, "issued": 302, "ended": 409},
    "withdraw": {"draft": 409, "ready": 409, "signed": 409, "issued": 302, "ended": 409},
    "repeal": {"draft": 409, "ready": 409, "signed": 409, "issued": 302, "ended": 409},
}
# What others get where the signatory may act.
ROLES = {"reader": 403, "drafter": 403, "reviewer": 403, "manager": 403, "stranger": 404, "nobody": 403}
WHERE = {
    "sign": "ready",
    "sign/own": "ready",
    "put-off": "signed",
    "correct": "issued",
    "withdraw": "issued",
    "repeal": "issued",
}
LEDGER = {
    "/desk/numbers/": {"mark": "浙市监函", "confirmed": "on"},
    "/desk/numbers/{series}/use/": {},
    "/desk/numbers/{series}/2026/outside/": {"serial": "900", "note": "纸质文件"},
    "/desk/numbers/{series}/2019/begin/": {"begin-serial": "5"},
    "/desk/numbers/entries/{voidable}/void/": {"reason": "通知已撤销"},
}


@pytest.mark.parametrize("act", STATES)
def test_what_a_state_does_not_allow_is_refused_and_changes_no_row(client, world, act):
    before = rows()
    for state, status in STATES[act].items():
        if status != 302:
            answer = act_as(client, world, "signatory", act, state)
            assert (state, answer.status_code) == (state, status)
            assert 'role="alert"' in answer.content.decode()
    assert rows() == before
    for state, status in STATES[act].items():
        if status == 302:
            assert act_as(client, world, "signatory", act, state).status_code == 302
            assert rows() != before


@pytest.mark.parametrize("act", WHERE)
def test_who_may_not_is_refused_and_changes_no_row(client, world, act):
    before = rows()
    for who, status in ROLES.items():
        answer = act_as(client, world, who, act, WHERE[act])
        assert (who, answer.status_code) == (who, status)
    assert rows() == before


def test_who_is_only_asked_to_countersign_sees_it_and_cannot_sign_it(client, world):
    assert act_as(client, world, "co-issuer", "sign", "ready").status_code == 403


@pytest.mark.parametrize("address", LEDGER)
def test_the_ledger_is_kept_by_those_who_sign_and_read_by_the_department(client, world, address):
    voidable = DocumentNumber.objects.get(edition=world["editions"]["ended"])
    url = address.format(series=world["series"].pk, voidable=voidable.pk)
    before = rows()
    refused = {"reader": 403, "drafter": 403, "manager": 403, "stranger": 404}
    if address == "/desk/numbers/":
        del refused["stranger"]  # it is her own department's list
    for who, status in refused.items():
        client.force_login(world["people"][who])
        assert (who, client.post(url, LEDGER[address]).status_code) == (who, status)
    assert rows() == before
    client.force_login(world["people"]["signatory"])
    assert client.post(url, LEDGER[address]).status_code == 302
    assert rows() != before
