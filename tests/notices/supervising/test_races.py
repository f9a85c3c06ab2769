"""Two who urge at once, on PostgreSQL with real threads: one of them does, and nobody is told twice."""

import pytest
from django.db import connection

from campaigns.notices.models import Urging
from campaigns.notices.supervising import boards, urging
from organizations.models import AuditRow, Message
from tests import factories
from tests.organizations.actors import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("step_by_step"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time"),
]


@pytest.mark.parametrize("again", [False, True])
def test_each_department_is_urged_once(board, again):
    seen = [boards.see(factories.actor(board.people[who]), board.notice.pk) for who in ("drafter", "reviewer")]
    keys = [receipt.pk for receipt in board.receipts.values()]
    named = [receipt.department_id for receipt in board.receipts.values()] if again else ()
    if again:
        urging.urge(seen[0], "receipt", keys, "请签收", by=seen[0].actor)
    before, outcomes = Urging.objects.count(), []

    def work(each):
        outcomes.append(urging.urge(each, "receipt", keys, "请签收", by=each.actor, again=named))

    together(*(lambda each=each: work(each) for each in seen))
    made = Urging.objects.count() - before
    assert made == sum(len(outcome.reached) for outcome in outcomes)
    assert made == 1 or (again and made == 2)  # whoever came after the first was done had seen it, and meant it
    assert Urging.objects.count() == AuditRow.objects.filter(act="urge").count()
    assert Message.objects.filter(kind="urging").count() == sum(Urging.objects.values_list("reached", flat=True))
