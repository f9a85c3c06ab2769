"""How a notice derives from its parent: the proposal, on the two notices of 2008 and on small texts."""

import pytest

from campaigns.notices.alignment import align, nodes_of
from campaigns.notices.reading import read
from campaigns.notices.sample import FOLDER

HEAD = "关于开展质量月活动的通知\n各市局：\n现将有关事项通知如下：\n"
RELIEF = "组织质量专家对受灾地区的企业开展帮扶活动，参与灾后重建企业质量管理体系建设，开展免费咨询。"
FLAGS = "统一设计质量月旗帜，倡导企业在质量月悬挂，印制质量月宣传材料，张贴宣传画和宣传标语。"
LABS = "向社会开放检验检测实验室，为市民免费检测儿童玩具、食用植物油和家用血压计。"


def aligned(child, parent):
    ours, theirs = (nodes_of(read(HEAD + text)) for text in (child, parent))
    return align(ours, theirs).as_json()


def relations(alignment):
    return {each["child"]: (each["parents"], each["relation"]) for each in alignment["clauses"]}


@pytest.fixture(scope="module")
def zhejiang():
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in ("2008-zhejiang.txt", "2008-national.txt")]
    return align(*(nodes_of(read(text)) for text in texts)).as_json()


def test_zhejiang_goes_back_to_the_national_notice(zhejiang):
    assert relations(zhejiang) == {
        "一": (["一"], "adapted"),
        "二": (["二"], "adapted"),
        "三": (["三"], "adapted"),
        "三（一）": (["三（一）"], "adapted"),
        "三（二）": ([], "new"),
        "三（三）": ([], "new"),
        "三（四）": (["三（八）"], "adapted"),
        "三（五）": (["三（九）"], "adapted"),
        "四": (["四"], "kept"),
        "四（一）": (["四（一）"], "adapted"),
        "四（二）": (["四（二）"], "kept"),
        "四（三）": (["四（三）", "四（四）"], "merged"),
        "四（四）": (["四（五）"], "adapted"),
        "附件": (["五"], "moved"),
    }
    assert zhejiang["omitted"] == [f"三（{n}）" for n in "二三四五六七"]


def test_scores_lie_between_0_and_1_and_say_how_much_is_shared(zhejiang):
    scores = {each["child"]: each["score"] for each in zhejiang["clauses"]}
    assert all(0 <= score <= 1 for score in scores.values())
    assert scores["四（二）"] == 1
    assert scores["三（二）"] < 0.3 < scores["四（四）"] < scores["三（四）"] < 1


def test_a_difference_of_width_is_none():
    child = f"一、活动\n(一){RELIEF.replace('，', ',')}"
    assert relations(aligned(child, f"一、活动\n（一）{RELIEF}"))["一（一）"] == (["一（一）"], "kept")


def test_another_serial_in_the_same_section_is_no_move():
    child, parent = f"一、活动\n（一）{FLAGS}\n（二）{RELIEF}", f"一、活动\n（一）{RELIEF}\n（二）{FLAGS}"
    assert relations(aligned(child, parent))["一（一）"] == (["一（二）"], "kept")


def test_the_same_text_under_another_section_is_moved():
    child = f"一、活动内容\n（一）{RELIEF}\n二、宣传工作\n（一）{LABS}\n（二）{FLAGS}"
    parent = f"一、活动内容\n（一）{RELIEF}\n（二）{FLAGS}\n二、宣传工作\n（一）{LABS}"
    assert relations(aligned(child, parent))["二（二）"] == (["一（二）"], "moved")


def test_a_section_that_only_got_another_numeral_is_no_move():
    child = f"一、指导思想\n全面贯彻。\n二、活动内容\n（一）{RELIEF}\n（二）{FLAGS}"
    parent = f"一、活动内容\n（一）{RELIEF}\n（二）{FLAGS}"
    assert relations(aligned(child, parent))["二（一）"] == (["一（一）"], "kept")


def test_a_section_with_another_heading_follows_its_clauses():
    child, parent = f"一、重点工作安排\n（一）{RELIEF}\n（二）{FLAGS}", f"一、活动内容\n（一）{RELIEF}\n（二）{FLAGS}"
    assert relations(aligned(child, parent))["一"] == (["一"], "adapted")


def test_a_clause_split_in_two_leaves_both_with_the_same_parent():
    child, parent = f"一、活动\n（一）{RELIEF}\n（二）{FLAGS}", f"一、活动\n（一）{RELIEF}{FLAGS}"
    result = relations(aligned(child, parent))
    assert result["一（一）"] == result["一（二）"] == (["一（一）"], "adapted")


def test_where_nothing_fits_it_says_new_and_omitted():
    result = aligned(f"一、活动\n（一）{LABS}", f"一、活动\n（一）{RELIEF}")
    assert relations(result)["一（一）"] == ([], "new")
    assert result["omitted"] == ["一（一）"]


def test_common_phrases_alone_make_no_kinship():
    child = "一、活动\n（一）围绕质量月活动主题，各地要认真组织开展质量月活动，邀请院士走进中小学讲授材料科学。"
    parent = "一、活动\n（一）围绕质量月活动主题，各地要认真组织开展质量月活动，在火车站和机场播放公益广告短片。"
    assert relations(aligned(child, child.replace("院士", "专家")))["一（一）"][1] == "adapted"
    assert aligned(child, parent)["clauses"][1]["score"] < 0.7


def test_empty_sides_are_sound():
    assert align([], []).as_json() == {"clauses": [], "omitted": []}
    assert aligned("", f"一、活动\n（一）{RELIEF}")["omitted"] == ["一", "一（一）"]


def test_a_section_with_the_same_heading_goes_back_to_it_however_it_was_rewritten():
    result = aligned(f"一、指导思想\n{FLAGS}", f"一、指导思想\n{RELIEF}")
    assert relations(result)["一"] == (["一"], "adapted")
    assert result["omitted"] == []


def test_the_clauses_of_a_plan_are_compared_one_by_one():
    plan = f"方案\n一、活动内容\n（一）{RELIEF}\n（二）{LABS}"
    texts = (
        f"{HEAD}现印发给你们，请执行。\n省质监局\n2012年8月1日\n{plan}",
        f"{HEAD}一、活动内容\n（一）{RELIEF}\n（二）{FLAGS}",
    )
    result = align(*(nodes_of(read(text)) for text in texts)).as_json()
    assert relations(result)["附件一（一）"] == (["一（一）"], "kept")
    assert relations(result)["附件一（二）"] == ([], "new")
    assert result["omitted"] == ["一（二）"]


def test_what_all_clauses_say_alike_makes_no_kinship():
    alike = "各地区、各部门要高度重视，精心组织，密切配合，结合实际制定方案，务求取得实效。"
    parent = f"一、活动\n（一）开展计量惠民活动。{alike}\n（二）开展隐患排查。{alike}\n（三）开展召回宣传。{alike}"
    result = relations(aligned(f"一、活动\n（一）开展名牌产品展销。{alike}\n（二）开展计量惠民活动。{alike}", parent))
    assert (result["一（一）"], result["一（二）"]) == (([], "new"), (["一（一）"], "kept"))
