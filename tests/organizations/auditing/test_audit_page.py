"""The audit administrator reads, filters and exports the audit; nobody else does."""

import csv
import io
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.notices import moves
from organizations import audit
from organizations.auditing import views
from organizations.auditing.forms import AuditFilter
from organizations.models import AuditRow, AuditSeal
from tests import factories
from tests.audits import given
from tests.organizations.actors import actor, admin, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def auditor(client):
    user = admin("audit", "钱审计")
    client.force_login(user)
    return user


@pytest.fixture
def drafter():
    return member(name="张三")


def table(answer):
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff编号,时间")
    return list(csv.DictReader(io.StringIO(text[1:])))


@pytest.mark.parametrize("who", ["system", "security", None])
def test_everyone_else_is_told_whose_page_it_is(who):
    client = Client()
    client.force_login(admin(who) if who else member())
    before = AuditRow.objects.count()
    assert [client.get("/audit/").status_code, client.post("/audit/export/").status_code] == [403, 403]
    assert "由平台的审计管理员办理" in client.get("/audit/").content.decode()
    assert AuditRow.objects.count() == before


def test_a_row_is_told_in_words_and_a_digest_in_short(client, auditor, drafter):
    audit.record(
        "appoint", drafter.memberships.get(), by=actor(drafter), before="a" * 64, after="drafter", result="failed"
    )
    html = client.get("/audit/").content.decode()
    for words in ("任职", f"张三（{drafter.username}），浙江省质量技术监督局", "aaaaaaaaaaaa… → 起草", "未成功"):
        assert words in html
    assert "aaaaaaaaaaaaa" not in html


def test_a_row_says_what_it_was_about_and_why(client, auditor):
    edition = factories.draft()
    drafter = factories.actor(factories.person("张三", edition.notice.host, "drafter"))
    moves.move(edition, "discarded", by=drafter, reason="与另一份重复。")
    html = client.get("/audit/").content.decode()
    assert f"版本：{edition.title}（第1版）。理由：与另一份重复。（编号{edition.pk}），起草 → 已废弃" in html
    assert "任职：张三（张三），起草（编号" in html


def test_what_only_the_platform_deals_with_is_listed_when_it_is_asked_for(client, auditor):
    AuditRow.objects.create(act="retry-job", thing="organizations.job", thing_id=5)
    assert "（编号5）" not in client.get("/audit/").content.decode()
    for question in ({"behind": "yes"}, {"act": "retry-job"}, {"thing": "organizations.job"}):
        assert "（编号5）" in client.get("/audit/", question).content.decode()
    assert client.get("/audit/", {"behind": "x"}).status_code == 400


def test_what_people_did_is_found_past_any_number_of_rows_of_the_platform_itself():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite is for one machine of one's own")
    rows = [AuditRow(act="run-job", thing="organizations.job", thing_id=number) for number in range(2000)]
    AuditRow.objects.bulk_create([AuditRow(act="appoint", thing="organizations.membership", thing_id=1), *rows])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organizations_auditrow")
    form = AuditFilter({})
    assert form.is_valid()
    assert "audit_of_people" in form.narrow(AuditRow.objects.all())[:50].explain()


def test_what_is_gone_keeps_its_number(client, auditor, drafter):
    AuditRow.objects.create(act="act-of-old", thing="old.thing", thing_id=5, user_id=999, department_id=888)
    html = client.get("/audit/").content.decode()
    assert "act-of-old" in html and "old.thing（编号5）" in html and "（编号999），（编号888）" in html


def test_the_head_of_the_chain_stands_there_to_be_noted(client, auditor):
    given(AuditSeal, 0)
    audit.seal()
    assert audit.head()[1] in client.get("/audit/").content.decode()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("person=张三", 1),
        ("person=李四", 1),
        ("department=浙江省", 2),
        ("act=revoke", 1),
        ("result=failed", 1),
        ("thing=organizations.user", 2),
        ("since=2020-01-01&until=2020-01-02", 0),
        ("since={today}&until={today}&act=revoke", 1),
        ("act=revoke&result=failed", 0),
    ],
)
def test_filters_combine_and_the_export_follows_them(client, auditor, drafter, question, found):
    principal = member(name="李四")
    first = AuditRow.objects.latest("pk").pk
    audit.record("revoke", drafter, by=replace(actor(drafter), on_behalf_of=principal))
    audit.record("dismiss", drafter, department=factories.department(), result="failed")
    asked = dict(part.split("=") for part in question.format(today=timezone.localdate()).split("&"))
    listed = [row.pk for row in client.get("/audit/", asked).context["rows"] if row.pk > first]
    assert len(listed) == found
    exported = [
        int(row["编号"]) for row in table(client.post("/audit/export/", asked)) if row["行为"] != "导出审计记录"
    ]
    assert [key for key in exported if key > first] == listed


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"since": "昨天"}, "请按“2026-09-01”的格式填写"),
        ({"since": "0001-01-01"}, "1978年至2999年"),
        ({"since": "2008-09-02", "until": "2008-09-01"}, "截止日期不能早于开始日期"),
        ({"person": "没有这个人"}, "没有找到这样的人员"),
        ({"person": "\0"}, "不能识别的字符"),
        ({"person": "长" * 61}, "人员最多60字"),
        ({"department": "😀"}, "没有找到这样的部门"),
        ({"act": "x"}, "请从列表中选择行为"),
        ({"number": "9" * 30}, "对象编号应为正整数"),
        ({"page": "9"}, "没有第9页"),
    ],
    ids=str,
)
def test_a_question_without_sense_is_answered_in_a_sentence_and_kept(client, auditor, question, words):
    answers = [client.get("/audit/", question)]
    answers += [] if "page" in question else [client.post("/audit/export/", question)]
    for answer in answers:
        assert answer.status_code == 400
        assert words in answer.content.decode()


def test_a_name_that_too_many_bear_is_asked_for_in_full(client, auditor, monkeypatch):
    monkeypatch.setattr("organizations.auditing.forms.MOST_FOUND", 1)
    person("张三"), person("张三丰")
    assert "太多，请写得更完整" in client.get("/audit/", {"person": "张三"}).content.decode()


def test_the_page_costs_the_same_for_few_rows_and_many(client, auditor, django_assert_num_queries):
    for rows in (2, 40):
        for number in range(rows):
            facts = {"user_id": person(f"某{number}").pk, "department_id": factories.department().pk}
            AuditRow.objects.create(act="revoke", thing="organizations.user", thing_id=number, **facts)
        with django_assert_num_queries(13):  # three for the kinds of things that are on the page
            client.get("/audit/")


def test_only_the_latest_are_listed_and_counted_and_the_page_says_so(client, auditor, monkeypatch):
    monkeypatch.setattr(views, "MOST_LISTED", 3)
    for _ in range(4):
        audit.record("revoke", auditor)
    html = client.get("/audit/").content.decode()
    assert "共3条以上" in html and "只列最近的3条" in html
    assert len(table(client.post("/audit/export/"))) > 4


def test_the_export_is_itself_audited_and_ends_with_that_row(client, auditor):
    rows = table(client.post("/audit/export/", {"act": "export-audit"}))
    (own,) = AuditRow.objects.filter(act="export-audit")
    assert own.user_id == auditor.pk and len(own.after) == 64
    assert [row["编号"] for row in rows] == [str(own.pk)]


def test_no_cell_of_the_export_is_a_formula(client, auditor):
    villain = person("＝HYPERLINK(1)")
    AuditRow.objects.create(act="@act", thing="organizations.user", thing_id=1, user_id=villain.pk, before="-1+1")
    row = next(row for row in table(client.post("/audit/export/")) if row["行为"].endswith("@act"))
    assert (row["行为"], row["人员"], row["此前"]) == ("'@act", f"'＝HYPERLINK(1)（{villain.username}）", "'-1+1")


def test_the_export_is_made_in_parts_and_loses_no_row(client, auditor, monkeypatch):
    monkeypatch.setattr("organizations.auditing.rows.AT_A_TIME", 3)
    for _ in range(7):
        audit.record("revoke", auditor)
    given(AuditSeal, 0)
    audit.seal()
    rows = table(client.post("/audit/export/"))
    assert [int(row["编号"]) for row in rows] == list(AuditRow.objects.values_list("pk", flat=True))
    assert rows[-1]["封存序号"] == "1" and len(rows[-1]["封存摘要"]) == 64


def test_the_acts_to_choose_from_stand_in_groups(client, auditor):
    listed = client.get("/audit/").content.decode().split('name="act"')[1].split("</select>")[0]
    groups = dict(re.findall(r'<optgroup label="(\w+)">(.*?)</optgroup>', listed, re.DOTALL))
    assert list(groups) == ["账号", "人员", "起草会签", "签发印发", "下达贯彻", "活动", "平台"]
    assert "免去任职" in groups["人员"] and "编发文字号" in groups["签发印发"]
