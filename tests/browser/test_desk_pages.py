"""The pages of who is signed in: for everyone, on a phone and on a desk, by keyboard, and while work goes on."""

import pytest
from django.utils import timezone

from organizations import audit, jobs, messages
from organizations.models import AuditSeal, Job, Message
from tests.audits import given
from tests.organizations.actors import actor, admin, member, person

from .eyes import complaints, faults

PAGES = {
    "inbox": ("drafter", "/inbox/"),
    "work that goes on": ("drafter", "/desk/jobs/{running}/?auto=on"),
    "work that failed": ("drafter", "/desk/jobs/{failed}/"),
    "all work": ("system", "/desk/jobs/"),
    "mails that need a person": ("system", "/desk/mails/"),
    "audit": ("audit", "/audit/"),
    "audit, question without sense": ("audit", "/audit/?since=x&person=y"),
}

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def people(site):
    people = {"drafter": member(), "system": admin("system"), "audit": admin("audit")}
    notice = site.child
    messages.owe(
        [people["drafter"], person()],
        "sign",
        notice,
        subject="请会签“质量月”通知",
        body="请于9月1日前办理。",
        path="/notices/",
    )
    messages.owe([people["drafter"]], "note", notice, subject="系统维护通知")
    Message.objects.filter(kind="note").update(mail_state="failed", mail_error="550 " + "x" * 90)
    by = actor(people["drafter"])
    for state in ("running", "failed"):
        job = jobs.ask("print-edition", f"{state}", by=by, about=notice.current.title)
        facts = {"done": 1, "total": 3, "words": "正在排版", "claimed_at": timezone.now()}
        Job.objects.filter(pk=job.pk).update(state=state, **facts, error="袋子是空的。" if state == "failed" else "")
    audit.record("appoint", notice, by=by, before="a" * 64, result="failed")
    given(AuditSeal, 0)
    audit.seal()
    return people


@pytest.fixture
def enter(visit_as, people):
    """Open a page as one of the people; a `work` in the address is that of the state."""

    def open_page(who, path, **options):
        return visit_as(people[who])(path.format(**{job.state: job.pk for job in Job.objects.all()}), **options)

    return open_page


@pytest.mark.parametrize(("who", "path"), PAGES.values(), ids=PAGES)
def test_the_page_is_for_everyone(enter, who, path):
    assert faults(enter(who, path)) == []


def test_progress_moves_and_ends_by_itself_with_script(enter):
    page = enter("drafter", "/desk/jobs/{running}/")
    assert page.get_by_text("自动刷新").is_hidden()
    Job.objects.filter(state="running").update(done=2)
    page.get_by_text("进度：2/3").wait_for(timeout=15000)
    facts = {"result": {"path": "/notices/", "label": "查看通知"}, "finished_at": timezone.now()}
    Job.objects.filter(state="running").update(state="done", **facts)
    page.get_by_role("link", name="查看通知").wait_for(timeout=15000)
    page.get_by_text("结束").wait_for(timeout=15000)  # the page itself has come anew
    assert complaints(page) == []


def test_progress_moves_without_script_where_the_reader_asks_for_it(enter):
    page = enter("drafter", "/desk/jobs/{running}/", java_script_enabled=False)
    page.get_by_role("link", name="自动刷新", exact=True).click()
    page.get_by_role("link", name="停止自动刷新").wait_for()
    Job.objects.filter(state="running").update(done=2)
    page.get_by_text("进度：2/3").wait_for(timeout=15000)


def test_a_message_is_opened_by_keyboard_and_is_read_then(enter):
    page = enter("drafter", "/inbox/")
    page.get_by_role("button", name="请会签“质量月”通知", exact=True).press("Enter")
    page.wait_for_url("**/notices/")
    assert page.locator(".masthead .count").inner_text().startswith("1")
