"""主送、抄送: rows of departments, classes and words, and the line that is printed of them."""

from random import Random

import pytest
from django.db import IntegrityError, transaction

from campaigns.notices.drafting.addressing import Place, Row, holds_several, printed, proposal, split
from campaigns.notices.drafting.grouping import form_of
from campaigns.notices.models import Addressee, Edition
from organizations.models import Department, Line
from tests import factories
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


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


@pytest.mark.parametrize(
    "text",
    ["各省、自治区、直辖市质量技术监督局，各直属检验检疫局：", "各市、县（市、区）市场监管局：", "甲局，乙厅、丙会："],
)
def test_a_pasted_line_comes_apart_and_is_printed_as_it_was(edition, text):
    assert printed(split(text, edition.notice.host), Place.MAIN) == text


NATION = "国家市场监督管理总局"
KNOWN = [  # code of the region, line, name
    ("000000", "quality", NATION),
    ("000000", "associations", "中国质量协会"),
    ("330000", "quality", "浙江省质量技术监督局"),
    ("330000", "publicity", "中共浙江省委宣传部"),
    ("330000", "economy", "浙江省发展和改革委员会"),
    ("330000", "economy", "浙江省经济贸易委员会"),
    ("330000", "unions", "浙江省总工会"),
    ("330000", "youth", "共青团浙江省委"),
    ("330100", "quality", "杭州市市场监督管理局"),
    ("330100", "unions", "杭州市总工会"),
]


@pytest.fixture
def organs():
    """Return {name: Department} of organs of several lines in three levels."""
    lines = {code: Line.objects.get_or_create(code=code, defaults={"name": code})[0] for _, code, _ in KNOWN}
    found = {}
    for code, line, name in KNOWN:
        found[name] = Department.objects.create(region=factories.region(code), line=lines[line])
        found[name].names.create(name=name)
    return found


HEADED = [
    (
        NATION,
        "各省、自治区、直辖市党委宣传部、质量技术监督局，发改委（厅）、经贸委（厅）、总工会、团委，国务院有关部门，中国质量协会：",
        ["province publicity", "province quality", "province economy", "province economy", "province unions",
         "province youth", "", "中国质量协会"],
    ),
    (
        NATION,
        "各省、自治区、直辖市和新疆生产建设兵团质监局（厅、委）、妇联、总工会，各有关行业协会：",
        ["province quality", "", "province unions", ""],
    ),
    (NATION, "各省、自治区、直辖市总工会，国务院有关部门，团委：", ["province unions", "", ""]),
    (NATION, "各市、县总工会，各有关行业协会：", ["prefecture unions", ""]),
    (
        "浙江省质量技术监督局",
        "各设区市市场监管局，发展改革委（局）、共青团委，省总工会：",
        ["prefecture quality", "prefecture economy", "prefecture youth", "浙江省总工会"],
    ),
    ("浙江省质量技术监督局", "各市场主体，省局各处室：", ["", ""]),
    ("杭州市市场监督管理局", "各区、县（市）市场监管局、工会：", ["county quality", "county unions"]),
]  # fmt: skip


@pytest.mark.parametrize(("host", "line", "meant"), HEADED)
def test_each_organ_of_a_group_is_a_row_that_means_a_class_and_the_line_is_printed_as_it_was(organs, host, line, meant):
    rows = split(line, organs[host])
    codes, names = ({row.pk: row.code for row in Line.objects.all()}, {row.pk: name for name, row in organs.items()})
    said = [f"{row.level} {codes[row.line]}" if row.level else names.get(row.department, "") for row in rows]
    assert said == meant
    assert printed(rows, Place.MAIN) == line


def test_a_head_of_two_levels_means_both(organs):
    Department.objects.create(region=factories.region("330106"), line=organs[NATION].line).names.create(
        name="西湖区质监局"
    )
    rows = split("各市、县（市、区）质监局：", organs["浙江省质量技术监督局"])
    assert [(row.text, row.level) for row in rows] == [("各市", "prefecture"), ("县（市、区）质监局", "county")]
    assert printed(rows, Place.MAIN) == "各市、县（市、区）质监局："


def test_whatever_is_named_in_whatever_order_a_line_is_printed_as_it_was(organs):
    """Two departments that follow each other are joined by 、 whatever stood there, so there is at most one."""
    for seed in range(40):
        line = some_line(Random(seed))  # noqa: S311  not a secret
        assert all(printed(split(line, organs[host]), Place.MAIN) == line for host in (NATION, "浙江省质量技术监督局"))


def some_line(dice):
    heads = ["", "各省、自治区、直辖市", "各市", "各市、县（市、区）", "各市（地、州、盟）及兵团", "各地"]
    words = [
        "党委宣传部",
        "质量技术监督局",
        "发改委（厅、局）",
        "总工会",
        "团委",
        "有关部门",
        "市场监管局(委、厅)",
        "企业",
    ]
    groups = [dice.choice(heads) + "、".join(dice.sample(words, dice.randint(1, 4))) for _ in range(dice.randint(1, 4))]
    return "，".join([*groups, *dice.sample(["中国质量协会"], dice.randint(0, 1))]) + "："


def test_a_name_that_organs_of_two_lines_bear_stays_words(organs):
    organs["浙江省总工会"].names.create(name="浙江省质监局")
    assert [row.level for row in split("各省质监局、团委：", organs[NATION])] == ["", "province"]


@pytest.mark.parametrize("name", ["委", "厅", "办公室", "委员会", "党委办公室", ""])
def test_a_name_that_says_no_more_than_what_kind_of_organ_it_is_means_none(organs, name):
    for each in ("浙江省办公室", "浙江省委员会"):
        organs["浙江省发展和改革委员会"].names.create(name=each)
    assert form_of(name) == ""
    assert [row.level for row in split(f"各省{name}，国务院有关部门：", organs[NATION])] == ["", ""]


def test_reading_the_longest_line_asks_as_often_as_a_short_one(organs, django_assert_num_queries):
    for line in ("各省质监局，中国质量协会：", HEADED[0][1]):
        with django_assert_num_queries(4):
            split(line, organs[NATION])


def test_departments_that_are_known_by_name_come_apart_one_by_one(edition):
    names = [str(factories.department(name)) for name in ("浙江省教育厅", "浙江省财政厅")]
    rows = split("浙江省教育厅、浙江省财政厅，各有关单位：", edition.notice.host)
    assert [bool(row.department) for row in rows] == [True, True, False]
    assert printed(rows, Place.CC) == f"{'、'.join(names)}，各有关单位。"
    assert printed([], Place.CC) == ""


def test_a_class_is_proposed_in_the_words_of_its_place(edition):
    factories.department("杭州市市场监督管理局", "330100")
    nation = factories.department("国家市场监督管理总局", "000000")
    line = Line.objects.get(code="quality")
    assert proposal(edition.notice.host, "prefecture", line) == "各市市场监督管理局"
    assert proposal(nation, "province", line).startswith("各省、自治区、直辖市")
    assert "主管部门" in proposal(edition.notice.host, "county", line)


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


def test_a_group_of_marks_alone_is_no_row_beside_names(organs):
    assert [row.text for row in split("省总工会、，、，各市工会：", organs["浙江省质量技术监督局"])] == [
        "省总工会",
        "各市工会",
    ]


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
