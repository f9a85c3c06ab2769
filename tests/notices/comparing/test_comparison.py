"""The two notices of 2008 beside each other, and what a reader is shown of them."""

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices import tasks
from campaigns.notices.comparing.compared import Compared
from campaigns.notices.comparing.printing import as_html
from campaigns.notices.models import ComparisonFile, Lineage, Notice
from campaigns.notices.tasks import print_comparisons
from organizations.models import Job
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def of_2008(sample_of_2008):
    _, zhejiang = sample_of_2008
    notice = Notice.objects.for_comparison().get(pk=zhejiang.pk)
    return Compared(notice, notice.parent)


def rows(groups):
    """(relation, paths above, own paths) of each pair but those of the head."""
    return [
        (pair.relation and str(pair.relation), pair.upper_paths, pair.own_paths)
        for group in groups
        for pair in group.pairs
        if pair.relation
    ]


def words(line):
    return "".join(run.text for run in line)


def test_every_clause_of_zhejiang_stands_beside_what_it_comes_from(of_2008):
    assert rows(of_2008.comparison().groups) == [
        ("adapted", "一", "一"),
        ("adapted", "二", "二"),
        ("adapted", "三（一）", "三（一）"),
        ("omitted", "三（二）", ""),
        ("omitted", "三（三）", ""),
        ("omitted", "三（四）", ""),
        ("omitted", "三（五）", ""),
        ("omitted", "三（六）", ""),
        ("omitted", "三（七）", ""),
        ("new", "", "三（二）"),
        ("new", "", "三（三）"),
        ("adapted", "三（八）", "三（四）"),
        ("adapted", "三（九）", "三（五）"),
        ("adapted", "四（一）", "四（一）"),
        ("kept", "四（二）", "四（二）"),
        ("merged", "四（三）、四（四）", "四（三）"),
        ("adapted", "四（五）", "四（四）"),
        ("moved", "五", "附件"),
    ]


def test_groups_are_headed_as_ours_and_say_how_the_parent_heads_them(of_2008):
    groups = of_2008.comparison().groups
    assert [group.heading for group in groups] == [
        "文首",
        "一、指导思想",
        "二、活动主题",
        "三、全省统一部署的活动",
        "四、活动要求",
        "附件　2008年全国质量月活动宣传口号",
    ]
    assert [group.upper_heading for group in groups[3:]] == [
        "三、全国统一部署的活动",
        "",
        "五、2008年全国质量月活动宣传口号",
    ]


def test_what_changed_is_marked_to_the_character(of_2008):
    pairs = {pair.own_paths: pair for group in of_2008.comparison().groups for pair in group.pairs if pair.own}
    left, right = pairs["三（一）"].sides
    assert [run.text for run in left[0] if run.mark == "gone"][:2] == ["四", "和现场指导"]
    assert [run.text for run in right[0] if run.mark == "added"] == ["青", "对口"]
    merged = pairs["四（三）"]
    assert merged.remark == "2条并为一条"
    assert [words(line)[:4] for line in merged.sides[0]] == ["各地要广", "企业的工"]


def test_slogans_that_became_an_attachment_are_all_there_on_both_sides(of_2008):
    pair = of_2008.comparison().groups[-1].pairs[0]
    assert [len(side) for side in pair.sides] == [15, 15]
    assert pair.remark == "移作附件"


def test_the_sentence_on_top_says_what_became_of_the_clauses(of_2008):
    assert of_2008.summary == "浙江省照录1条，调整7条，合并1处，移位1条，新增2条；全国通知有6条未列。"


def test_one_relation_alone_leaves_the_other_pairs_out(of_2008):
    kept = rows(of_2008.comparison().only("new"))
    assert kept == [("new", "", "三（二）"), ("new", "", "三（三）")]


# The page


@pytest.fixture
def child():
    return factories.derived()


def page(client, notice, query=""):
    return client.get(f"{notice.get_absolute_url()}compare/{query}")


def test_marks_are_said_to_whoever_does_not_see_them(client, child):
    child.current.clauses.filter(anchor="s1-1").update(text="第1项工作。由各地组织实施。")
    html = page(client, child).content.decode()
    assert '<del><span class="sr">〔删去：</span>活动<span class="sr">〕</span></del>' in html
    assert '<ins><span class="sr">〔增写：</span>工作<span class="sr">〕</span></ins>' in html


def test_an_omission_and_a_new_clause_say_why_their_other_side_is_empty(client, child):
    child.current.lineage.create(clause=child.current.clauses.get(anchor="s2"), relation="new")
    html = page(client, child).content.decode()
    assert "浙江省通知未列。理由：原文未说明。" in html
    assert "全国通知没有这一条。" in html


@pytest.mark.parametrize(("query", "status"), [("", 200), ("?only=", 200), ("?only=kept", 200), ("?only=x", 400), ("?only=%00", 400), ("?only=%ff", 400)])  # fmt: skip
def test_the_filter_is_one_of_the_relations(client, child, query, status):
    assert page(client, child, query).status_code == status


def test_a_relation_that_does_not_occur_says_so(client, child):
    assert "没有这种关系的条款" in page(client, child, "?only=moved").content.decode()


def test_a_comparison_costs_the_same_for_three_clauses_and_sixty(client):
    counts = []
    for clauses in (3, 60):
        notice = factories.derived(clauses)
        with CaptureQueriesContext(connection) as captured:
            page(client, notice)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 5


def test_a_second_reader_costs_less_and_a_corrected_relation_is_seen_at_once(client, child):
    with CaptureQueriesContext(connection) as first:
        page(client, child)
    with CaptureQueriesContext(connection) as second:
        page(client, child)
    assert len(second) < len(first)
    child.current.lineage.filter(clause__anchor="s1-1").update(relation="kept")
    assert "照录1条" in page(client, child).content.decode()
    assert "tag--kept" in page(client, child, "?only=kept").content.decode()


def test_confirmed_relations_are_not_called_a_proposal(client, child):
    assert "尚未确认" in page(client, child).content.decode()
    child.current.lineage.update(confirmed=True)
    assert "尚未确认" not in page(client, child).content.decode()


def test_a_notice_without_a_parent_has_no_comparison(client, child):
    assert page(client, child.parent).status_code == 404
    assert client.get(f"{child.get_absolute_url()}compare/{child.pk}/").status_code == 404


def test_the_file_is_offered_while_it_shows_what_the_page_shows(client, child):
    assert "对照表PDF生成中" in page(client, child).content.decode()
    print_comparisons(child.current_id)
    address = f"{child.get_absolute_url()}compare/{child.parent_id}.pdf"
    assert address in page(client, child).content.decode()
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF")
    child.current.lineage.update(confirmed=True)
    assert client.get(address).status_code == 503
    print_comparisons(child.current_id)
    assert client.get(address).status_code == 200


@pytest.fixture
def corrected(child):
    """The national notice with a second edition, whose clauses keep their uid; the child answered the first."""
    old = child.parent.current
    new = factories.next_edition(child.parent, title="更正后的通知")
    for clause in old.clauses.all():
        facts = {"uid": clause.uid, "marker": clause.marker, "path": clause.path, "anchor": clause.anchor}
        factories.clause(new, clause.kind, clause.text, heading=clause.heading, **facts)
    Notice.objects.filter(pk=child.parent_id).update(current=new)
    return child


def test_a_notice_stands_beside_the_edition_that_it_answered_and_the_page_says_so(client, corrected):
    html = page(client, corrected).content.decode()
    assert "第1版的对照；全国通知已有第2版" in html
    assert html.count("tag--adapted") == 4  # three pairs and the filter
    assert "全国通知没有这一条" not in html
    assert "浙江省通知未列。理由" in html


def test_what_was_carried_on_from_an_older_edition_is_found_from_the_newer_one(client, corrected):
    html = client.get(f"{corrected.parent.get_absolute_url()}clauses/s1-1/").content.decode()
    assert "浙江省通知一（1）" in html


def test_a_moved_clause_without_its_origin_is_no_error(client, corrected):
    corrected.current.lineage.filter(clause__anchor="s1-1").update(relation="moved")
    assert page(client, corrected).status_code == 200


def test_a_comparison_is_asked_for_again_when_it_is_no_longer_true_and_leaves_no_row_while_it_is(child):
    print_comparisons(child.current_id)
    tasks.recheck_comparisons()
    assert not Job.objects.exists()
    child.current.lineage.update(confirmed=True)
    for state in ("waiting", "failed"):
        tasks.recheck_comparisons()
        assert list(Job.objects.values_list("kind", "key", "state")) == [
            ("print-comparison", str(child.current_id), "waiting")
        ]
        Job.objects.update(state=state)
    tasks.recheck_comparisons()
    assert Job.objects.get().state == "failed"


def test_a_file_that_was_replaced_is_gone_and_its_follower_there(child, django_capture_on_commit_callbacks):
    print_comparisons(child.current_id)
    old = ComparisonFile.objects.get().content.name
    child.current.lineage.update(confirmed=True)
    with django_capture_on_commit_callbacks(execute=True):
        print_comparisons(child.current_id)
    new = ComparisonFile.objects.get().content.name
    assert (default_storage.exists(old), default_storage.exists(new)) == (False, True)


# Over two levels


@pytest.fixture
def city(child):
    """A city's notice under the provincial one: its first clause kept, the second changed, the third left out."""
    notice = factories.notice(title="关于开展全市质量月活动的通知", code="330100", parent=child)
    factories.fill(notice.current, 2)
    ours, above = notice.current.clauses.filter(kind="clause"), child.current.clauses.filter(kind="clause")
    for own, parent, relation in zip(ours, above, ("kept", "adapted"), strict=False):
        Lineage.objects.create(edition=notice.current, clause=own, parent=parent, relation=relation)
    Lineage.objects.create(edition=notice.current, parent=above[2], relation="omitted", reason="本市没有")
    return notice


def test_a_city_is_compared_with_the_nation_through_its_province(client, city, child):
    html = client.get(f"{city.get_absolute_url()}compare/{child.parent_id}/").content.decode()
    assert "杭州市调整2条；全国通知有2条未列。" in html
    assert "理由：本市没有。" in html
    assert "理由：浙江省通知未列：原文未说明。" in html


def test_a_city_offers_both_comparisons_and_the_nearer_has_the_short_address(client, city, child):
    html = page(client, city).content.decode()
    assert f'href="{city.get_absolute_url()}compare/{child.parent_id}/"' in html
    answer = client.get(f"{city.get_absolute_url()}compare/{child.pk}/")
    assert answer.url == f"{city.get_absolute_url()}compare/"


def test_a_province_that_is_not_public_is_passed_over_and_nothing_that_only_it_says_is_told(client, city, child):
    child.current.lineage.filter(relation="omitted").update(reason="内部理由")
    child.current.clauses.filter(anchor="s1-1").update(text="只有本省通知才有的文字。")
    Notice.objects.filter(pk=child.pk).update(openness="closed")
    pages = [page(client, city).content.decode()]
    pages.append(client.get(f"{child.parent.get_absolute_url()}clauses/s1-1/?depth=2").content.decode())
    pages.append(client.get(f"{city.get_absolute_url()}clauses/s1-1/").content.decode())
    assert "全国通知" in pages[0] and "杭州市通知" in pages[1]
    for html in pages:
        assert "内部理由" not in html and "只有本省" not in html and "浙江省通知" not in html


def test_each_pdf_says_where_its_own_page_is(city, child):
    assert f"{city.get_absolute_url()}compare/{child.parent_id}/" in as_html(Compared(*between(city, child.parent)))


def between(lower, upper):
    lower = Notice.objects.for_comparison().get(pk=lower.pk)
    return lower, next(each for each in lower.public_ancestors if each == upper)


def test_one_comparison_that_fails_keeps_no_other_from_being_made(city, child, monkeypatch):
    made = tasks.as_pdf
    monkeypatch.setattr(tasks, "as_pdf", lambda compared: 1 / 0 if compared.is_direct else made(compared))
    with pytest.raises(ZeroDivisionError):
        print_comparisons(city.current_id)
    assert [file.upper.notice for file in ComparisonFile.objects.all()] == [child.parent]


@pytest.mark.parametrize(("gone", "headings"), [(0, ["", "乙", "丙"]), (1, ["甲", "", "丙"]), (2, ["甲", "乙", ""])])
def test_a_part_that_is_left_out_whole_stands_where_it_stood_above(gone, headings):
    names = "甲乙丙"
    parent, child = factories.notice(code="000000"), None
    for number, name in enumerate(names, start=1):
        head = factories.clause(parent.current, "section", heading=name, path=str(number), anchor=f"s{number}")
        factories.clause(parent.current, "clause", f"{name}事。", parent=head, anchor=f"s{number}-1")
    child = factories.notice(parent=parent)
    for above in parent.current.clauses.filter(kind="clause").order_by("position"):
        name, own = above.parent.heading, None
        if name != names[gone]:
            head = factories.clause(child.current, "section", heading=name)
            own = factories.clause(child.current, "clause", above.text, parent=head)
        facts = {"relation": "kept" if own else "omitted", "reason": "" if own else "本地不涉及。"}
        Lineage.objects.create(edition=child.current, clause=own, parent=above, confirmed=True, **facts)
    compared = Compared(
        Notice.objects.for_comparison().get(pk=child.pk), Notice.objects.for_comparison().get(pk=parent.pk)
    )
    groups = [group for group in compared.comparison().groups if group.heading != "文首"]
    assert [group.heading for group in groups] == headings
    assert groups[gone].upper_heading == names[gone]
