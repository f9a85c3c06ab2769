"""文件信息: issuers in order, urgency, openness, layout and 版记; a second writer is told, and loses nothing."""

import pytest

from campaigns.notices.models import Edition
from tests import factories
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def send(client, edition, drafter):
    """Send the page's form with some of it typed anew, as somebody who drafts."""
    address = f"/desk/notices/{edition.pk}/facts/"
    client.force_login(drafter.user)

    def do(page=None, query="", **typed):
        page = page or client.get(address + query)
        return client.post(address, {**fields(page, "/facts/"), **typed})

    return do


def issuers(edition):
    return list(edition.issuers.values_list("printed_name", flat=True))


def test_facts_are_saved_and_the_text_has_another_hash(send, edition):
    answer = send(urgency="加急", set_as="letter", has_seals="on", keywords="质量  活动", print_office="办公室")
    assert answer.status_code == 302
    changed = Edition.objects.get(pk=edition.pk)
    assert (changed.urgency, changed.set_as, changed.has_seals) == ("加急", "letter", True)
    assert changed.keywords == "质量\u3000活动"
    assert changed.text_hash != edition.text_hash and changed.version > edition.version


def test_who_is_not_to_be_told_needs_a_reason(send, edition):
    assert "不予公开的，请写明理由。" in send(openness="closed", urgency="特急").content.decode()
    assert Edition.objects.get(pk=edition.pk).urgency == ""
    assert send(openness="closed", openness_reason="内部管理事项").status_code == 302
    assert Edition.objects.get(pk=edition.pk).openness_reason == "内部管理事项"


def test_issuers_are_added_by_name_chosen_and_arranged_behind_the_host(send, edition):
    host, union = issuers(edition)
    office = factories.department("浙江省教育厅")
    other = factories.department("杭州市教育局", "330100")
    assert send(do="find", find="浙江省教育厅").status_code == 302
    assert edition.issuers.last().department == office
    found = send(do="find", find="教育")
    assert found["Location"].endswith("?find=%E6%95%99%E8%82%B2#found")
    assert send(query="?find=教育", do=f"pick-{other.pk}", find="教育").status_code == 302
    send(do="type", find="浙江省质量协会")
    assert issuers(edition) == [host, union, "浙江省教育厅", "杭州市教育局", "浙江省质量协会"]
    send(do="up-2")
    send(do="remove-4")
    send(do="up-1")  # the host stays the first
    send(do="remove-0")
    assert issuers(edition) == [host, "浙江省教育厅", union, "杭州市教育局"]


def test_where_there_is_no_room_no_organ_is_said_to_be_listed(send, edition):
    for at in range(2, 60):
        edition.issuers.create(printed_name=f"机关{at}", position=at)
    answer = send(do="type", find="又一机关")
    page = answer.content.decode()
    assert answer.status_code == 400 and "“又一机关”没有列入" in page and "已列入" not in page
    assert len(issuers(edition)) == 60
    send(do="remove-59")
    assert send(do="type", find="又一机关").status_code == 302
    assert issuers(edition)[-1] == "又一机关"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("浙江省教育厅", "不是浙江省总工会的名称"),
        ("浙江省工会联合会", "已经更名为“浙江省总工会”"),
        ("浙江省总工会办公室", ""),
        ("省总工会", ""),
    ],
)
def test_a_department_issues_under_its_own_name_alone(send, edition, name, said):
    department, (_, union) = factories.department("浙江省总工会"), edition.issuers.order_by("position")
    department.names.update(short_name="省总工会", since="1990")
    department.names.create(name="浙江省工会联合会", until="1990")
    edition.issuers.filter(pk=union.pk).update(department=department)
    answer = send(**{"issuers-1-printed_name": name})
    assert answer.status_code == (400 if said else 302)
    assert said in answer.content.decode()
    assert issuers(edition)[1] == (union.printed_name if said else name)


@pytest.mark.parametrize("name", ["浙江省教育厅", "浙江省 教育厅", "浙江省教育厅。", "浙江省教育\u200b厅", "教育厅"])
def test_a_department_that_is_here_is_chosen_and_not_typed(send, edition, name):
    factories.department("浙江省教育厅").names.update(short_name="教育厅")
    elsewhere = factories.department("杭州市财政局", "330100")
    elsewhere.names.update(short_name="财政局")
    answer = send(**{"issuers-1-department": "", "issuers-1-printed_name": name})
    assert answer.status_code == 400
    assert "是本系统的部门，请删去这一行，从部门中选择。" in answer.content.decode()
    assert send(**{"issuers-1-department": "", "issuers-1-printed_name": "财政局"}).status_code == 302


def test_of_two_writers_the_second_sees_both_and_saves_again(send, client, edition):
    old = client.get(f"/desk/notices/{edition.pk}/facts/")
    assert send(annotations="（此件公开发布）").status_code == 302
    answer = send(page=old, annotations="（联系人另告）", urgency="特急")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "（此件公开发布）" in page and "（联系人另告）" in page
    assert Edition.objects.get(pk=edition.pk).annotations == "（此件公开发布）"
    assert send(page=answer).status_code == 302
    assert Edition.objects.get(pk=edition.pk).annotations == "（联系人另告）"


def test_a_clause_that_a_colleague_saves_meanwhile_disturbs_nobody(send, client, edition, post, colleague):
    page = client.get(f"/desk/notices/{edition.pk}/facts/")
    post(colleague.user, edition.clauses.filter(kind="clause").first(), text="同事写的。")
    client.force_login(colleague.user)
    assert send(page=page, urgency="加急").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"urgency": "飞快"}, "请从列表中选择"),
        ({"keywords": "质\0量"}, "NUL"),
        ({"annotations": "质" * 501}, "500字"),
        ({"issuers-0-printed_name": ""}, "请填写机关的印刷名称"),
        ({"issuers-1-department": "x"}, "页面已经过期"),
        ({"issuers-TOTAL_FORMS": "9999"}, "最多列60行"),
        ({"issuers-TOTAL_FORMS": "x"}, "页面已经过期"),
        ({"stamp": ""}, "页面已经过期"),
        ({"find": "质" * 1_000}, "最多60字"),
        ({"do": "type", "find": "机密★1年"}, "本系统不处理涉密文件"),
    ],
)
def test_what_cannot_be_saved_is_shown_again_with_a_sentence(send, edition, typed, said):
    answer = send(**{"print_office": "刚填的办公室"} | typed)
    assert answer.status_code == 400
    assert said in answer.content.decode() and "刚填的办公室" in answer.content.decode()
    assert Edition.objects.get(pk=edition.pk).print_office == ""


@pytest.mark.parametrize("query", ["?find=%00", "?find=" + "质" * 99, "?find=没有这样的机关"])
def test_any_question_for_departments_is_answered(client, edition, drafter, query):
    client.force_login(drafter.user)
    assert client.get(f"/desk/notices/{edition.pk}/facts/{query}").status_code == 200
