import pytest

from campaigns.notices.models import Clause
from campaigns.notices.outline import Outline


def clause(kind, heading="", text="", anchor=""):
    return Clause(kind=kind, heading=heading, text=text, anchor=anchor)


def test_headings_step_down_one_level_at_a_time():
    kinds = ["clause", "item", "section", "item", "clause", "item", "attachment", "clause", "section", "clause"]
    clauses = [clause(kind, heading="标题") for kind in kinds]
    outline = Outline(clauses)
    assert [each.rank for each in outline.body.clauses] == [2, 3, 2, 3, 3, 4]
    assert [each.rank for each in outline.attachments[0].clauses] == [3, 3, 4]


def test_a_heading_that_runs_in_opens_no_level():
    outline = Outline([clause("section", "元旦：", "放假。"), clause("clause", "标题")])
    assert outline.body.clauses[1].rank == 2


def test_slogans_stand_together():
    outline = Outline([clause(kind, text="甲") for kind in ("paragraph", "slogan", "slogan", "paragraph")])
    assert [(is_list, len(run)) for is_list, run in outline.body.runs] == [(False, 1), (True, 2), (False, 1)]


def test_the_contents_name_what_has_an_address():
    first, second = clause("clause", anchor="s0-1"), clause("clause", anchor="s0-2")
    section, inner, bare = clause("section", anchor="s1"), clause("clause", anchor="s1-1"), clause("section")
    outline = Outline([first, second, section, inner, bare, clause("item", anchor="s1-1-1")])
    assert outline.contents == [(first, []), (second, []), (section, [inner])]


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        ("开展质量工作支援灾区活动，捐赠。", "开展质量工作支援灾区活动"),
        ("9月，举办启动仪式。", "举办启动仪式"),
        ("各地要广泛动员企业（包括服务企业）开展质量月的各项活动。", "各地要广泛动员企业…"),
        ("举办以“追求质量，争创名牌”为主题的论坛。", "举办以“追求质量，争创名牌”为主题的论坛"),
        ("企业的工会组织和团组织要充分发挥自身特点和优势，参加。", "企业的工会组织和团组织要充分发挥自身特点和优势"),
        (
            "发布《质量准则》和与之有关的若干国家标准以及行业标准",
            "发布《质量准则》和与之有关的若干国家标准以及行业标准",
        ),
        ("", ""),
    ],
)
def test_a_gist_ends_between_phrases(text, gist):
    assert clause("clause", text=text).gist == gist
