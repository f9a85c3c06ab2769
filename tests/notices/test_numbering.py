"""Numbers by themselves: what numbering gives is what a well-numbered text bears, and what is stored of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.notices.models import Clause, Edition
from campaigns.notices.numbering import Entry, numbered
from campaigns.notices.reading import read
from campaigns.notices.reading.numerals import chinese
from campaigns.notices.recording import clauses_of


def section(heading="甲", **facts):
    return Entry("section", 0, heading, **facts)


def clause(depth=1, **facts):
    return Entry("clause", depth, text="乙。", **facts)


def item(depth=2, **facts):
    return Entry("item", depth, text="丙。", **facts)


def annex(**facts):
    return Entry("attachment", 0, "方案", listed="方案", **facts)


def rows(*entries):
    return [(each.marker, each.path, each.anchor) for each in numbered(entries)]


def test_sections_count_on_and_their_clauses_begin_anew():
    assert rows(
        Entry("preamble", text="如下："), section(), clause(), item(), item(), clause(), section(), clause()
    ) == [
        ("", "", ""),
        ("一、", "一", "s1"),
        ("（一）", "一（一）", "s1-1"),
        ("1.", "一（一）1", "s1-1-1"),
        ("2.", "一（一）2", "s1-1-2"),
        ("（二）", "一（二）", "s1-2"),
        ("二、", "二", "s2"),
        ("（一）", "二（一）", "s2-1"),
    ]


@pytest.mark.parametrize(
    ("entries", "markers"),
    [
        ([section(), Entry("paragraph", 1, text="丁。"), clause()], ["一、", "", "（一）"]),
        ([Entry("section"), clause(), clause()], ["", "（一）", "（二）"]),  # a section that only holds clauses
        ([section(), clause(marker="3."), clause()], ["一、", "1.", "2."]),  # the form of its first sister
        ([section(), clause(), item(), item(3), item(4)], ["一、", "（一）", "1.", "（1）", "①"]),
        ([section(marker="第一章"), clause(marker="第一条"), section(), clause(marker="第九条")], ["第一章", "第一条", "第二章", "第二条"]),
        ([section(), Entry("slogan", 1, text="质量第一"), Entry("closing", text="特此通知。")], ["一、", "", ""]),
        ([section(), Entry("slogan", 1, text="甲", marker="2．"), Entry("slogan", 1, text="乙")], ["一、", "1.", "2."]),
        ([section()] * 21, [f"{chinese(value)}、" for value in range(1, 22)]),
    ],
)  # fmt: skip
def test_each_is_numbered_in_the_form_of_its_place(entries, markers):
    assert [each.marker for each in numbered(entries)] == markers


def test_clauses_under_no_heading_have_an_address():
    assert rows(Entry("section"), clause())[1] == ("（一）", "（一）", "s1")


def test_an_only_attachment_has_no_number():
    (only, inner) = numbered([annex(), Entry("section", 1, "时间")])
    assert (only.marker, only.path, only.anchor, only.listed_marker) == ("附件", "附件", "a1", "附件：")
    assert (inner.path, inner.anchor) == ("附件一", "a1-s1")


def test_several_attachments_are_numbered_in_the_text_and_in_its_list():
    found = numbered([annex(), annex(), Entry("attachment", heading="不列的"), annex()])
    assert [each.marker for each in found] == ["附件1", "附件2", "附件3", "附件4"]
    assert [each.listed_marker for each in found] == ["附件：1.", "2.", "", "4."]


# --- as a text bears them -----------------------------------------------------------------------------------------


@st.composite
def well_numbered(draw):
    """A notice whose sections, clauses and items are numbered as the standard says, with up to three attachments."""
    text = "关于开展质量月活动的通知\n各市局：\n现将有关事项通知如下。\n" + draw(body())
    annexes = draw(st.integers(0, 3))
    names = [f"{name}方案" for name in "甲乙丙"[:annexes]]
    listed = "附件：" + (names[0] if annexes == 1 else "\n".join(f"{n}.{name}" for n, name in enumerate(names, 1)))
    text += (listed + "\n" if annexes else "") + "省质监局\n2012年8月20日\n"
    for serial, name in enumerate(names, start=1):
        text += f"附件{serial if annexes > 1 else ''}\n{name}\n{draw(body())}"
    return text


@st.composite
def body(draw):
    lines = []
    for major, clauses in enumerate(
        draw(st.lists(st.lists(st.integers(0, 3), max_size=3), min_size=1, max_size=12)), 1
    ):
        lines.append(f"{chinese(major)}、工作安排\n有关单位要认真组织。")
        for minor, items in enumerate(clauses, 1):
            lines.append(f"（{chinese(minor)}）组织检查。各地要认真组织开展监督检查。")
            lines += [f"{serial}.对生产企业开展检查，消除隐患。" for serial in range(1, items + 1)]
    return "\n".join(lines) + "\n"


def stored(text):
    """The clauses that recording would store, in order, with keys as the database would give."""
    writer = clauses_of(Edition(), read(text))
    clauses = sorted((clause for level in writer.levels.values() for clause in level), key=lambda each: each.position)
    for clause in clauses:
        clause.pk, clause.parent_id = clause.position, clause.parent.position if clause.parent else None
    return clauses


def entries_of(clauses):
    depths, entries = {None: -1}, []
    for clause in clauses:
        depths[clause.pk] = depths[clause.parent_id] + 1
        facts = {name: getattr(clause, name) for name in ("kind", "heading", "text", "marker", "listed")}
        entries.append(Entry(depth=depths[clause.pk], **facts))
    return entries


FIELDS = ("marker", "path", "anchor", "listed_marker")


@given(well_numbered(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_numbering_gives_what_a_well_numbered_text_bears(text, is_bare):
    clauses = stored(text)
    entries = entries_of(clauses)
    if is_bare:  # from order and depth alone
        entries = [Entry(each.kind, each.depth, each.heading, each.text, "", each.listed) for each in entries]
    assert [[getattr(each, field) for field in FIELDS] for each in numbered(entries)] == [
        [getattr(clause, field) for field in FIELDS] for clause in clauses
    ]


def test_a_gap_in_the_numbers_of_a_text_is_closed():
    clauses = stored("关于开展质量月活动的通知\n各市局：\n如下。\n一、甲项工作\n三、乙项工作\n")
    assert [each.marker for each in numbered(entries_of(clauses))] == ["", "一、", "二、"]


KINDS = st.sampled_from([*Clause.Kind.values, "another"])
MARKERS = st.one_of(st.sampled_from(["", "一、", "1.", "（1）", "①", "第一条", "第一章", "附件1"]), st.text(max_size=4))


@given(st.lists(st.builds(Entry, KINDS, st.integers(-1, 5), st.text(max_size=2), st.text(max_size=2), MARKERS)))
@settings(deadline=None)
def test_whatever_stands_where_each_address_is_given_once(entries):
    anchors = [each.anchor for each in numbered(entries) if each.anchor]
    assert len(anchors) == len(set(anchors))


def test_more_clauses_than_words_count_are_numbered():
    assert numbered([section()] * 1001)[-1].path == "1001"
