"""发文字号: each number once, in order; what was used outside is skipped, what was voided stays."""

import datetime
from dataclasses import replace

import pytest

from campaigns.notices.issuing import ending, ledger, registering
from campaigns.notices.models import DocumentNumber, Frozen, NumberYear
from campaigns.notices.moves import IllegalMove
from organizations.models import AuditRow
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
DAY = datetime.date(2026, 9, 1)


@pytest.fixture
def series(edition):
    return factories.series(edition.notice.host)


def take(series, edition, signatory, day=DAY):
    return ledger.take(series, day, edition, by=signatory).serial


def test_numbers_begin_at_the_start_and_skip_what_was_used_outside(edition, series, signatory):
    ledger.begin_at(series, 2026, 7, by=signatory)
    for serial in (7, 8, 10):
        ledger.enter_outside(series, 2026, serial, "纸质文件", by=signatory)
    assert ledger.upcoming([series], 2026) == {series.pk: 9}
    assert take(series, edition, signatory) == 9
    assert take(series, factories.ready(year=2025), signatory) == 11
    assert take(series, factories.ready(year=2024), signatory, datetime.date(2027, 1, 1)) == 1


def test_a_start_that_is_the_start_already_writes_nothing(series, signatory):
    before = AuditRow.objects.count()
    ledger.begin_at(series, 2026, 1, by=signatory)
    assert (NumberYear.objects.count(), AuditRow.objects.count()) == (0, before)


def test_a_number_is_registered_once(edition, series, signatory):
    take(series, edition, signatory)
    with pytest.raises(IllegalMove, match="〔2026〕1号已经登记"):
        ledger.enter_outside(series, 2026, 1, "纸质文件", by=signatory)


def test_the_start_is_not_moved_once_a_number_was_given(edition, series, signatory):
    take(series, edition, signatory)
    for serial in (9, 2):  # 2 comes next: it is no start, either
        with pytest.raises(IllegalMove, match="已经编号"):
            ledger.begin_at(series, 2026, serial, by=signatory)
    assert NumberYear.objects.get().next == 2


def test_a_number_is_voided_after_its_notice_was_withdrawn_and_never_given_again(signatory):
    issued = factories.issued()
    number = DocumentNumber.objects.get()
    with pytest.raises(IllegalMove, match="可以作废"):
        ledger.void(number, "误编", by=signatory)
    ending.withdraw(issued.notice_id, "误发", by=signatory)
    ledger.void(DocumentNumber.objects.get(), "通知已撤销", by=signatory)
    assert (DocumentNumber.objects.get().state, DocumentNumber.objects.get().edition_id) == ("voided", issued.pk)
    assert factories.signed(factories.ready(year=2025)).doc_number.endswith("〕2号")
    with pytest.raises(IllegalMove, match="已经作废"):
        ledger.void(DocumentNumber.objects.get(serial=1), "再一次", by=signatory)


def test_what_was_entered_by_mistake_is_voided_and_says_what_it_was(series, signatory):
    number = ledger.enter_outside(series, 2026, 3, "纸质文件", by=signatory)
    ledger.void(number, "登记有误", by=signatory)
    assert DocumentNumber.objects.get().note == "登记有误（原登记：纸质文件）"


def test_no_number_leaves_the_ledger(series, signatory):
    number = ledger.enter_outside(series, 2026, 3, "纸质文件", by=signatory)
    for delete in (number.delete, DocumentNumber.objects.all().delete):
        with pytest.raises(Frozen):
            delete()


def test_every_act_on_the_ledger_is_audited(edition, series, signatory):
    AuditRow.objects.count()
    before = set(AuditRow.objects.values_list("pk", flat=True))
    ledger.begin_at(series, 2026, 2, by=signatory)
    ledger.void(ledger.enter_outside(series, 2026, 5, "纸质文件", by=signatory), "登记有误", by=signatory)
    registering.use(series, False, by=signatory)
    rows = AuditRow.objects.exclude(pk__in=before).order_by("pk")
    assert [row.act for row in rows] == ["number-begin", "number-outside", "number-void", "series-rest"]
    assert {(row.user_id, row.department_id) for row in rows} == {(signatory.user.pk, series.department_id)}


def test_the_ledger_says_who_gave_a_number_for_whom(client):
    edition = factories.ready()
    series, by = factories.series(edition.notice.host), factories.signatory(edition, "王签发")
    principal = factories.person("李局长", edition.notice.host, "signatory")
    ledger.enter_outside(series, 2026, 7, "纸质文件", by=replace(by, on_behalf_of=principal))
    factories.signed(edition, replace(by, on_behalf_of=principal))
    assert [number.actor_name for number in DocumentNumber.objects.of(series, 2026)] == ["王签发代李局长"] * 2
    client.force_login(by.user)
    assert client.get(f"/desk/numbers/{series.pk}/2026/").content.decode().count("王签发代李局长，") == 2
