"""What each act makes of the clauses: their order, numbers, anchors and identity; and what it refuses."""

import pytest

from campaigns.notices.drafting import clauses
from campaigns.notices.drafting.arranging import arrange, tree_of
from campaigns.notices.drafting.clauses import RESHAPED, Typed
from campaigns.notices.drafting.overtaken import Overtaken
from campaigns.notices.drafting.rights import editing
from campaigns.notices.models import AttachmentFile, Clause, ClauseDuty, Edition, Lineage, RemovedClause, Revision
from tests import factories
from tests.notices.drafting.order import assert_well_formed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

# The draft of the factory, by what each clause says; what is below is set in.
START = """
导语 现将
一、 统一
  （一） 第1
  （二） 第2
  （三） 第3
二、 宣传
  口号 坚持
  口号 质量
附件 名单
  段落 名单
"""


@pytest.fixture(autouse=True)
def in_order(edition, drafter):
    edition.clauses.update(marker="")
    with editing(edition.pk, by=drafter):
        arrange(edition, tree_of(edition))


def drawn(edition):
    """Return the clauses as a picture: number or kind, and the first two characters; how deep each stands."""
    tree = tree_of(edition)
    lines = []
    for node in tree.walk():
        clause = node.clause
        said = f"{clause.marker or clause.get_kind_display()} {(clause.heading + clause.text)[:2]}".rstrip()
        lines.append("  " * node.depth + said)
    return "\n".join(lines)


def picture(text):
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def find(edition, words):
    return next(clause for clause in edition.clauses.all() if (clause.heading + clause.text).startswith(words))


def do(edition, words, act, by, text=None, **facts):
    clause = find(edition, words)
    typed = Typed(clause.heading, clause.text if text is None else text, clause.version, tree_of(edition).shape)
    return clauses.do(edition.pk, clause.pk, act, typed, by=by, **facts)


ACTS = [
    ("第2", "up", {}, ["（一） 第2", "（二） 第1", "（三） 第3"]),
    ("第2", "down", {}, ["（一） 第1", "（二） 第3", "（三） 第2"]),
    ("第2", "demote", {}, ["（一） 第1", "  1. 第2", "（二） 第3"]),
    ("第2", "kind", {"kind": "paragraph"}, ["（一） 第1", "段落 第2", "（二） 第3"]),
    ("第2", "remove", {}, ["（一） 第1", "（二） 第3"]),
    (
        "第2",
        "split",
        {"text": "甲甲\n乙乙\n\n丙丙"},
        ["（一） 第1", "（二） 甲甲", "（三） 乙乙", "（四） 丙丙", "（五） 第3"],
    ),
    ("第2", "join", {}, ["（一） 第1", "（二） 第2"]),
    ("第2", "add", {"place": "before", "kind": "clause"}, ["（一） 第1", "条款 ", "（二） 第2", "（三） 第3"]),
    ("第2", "add", {"place": "after", "kind": "paragraph"}, ["（一） 第1", "（二） 第2", "段落 ", "（三） 第3"]),
    ("第2", "add", {"place": "inside", "kind": "item"}, ["（一） 第1", "（二） 第2", "  分项 ", "（三） 第3"]),
]


@pytest.mark.parametrize(
    ("words", "act", "facts", "middle"), ACTS, ids=[f"{act}-{i}" for i, (_, act, *_) in enumerate(ACTS)]
)
def test_an_act_within_a_section_leaves_all_else_where_it_was(edition, drafter, words, act, facts, middle):
    assert drawn(edition) == picture(START)
    _, refusal = do(edition, words, act, drafter, **facts)
    assert refusal is None
    before, after = START.split("  （一） 第1\n")[0], START.split("第3\n")[1]
    assert drawn(edition) == picture(before + "".join(f"  {line}\n" for line in middle) + after)
    assert_well_formed(edition)


def test_a_part_of_the_text_becomes_the_last_attachment_under_its_name(edition, drafter):
    part = find(edition, "宣传")
    _, refusal = do(edition, "宣传", "kind", drafter, text="口号如下。", kind="attachment")
    assert refusal is None
    assert drawn(edition) == picture("""
导语 现将
一、 统一
  （一） 第1
  （二） 第2
  （三） 第3
附件1 名单
  段落 名单
附件2 宣传
  段落 口号
  口号 坚持
  口号 质量
""")
    moved = edition.clauses.get(uid=part.uid)
    assert (moved.heading, moved.listed, moved.text, moved.anchor) == ("宣传口号", "宣传口号", "", "a2")
    assert_well_formed(edition)


def test_the_clauses_of_a_part_that_becomes_an_attachment_are_its_parts(edition, drafter):
    do(edition, "统一", "kind", drafter, kind="attachment")
    assert drawn(edition).endswith(picture("附件2 统一\n  一、 第1\n  二、 第2\n  三、 第3"))
    assert_well_formed(edition)


def test_a_clause_is_not_split_into_hundreds_at_once(edition, drafter):
    assert "最多拆成200条" in do(edition, "第2", "split", drafter, text="甲\n" * 201)[1]
    assert edition.clauses.count() == 10


@pytest.mark.parametrize(
    ("words", "act", "facts", "expected"),
    [
        ("第1", "up", {}, "最上面"),
        ("统一", "up", {}, "最上面"),  # not over the preamble
        ("宣传", "down", {}, "最下面"),  # not under the attachment
        ("第1", "demote", {}, "没有可以归入"),
        ("统一", "promote", {}, "最高一级"),
        ("第2", "split", {}, "换行"),
        ("第3", "join", {}, "没有同级"),
        ("第2", "kind", {"kind": "section"}, "不能改为“一级标题”"),
        ("第2", "kind", {"kind": "attachment"}, "不能改为“附件”"),
        ("统一", "kind", {"kind": "paragraph"}, "不能改为“段落”"),  # clauses stand below it
        ("第2", "add", {"place": "inside", "kind": "section"}, "不能加“一级标题”"),
        ("坚持", "add", {"place": "inside", "kind": "item"}, "不能加“分项”"),
    ],
)
def test_what_a_place_does_not_allow_is_refused_and_the_typed_words_are_kept(
    edition, drafter, words, act, facts, expected
):
    clause = find(edition, words)
    shown, refusal = do(edition, words, act, drafter, text="另写。", **facts)
    assert expected in refusal
    assert shown == clause.pk
    assert Clause.objects.get(pk=clause.pk).text == "另写。"
    assert edition.clauses.count() == 10
    assert_well_formed(edition)


def test_a_clause_at_the_edge_of_its_part_goes_on_into_the_next(edition, drafter):
    do(edition, "第3", "down", drafter)
    assert find(edition, "第3").path == "二（一）"
    do(edition, "第3", "up", drafter)
    assert find(edition, "第3").path == "一（三）"


def test_a_section_moves_with_all_that_is_below_it(edition, drafter):
    do(edition, "宣传", "up", drafter)
    assert [find(edition, words).path for words in ("宣传", "统一", "第3")] == ["一", "二", "二（三）"]
    assert_well_formed(edition)


def test_what_stood_behind_a_clause_stays_behind_it_when_it_goes_up_a_level(edition, drafter):
    do(edition, "第2", "promote", drafter)
    found = [(find(edition, words).path, find(edition, words).kind) for words in ("第1", "第2", "第3", "宣传")]
    assert found == [("一（一）", "clause"), ("二", "section"), ("二（一）", "clause"), ("三", "section")]
    do(edition, "第2", "demote", drafter)
    assert [find(edition, words).path for words in ("第2", "第3", "宣传")] == ["一（二）", "一（二）1", "二"]


def test_of_a_clause_that_is_split_the_first_part_keeps_what_it_was_and_the_last_what_stands_below(edition, drafter):
    uid = find(edition, "第2").uid
    do(edition, "第3", "demote", drafter)
    do(edition, "第2", "split", drafter, text="甲甲\n乙乙")
    first, last = find(edition, "甲甲"), find(edition, "乙乙")
    assert first.uid == uid != last.uid
    assert find(edition, "第3").parent == last


def test_the_text_of_a_section_is_split_into_paragraphs_below_it(edition, drafter):
    do(edition, "统一", "split", drafter, text="甲甲\n乙乙")
    made = find(edition, "乙乙")
    assert (made.kind, made.parent.heading, made.position) == ("paragraph", "统一部署的活动", 3)


def test_a_join_keeps_the_first_and_records_all_that_it_took_in(edition, drafter):
    uids = {words: str(find(edition, words).uid) for words in ("第1", "第2", "第3")}
    words = "".join(find(edition, words).text for words in uids)
    do(edition, "第2", "join", drafter)
    do(edition, "第1", "join", drafter)
    kept = find(edition, "第1")
    assert (str(kept.uid), kept.text, kept.joined) == (uids["第1"], words, [uids["第2"], uids["第3"]])
    assert list(RemovedClause.objects.values_list("is_joined", flat=True)) == [True, True]


def test_a_heading_takes_in_the_paragraph_below_it_and_what_stands_below_that(edition, drafter):
    do(edition, "第2", "demote", drafter)
    do(edition, "统一", "join", drafter)
    head = find(edition, "统一")
    assert head.text.startswith("第1项")
    assert [clause.path for clause in head.children.order_by("position")] == ["一（一）", "一（二）"]


def test_descent_and_duties_go_over_to_the_clause_that_took_the_other_in(edition, drafter):
    national = factories.fill(factories.notice(code="000000").current, 2)
    first, second = find(edition, "第1"), find(edition, "第2")
    above = list(national.clauses.filter(kind="clause"))
    for ours, parent in ((first, above[0]), (second, above[0]), (second, above[1])):
        Lineage.objects.create(edition=edition, clause=ours, parent=parent, relation="adapted")
    Lineage.objects.create(edition=edition, parent=above[1], relation="omitted", reason="无此条件")
    union = factories.department("浙江省总工会")
    ClauseDuty.objects.create(clause=second, department=union, part="lead")
    do(edition, "第1", "join", drafter)
    rows = Lineage.objects.filter(clause=first).order_by("parent")
    assert list(rows.values_list("parent", "relation")) == [(each.pk, "merged") for each in above]
    assert first.duties.get().department == union


# --- removing and putting back ------------------------------------------------------------------------------------


def test_what_was_removed_comes_back_whole_to_where_it_stood(edition, drafter):
    clause = find(edition, "第2")
    union = factories.department("浙江省总工会")
    ClauseDuty.objects.create(clause=clause, department=union, part="lead")
    Lineage.objects.create(edition=edition, clause=clause, relation="new")
    before = list(edition.clauses.values_list("pk", "uid", "position", "marker", "anchor", "text", "version", "parent"))
    text_hash = Edition.objects.get(pk=edition.pk).text_hash
    do(edition, "统一", "remove", drafter)
    assert edition.clauses.count() == 6
    key = clauses.restore(edition.pk, RemovedClause.objects.get(), by=drafter)
    assert key == find(edition, "统一").pk
    assert (
        list(edition.clauses.values_list("pk", "uid", "position", "marker", "anchor", "text", "version", "parent"))
        == before
    )
    assert find(edition, "第2").duties.get().department == union
    assert find(edition, "第2").lineage.get().relation == "new"
    assert Edition.objects.get(pk=edition.pk).text_hash != text_hash  # the duty that it has now


def test_an_attachment_comes_back_with_its_file(edition, drafter):
    annex = edition.clauses.get(kind="attachment")
    AttachmentFile.objects.create(clause=annex, name="名单.pdf", content="attachments/x", content_type="application/pdf", size=1, sha256="0" * 64)  # fmt: skip
    do(edition, "名单", "remove", drafter)
    assert not AttachmentFile.objects.exists()
    clauses.restore(edition.pk, RemovedClause.objects.get(), by=drafter)
    file = AttachmentFile.objects.get()
    assert (file.clause.heading, file.name, file.content.name) == ("名单", "名单.pdf", "attachments/x")


def test_what_was_below_something_that_is_gone_too_waits_for_it(edition, drafter):
    do(edition, "第2", "remove", drafter)
    do(edition, "统一", "remove", drafter)
    section, clause = RemovedClause.objects.all()
    with pytest.raises(clauses.CannotArrange, match="先放回"):
        clauses.restore(edition.pk, clause, by=drafter)
    for row in (section, clause):
        clauses.restore(edition.pk, row, by=drafter)
    assert drawn(edition) == picture(START)
    with pytest.raises(clauses.CannotArrange, match="已经放回"):
        clauses.restore(edition.pk, clause, by=drafter)


def test_what_was_below_a_clause_that_was_joined_comes_back_below_the_one_that_took_it_in(edition, drafter):
    do(edition, "第3", "demote", drafter)
    do(edition, "第3", "remove", drafter)
    do(edition, "第1", "join", drafter)
    clauses.restore(edition.pk, RemovedClause.objects.get(is_joined=False), by=drafter)
    assert find(edition, "第3").parent == find(edition, "第1")


# --- versions -----------------------------------------------------------------------------------------------------


def test_an_act_on_an_order_that_somebody_changed_is_refused_and_a_change_of_words_elsewhere_is_not(
    edition, drafter, colleague
):
    clause, shape = find(edition, "第2"), tree_of(edition).shape
    other = find(edition, "第1")
    clauses.save(edition.pk, other.pk, Typed("", "别处的文字。", other.version), by=colleague)
    typed = Typed(clause.heading, "改过。", clause.version, shape)
    assert clauses.do(edition.pk, clause.pk, "down", typed, by=drafter) == (clause.pk, None)
    typed = Typed(clause.heading, "再改。", clause.version + 1, shape)
    assert clauses.do(edition.pk, clause.pk, "remove", typed, by=drafter) == (clause.pk, RESHAPED)
    assert Clause.objects.get(pk=clause.pk).text == "再改。"


def test_an_act_on_words_that_somebody_changed_does_nothing_at_all(edition, drafter, colleague):
    clause, shape = find(edition, "第2"), tree_of(edition).shape
    clauses.save(edition.pk, clause.pk, Typed("", "同事的。", clause.version), by=colleague)
    with pytest.raises(Overtaken):
        clauses.do(edition.pk, clause.pk, "remove", Typed("", "我的。", clause.version, shape), by=drafter)
    assert Clause.objects.get(pk=clause.pk).text == "同事的。"


def test_every_act_leaves_the_history_true(edition, drafter):
    do(edition, "第2", "remove", drafter)
    said = [clause["text"] for clause in Revision.objects.first().content["clauses"] if clause["kind"] == "clause"]
    assert said == [clause.text for clause in edition.clauses.filter(kind="clause")]
