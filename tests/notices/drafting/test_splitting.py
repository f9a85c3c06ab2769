"""A printed line comes apart into rows, and is printed of them as it was."""

from random import Random

import pytest

from campaigns.notices.drafting.addressing import Place, printed
from campaigns.notices.drafting.grouping import form_of
from campaigns.notices.drafting.splitting import split
from organizations.models import Department, Line
from tests import factories

from .conftest import NATION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.mark.parametrize(
    "text",
    ["各省、自治区、直辖市质量技术监督局，各直属检验检疫局：", "各市、县（市、区）市场监管局：", "甲局，乙厅、丙会："],
)
def test_a_pasted_line_comes_apart_and_is_printed_as_it_was(edition, text):
    assert printed(split(text, edition.notice.host), Place.MAIN) == text


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


def test_a_group_of_marks_alone_is_no_row_beside_names(organs):
    assert [row.text for row in split("省总工会、，、，各市工会：", organs["浙江省质量技术监督局"])] == [
        "省总工会",
        "各市工会",
    ]
