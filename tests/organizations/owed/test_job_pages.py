"""How far work is, for who asked for it and her department; trying it again; all of it for the system administrator."""

import pytest
from django.test import Client

from organizations import jobs
from organizations.models import Job
from tests import factories
from tests.organizations.actors import actor, admin, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def asker():
    return member()


@pytest.fixture
def job(asker, monkeypatch):
    monkeypatch.setitem(jobs.LABELS, "weigh", "称重")
    return jobs.ask("weigh", 7, by=actor(asker), about="一袋米")


def test_it_is_there_for_who_may_see_it_and_for_nobody_else(asker, job):
    colleague, stranger = member(name="李四"), member(factories.department("全国质量技术监督局", "000000"))
    expected = {asker: 200, colleague: 200, stranger: 404, person(): 404, admin("system"): 200, admin("audit"): 404}
    found = {user: client_of(user).get(f"/desk/jobs/{job.pk}/").status_code for user in expected}
    assert found == expected
    listed = {user: "一袋米" in client_of(user).get("/desk/jobs/").content.decode() for user in expected}
    assert listed == {user: status == 200 for user, status in expected.items()}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ["等待处理"]),
        ({"state": "running", "done": 2, "total": 3, "words": "正在排版"}, ["正在处理", "正在排版", '<progress value="2" max="3">']),
        ({"state": "running"}, ["<progress>进行中</progress>"]),
        ({"attempts": 2, "error": "出错了。"}, ["第2次没有成功", "出错了。"]),
        ({"state": "done", "result": {"path": "/notices/", "label": "查看通知"}}, ['href="/notices/">查看通知</a>']),
        ({"state": "failed", "error": "袋子是空的。"}, ["未完成", "袋子是空的。", "重试</button>"]),
    ],
)  # fmt: skip
def test_the_page_says_how_far_it_is(asker, job, facts, words):
    Job.objects.update(**facts)
    html = client_of(asker).get(f"/desk/jobs/{job.pk}/").content.decode()
    assert [word for word in words if word not in html] == []
    assert ("自动刷新" in html) is (facts.get("state") not in ("done", "failed"))


@pytest.mark.parametrize(
    ("asked", "state", "again"),
    [("", "running", None), ("?auto=on", "running", "5"), ("?auto=on", "done", None), ("?auto=%00", "running", "5")],
)
def test_it_comes_again_by_itself_only_where_the_reader_wants_it_and_can_be_stopped(asker, job, asked, state, again):
    Job.objects.update(state=state)
    answer = client_of(asker).get(f"/desk/jobs/{job.pk}/{asked}")
    assert answer.get("Refresh") == again
    assert ("停止自动刷新" in answer.content.decode()) is bool(again)


def test_who_asked_for_it_tries_it_again_and_a_colleague_is_told_who_may(asker, job):
    Job.objects.update(state="failed")
    colleague = client_of(member(name="李四"))
    refused = colleague.post(f"/desk/jobs/{job.pk}/retry/")
    assert refused.status_code == 403
    assert Job.objects.get().state == "failed"
    assert "重试</button>" not in colleague.get(f"/desk/jobs/{job.pk}/").content.decode()
    told = client_of(asker).post(f"/desk/jobs/{job.pk}/retry/", follow=True).content.decode()
    assert "已重新提交" in told and Job.objects.get().state == "waiting"
    again = client_of(asker).post(f"/desk/jobs/{job.pk}/retry/")
    assert (again.status_code, "刚刚已重新提交" in again.content.decode()) == (409, True)


def test_the_list_is_narrowed_by_state_and_costs_the_same_for_one_and_thirty(asker, job, django_assert_num_queries):
    reader = client_of(admin("system"))
    assert "没有这样的任务" in reader.get("/desk/jobs/?state=failed").content.decode()
    assert "没有这一状态" in reader.get("/desk/jobs/?state=x").content.decode()
    for rows in (1, 29):
        for number in range(rows):
            jobs.ask("weigh", f"{rows} {number}", by=actor(member(name=f"某{number}")))
        with django_assert_num_queries(7):
            reader.get("/desk/jobs/?state=waiting")
