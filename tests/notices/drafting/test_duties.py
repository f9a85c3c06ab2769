"""分工: who leads and who supports, clause by clause; and what stands beside a draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.drafting import checks
from campaigns.notices.models import Clause, ClauseDuty, Edition
from campaigns.notices.moves import State
from tests import factories
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def clause(edition):
    return edition.clauses.filter(kind="clause").first()


@pytest.fixture
def send(client, edition, drafter):
    address = f"/desk/notices/{edition.pk}/duties/"
    client.force_login(drafter.user)

    def do(page=None, **typed):
        sent = fields(page or client.get(address), "/duties/")
        return client.post(address, {**sent, **typed})

    return do


def test_departments_are_named_beside_a_clause_and_shown_beside_the_text(send, client, edition, clause):
    factories.department("浙江省教育厅")
    factories.department("杭州市教育局", "330100")
    before = Edition.objects.get(pk=edition.pk).text_hash
    typed = {f"lead-{clause.pk}": "浙江省教育厅", f"support-{clause.pk}": f"杭州市教育局，{edition.notice.host}"}
    assert send(**typed).status_code == 302
    assert ClauseDuty.objects.filter(clause=clause).count() == 3
    assert Edition.objects.get(pk=edition.pk).text_hash != before
    said = f"牵头：浙江省教育厅；配合：杭州市教育局、{edition.notice.host}"
    assert said in client.get(f"/desk/notices/{edition.pk}/").content.decode()
    assert send(**{f"lead-{clause.pk}": "", f"support-{clause.pk}": ""}).status_code == 302
    assert not ClauseDuty.objects.exists()


def test_a_notice_of_many_clauses_is_saved_at_once_and_few_questions_are_asked(send, edition):
    many = range(500)
    made = [Clause(edition=edition, position=at + 20, kind="clause", text="条", anchor=f"s9-{at}") for at in many]
    keys = [clause.pk for clause in Clause.objects.bulk_create(made)]
    host = str(edition.notice.host)
    with CaptureQueriesContext(connection) as queries:
        assert send(**{f"lead-{key}": host for key in keys}).status_code == 302
    assert ClauseDuty.objects.filter(clause__in=keys, part="lead").count() == 500
    assert len(queries) < 100


def test_who_carries_out_a_clause_that_lost_its_number_is_shown_until_somebody_takes_it_out(
    send, client, edition, clause
):
    education = factories.department("浙江省教育厅")
    ClauseDuty.objects.create(clause=clause, department=education, part="lead")
    edition.clauses.filter(pk=clause.pk).update(kind="paragraph", marker="", path="", anchor="")
    other = edition.clauses.filter(kind="clause").first()
    assert send(**{f"lead-{other.pk}": str(edition.notice.host)}).status_code == 302
    assert ClauseDuty.objects.filter(clause=clause, department=education).exists()
    page = client.get(f"/desk/notices/{edition.pk}/duties/").content.decode()
    assert page.count("现在不在正文的编号条款中") == 1 and "浙江省教育厅" in page
    assert send(**{f"lead-{clause.pk}": ""}).status_code == 302
    assert ClauseDuty.objects.get().clause == other
    assert "现在不在正文的编号条款中" not in client.get(f"/desk/notices/{edition.pk}/duties/").content.decode()


@pytest.mark.parametrize(
    ("lead", "support", "said"),
    [
        ("没有这个厅", "", "没有找到“没有这个厅”"),
        ("浙江省教育厅", "浙江省教育厅", "不能既牵头又配合"),
        ("厅" * 501, "", "最多500字"),
        ("厅\0", "", "NUL"),
    ],
)
def test_what_names_no_department_is_shown_again_with_a_sentence(send, clause, lead, support, said):
    factories.department("浙江省教育厅")
    answer = send(**{f"lead-{clause.pk}": lead, f"support-{clause.pk}": support})
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not ClauseDuty.objects.exists()


def test_of_two_writers_the_second_sees_both(send, client, edition, clause):
    for name in ("浙江省教育厅", "浙江省财政厅"):
        factories.department(name)
    old = client.get(f"/desk/notices/{edition.pk}/duties/")
    send(**{f"lead-{clause.pk}": "浙江省教育厅"})
    answer = send(page=old, **{f"lead-{clause.pk}": "浙江省财政厅"})
    assert answer.status_code == 409
    assert "浙江省教育厅" in answer.content.decode() and "浙江省财政厅" in answer.content.decode()
    assert send(page=answer).status_code == 302
    assert str(ClauseDuty.objects.get().department) == "浙江省财政厅"


# --- all pages beside the editor ----------------------------------------------------------------------------------

PARTS = ("facts", "addressees", "duties", "locks", "attachments", "preview", "history")
WRITTEN = ("facts", "addressees", "duties", "locks", "attachments")


@pytest.mark.parametrize(
    ("state", "role", "status"),
    [
        (State.DRAFT, "drafter", 200),
        (State.DRAFT, "reader", 403),
        (State.REVIEW, "drafter", 403),
        (State.REVIEW, "reviewer", 200),
        (State.ISSUED, "drafter", 409),
        (State.DISCARDED, "drafter", 409),
    ],
)
def test_who_writes_them_in_which_state(client, edition, state, role, status):
    client.force_login(factories.person("某人", edition.notice.host, role))
    sent = {part: fields_of(client, edition, part) for part in ("facts", "addressees")}
    Edition.objects.filter(pk=edition.pk).update(state=state)
    before = Edition.objects.filter(pk=edition.pk).values().get()
    for part in PARTS:
        answer = client.get(f"/desk/notices/{edition.pk}/{part}/")
        assert answer.status_code == (status if part in WRITTEN else 200), part
    if status != 200:
        for part, facts in sent.items():
            answer = client.post(f"/desk/notices/{edition.pk}/{part}/", {**facts, "annotations": "刚填的附注"})
            assert answer.status_code == status, part
            assert status != 409 or part != "facts" or "刚填的附注" in answer.content.decode()
        for act in ("attachments/add/", "attachments/1/remove/", "history/1/restore/", "duties/", "locks/"):
            assert client.post(f"/desk/notices/{edition.pk}/{act}").status_code in (status, 404), act
        assert Edition.objects.filter(pk=edition.pk).values().get() == before


def fields_of(client, edition, part):
    answer = client.get(f"/desk/notices/{edition.pk}/{part}/")
    return fields(answer, f"/{part}/") if answer.status_code == 200 else {}


def test_nobody_elses_department_sees_any_of_them(client, edition):
    client.force_login(factories.person("外人", factories.department("杭州市市场监督管理局", "330100"), "reviewer"))
    for part in PARTS:
        assert client.get(f"/desk/notices/{edition.pk}/{part}/").status_code == 404


def test_their_pages_cost_the_same_for_one_of_everything_and_for_twenty(client, edition, drafter):
    client.force_login(drafter.user)
    pages = ["", *(f"{part}/" for part in PARTS)]
    one_more(edition, 1)
    few = [count(client, edition, page) for page in pages for _ in range(2)][1::2]
    for at in range(2, 22):
        one_more(edition, at)
    assert [count(client, edition, page) for page in pages] == few


def one_more(edition, at):
    host = edition.notice.host
    made = factories.clause(edition, "clause", f"又{at}项。", anchor=f"s9-{at}")
    ClauseDuty.objects.create(clause=made, department=host, part="lead")
    edition.addressed.create(place="main", position=at, text=f"单位{at}", department=host)
    edition.issuers.create(printed_name=f"机关{at}", department=host, position=at + 5)


def count(client, edition, page):
    with CaptureQueriesContext(connection) as made:
        assert client.get(f"/desk/notices/{edition.pk}/{page}").status_code == 200
    return len(made)


def test_what_is_missing_before_the_review_is_said_with_its_page(client, edition, drafter):
    client.force_login(drafter.user)
    clause = edition.clauses.filter(kind="clause").first()
    clause.text = "名单见附件3。"
    clause.save()
    factories.clause(edition, "attachment", marker="附件2", heading="空的", anchor="a2")
    said = dict(checks.before_review(Edition.objects.select_related("notice").get(pk=edition.pk)))
    assert said["请填写主送机关。"].endswith("/addressees/")
    assert "附件2还没有内容，请填写或删去。" in said and "正文提到附件3，但没有这个附件。" in said
    page = client.get(f"/desk/notices/{edition.pk}/").content.decode()
    assert "请填写主送机关。" in page and "送出之前，还要补齐" in page
    for sentence, address in checks.advised(edition):
        assert sentence and client.get(address).status_code == 200
