"""What somebody does with each clause that a newer edition above has opened; and what a review asks for."""

import pytest

from campaigns.notices.deriving import deciding, taking
from campaigns.notices.drafting import clauses, history
from campaigns.notices.drafting.checks import before_review
from campaigns.notices.drafting.clauses import Typed
from campaigns.notices.drafting.tree import CannotArrange
from campaigns.notices.following import choosing, sides
from campaigns.notices.following.advancing import begin
from campaigns.notices.issuing.texts import passages
from campaigns.notices.models import Clause, Edition, Revision
from campaigns.notices.moves import IllegalMove
from tests import factories
from tests.notices.following.conftest import CHANGED, LOCAL
from tests.notices.lineage.levels import (
    add,
    below,
    corrected,
    is_true,
    issued,
    join,
    leave_out,
    marks,
    opening,
    say,
    several,
)

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]
NEW = "发布倡议书，接受社会监督。"


@pytest.fixture
def made(nation, province, drafter, signatory):
    """A correction in which one clause changed above, one is gone there, and one is new."""
    corrected(nation, several(say(1, "组织竞赛。"), leave_out(2), add(NEW)))
    return begin(province, by=signatory)


def own(made, marker):
    return made.clauses.get(marker=marker, kind="clause")


def row_of(clause):
    return clause.lineage.get()


def open_ones(made):
    return [(entry.kind, entry.path) for entry in sides.of_draft(made) if not entry.is_decided]


def test_each_kind_waits_with_its_three_texts(made):
    assert [(each.kind, each.path, *each.texts) for each in sides.of_draft(made)] == [
        ("changed", "一（二）", "组织质量知识竞赛，动员职工参加。", "组织竞赛。"),
        ("gone", "一（三）", "开展质量咨询服务，方便群众办事。", ""),
        ("new", "一（三）", "", NEW),
    ]


def test_theirs_is_taken_word_for_word_and_what_stood_there_stays_in_the_history(made, drafter):
    clause = own(made, "（二）")
    choosing.take(made.pk, clause.pk, by=drafter)
    now = Clause.objects.get(pk=clause.pk)
    assert (now.text, now.uid, now.version > clause.version) == ("组织竞赛。", clause.uid, True)
    row = row_of(now)
    assert (row.relation, row.confirmed, row.parent.text) == ("kept", True, "组织竞赛。")
    assert open_ones(made) == [("gone", "一（三）"), ("new", "一（三）")]
    first = Revision.objects.filter(edition=made).earliest("number")
    assert history.bring_back(made.pk, first.number, Edition.objects.get(pk=made.pk).text_hash, by=drafter)
    assert own(made, "（二）").text == "组织质量知识竞赛，动员职工参加。"


def test_ours_is_kept_with_a_reason_and_its_marks_stay_true(made, drafter):
    clause = own(made, "（二）")
    before = Edition.objects.get(pk=made.pk).text_hash
    choosing.keep(made.pk, clause.pk, "本省竞赛已经部署。", by=drafter)
    row = row_of(clause)
    assert (row.relation, row.confirmed, row.reason) == ("adapted", True, "本省竞赛已经部署。")
    assert Edition.objects.get(pk=made.pk).text_hash == before
    assert [entry.outcome for entry in sides.of_draft(made) if entry.is_decided] == ["已保留本级文本"]


def test_a_reason_to_keep_ours_is_nobodys_to_publish_and_goes_once_ours_says_what_theirs_does(made, drafter):
    clause, upper = own(made, "（二）"), made.lineage.get(relation="omitted").parent
    choosing.keep(made.pk, clause.pk, "本省竞赛已经部署。", by=drafter)
    deciding.say_why(made.pk, upper.pk, "本省没有行业协会。", by=drafter)
    said = [(each.label, each.text) for each in passages(made) if each.key.startswith("reason:")]
    assert said == [("不适用的理由", "本省没有行业协会。")]
    clauses.save(made.pk, clause.pk, Typed("", "组织竞赛。", clause.version), by=drafter)
    assert (row_of(clause).relation, row_of(clause).reason) == ("kept", "")


def carried_in(made, marker="（二）"):
    (entry,) = (each for each in sides.of_draft(made) if each.own and each.own.marker == marker)
    return [part.text for part in entry.carried], entry.carried and entry.stamp


def test_what_changed_above_is_carried_into_words_of_our_own(own_words):
    made, drafter = own_words(say(1, CHANGED))
    clause = own(made, "（二）")
    would, seen = carried_in(made)
    assert would == ["组织全省质量知识竞赛，动员全体职工参加，表扬先进。"]
    choosing.carry(made.pk, clause.pk, seen, by=drafter)
    now = Clause.objects.get(pk=clause.pk)
    assert (now.text, row_of(now).relation, row_of(now).confirmed) == (would[0], "adapted", True)
    assert open_ones(made) == []


@pytest.mark.parametrize("text", ["开展技能比武。", LOCAL], ids=["finds no place", "says what ours does"])
def test_what_finds_no_place_in_ours_is_nobodys_to_carry(own_words, text):
    made, drafter = own_words(say(1, text))
    assert carried_in(made) == ([], [])
    assert not choosing.carry(made.pk, own(made, "（二）").pk, "", by=drafter)


def test_what_says_what_theirs_said_is_not_carried_but_taken(made):
    assert carried_in(made) == ([], [])


def test_nobody_carries_over_what_a_colleague_has_written_since(own_words, drafter):
    made, drafter = own_words(say(1, CHANGED))
    clause, (_, seen) = own(made, "（二）"), carried_in(made)
    clauses.save(made.pk, clause.pk, Typed("", "组织全省质量知识竞赛，动员青年职工参加。", clause.version), by=drafter)
    assert not choosing.carry(made.pk, clause.pk, seen, by=drafter)
    assert Clause.objects.get(pk=clause.pk).text == "组织全省质量知识竞赛，动员青年职工参加。"


def test_an_edit_decides(made, drafter):
    clause = own(made, "（二）")
    clauses.save(made.pk, clause.pk, Typed("", "组织全省质量知识竞赛。", clause.version), by=drafter)
    assert row_of(clause).confirmed and row_of(clause).relation == "adapted"
    assert [entry.outcome for entry in sides.of_draft(made) if entry.is_decided] == ["已确认为调整"]


@pytest.mark.parametrize(("relation", "said"), [("adapted", "已确认为调整"), ("moved", "已确认为移位")])
def test_of_what_was_related_by_hand_nobody_says_that_it_was_edited_or_taken(made, drafter, relation, said):
    clause = own(made, "（二）")
    deciding.set_origin(made.pk, clause.pk, [row_of(clause).parent_id], relation, by=drafter)
    assert [entry.outcome for entry in sides.of_draft(made) if entry.is_decided] == [said]


def test_what_is_gone_above_is_let_go_or_stays_as_our_own(made, drafter):
    clause = own(made, "（三）")
    assert row_of(clause).relation == "new"
    choosing.keep(made.pk, clause.pk, "本省继续开展。", by=drafter)
    assert (row_of(clause).relation, row_of(clause).confirmed) == ("new", True)
    choosing.drop(made.pk, clause.pk, by=drafter)
    assert not Clause.objects.filter(pk=clause.pk).exists()
    assert made.removed.filter(restored_at=None).count() == 1
    with pytest.raises(IllegalMove, match="刚刚处理"):
        choosing.drop(made.pk, own(made, "（一）").pk, by=drafter)


def test_what_is_new_above_is_taken_in_or_left_out_with_a_reason(made, drafter):
    upper = made.lineage.get(relation="omitted").parent
    deciding.say_why(made.pk, upper.pk, "本省没有行业协会。", by=drafter)
    assert ("new", "一（三）") not in open_ones(made)
    key = taking.take(made.pk, upper.pk, by=drafter)
    now = Clause.objects.get(pk=key)
    assert (now.text, now.marker, row_of(now).relation) == (NEW, "（三）", "kept")


def test_two_that_became_one_above_are_nobodys_to_take_whole(nation, province, drafter, signatory):
    corrected(nation, join(0))
    made = begin(province, by=signatory)
    assert [entry.can_take for entry in sides.of_draft(made)] == [False, False]
    with pytest.raises(IllegalMove, match="不是一一对应"):
        choosing.take(made.pk, own(made, "（一）").pk, by=drafter)


def test_what_stands_below_a_clause_is_taken_with_it(nation, drafter, signatory):
    """Items are paired in their order; what there is more of there comes, what there is more of here goes, and can be put back."""

    def three(edition):
        first = edition.clauses.filter(kind="clause").first()
        for text in ("各地响应。", "各行业响应。", "各企业响应。"):
            factories.clause(edition, "item", text, parent=first)

    nation = opening(more=three, year=2009)
    province = below(nation, "330000", more=three, year=2009)

    def change(nodes, tree):
        nodes[0].clause.text = "召开启动会。"
        nodes[0].children[0].clause.text = "各省响应。"
        nodes[0].children[2].take_out()

    corrected(nation, change)
    made = begin(province, by=signatory)
    first = own(made, "（一）")
    keys = list(first.children.order_by("position").values_list("pk", flat=True))
    choosing.take(made.pk, first.pk, by=drafter)
    assert list(first.children.order_by("position").values_list("pk", "text")) == [
        (keys[0], "各省响应。"),
        (keys[1], "各行业响应。"),
    ]
    assert made.removed.get().gist.endswith("各企业响应")


def test_a_clause_over_others_is_not_let_go_with_them(nation, province, drafter):
    made = begin_with_section_gone(nation, province, drafter)
    section = made.clauses.get(kind="section")
    assert [entry.can_drop for entry in sides.of_draft(made) if entry.own == section] == [False]
    with pytest.raises(CannotArrange, match="单独对照"):
        choosing.drop(made.pk, section.pk, by=drafter)


def begin_with_section_gone(nation, province, drafter):
    """A draft whose section was compared by itself, for the words that it has above its clauses, and is gone above."""
    made = begin_after(nation, province, drafter, say(0, "召开启动会。"))
    section = made.clauses.get(kind="section")
    opened = {"relation": "new", "confirmed": False, "opened": [nation.current.clauses.first().pk]}
    Clause.objects.filter(pk=section.pk).update(text="安排如下。")
    made.lineage.create(clause=section, **opened)
    return made


def begin_after(nation, province, drafter, change):
    corrected(nation, change)
    return begin(
        province, by=factories.actor(factories.person(f"签发{next(factories.serial)}", province.host, "signatory"))
    )


def test_a_draft_is_sent_for_review_when_all_is_decided_and_its_issue_ends_the_marks(nation, province, made, drafter):
    assert marks(province) != set()
    choosing.take(made.pk, own(made, "（二）").pk, by=drafter)
    choosing.drop(made.pk, own(made, "（三）").pk, by=drafter)
    upper = made.lineage.get(relation="omitted").parent
    taking.take(made.pk, upper.pk, by=drafter)
    assert open_ones(made) == []
    issued(Edition.objects.select_related("notice").get(pk=made.pk))
    province.refresh_from_db()
    assert marks(province) == set() and is_true(province)


def test_nothing_is_sent_for_review_before_all_is_decided(made, drafter):
    address = f"/desk/notices/{made.pk}/follow/"
    assert ("跟进上级更正，还有3条待处理。", address) in before_review(made)
    for marker in ("（二）", "（三）"):
        choosing.keep(made.pk, own(made, marker).pk, "本省已有安排。", by=drafter)
    assert [said for said, _ in before_review(made) if "条" in said] == ["跟进上级更正，还有1条待处理。"]


def test_what_we_leave_out_ourselves_is_not_said_to_be_new_above(nation, province, drafter, signatory):
    corrected(nation, say(1, "组织竞赛。"))
    made = begin(province, by=signatory)
    first, last = own(made, "（一）"), own(made, "（三）")
    deciding.set_origin(made.pk, first.pk, [row_of(last).parent_id], "", by=drafter)
    assert made.lineage.filter(relation="omitted", confirmed=False).count() == 1
    assert open_ones(made) == [("changed", "一（二）")]
    said = [said for said, _ in before_review(made) if "条" in said]
    assert "与上级通知对照，还有1条没有确认，其中1条不适用的还没有写明理由。" in said
