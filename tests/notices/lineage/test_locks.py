"""锁定: what binds a text that answers another one, through one level and through three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.drafting import clauses, heads, history
from campaigns.notices.drafting.clauses import Typed
from campaigns.notices.drafting.saving import writing
from campaigns.notices.lineage import locks
from campaigns.notices.models import Clause, Edition, Lineage, Lock
from tests import factories
from tests.notices.answering import OPENING, THEME, answering, closed, text, upper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
SPAN = "9月1日至30日"
FIRST, SECOND, THIRD = "一（一）", "一（二）", "一（三）"


def author(edition):
    return factories.actor(factories.person(f"起草{edition.pk}", edition.notice.host, "drafter"))


def write(edition, path, text, by=None):
    clause = edition.clauses.get(path=path) if path else edition.clauses.get(kind="preamble")
    typed = Typed(clause.heading, text, clause.version)
    return clauses.save(edition.pk, clause.pk, typed, by=by or author(edition))


def sentences(edition):
    return [each.sentence for each in locks.broken(edition)]


@pytest.mark.parametrize(
    ("lock", "path", "words", "holds"),
    [
        ({FIRST: SPAN}, FIRST, "全省于9月1日至30日大力宣传。", True),  # the sentence around it may change
        ({FIRST: SPAN}, FIRST, "全省于９月１日至３０日宣传。", True),  # full or half width is no difference
        ({FIRST: SPAN}, FIRST, "9月1日至29日集中宣传。", False),
        ({FIRST: "1日至30日"}, FIRST, "9月11日至30日集中宣传。", False),  # a number is a whole one
        ({FIRST: SPAN}, SECOND, f"9月5日围绕“{THEME}”开展活动。", True),
        ({THIRD: ""}, THIRD, "悬挂统一设计的旗帜。", True),
        ({THIRD: ""}, THIRD, "悬挂统一设计的旗帜和横幅。", False),
        ({"opening": "2026年9月1日至30日"}, "", OPENING.replace("现定于", "我省定于"), True),
        ({"opening": "2026年9月1日至30日"}, "", "现将有关事项通知如下：", False),
        ({"theme": True}, SECOND, f"紧扣“{THEME}”，广泛开展活动。", True),
        ({"theme": True}, SECOND, "广泛开展活动。", False),  # where the upper text bears it, ours does
        ({}, FIRST, "我省不宣传。", True),
    ],
)
def test_locked_words_stay_whatever_stands_around_them(lock, path, words, holds):
    edition = answering(upper(**lock))
    assert sentences(edition) == []
    if holds:
        write(edition, path, words)
        assert sentences(edition) == []
        return
    before = Edition.objects.values().get(pk=edition.pk)
    with pytest.raises(locks.LockBroken):
        write(edition, path, words)
    assert Edition.objects.values().get(pk=edition.pk) == before
    assert not Clause.objects.filter(edition=edition, text=words).exists()


def test_the_theme_stays_in_the_clause_that_says_it_though_a_slogan_is_the_theme_too():
    above = text()
    Clause.objects.filter(edition=above, kind="slogan").update(text=THEME)
    edition = answering(closed(above, theme=True))
    by = author(edition)
    with pytest.raises(locks.LockBroken, match=f"中的活动主题“{THEME}”由上级通知锁定，不能改动"):
        write(edition, SECOND, "广泛开展活动。", by)
    assert [each.words for each in locks.bonds_on(edition, edition.clauses.get(path=SECOND))] == [THEME]
    second = edition.clauses.get(path=SECOND)
    with pytest.raises(locks.LockBroken, match="正文中不能删去"):  # that a slogan says it still is not enough
        clauses.leave_out(edition.pk, second.pk, "由各市组织。", by=by)
    write(edition, FIRST, f"9月1日至30日围绕“{THEME}”集中宣传。", by)
    clauses.leave_out(edition.pk, second.pk, "并入前一条。", by=by)  # another clause announces it now
    assert sentences(edition) == []


def test_the_sentence_names_the_clause_and_the_words():
    edition = answering(upper(**{FIRST: SPAN, THIRD: ""}, theme=True))
    Clause.objects.filter(edition=edition, path=FIRST).update(text="宣传。")
    Clause.objects.filter(edition=edition, path=THIRD).update(text="悬挂旗帜。")
    Edition.objects.filter(pk=edition.pk).update(theme="别的主题")
    assert sentences(edition) == [
        "“（一）宣传”中的“9月1日至30日”由上级通知锁定，不能改动。",
        "“（三）悬挂旗帜”由上级通知整条锁定，须照录，不能改动。",
        f"活动主题“{THEME}”由上级通知锁定，不能改动。",
    ]
    assert [each.clause and each.clause.path for each in locks.broken(edition)] == [FIRST, THIRD, None]
    with pytest.raises(locks.LockBroken) as refusal:
        locks.refuse_broken(edition)
    assert str(refusal.value) == "".join(sentences(edition))


@pytest.mark.parametrize(("act", "path", "facts"), [("remove", THIRD, {"reason": "不挂旗"}), ("join", SECOND, {})])
def test_a_locked_clause_cannot_be_left_out(act, path, facts):
    edition = answering(upper(**{THIRD: ""}))
    clause, by = edition.clauses.get(path=path), author(edition)
    shape = clauses.tree_of(edition).shape
    with pytest.raises(locks.LockBroken):
        clauses.do(edition.pk, clause.pk, act, Typed("", clause.text, clause.version, shape), by=by, **facts)
    assert edition.clauses.filter(path=THIRD).exists() and not edition.removed.exists()


def test_a_locked_clause_that_became_an_item_of_another_is_looked_for_where_it_stands_now():
    edition = answering(upper(**{SECOND: THEME}))
    clause, by = edition.clauses.get(path=SECOND), author(edition)
    shape = clauses.tree_of(edition).shape
    clauses.do(edition.pk, clause.pk, "demote", Typed("", clause.text, clause.version, shape), by=by)
    assert edition.clauses.get(pk=clause.pk).kind == "item"
    assert sentences(edition) == []


def test_the_theme_and_an_earlier_text_are_held_to_it_too():
    edition = answering(upper(**{FIRST: SPAN}, theme=True))
    by = author(edition)
    with pytest.raises(locks.LockBroken):
        heads.save(edition.pk, {"title": "新题", "theme": "别的"}, {"title": edition.title, "theme": THEME}, by=by)
    revision = edition.revisions.get()
    content = revision.content
    content["clauses"] = [each | {"text": each["text"].replace("30日", "29日")} for each in content["clauses"]]
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    write(edition, FIRST, "我省9月1日至30日宣传。", by)
    edition.refresh_from_db()
    with pytest.raises(locks.LockBroken):
        history.bring_back(edition.pk, 1, edition.text_hash, by=by)


def test_what_was_broken_before_is_mended_step_by_step_and_broken_no_further():
    edition = answering(upper(**{FIRST: SPAN, THIRD: "统一设计"}))
    by = author(edition)
    edition.clauses.filter(path__in=[FIRST, THIRD]).update(text="待定。")
    write(edition, FIRST, "9月1日至30日宣传。", by)
    assert len(sentences(edition)) == 1
    with pytest.raises(locks.LockBroken):
        write(edition, FIRST, "待定。", by)


def test_an_edition_that_comes_to_answer_another_one_is_not_refused_for_what_that_locks():
    first, second = upper(), upper("330100", **{FIRST: SPAN})
    edition = answering(first)
    edition.clauses.filter(path=FIRST).update(text="待定。")
    with writing(edition.pk, by=author(edition)) as held:
        held.answers = second
        Edition.objects.filter(pk=held.pk).update(answers=second)
        for row in Lineage.objects.filter(edition=held).select_related("parent"):
            Lineage.objects.filter(pk=row.pk).update(parent=second.clauses.get(path=row.parent.path))
    assert len(locks.broken(Edition.objects.get(pk=edition.pk))) == 1


# --- further up ---------------------------------------------------------------------------------------------------


def test_a_lock_goes_down_three_levels_as_far_as_each_has_passed_it_on():
    nation = upper(**{FIRST: SPAN, THIRD: ""}, theme=True)
    province = answering(nation)
    province.clauses.filter(path=FIRST).update(text="全省9月1日至30日宣传。")
    province.clauses.filter(path=THIRD).update(text="悬挂旗帜。")  # recorded so: it did not pass it on
    city = answering(closed(province, **{SECOND: "活动"}), "330100")
    county = answering(closed(city), "330106")
    assert {each.label for each in locks.binding(county)} == {
        "“（一）9月1日至30日集中宣传”中的“9月1日至30日”",
        f"活动主题“{THEME}”",
        f"“（二）围绕‘{THEME}’开展活动”中的“活动”",
    }
    Clause.objects.filter(edition=county).update(text="无")
    assert len(locks.broken(county)) == 3
    with pytest.raises(locks.LockBroken):
        write(answering(city, "330106"), FIRST, "择日宣传。")


# --- what it costs ------------------------------------------------------------------------------------------------


def test_who_answers_nothing_asks_nothing_and_any_number_of_locks_costs_the_same(django_assert_num_queries):
    free = factories.draft()
    with django_assert_num_queries(0):
        assert locks.broken(free) == locks.binding(free) == []
    few, many = answering(upper(**{FIRST: SPAN})), text("330100")
    for clause in many.clauses.all():
        for word in set(clause.text) - {" "}:
            Lock.objects.create(clause=clause, words=word)
    many = answering(closed(many), "330106")
    assert len(locks.binding(many)) > 20
    assert cost(Edition.objects.get(pk=few.pk)) == cost(Edition.objects.get(pk=many.pk))


def cost(edition):
    with CaptureQueriesContext(connection) as queries:
        assert locks.broken(edition) == []
    return len(queries)
