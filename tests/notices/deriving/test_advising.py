"""What a derived draft says of the notices above it: the number that it cites, and what it goes on naming though it left it out."""

import pytest

from campaigns.notices.deriving import citing, leftover, proposing, ways_of_speaking
from campaigns.notices.drafting.checks import advised
from campaigns.notices.drafting.clauses import leave_out
from campaigns.notices.following.advancing import begin
from campaigns.notices.models import Edition, Notice
from tests import factories
from tests.notices.lineage.levels import below, corrected, opening, say

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]
OLD, NEW = "国市监质〔2026〕1号", "国市监质〔2026〕2号"


def signatory(notice):
    return factories.actor(factories.person(f"签发{next(factories.serial)}", notice.host, "signatory"))


@pytest.fixture
def following():
    """Return a function: the draft by which a province follows a correction, one clause of which says these words."""

    def made(words):
        nation = opening(doc_number=OLD)
        province = below(
            nation, "330000", more=lambda edition: edition.clauses.filter(text__startswith="召开").update(text=words)
        )
        corrected(nation, say(1, "组织质量知识竞赛。"), doc_number=NEW)
        return Edition.objects.for_desk().get(pk=begin(province, by=signatory(province)).pk)

    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"落实《通知》（{OLD}）。", [(OLD, NEW)]),
        ("落实国市监质[2026]1号的要求。", [("国市监质[2026]1号", NEW)]),
        (f"落实《通知》（{NEW}）。", []),
        ("落实国市监质〔2026〕11号的要求。", []),
        (f"落实《关于印发{OLD}的通知》。", []),  # what another document is called
    ],
)
def test_a_number_above_that_is_replaced_is_proposed_to_be_replaced(following, words, found):
    proposed, _ = proposing.proposals(following(words))
    assert [(each.words, each.other) for each in proposed if "市监质" in each.words] == found
    ticked = [each.is_usual for each in proposed if "市监质" in each.words]
    assert ticked == [words[each.start - 1] == "（" for each in proposed if "市监质" in each.words]


def test_of_the_notice_answered_it_is_the_edition_answered_whatever_came_after_it():
    nation = opening(doc_number=OLD)
    province = below(nation, "330000")
    city = below(province, "330100")
    corrected(nation, say(1, "组织质量知识竞赛。"), doc_number=NEW)
    assert ways_of_speaking.replaced_numbers(province.current) == {}
    assert list(ways_of_speaking.replaced_numbers(city.current).values()) == [NEW]  # further up it is what is in force


def test_a_number_further_up_is_proposed_as_far_as_everybody_may_know_it():
    nation = opening(doc_number=OLD)
    city = below(below(nation, "330000"), "330100")
    corrected(nation, say(1, "组织质量知识竞赛。"), doc_number=NEW)
    assert list(ways_of_speaking.replaced_numbers(city.current).values()) == [NEW]
    Notice.objects.filter(pk=nation.pk).update(openness="closed", openness_reason="内部事项。")
    assert ways_of_speaking.replaced_numbers(city.current) == {}


def test_a_draft_that_nowhere_names_the_notice_above_is_told_how_to(following):
    for words, is_told in ((f"落实{NEW}。", False), ("各地自行组织。", True)):
        edition = following(words)
        said = [sentence for sentence, _ in citing.uncited(edition)]
        assert [NEW in sentence and "为贯彻落实《" in sentence for sentence in said] == [True] * is_told
        assert said == [sentence for sentence, _ in advised(edition) if "没有写明所贯彻的上级通知" in sentence]


def test_nothing_is_said_of_a_draft_without_a_notice_above():
    alone = factories.draft()
    assert [*citing.uncited(alone), *leftover.named_though_left_out(alone)] == []


def test_what_was_left_out_and_is_still_named_is_told(national, drafter, begin):
    def more(edition):
        head = edition.clauses.filter(kind="section").first()
        for heading in ("交流质量管理小组成果。", "开放检验检测机构。"):
            factories.clause(edition, "clause", "由质量协会承办。", heading=heading, parent=head, path="三（三）")
        annex = edition.clauses.filter(kind="attachment").first()
        factories.clause(edition, "paragraph", "第23日：质量管理小组成果交流，检验检测机构开放日。", parent=annex)

    draft = begin(national(1, more), by=drafter)

    def said():
        return [sentence for sentence, _ in leftover.named_though_left_out(Edition.objects.get(pk=draft.pk))]

    assert said() == []
    leave_out(draft.pk, draft.clauses.get(heading__startswith="交流").pk, "春季已经举办。", by=drafter)
    assert len(said()) == 1 and "仍提到没有列入的“三（三）交流质量管理小组成果”" in said()[0]
    facts = {"header": ["时间", "活动"], "rows": [["第23日", "质量管理小组成果交流"]], "is_landscape": False}
    head = draft.clauses.get(kind="attachment")
    table = draft.clauses.create(kind="table", parent=head, table=facts, position=9999)
    assert len(said()) == 2
    table.delete()
    draft.clauses.filter(heading__startswith="开放").update(heading="发布质量管理小组成果选编。")
    assert said() == []  # it is about what we hold ourselves


@pytest.mark.parametrize(
    ("words", "ticked"),
    [
        ("全国各地集中宣传。", [True]),
        ("活动首日在全国同步举行启动仪式。", [False]),
        ("组织全国质量知识竞赛。", [False]),
        ("优胜者到全国决赛现场展示。", [False]),
        ("供全国企业免费取用。", [True]),
    ],
)
@pytest.mark.parametrize("is_theirs", [False, True])
def test_what_the_nation_holds_itself_is_no_province_s_by_default(national, drafter, begin, words, ticked, is_theirs):
    heading = "全国统一组织的活动" if is_theirs else "主要活动"

    def more(edition):
        head = factories.clause(edition, "section", marker="九、", heading=heading)
        factories.clause(edition, "clause", words, parent=head)

    found, _ = proposing.proposals(begin(national(0, more), by=drafter))
    own = [each.is_usual for each in found if each.place.text == words and each.words == "全国"]
    assert own == ([False] if is_theirs else ticked)


def test_what_the_notice_above_does_as_well_is_no_slip(national, drafter, begin):
    """A title without the name of its organ, an attachment that no clause speaks of."""
    draft = begin(national(1), by=drafter)

    def said():
        found = [sentence for sentence, _ in advised(Edition.objects.for_desk().get(pk=draft.pk))]
        return [any(words in sentence for sentence in found) for words in ("没有提到", "没有发文机关名称")]

    assert said() == [False, False]
    Edition.objects.filter(pk=draft.pk).update(answers=None)
    assert said() == [True, True]
