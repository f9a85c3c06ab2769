"""主送、抄送: rows of departments, classes and words, and the line that is printed of them."""

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction

from campaigns.notices.drafting.addressing import Place, Row, printed
from campaigns.notices.drafting.splitting import holds_several
from campaigns.notices.models import Addressee, Edition
from organizations.models import Line
from tests import factories
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def send(client, edition, drafter):
    address = f"/desk/notices/{edition.pk}/addressees/"
    client.force_login(drafter.user)

    def do(page=None, **typed):
        return client.post(address, {**fields(page or client.get(address), "/addressees/"), **typed})

    return do


def lines(edition):
    edition = Edition.objects.get(pk=edition.pk)
    return edition.addressees, edition.cc


def test_rows_are_added_reworded_arranged_and_printed(send, edition):
    line = Line.objects.get(code="quality").pk
    factories.department("杭州市市场监督管理局", "330100")
    factories.department("浙江省教育厅")
    send(do="class", add=f"prefecture-{line}")
    send(do="type", find="各直属单位")
    send(do="find", find="浙江省教育厅", place="cc")
    assert lines(edition) == ("各市市场监督管理局，各直属单位：", "浙江省教育厅。")
    assert send(**{"main-0-text": "各市市场监管局", "main-0-duty": "adapt", "do": "main_down-0"}).status_code == 302
    assert lines(edition)[0] == "各直属单位，各市市场监管局："
    row = edition.addressed.get(place="main", position=1)
    assert (row.level, row.line_id, row.duty) == ("prefecture", line, "adapt")
    send(do="main_remove-0")
    assert lines(edition)[0] == "各市市场监管局："


def test_only_what_lies_below_is_asked_for_a_notice_of_its_own(send, edition):
    for name, code, status in (
        ("国家林业局", "000000", 400),
        ("浙江省教育厅", "330000", 400),
        ("杭州市教育局", "330100", 302),
    ):
        factories.department(name, code)
        send(do="find", find=name)
        answer = send(**{"main-0-duty": "adapt"})
        assert answer.status_code == status
        assert status == 302 or f"{name}不在浙江省以下，不能要求它制定本地通知" in answer.content.decode()
        send(do="main_remove-0")
    assert not edition.addressed.exists()


def test_what_was_pasted_can_be_told_what_it_means(send, edition):
    Edition.objects.filter(pk=edition.pk).update(addressees="各市市场监管局，各直属单位：")
    line = Line.objects.get(code="quality").pk
    assert send(**{"main-0-means": f"county-{line}"}).status_code == 302
    assert [row.level for row in edition.addressed.all()] == ["county", ""]
    assert lines(edition)[0] == "各市市场监管局，各直属单位："


def test_a_row_of_several_names_comes_apart_where_a_person_asks(send, client, edition, organs):
    Edition.objects.filter(pk=edition.pk).update(addressees="甲、乙（丙、丁）协会，各市学会：")
    page = client.get(f"/desk/notices/{edition.pk}/addressees/").content.decode()
    assert page.count("拆成几行") == 1  # the other row is one name
    assert send(**{"do": "main_split-0", "main-0-duty": "nothing"}).status_code == 302
    rows = edition.addressed.values_list("text", "joint", "duty")
    assert list(rows) == [
        ("甲", False, "nothing"),
        ("乙（丙、丁）协会", True, "nothing"),
        ("各市学会", False, "receive"),
    ]
    assert lines(edition)[0] == "甲、乙（丙、丁）协会，各市学会："
    send(**{"main-2-text": "各市市场监管局、工会"})
    send(do="main_split-2")
    assert list(edition.addressed.values_list("level", flat=True)) == ["", "", "prefecture", "prefecture"]


def test_a_mark_stays_where_it_stands_when_rows_are_moved_or_taken_out(send, edition):
    Edition.objects.filter(pk=edition.pk).update(addressees="甲，乙：")
    send(do="type", find="丙")
    send(**{"main-2-joint": "on"})
    assert lines(edition)[0] == "甲，乙、丙："
    send(do="main_up-1")
    assert lines(edition)[0] == "乙，甲、丙："
    send(do="main_remove-1")
    assert lines(edition)[0] == "乙，丙："
    send(**{"do": "main_remove-0", "main-1-joint": "on"})
    assert lines(edition)[0] == "丙："


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("，", ["，"]),
        ("、", ["、"]),
        ("甲单位、", ["甲单位"]),
        ("、甲单位，、", ["甲单位"]),
        ("甲、、乙：", ["甲", "乙"]),
        ("（甲）、乙", ["（甲）", "乙"]),
    ],
)
def test_a_row_comes_apart_into_its_names_and_never_into_an_empty_one(send, edition, text, rows):
    send(do="type", find="各直属单位")
    assert send(**{"do": "main_split-0", "main-0-text": text}).status_code == 302
    assert list(edition.addressed.values_list("text", flat=True)) == rows
    assert holds_several(text) is (len(rows) > 1)


def test_a_row_that_would_come_apart_into_more_than_a_page_lists_is_left_whole_and_that_is_said(send, edition):
    Edition.objects.filter(pk=edition.pk).update(addressees="，".join(["甲、乙", *map(str, range(59))]) + "：")
    answer = send(do="main_split-0")
    assert answer.status_code == 400 and "“甲、乙”没有拆开" in answer.content.decode()
    assert not edition.addressed.exists()
    assert send(do="main_split-1").status_code == 302  # one name is no more rows


def test_a_department_behind_a_department_is_joined_as_its_tick_says_and_parted_where_it_is_taken_away(send, edition):
    for name in ("浙江省教育厅", "浙江省财政厅"):
        factories.department(name)
        send(do="find", find=name)
    third = factories.department("浙江省公安厅")
    assert send(do=f"pick-{third.pk}", find="公安").status_code == 302
    assert list(edition.addressed.values_list("joint", flat=True)) == [False, True, True]
    assert lines(edition)[0] == "浙江省教育厅、浙江省财政厅、浙江省公安厅："
    send(**{"main-1-joint": []})
    assert lines(edition)[0] == "浙江省教育厅，浙江省财政厅、浙江省公安厅："


def test_of_two_writers_the_second_sees_both_lines(send, client, edition):
    old = client.get(f"/desk/notices/{edition.pk}/addressees/")
    send(do="type", find="甲单位")
    answer = send(page=old, do="type", find="乙单位")
    assert answer.status_code == 409
    assert "甲单位：" in answer.content.decode()
    assert lines(edition)[0] == "甲单位："


def test_who_looks_for_nothing_lists_nobody(send, edition):
    factories.department("浙江省教育厅").names.update(short_name="")
    edition.notice.host.names.update(short_name="省局")
    assert send(do="find", find="").status_code == 302
    assert lines(edition)[0] == "" and not edition.addressed.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"main-0-means": "d-999"}, "请从列表中选择所指的机关"),
        ({"main-0-means": "nation-1"}, "请从列表中选择所指的机关"),
        ({"main-0-means": "\0"}, "请从列表中选择所指的机关"),
        ({"main-0-means": f"d-{'9' * 5000}"}, "请从列表中选择所指的机关"),
        ({"main-0-duty": "x"}, "请从列表中选择"),
        ({"main-0-text": ""}, "请填写印刷名称"),
        ({"main-0-text": "质" * 201}, "200字"),
        ({"main-TOTAL_FORMS": "61"}, "最多列60行"),
        ({"place": "x"}, "请从列表中选择"),
    ],
)
def test_what_cannot_be_saved_is_shown_again_with_a_sentence(send, edition, typed, said):
    send(do="type", find="各直属单位")
    answer = send(**{"find": "刚填的单位"} | typed)
    assert answer.status_code == 400
    assert said in answer.content.decode() and "刚填的单位" in answer.content.decode()
    assert lines(edition)[0] == "各直属单位："


def test_a_pasted_line_of_more_parts_than_a_page_lists_is_arranged_part_by_part(send, edition):
    Edition.objects.filter(pk=edition.pk).update(addressees="，".join(f"单位{at}" for at in range(80)) + "：")
    for left in (79, 78):
        assert send(do="main_remove-0").status_code == 302
        assert edition.addressed.count() == left
    assert lines(edition)[0].startswith("单位2，") and lines(edition)[0].endswith("，单位79：")


def test_who_takes_out_a_row_that_a_colleague_took_out_as_well_loses_none(send, client, edition):
    Edition.objects.filter(pk=edition.pk).update(addressees="，".join(f"单位{at}" for at in range(62)) + "：")
    old = client.get(f"/desk/notices/{edition.pk}/addressees/")
    for _ in range(2):
        send(do="main_remove-0")
    answer = send(page=old, **{"main-61-text": "改过的单位"})
    assert answer.status_code in (400, 409) and "改过的单位" in answer.content.decode()


def test_where_there_is_no_room_nothing_is_said_to_be_listed(send, edition):
    Edition.objects.filter(pk=edition.pk).update(addressees="，".join(f"单位{at}" for at in range(60)) + "：")
    answer = send(do="type", find="又一单位")
    page = answer.content.decode()
    assert answer.status_code == 400 and "“又一单位”没有列入" in page and "已列入" not in page
    assert not edition.addressed.exists()


def test_no_marking_of_secrecy_becomes_a_row(send, edition):
    answer = send(do="type", find="绝密★长期")
    assert answer.status_code == 400 and "本系统不处理涉密文件" in answer.content.decode()
    assert lines(edition)[0] == ""


def test_words_are_rows_of_their_own_and_mean_nobody():
    rows = [Row("各有关单位"), Row("某某厅", department=1), Row("某某局", department=2, joint=True)]
    assert printed(rows, Place.MAIN) == "各有关单位，某某厅、某某局："


def test_two_addressees_never_have_the_same_place_in_the_line():
    edition = factories.draft()
    Addressee.objects.create(edition=edition, place="main", position=0, text="各市市场监管局")
    Addressee.objects.create(edition=edition, place="cc", position=0, text="省总工会")
    with pytest.raises(IntegrityError), transaction.atomic():
        Addressee.objects.create(edition=edition, place="main", position=0, text="各县市场监管局")


def test_who_stands_under_copies_owes_nothing_until_it_is_said_otherwise(send, edition):
    Edition.objects.filter(pk=edition.pk).update(cc="省总工会，各有关单位。")
    for place in ("cc", "main"):
        send(do="type", find="浙江省教育厅", place=place)
    assert set(edition.addressed.filter(place="cc").values_list("duty", flat=True)) == {"nothing"}
    assert set(edition.addressed.filter(place="main").values_list("duty", flat=True)) == {"receive"}
    send(**{"cc-0-duty": "receive"})
    assert edition.addressed.filter(place="cc", duty="receive").count() == 1


def test_classes_without_anybody_are_not_offered_but_where_they_stand_already(send, client, edition):
    """Somebody may mean those who are to be registered: what is sent is taken."""
    address = f"/desk/notices/{edition.pk}/addressees/"
    line = Line.objects.get(code="quality").pk
    none = "系统中没有浙江省以下的单位，下级机关只能按文字列入"
    assert none in client.get(address).text and "按类别列入" not in client.get(address).text
    send(do="type", find="各市局")
    assert send(**{"main-0-means": f"prefecture-{line}"}).status_code == 302
    assert "（0个部门）" in client.get(address).text
    send(do="main_remove-0")
    factories.department("杭州市市场监督管理局", "330100")
    html = client.get(address).text
    assert "按类别列入" in html and "（1个部门）" in html and "（0个部门）" not in html and none not in html


@pytest.mark.parametrize(
    ("do", "said"), [("class", "没有选择类别，没有增加机关。"), ("type", "没有填写文字，没有增加机关。")]
)
def test_nothing_to_add_is_said(send, do, said):
    answer = send(do=do)
    assert answer.status_code == 302
    assert said in [str(message) for message in get_messages(answer.wsgi_request)]
