"""Two who confirm the same receipt at once, on PostgreSQL with real threads; and once more without the lock, as a control."""

import pytest
from django.db import connection

from campaigns.notices.models import Receipt
from campaigns.notices.receiving import confirming
from organizations.models import AuditRow
from tests.notices.countersigning.test_races import meet
from tests.notices.receiving.conftest import PROVINCES

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("step_by_step"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def unlocked(receipt):
    return Receipt.objects.select_related("edition__notice").get(pk=receipt.pk)


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_of_two_who_confirm_at_once_one_does(monkeypatch, office, guarded):
    if not guarded:
        monkeypatch.setattr(confirming, "_held", unlocked)
    office.sent(PROVINCES)
    receipt, people = Receipt.objects.get(), [office.actor("省局", role) for role in ("drafter", "signatory")]
    first, second = (lambda by=by: confirming.confirm(receipt, by=by) for by in people)
    mistake, error = meet(monkeypatch, confirming, "_held", first, second)
    assert mistake is None
    assert (str(error) == confirming.CONFIRMED) is guarded
    assert AuditRow.objects.filter(act="notice-receive").count() == (1 if guarded else 2)
