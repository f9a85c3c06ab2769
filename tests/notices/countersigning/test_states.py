"""Who may do what on the way round, in which state: a table, and nobody gets round it."""

from functools import partial

import pytest
from django.test import Client

from campaigns.notices import moves
from campaigns.notices.countersigning import acts
from campaigns.notices.models import Countersignature, EditionMove
from organizations.models import AuditRow, Job, Message

from .conftest import ORGANS, ROLES, Round, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


# state: the acts that somebody may do there. Every other pair is refused, whoever tries.
ACTS = {
    "draft": {"review/", "round/"},
    "review": {"return/", "round/", "take-back/"},
    "countersigning": {"recall/", "sign/"},
    "being changed": {"recall/", "again/"},  # the text is another one than the co-issuers were asked for
    "co-issuers gone": {"review/", "round/"},  # taken out while the text was with them: only a reviewer sends it on
    "ready": {"return/"},
    "signed": set(),
    "discarded": set(),
}

WHO = {  # act: who may do it, of those below
    "review/": {"drafter", "reviewer"},
    "take-back/": {"drafter", "reviewer"},
    "return/": {"reviewer", "host-signatory"},
    "round/": {"reviewer", "host-signatory"},
    "recall/": {"drafter", "reviewer", "host-signatory"},
    "again/": {"drafter", "reviewer", "host-signatory"},
    "sign/": {"co-signatory"},
}


@pytest.fixture
def in_state(keep):
    """Return a function from a state to a Round in it, made once in a worker for each."""
    return lambda state: keep(f"countersigned, {state}", partial(brought_to, state))


def brought_to(state):
    """An edition with one co-issuer that signed an earlier text, so that every act could have something to do."""
    tour = Round(ORGANS[:1]).sent()
    tour.sign("省总工会", "objected", "不行。")
    tour.edit()
    way = {
        "draft": ["draft"],
        "review": ["draft", "review"],
        "ready": ["ready"],
        "signed": ["ready", "signed"],
        "discarded": ["discarded"],
    }
    edition = tour.edition
    for step in way.get(state, []):
        moves.move(edition, step, by=tour.host)
    if state == "co-issuers gone":
        tour.alone()
    if state == "countersigning":
        acts.ask_again(tour.pk, by=tour.host)
    return tour


def rows():
    return [model.objects.count() for model in (Countersignature, EditionMove, AuditRow, Message, Job)]


@pytest.mark.parametrize("state", ACTS)
def test_nobody_gets_round_the_table(in_state, state):
    tour = in_state(state)
    posted = {"reason": "理由。", "way": "parallel", **tour.typed("省总工会")}
    clients = {who: client_of(tour, who) for who in ROLES} | {"nobody": Client()}
    for act in WHO:
        for who, client in clients.items():
            if act in ACTS[state] and who in WHO[act]:
                continue
            before = (rows(), tour.state)
            status = client.post(tour.address(act), posted).status_code
            assert status in ({302, 403} if who == "nobody" else {403, 404, 409}), (act, who, status)
            assert (rows(), tour.state) == before, (act, who)


@pytest.mark.parametrize(
    ("state", "act", "who"),
    [(state, act, who) for state in ACTS for act in sorted(ACTS[state]) for who in sorted(WHO[act])],
)
def test_who_may_does_it(in_state, state, act, who):
    tour = in_state(state)
    posted = {"reason": "理由。", "way": "parallel", **tour.typed("省总工会")}
    before = rows()
    assert client_of(tour, who).post(tour.address(act), posted).status_code == 302
    assert rows() != before


@pytest.mark.parametrize(("act", "state"), [("round/", "countersigning"), ("again/", "draft"), ("again/", "ready")])
def test_what_is_asked_too_late_is_refused_whatever_was_typed(in_state, act, state):
    tour = in_state(state)
    answer = tour.client("host").post(tour.address(act), {"countersign_by": "2001-01-01", "way": "no way"})
    assert (answer.status_code, "会签期限不能早于今天" in answer.content.decode()) == (409, False)
