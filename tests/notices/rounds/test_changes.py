"""What a co-issuer is shown of what changed since it signed."""

from copy import deepcopy

import pytest

from campaigns.notices.rounds import pairing
from campaigns.notices.rounds.changes import changes, shown


def clause(text, marker="", kind="clause", **facts):
    base = {
        "kind": kind,
        "marker": marker,
        "heading": "",
        "text": text,
        "listed": "",
        "listed_marker": "",
        "table": None,
    }
    return base | {"depth": 0, "duties": [], "file": None} | facts


OLD = {
    "form": 1,
    "fields": {"title": "关于开展活动的通知", "is_signed": True, "set_as": ""},
    "openness": "public",
    "issuers": ["省局", "省总工会"],
    "addressed": [["main", "各市局", None, "", None, "receive"]],
    "clauses": [
        clause("开展质量咨询活动，帮助受灾企业。", "（一）"),
        clause("悬挂质量月旗帜，张贴宣传画。", "（二）"),
        clause("十月底前报送总结。", "（三）"),
    ],
}


def told(new):
    return [(change.kind, change.label, change.old, change.new) for change in changes(OLD, new)]


@pytest.fixture
def new():
    return deepcopy(OLD)


def test_the_same_text_has_no_changes(new):
    assert told(new) == []


def test_one_character_is_shown_where_it_stands(new):
    new["clauses"][0]["text"] = "开展质量咨询活动，帮扶受灾企业。"
    [(change, lines)] = shown(changes(OLD, new))
    assert change.label == "第（一）条"
    marked = [(run.mark.value, run.text) for line in lines for run in line if run.mark != "same"]
    assert marked == [("gone", "帮助"), ("added", "帮扶")] or marked == [("gone", "助"), ("added", "扶")]


def test_another_width_voids_a_mark_and_is_shown(new):
    old = deepcopy(new)
    old["clauses"][0]["text"], new["clauses"][0]["text"] = "共10人，其中A类。", "共１０人,其中A类。"
    [(_, lines)] = shown(changes(old, new))
    told = [(run.mark.value, run.text) for line in lines for run in line if run.mark != "same"]
    assert told == [("gone", "10"), ("added", "１０"), ("gone", "，"), ("added", ",")] or told == [
        ("gone", "10人，"),
        ("added", "１０人,"),
    ]


def test_a_new_clause_is_shown_once_and_the_numbers_behind_it_together(new):
    new["clauses"].insert(1, clause("表彰先进企业。", "（二）"))
    new["clauses"][2]["marker"], new["clauses"][3]["marker"] = "（三）", "（四）"
    assert told(new) == [
        ("增加", "第（二）条", "", "（二）表彰先进企业。"),
        ("改动", "仅序号变动，共2处", "（二）、（三）", "（三）、（四）"),
    ]


def test_what_was_taken_out_and_what_came_in_its_place_are_two_changes_where_they_have_nothing_in_common(new):
    new["clauses"][2]["text"] = "表彰先进企业"
    assert [kind for kind, *_ in told(new)] == ["删去", "增加"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("fields", "title"), "关于开展活动的通告", ("改动", "标题", "关于开展活动的通知", "关于开展活动的通告")),
        (("fields", "is_signed"), False, ("改动", "署名", "正文之后署发文机关名称", "正文之后不署名")),
        (("openness",), "closed", ("改动", "公开属性", "主动公开", "不予公开")),
        (("issuers",), ["省局"], ("改动", "发文机关", "省局、省总工会", "省局")),
        (("addressed",), [], ("删去", "主送和抄送的要求", "各市局：签收", "")),
        (("clauses", 0, "duties"), [[7, "lead"]], ("改动", "第（一）条", "（一）开展质量咨询活动，帮助受灾企业。", "（一）开展质量咨询活动，帮助受灾企业。\n牵头：有关部门")),
        (("clauses", 0, "depth"), 1, ("改动", "第（一）条", "（一）开展质量咨询活动，帮助受灾企业。\n（条款，第1层）", "（一）开展质量咨询活动，帮助受灾企业。\n（条款，第2层）")),
    ],
)  # fmt: skip
def test_whatever_the_hash_covers_is_told(new, path, value, expected):
    at = new
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    assert told(new) == [expected]


LONG = "各级{what}要结合实际组织开展第{n}项活动，广泛发动企业和群众参与，并于{n}日前报送情况。"


@pytest.mark.parametrize("added", [0, 1])
def test_a_text_that_was_rewritten_from_end_to_end_takes_two_looks_at_each_clause(monkeypatch, added):
    looks, are_alike = [], pairing.are_alike
    monkeypatch.setattr(pairing, "are_alike", lambda *pair: looks.append(pair) or are_alike(*pair))
    old, new = ([clause(LONG.format(what=each, n=n)) for n in range(500)] for each in ("质检部门", "市场监管部门"))
    new[250:250] = [clause("表彰先进企业。")] * added
    found = changes(OLD | {"clauses": old}, OLD | {"clauses": new})
    assert [change.kind for change in found] == ["改动"] * 250 + ["增加"] * added + ["改动"] * 250
    assert len(looks) <= 2 * len(new)


def test_a_clause_that_kept_its_identity_is_one_change_whatever_it_says_now(new):
    new["clauses"][2]["text"] = "表彰先进企业"
    new["clauses"].insert(2, clause("另发文件。"))
    old = OLD | {"uids": ["a", "b", "c"]}
    found = changes(old, new | {"uids": ["a", "b", "new", "c"]})
    assert [(each.kind, each.new) for each in found] == [("增加", "另发文件。"), ("改动", "（三）表彰先进企业")]
