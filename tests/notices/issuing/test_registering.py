"""机关代字: each stands for one organ; who has it is said, and what was registered wrongly is released and given back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.documents.cleaning import ONE_LINE
from campaigns.notices.issuing import ending, ledger, registering
from campaigns.notices.models import DocumentNumber, NumberSeries, SeriesRelease
from campaigns.notices.models.number import LAST_SERIAL, LONGEST_MARK
from campaigns.notices.moves import IllegalMove
from organizations.models import AuditRow, Message
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def series(edition):
    return factories.series(edition.notice.host)


@pytest.fixture
def other():
    return factories.department("杭州市市场监督管理局", "330100")


def take(series, edition, signatory):
    return ledger.take(series, timezone.localdate(), edition, by=signatory).serial


def test_a_mark_stands_for_one_organ_and_who_has_it_is_said(client, series):
    stranger = factories.person("钱签发", factories.department("杭州市市场监督管理局", "330100"), "signatory")
    client.force_login(stranger)
    answer = client.post("/desk/numbers/", {"mark": series.mark, "confirmed": "on"})
    assert answer.status_code == 409
    assert f"“{series.mark}”已由{series.department}登记，不能再用" in answer.content.decode()
    assert NumberSeries.objects.get().department == series.department


def test_a_mark_leaves_room_on_its_line_for_the_last_number_of_a_year(client, host):
    client.force_login(factories.person("钱签发", host, "signatory"))
    marks = ["甲" * LONGEST_MARK, "乙" * (LONGEST_MARK + 1)]
    answers = [client.post("/desk/numbers/", {"mark": mark, "confirmed": "on"}).status_code for mark in marks]
    assert answers == [302, 400]
    last = DocumentNumber(series=NumberSeries.objects.get(mark=marks[0]), year=2026, serial=LAST_SERIAL)
    assert len(str(last)) == ONE_LINE["number"][1]
    with pytest.raises(ValidationError, match="最多16字"):
        NumberSeries(department=host, mark=marks[1]).clean_fields()


def test_a_mark_that_was_given_up_before_its_first_number_is_free_and_no_other(edition, series, other, signatory):
    by = factories.actor(factories.person("钱签发", other, "signatory"))
    take(series, edition, signatory)
    spare = registering.add("浙市监函", series.department, by=signatory)
    for each in (series, spare):
        registering.use(each, False, by=signatory)
    with pytest.raises(IllegalMove, match="本单位已经登记“浙市监函”，现已停用"):
        registering.add(spare.mark, series.department, by=signatory)
    assert registering.add(spare.mark, other, by=by).department == other
    with pytest.raises(IllegalMove, match="已由"):
        registering.add(series.mark, other, by=by)


def test_a_mark_that_issued_notices_of_another_organ_bear_is_refused_by_its_name(edition, host, signatory):
    """What the organ itself, or one that it succeeds, printed is its own."""
    nation = factories.notice(
        title="往年的通知", code="000000", doc_number="国质检质联〔2008〕1号", state="issued"
    ).host
    with pytest.raises(IllegalMove, match=f"“国质检质联”是{nation}已印发通知的机关代字"):
        registering.add("国质检质联", host, by=signatory)
    assert not NumberSeries.objects.filter(mark="国质检质联").exists()
    assert registering.add("国质检", host, by=signatory).department == host  # another mark, though it begins so
    heir = factories.department("国家市场监督管理总局", "000000")
    nation.__class__.objects.filter(pk=nation.pk).update(until="2018", successor=heir)
    with pytest.raises(IllegalMove, match="“国质检质联”是国家市场监督管理总局已印发"):
        registering.add("国质检质联", host, by=signatory)
    assert registering.add("国质检质联", heir, by=signatory).department == heir


def test_who_has_a_mark_is_said_also_where_that_organ_is_gone(series, signatory):
    gone, heir, other = (
        series.department,
        factories.department("浙江省市场监督管理委员会"),
        factories.department("甲局"),
    )
    gone.__class__.objects.filter(pk=gone.pk).update(until="2026", successor=heir)
    with pytest.raises(IllegalMove, match=f"已由{gone}登记，由其后继机构{heir}承接，不能再用"):
        registering.add(series.mark, other, by=signatory)


# --- released -----------------------------------------------------------------------------------------------------


@pytest.fixture
def system():
    return factories.client_of(factories.admin_of("system"))


def test_a_mark_taken_wrongly_is_released_with_a_reason_and_registered_by_whom_it_belongs_to(
    client, system, series, other, signatory
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
    assert client.get(f"/desk/numbers/{series.pk}/2026/").status_code == 404
    assert client.post(f"/desk/numbers/{series.pk}/use/", {"is_active": "1"}).status_code == 404
    again = registering.add(series.mark, other, by=signatory)
    assert (again.department, again.is_active, again.is_released) == (other, True, False)
    assert AuditRow.objects.get(act="series-take").before == str(series.department_id)


def test_whoever_registers_a_released_mark_begins_with_an_empty_ledger_and_the_old_one_stays(
    system, series, other, signatory
):
    ledger.begin_at(series, 2026, 500, by=signatory)
    ledger.enter_outside(series, 2026, 1, "占号", by=signatory)
    registering.release(series, "误登", by=signatory)
    own = registering.add(series.mark, other, by=signatory)
    assert ledger.upcoming([own], 2026) == {own.pk: 1}
    ledger.enter_outside(own, 2026, 1, "纸质文件", by=signatory)
    assert set(DocumentNumber.objects.values_list("series", "note")) == {(series.pk, "占号"), (own.pk, "纸质文件")}
    page = system.get("/desk/marks/").content.decode()
    assert page.count(f">{series.mark}</h3>") == 2 and f"/desk/marks/{own.pk}/release/" in page
    back = f"/desk/marks/{series.pk}/give-back/"
    assert back not in page
    answer = system.post(back)
    assert (answer.status_code, "已由别的单位登记，不能退还" in answer.content.decode()) == (409, True)
    registering.release(own, "也是误登", by=signatory)
    assert system.post(back).status_code == 302  # nobody holds it
    assert ledger.upcoming([series], 2026) == {series.pk: 500}


def test_a_mark_released_from_two_is_refused_to_the_last_one(series, host, other, signatory):
    registering.release(series, "误登", by=signatory)
    registering.release(registering.add(series.mark, other, by=signatory), "误登", by=signatory)
    with pytest.raises(IllegalMove, match="已由平台从本单位释放"):
        registering.add(series.mark, other, by=signatory)
    assert not NumberSeries.objects.held().exists()
    assert registering.add(series.mark, host, by=signatory).department == host


@pytest.mark.parametrize(
    ("mark", "status"), [("国市監质", 400), ("囯市监质", 400), ("国市监质", 302), ("鄠市监〇", 302)]
)
def test_a_mark_that_only_looks_like_another_is_refused_and_a_rare_character_of_ones_own_name_is_not(
    client, mark, status
):
    own = factories.department("鄠邑区市场监督管理局", "330100")
    client.force_login(factories.person("钱签发", own, "signatory"))
    answer = client.post("/desk/numbers/", {"mark": mark, "confirmed": "on"})
    assert (answer.status_code, "机关代字用规范汉字" in answer.content.decode()) == (status, status == 400)


def test_who_had_a_mark_that_was_released_gets_it_back_from_the_platform_alone(client, system, series, signatory):
    release, back = (f"/desk/marks/{series.pk}/{act}/" for act in ("release", "give-back"))
    system.post(release, {"reason": "误登"})
    client.force_login(signatory.user)
    answer = client.post("/desk/numbers/", {"mark": series.mark, "confirmed": "on"})
    assert (answer.status_code, "已由平台从本单位释放" in answer.content.decode()) == (409, True)
    assert f"已将机关代字“{series.mark}”退还" in system.post(back, follow=True).content.decode()
    assert NumberSeries.objects.get().is_active and not NumberSeries.objects.get().is_released
    assert "不能退还" in (again := system.post(back)).content.decode() and again.status_code == 409
    assert AuditRow.objects.filter(act="series-give-back").count() == 1
    assert Message.objects.filter(kind="series-released", recipient=signatory.user).count() == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda series, by: registering.use(series, False, by=by),
        lambda series, by: ledger.enter_outside(series, 2026, 5, "函", by=by),
        lambda series, by: ledger.begin_at(series, 2026, 5, by=by),
    ],
    ids=["use", "outside", "begin"],
)
def test_whoever_read_a_mark_before_another_registered_it_changes_nothing_of_hers(series, other, signatory, act):
    NumberSeries.objects.filter(pk=series.pk).update(department=other)  # a moment after it was read
    before = AuditRow.objects.count()
    with pytest.raises(IllegalMove, match="由别的单位登记"):
        act(series, signatory)
    assert (NumberSeries.objects.get().is_active, AuditRow.objects.count()) == (True, before)


def test_a_notice_that_was_withdrawn_bears_no_mark(series, other, signatory):
    wrong = factories.issued()
    mark = DocumentNumber.objects.get().series.mark
    with pytest.raises(IllegalMove, match="不能释放"):
        registering.release(DocumentNumber.objects.get().series, "误登", by=signatory)
    ending.withdraw(wrong.notice_id, "误发", by=signatory)
    registering.release(DocumentNumber.objects.get().series, "误登", by=signatory)
    assert registering.add(mark, other, by=signatory).department == other


def test_a_mark_that_numbered_a_notice_is_not_released(system, edition, series, signatory):
    take(series, edition, signatory)
    address = f"/desk/marks/{series.pk}/release/"
    assert address not in system.get("/desk/marks/").content.decode()
    assert "不能释放" in system.get(address).content.decode()
    assert system.post(address, {"reason": "误登"}).status_code == 409
    assert NumberSeries.objects.get().is_active


def test_a_mark_is_found_by_itself_and_by_what_its_organ_is_called_in_full_or_for_short(system, host):
    factories.series(host), factories.series(factories.department("甲局"), "甲质")
    host.names.update(short_name="省市监局")
    for words in ("浙市", str(host), "省市监局"):
        page = system.get("/desk/marks/", {"q": words}).content.decode()
        assert (">浙市监</h3>" in page, ">甲质</h3>" in page) == (True, False), words


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
    inherited = registering.add(series.mark, heir, by=by)
    assert (inherited.pk, inherited.department) == (series.pk, heir)
    correction.notice.host.refresh_from_db()
    assert take(inherited, correction, signatory) == 2
    with pytest.raises(IllegalMove, match="本单位已经登记"):
        registering.add(series.mark, heir, by=by)


def test_whoever_registers_a_mark_a_moment_later_gets_a_sentence(client, edition, signatory, monkeypatch):
    add, host = registering.add, edition.notice.host

    def after_another(mark, department, *, by):
        add(mark, host, by=by)  # a moment before
        return add(mark, department, by=by)

    monkeypatch.setattr(registering, "add", after_another)
    client.force_login(signatory.user)
    answer = client.post("/desk/numbers/", {"mark": "浙质办", "confirmed": "on"})
    assert answer.status_code == 409
    assert "本单位已经登记“浙质办”。" in answer.content.decode()
    assert AuditRow.objects.filter(act="series-add").count() == 1
