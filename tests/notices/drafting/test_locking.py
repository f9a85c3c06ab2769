"""锁定: what the host of a draft chooses for those below, and what a writer below meets."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.drafting import checks, clauses, history, locking
from campaigns.notices.drafting.clauses import Typed
from campaigns.notices.drafting.spans import spans_in
from campaigns.notices.drafting.starting import begin_copy, begin_empty
from campaigns.notices.issuing import correcting
from campaigns.notices.models import Clause, ClauseDuty, Edition, Lock, Notice, Revision
from campaigns.notices.rounds.changes import changes
from tests import factories
from tests.notices.answering import THEME, answering, text, upper
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
SPAN = "9月1日至30日"
FIRST = "一（一）"


@pytest.fixture
def edition():
    return text("330000")


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("2026年9月1日至30日开展，9月22日至25日在广州举办", ["2026年9月1日至30日", "9月22日至25日"]),
        ("决定于2008年9月在全国开展质量月活动", ["2008年9月"]),
        ("7月至9月，开展行动；７月１日－９日；9月1日-9月30日", ["7月至9月", "７月１日－９日", "9月1日-9月30日"]),
        ("9月底或10月初，10月15日前报送，2008年6月26日印发，《2026年9月1日至30日方案》", []),
    ],
)
def test_spans_of_days_are_found(words, spans):
    assert spans_in(words) == spans


# --- beginning ----------------------------------------------------------------------------------------------------


def test_a_new_draft_locks_its_theme_and_its_spans_and_a_copy_what_was_chosen(edition, drafter):
    clause = edition.clauses.get(path=FIRST)
    Notice.objects.filter(pk=edition.notice_id).update(current=edition)
    campaign, host = edition.notice.campaign, edition.notice.host
    edition.notice.refresh_from_db()
    chosen, *_ = begin_copy(campaign, host, edition.notice, by=drafter)
    assert (chosen.locks_theme, locked(chosen)) == (False, [])
    Lock.objects.create(clause=clause, words="宣传")
    chosen, *_ = begin_copy(campaign, host, edition.notice, by=drafter)
    assert locked(chosen) == [(FIRST, "宣传")]
    Notice.objects.filter(pk=edition.notice_id).update(is_recorded=True, source_digest="x")
    Lock.objects.all().delete()
    edition.notice.refresh_from_db()
    recorded, *_ = begin_copy(campaign, host, edition.notice, by=drafter)
    assert (recorded.locks_theme, locked(recorded)) == (True, [("", f"2026年{SPAN}"), (FIRST, SPAN)])
    assert begin_empty(campaign, host, "新题", by=drafter).locks_theme
    assert recorded.text_hash == hash_of(canonical_of(Edition.objects.get(pk=recorded.pk)))


def locked(edition):
    return list(Lock.objects.filter(clause__edition=edition).values_list("clause__path", "words"))


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def send(client, edition, drafter):
    address = f"/desk/notices/{edition.pk}/locks/"
    client.force_login(drafter.user)

    def do(page=None, **typed):
        return client.post(address, {**fields(page or client.get(address), "/locks/"), **typed})

    return do


def test_the_theme_a_span_a_clause_and_words_are_locked_and_released(send, client, edition):
    clause = edition.clauses.get(path=FIRST)
    before = Edition.objects.get(pk=edition.pk).text_hash
    ticks = {f"lock-{clause.pk}": [f"={SPAN}", "whole"], "theme": "on"}
    assert send(**ticks, clause=clause.pk, words="宣传").status_code == 302
    assert sorted(locked(edition)) == [(FIRST, ""), (FIRST, SPAN), (FIRST, "宣传")]
    saved = Edition.objects.get(pk=edition.pk)
    assert saved.locks_theme and saved.text_hash not in ("", before)
    page = client.get(f"/desk/notices/{edition.pk}/").content.decode()
    assert "3处文字或条款" in page
    assert send(**{f"lock-{clause.pk}": []}, theme="").status_code == 302
    assert locked(edition) == [] and not Edition.objects.get(pk=edition.pk).locks_theme


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"clause": "", "words": "开展"}, "请选择这些文字所在的条款"),
        ({"clause": FIRST, "words": "别处的话"}, "中没有这些文字"),
        ({"clause": FIRST, "words": "活" * 201}, "最多200字"),
        ({"clause": FIRST, "words": "开\0展"}, "NUL"),
        ({"clause": "99999999", "words": "开展"}, "请重新打开这一页再选"),
        ({"lock": "=没有的话"}, "请重新打开这一页再选"),
        ({"stamp": "x" * 30}, "页面已经过期"),
    ],
)
def test_what_cannot_be_locked_is_shown_again_with_a_sentence(send, edition, typed, said):
    clause = edition.clauses.get(path=FIRST)
    typed = {name: clause.pk if value == FIRST else value for name, value in typed.items()}
    if words := typed.pop("lock", None):
        typed[f"lock-{clause.pk}"] = words
    answer = send(**typed)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert locked(edition) == []


def test_of_two_choosers_the_second_sees_both(send, client, edition):
    clause = edition.clauses.get(path=FIRST)
    old = client.get(f"/desk/notices/{edition.pk}/locks/")
    send(**{f"lock-{clause.pk}": "whole"})
    answer = send(page=old, clause=clause.pk, words="宣传")
    assert answer.status_code == 409 and "整条" in answer.content.decode()
    assert send(page=answer).status_code == 302
    assert locked(edition) == [(FIRST, "宣传")]


def test_words_that_were_edited_away_are_told_on_the_page_and_before_the_review(send, client, edition, drafter):
    clause = edition.clauses.get(path=FIRST)
    Lock.objects.create(clause=clause, words="各地组织")
    Clause.objects.filter(pk=clause.pk).update(text="由各市组织。")
    said = "“（一）由各市组织”中已经没有锁定的文字“各地组织”"
    assert said in client.get(f"/desk/notices/{edition.pk}/locks/").content.decode()
    must = checks.before_review(Edition.objects.select_related("notice__host").get(pk=edition.pk))
    assert any(sentence.startswith(said) and address.endswith("/locks/") for sentence, address in must)
    assert send(**{f"lock-{clause.pk}": []}).status_code == 302
    assert locking.lapsed(edition) == []


def test_the_page_costs_the_same_for_few_and_for_many(client, edition, drafter):
    client.force_login(drafter.user)
    client.get(f"/desk/notices/{edition.pk}/locks/")

    def cost():
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"/desk/notices/{edition.pk}/locks/").status_code == 200
        return len(made)

    few = cost()
    many = [Clause(edition=edition, position=at + 20, kind="clause", text="条", anchor=f"s9-{at}") for at in range(20)]
    Lock.objects.bulk_create(Lock(clause=each, words="条") for each in Clause.objects.bulk_create(many))
    assert cost() == few


# --- what is locked is part of the text ---------------------------------------------------------------------------


def test_a_text_without_locks_has_the_form_that_it_had(edition):
    canonical = canonical_of(edition)
    assert "locks_theme" not in canonical["fields"] and not any("locks" in each for each in canonical["clauses"])
    Lock.objects.create(clause=edition.clauses.get(path=FIRST), words="宣传")
    Edition.objects.filter(pk=edition.pk).update(locks_theme=True)
    now = canonical_of(Edition.objects.get(pk=edition.pk))
    assert [(each.label, each.new.splitlines()[-1]) for each in changes(canonical, now)] == [
        ("锁定主题", "是"),
        ("第一部分第（一）条", "锁定：“宣传”"),
    ]


def test_locks_come_back_with_what_was_removed_joined_or_an_earlier_text(edition, drafter):
    first, second = (edition.clauses.get(path=path) for path in (FIRST, "一（二）"))
    locking.save(edition.pk, True, {first.pk: [""], second.pk: ["活动"]}, locking.stamp(False, {}), by=drafter)
    Revision.objects.update(made_at=timezone.now() - timedelta(hours=1))  # what comes next is another sitting
    then = Edition.objects.get(pk=edition.pk).text_hash
    clauses.do(edition.pk, second.pk, "remove", typed(second), by=drafter)
    assert locked(edition) == [(FIRST, "")]
    clauses.restore(edition.pk, edition.removed.get(), by=drafter)
    assert locked(edition) == [(FIRST, ""), ("一（二）", "活动")]
    clauses.do(edition.pk, first.pk, "join", typed(first), by=drafter)
    assert locked(edition) == [(FIRST, ""), (FIRST, "活动")]
    locking.save(edition.pk, False, {}, locking.stamp(True, locking.stored_of(edition)), by=drafter)
    assert locked(edition) == []
    bring_back(edition, 1, drafter)
    back = Edition.objects.get(pk=edition.pk)
    assert back.text_hash == hash_of(canonical_of(back)) == then
    assert back.locks_theme and locked(edition) == [(FIRST, ""), ("一（二）", "活动")]
    bring_back(edition, 2, drafter)
    assert not Edition.objects.get(pk=edition.pk).locks_theme and locked(edition) == []


def bring_back(edition, number, drafter):
    assert history.bring_back(edition.pk, number, Edition.objects.get(pk=edition.pk).text_hash, by=drafter)


def typed(clause):
    clause.refresh_from_db()
    shape = clauses.tree_of(Edition.objects.get(pk=clause.edition_id)).shape
    return Typed(clause.heading, clause.text, clause.version, shape)


def test_a_correction_locks_what_the_edition_in_force_locks():
    edition = upper("330000", theme=True, **{FIRST: "宣传"})
    new = correcting.begin(edition.notice_id, "改一处", by=factories.signatory(edition))
    assert new.locks_theme and locked(new) == [(FIRST, "宣传")]


# --- below --------------------------------------------------------------------------------------------------------


@pytest.fixture
def below(client):
    """A draft below what locks a span, a clause and the theme; its drafter is signed in."""
    edition = answering(upper(**{FIRST: SPAN, "一（三）": ""}, theme=True))
    client.force_login(factories.person("王五", edition.notice.host, "drafter"))
    return edition


def test_the_editor_says_what_is_locked_before_anybody_edits(client, below):
    pages = {
        path: client.get(f"/desk/notices/{below.pk}/edit/{below.clauses.get(path=path).pk}/").content.decode()
        for path in (FIRST, "一（二）", "一（三）")
    }
    assert f"“{SPAN}”不能改动" in pages[FIRST] and f"“{SPAN}”不能改动" not in pages["一（二）"]
    assert f"活动主题“{THEME}”不能改动" in pages["一（二）"]  # where the text says it
    assert "整条，须照录" in pages["一（三）"]
    assert f"活动主题“{THEME}”不能改动" in client.get(f"/desk/notices/{below.pk}/edit/").content.decode()
    assert f"中的“{SPAN}”" in client.get(f"/desk/notices/{below.pk}/locks/").content.decode()


@pytest.mark.parametrize(
    ("accept", "status"), [("text/html", 400), ("application/json", 400)]
)  # what saves by itself tries again with the next key
def test_breaking_a_lock_is_an_error_that_keeps_what_was_typed(post, below, accept, status):
    clause, user = below.clauses.get(path=FIRST), factories.User.objects.get(username="王五")
    answer = post(user, clause, accept=accept, text="8月集中宣传。")
    assert answer.status_code == status
    said = "中的“9月1日至30日”由上级通知锁定，不能改动。"
    if accept == "text/html":
        page = answer.content.decode()
        assert said in page and "8月集中宣传。" in page and "尚未保存" in page
    else:
        assert said in answer.json()["said"]
    assert below.clauses.get(path=FIRST).text == clause.text


def test_an_act_that_would_break_a_lock_keeps_what_was_typed(post, below):
    clause, user = below.clauses.get(path=FIRST), factories.User.objects.get(username="王五")
    answer = post(user, clause, "remove", text="9月1日至30日大力宣传。", **{"leave-reason": "我省另行安排"})
    page = answer.content.decode()
    assert (
        answer.status_code == 409
        and "没有办理“" in page
        and "不能删去，也不能列为不适用" in page
        and "大力宣传" in page
    )
    assert below.clauses.filter(pk=clause.pk, text=clause.text).exists()


def test_the_theme_and_pages_beside_the_editor_say_it_too(client, below):
    address = f"/desk/notices/{below.pk}/edit/"
    answer = client.post(f"{address}title/", {**fields(client.get(address), "/title/"), "theme": "别的主题"})
    assert answer.status_code == 400 and "由上级通知锁定" in answer.content.decode()
    assert "别的主题" in answer.content.decode()
    revision = Revision.objects.get(edition=below)
    content = revision.content
    content["clauses"] = [each | {"text": each["text"].replace("30日", "29日")} for each in content["clauses"]]
    Revision.objects.filter(pk=revision.pk).update(content=content, text_hash="0" * 64)
    answer = client.post(f"/desk/notices/{below.pk}/history/1/restore/", {"seen": below.text_hash})
    page = answer.content.decode()
    assert answer.status_code == 409 and "上级通知已锁定" in page and "“9月1日至30日”由上级通知锁定" in page
    assert f'href="/desk/notices/{below.pk}/"' in page


def test_what_is_broken_is_dealt_with_before_the_review(below):
    below.clauses.filter(path=FIRST).update(text="8月宣传。")
    must = checks.before_review(Edition.objects.select_related("notice__host").get(pk=below.pk))
    assert ("“（一）8月宣传”中的“9月1日至30日”由上级通知锁定，不能改动。") in [sentence for sentence, _ in must]


def test_duties_and_locks_of_a_clause_that_is_gone_are_gone_with_it(edition, drafter):
    clause = edition.clauses.get(path=FIRST)
    Lock.objects.create(clause=clause, words="")
    ClauseDuty.objects.create(clause=clause, department=edition.notice.host, part="lead")
    clauses.do(edition.pk, clause.pk, "remove", typed(clause), by=drafter)
    assert not Lock.objects.exists() and edition.removed.get().content["clauses"][0]["locks"] == [""]
