"""发文字号: each number once, in order; what was used outside is skipped, what was voided stays."""

import datetime
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.issuing import ending, ledger
from campaigns.notices.models import DocumentNumber, Frozen, NumberSeries, NumberYear, SeriesRelease
from campaigns.notices.moves import IllegalMove
from organizations.models import AuditRow, Message
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


def test_a_mark_stands_for_one_organ_and_who_has_it_is_said(client, series):
    stranger = factories.person("钱签发", factories.department("杭州市市场监督管理局", "330100"), "signatory")
    client.force_login(stranger)
    answer = client.post("/desk/numbers/", {"mark": series.mark, "confirmed": "on"})
    assert answer.status_code == 409
    assert f"“{series.mark}”已由{series.department}登记，不能再用" in answer.content.decode()
    assert NumberSeries.objects.get().department == series.department


def test_a_mark_that_was_given_up_before_its_first_number_is_free_and_no_other(edition, series, signatory):
    other = factories.department("杭州市市场监督管理局", "330100")
    by = factories.actor(factories.person("钱签发", other, "signatory"))
    take(series, edition, signatory)
    spare = ledger.add_series("浙市监函", series.department, by=signatory)
    for each in (series, spare):
        ledger.use_series(each, False, by=signatory)
    assert ledger.add_series(spare.mark, other, by=by).department == other
    with pytest.raises(IllegalMove, match="已由"):
        ledger.add_series(series.mark, other, by=by)


def test_a_mark_that_issued_notices_of_another_organ_bear_is_refused_by_its_name(edition, host, signatory):
    """What the organ itself, or one that it succeeds, printed is its own."""
    nation = factories.notice(
        title="往年的通知", code="000000", doc_number="国质检质联〔2008〕1号", state="issued"
    ).host
    with pytest.raises(IllegalMove, match=f"“国质检质联”是{nation}已印发通知的机关代字"):
        ledger.add_series("国质检质联", host, by=signatory)
    assert not NumberSeries.objects.filter(mark="国质检质联").exists()
    assert ledger.add_series("国质检", host, by=signatory).department == host  # another mark, though it begins so
    heir = factories.department("国家市场监督管理总局", "000000")
    nation.__class__.objects.filter(pk=nation.pk).update(until="2018", successor=heir)
    with pytest.raises(IllegalMove, match="“国质检质联”是国家市场监督管理总局已印发"):
        ledger.add_series("国质检质联", host, by=signatory)
    assert ledger.add_series("国质检质联", heir, by=signatory).department == heir


def test_who_has_a_mark_is_said_also_where_that_organ_is_gone(series, signatory):
    gone, heir, other = (
        series.department,
        factories.department("浙江省市场监督管理委员会"),
        factories.department("甲局"),
    )
    gone.__class__.objects.filter(pk=gone.pk).update(until="2026", successor=heir)
    with pytest.raises(IllegalMove, match=f"已由{gone}登记，由其后继机构{heir}承接，不能再用"):
        ledger.add_series(series.mark, other, by=signatory)


# --- released -----------------------------------------------------------------------------------------------------


@pytest.fixture
def system():
    return factories.client_of(factories.admin_of("system"))


def test_a_mark_taken_wrongly_is_released_with_a_reason_and_registered_by_whom_it_belongs_to(
    client, system, series, signatory
):
    ledger.enter_outside(series, 2026, 3, "纸质文件", by=signatory)
    address = f"/desk/marks/{series.pk}/release/"
    assert address in system.get("/desk/marks/", {"q": series.mark}).content.decode()
    for reason in ("", "a\0b", "字" * 301):
        assert system.post(address, {"reason": reason}).status_code == 400
    assert system.post(address, {"reason": "应为市局所用"}).status_code == 302
    assert (SeriesRelease.objects.get().reason, SeriesRelease.objects.get().department) == (
        "应为市局所用",
        series.department,
    )
    assert AuditRow.objects.get(act="series-release").thing_id == SeriesRelease.objects.get().pk
    assert Message.objects.get(kind="series-released").recipient == signatory.user
    client.force_login(signatory.user)
    for gone in (f"/desk/numbers/{series.pk}/2026/", f"/desk/numbers/{series.pk}/use/"):
        assert client.post(gone, {"is_active": "1"}).status_code in (404, 405)
    ledger.use_series(series, True, by=signatory)
    assert not NumberSeries.objects.get().is_active
    other = factories.department("杭州市市场监督管理局", "330100")
    again = ledger.add_series(series.mark, other, by=signatory)
    assert (again.pk, again.department, again.is_active, again.is_released) == (series.pk, other, True, False)
    assert DocumentNumber.objects.get().series == again


def test_a_mark_that_numbered_a_notice_is_not_released(system, edition, series, signatory):
    take(series, edition, signatory)
    address = f"/desk/marks/{series.pk}/release/"
    assert address not in system.get("/desk/marks/").content.decode()
    assert "不能释放" in system.get(address).content.decode()
    assert system.post(address, {"reason": "误登"}).status_code == 409
    assert NumberSeries.objects.get().is_active


def test_the_list_of_marks_costs_the_same_for_one_and_for_many_and_a_bad_question_is_told(system, host):
    costs = []
    for marks in (["浙甲"], [f"浙{each}" for each in "乙丙丁戊己庚"]):
        for mark in marks:
            factories.series(host, mark)
        with CaptureQueriesContext(connection) as queries:
            assert marks[-1] in system.get("/desk/marks/").content.decode()
        costs.append(len(queries))
    assert costs[0] == costs[1]
    for query in ({"q": "a\0"}, {"q": "字" * 61}, {"page": "x"}):
        assert system.get("/desk/marks/", query).status_code == 400


def test_whoever_comes_from_signing_finds_the_way_back_once_the_mark_is_there(client, signatory):
    edition = factories.ready(year=2024)
    NumberSeries.objects.all().delete()
    client.force_login(signatory.user)
    way = f"/desk/notices/{edition.pk}/sign/"
    there = f"/desk/numbers/?next={way}"
    assert f'href="{there}"' in client.get(way).content.decode()
    answer = client.post(there, {"mark": "浙市监", "confirmed": "on"}, follow=True)
    assert answer.redirect_chain[0][0].startswith("/desk/numbers/?next=")
    assert f'href="{way}">返回签发</a>' in answer.content.decode()


def test_a_successor_goes_on_with_the_series_and_its_numbers_and_old_notices_are_corrected_with_it(
    edition, series, signatory
):
    take(series, edition, signatory)
    correction = factories.ready(year=2024)
    host, heir = series.department, factories.department("浙江省市场监督管理委员会")
    by = factories.actor(factories.person("孙签发", heir, "signatory"))
    host.__class__.objects.filter(pk=host.pk).update(until="2026", successor=heir)
    inherited = ledger.add_series(series.mark, heir, by=by)
    assert (inherited.pk, inherited.department) == (series.pk, heir)
    correction.notice.host.refresh_from_db()
    assert take(inherited, correction, signatory) == 2
    with pytest.raises(IllegalMove, match="本单位已经登记"):
        ledger.add_series(series.mark, heir, by=by)


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


def test_whoever_registers_a_mark_a_moment_later_gets_a_sentence(client, edition, signatory, monkeypatch):
    add, host = ledger.add_series, edition.notice.host

    def after_another(mark, department, *, by):
        add(mark, host, by=by)  # a moment before
        return add(mark, department, by=by)

    monkeypatch.setattr(ledger, "add_series", after_another)
    client.force_login(signatory.user)
    answer = client.post("/desk/numbers/", {"mark": "浙质办", "confirmed": "on"})
    assert answer.status_code == 409
    assert "本单位已经登记“浙质办”。" in answer.content.decode()
    assert AuditRow.objects.filter(act="series-add").count() == 1


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
    ledger.use_series(series, False, by=signatory)
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
