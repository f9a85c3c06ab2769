"""Two people on one draft: the second save is refused with both texts shown, and no word is lost."""

import threading
from contextlib import nullcontext

import pytest
from django.db import connection

from campaigns.notices.drafting import clauses
from campaigns.notices.drafting.clauses import Typed
from campaigns.notices.drafting.merging import merged
from campaigns.notices.drafting.overtaken import Overtaken
from campaigns.notices.models import Clause, Edition, RemovedClause
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def clause(edition):
    return edition.clauses.filter(kind="clause").first()


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("甲乙丙", "甲乙丙", "改", "改"),
        ("甲乙丙", "改", "甲乙丙", "改"),
        ("甲", "改", "改", "改"),
        ("各地组织开展活动。", "各地认真组织开展活动。", "各地组织开展主题活动。", "各地认真组织开展主题活动。"),
        ("甲乙丙丁。", "完全另写的一段话。", "毫不相干的别的文字。", "毫不相干的别的文字。\n完全另写的一段话。"),
        ("开展知识竞赛。", "完全另写的一段话。", "开展质量知识竞赛。", "开展质量知识竞赛。\n完全另写的一段话。"),
        ("各地开展竞赛。", "各地竞赛。", "各地认真开展竞赛。", "各地认真竞赛。"),
    ],
)
def test_a_text_is_made_of_both_and_loses_no_words(base, mine, theirs, expected):
    assert merged(base, mine, theirs) == expected


def overtake(clause, by):
    typed = Typed("", "第1项活动。由各地认真组织实施。", clause.version)
    clauses.save(clause.edition_id, clause.pk, typed, by=by)


@pytest.mark.parametrize("act", ["save", "up", "down", "join", "split", "remove", "demote", "promote"])
def test_whatever_the_act_the_second_is_told_and_sees_both_texts(post, clause, drafter, colleague, act):
    stale = {"version": clause.version, "base_text": clause.text, "text": "第1项主题活动。由各地组织实施。"}
    overtake(clause, colleague)
    answer = post(drafter.user, clause, act, **stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "您编辑时，李四也改了本条" in page
    assert "第1项主题活动。由各地认真组织实施。" in page  # made of both
    assert '<span class="sr">〔增写：</span>主题' in page
    assert Clause.objects.get(pk=clause.pk).text == "第1项活动。由各地认真组织实施。"
    assert clause.edition.clauses.count() == 10


@pytest.mark.parametrize(
    ("use", "expected"), [("theirs", "第1项活动。由各地认真组织实施。"), ("mine", "我的。"), ("both", "两稿。")]
)
def test_the_text_that_is_chosen_is_saved(post, clause, drafter, colleague, use, expected):
    overtake(clause, colleague)
    answer = post(drafter.user, clause, use=use, text="我的。", merged_text="两稿。")
    assert answer.status_code == 302
    assert Clause.objects.get(pk=clause.pk).text == expected


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("title", "", "请填写标题。"),
        ("title", "题" * 301, "标题超过300字"),
        ("theme", "机密★1年", "文中有“机密”标志"),
        ("theme", "质量\0强省", "NUL"),
    ],
)
def test_what_was_made_of_both_is_asked_what_any_text_is_and_shown_again(client, edition, drafter, name, words, said):
    client.force_login(drafter.user)
    address = f"/desk/notices/{edition.pk}/edit/title/"
    stored = {"title": edition.title, "theme": edition.theme}
    merged = {f"merged_{each}": value for each, value in (stored | {name: words}).items()}
    base = {f"base_{each}": value for each, value in stored.items()}
    answer = client.post(address, {**base, "title": "我的标题", "theme": "我的主题", **merged, "use": "both"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page and "页面已经过期" not in page
    shown = fields(answer, "/title/")[name]
    assert shown == words.replace("\0", "")
    assert {each: getattr(Edition.objects.get(pk=edition.pk), each) for each in stored} == stored


def test_a_title_that_was_made_of_both_is_one_line(client, edition, drafter):
    client.force_login(drafter.user)
    facts = {"title": "我的", "theme": "", "base_title": edition.title, "base_theme": edition.theme, "use": "both"}
    client.post(f"/desk/notices/{edition.pk}/edit/title/", facts | {"merged_title": "对方的标题\n我的标题"})
    assert Edition.objects.get(pk=edition.pk).title == "对方的标题 我的标题"


def test_a_script_is_told_the_same_in_short(post, clause, drafter, colleague):
    version = clause.version
    overtake(clause, colleague)
    answer = post(drafter.user, clause, accept="application/json", version=version, text="我的。")
    assert (answer.status_code, answer.json()["overtaken"]) == (409, True)
    assert "李四也改了" in answer.json()["said"]


def test_the_same_words_sent_twice_are_saved_once(post, clause, drafter):
    version = clause.version
    for _ in range(2):
        answer = post(drafter.user, clause, accept="application/json", version=version, text="一遍。")
        assert (answer.status_code, answer.json()["version"]) == (200, version + 1)


def test_who_changed_the_title_is_named_whoever_wrote_elsewhere_since(client, edition, drafter, colleague):
    address, base = f"/desk/notices/{edition.pk}/edit/title/", {"base_title": edition.title, "base_theme": ""}
    client.force_login(colleague.user)
    assert client.post(address, {**base, "title": "关于甲的通知", "theme": ""}).status_code == 302
    overtake(edition.clauses.get(text__startswith="第1项"), drafter)
    for person, said in ((drafter, "李四也改了标题或主题"), (colleague, "您在另一窗口也改了标题或主题")):
        client.force_login(person.user)
        page = client.post(address, {**base, "title": "关于乙的通知", "theme": ""}).content.decode()
        assert f"<title>{said}" in page and f"您编辑时，{said}" in page


def test_of_a_title_that_two_write_the_second_is_told(client, edition, drafter):
    client.force_login(drafter.user)
    address = f"/desk/notices/{edition.pk}/edit/title/"
    base = {"base_title": edition.title, "base_theme": ""}
    assert client.post(address, {**base, "title": "关于甲的通知", "theme": ""}).status_code == 302
    answer = client.post(address, {**base, "title": "关于乙的通知", "theme": "主题"})
    assert answer.status_code == 409
    assert "关于甲的通知" in answer.content.decode()
    assert Edition.objects.get(pk=edition.pk).title == "关于甲的通知"


def test_what_was_typed_in_a_clause_that_is_gone_goes_back_with_it(client, clause, drafter, colleague):
    typed = Typed(clause.heading, clause.text, clause.version, clauses.tree_of(clause.edition).shape)
    clauses.do(clause.edition_id, clause.pk, "remove", typed, by=colleague)
    version = clause.version
    facts = {"version": version, "text": "还要留着。", "heading": "", "base_text": clause.text, "key": clause.pk}
    client.force_login(drafter.user)
    answer = client.post(f"/desk/notices/{clause.edition_id}/edit/{clause.pk}/save/", facts)
    assert answer.status_code == 409
    assert "李四删去了" in answer.content.decode()
    assert "还要留着。" in answer.content.decode()
    here = f"/desk/notices/{clause.edition_id}/edit/"
    assert client.get(f"{here}{clause.pk}/")["Location"] == here
    assert "已由李四删去" in client.get(here).content.decode()
    row = RemovedClause.objects.get()
    assert client.post(f"/desk/notices/{clause.edition_id}/edit/removed/{row.pk}/", facts).status_code == 302
    assert Clause.objects.get(pk=clause.pk).text == "还要留着。"


# --- at the same moment -------------------------------------------------------------------------------------------


def at_once(work, people):
    """Let each do the work in a thread of its own, all beginning together; return what became of each."""
    ready, found = threading.Barrier(len(people)), []

    def run(person):
        ready.wait()
        try:
            work(person)
            found.append("saved")
        except Overtaken:
            found.append("told")
        finally:
            connection.close()

    begun = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in begun:
        thread.start()
    for thread in begun:
        thread.join(30)
    return sorted(found)


def unguarded(pk, key, typed):
    """What the guard is there against: look first, write then."""
    clause = Clause.objects.get(pk=key)
    looked.wait(timeout=10)
    if clause.version != typed.version:
        raise Overtaken(clause)
    Clause.objects.filter(pk=key).update(text=typed.text, version=clause.version + 1)


looked = threading.Barrier(2)
threads = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="threads need PostgreSQL")


@threads
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_of_two_who_save_at_once_one_is_told(edition, drafter, colleague, is_guarded):
    clause = edition.clauses.filter(kind="clause").first()

    def save(person):
        typed = Typed("", person.name, clause.version)
        if is_guarded:
            clauses.save(edition.pk, clause.pk, typed, by=person)
        else:
            unguarded(edition.pk, clause.pk, typed)

    expected = ["saved", "told"] if is_guarded else ["saved", "saved"]  # the control: without it one text is lost
    assert at_once(save, [drafter, colleague]) == expected


@threads
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_of_two_who_move_clauses_at_once_the_second_is_told_the_order_is_another(
    edition, drafter, colleague, is_guarded, monkeypatch
):
    """The control holds no row: both see the order as it was, and nobody is told that hers is not the order that stands."""
    first, second, _ = edition.clauses.filter(kind="clause")
    shape, refusals, together = clauses.tree_of(edition).shape, [], threading.Barrier(2)
    if not is_guarded:
        read = clauses.tree_of
        monkeypatch.setattr(clauses, "editing", lambda pk, by: nullcontext(edition))
        monkeypatch.setattr(clauses, "write", lambda *args, **facts: None)
        monkeypatch.setattr(clauses, "tree_of", lambda of: (read(of), together.wait(timeout=10))[0])
        monkeypatch.setattr(clauses, "arrange", lambda *args, **facts: None)

    def move(person):
        clause = first if person is drafter else second
        typed = Typed(clause.heading, clause.text, clause.version, shape)
        refusals.append(clauses.do(edition.pk, clause.pk, "down", typed, by=person)[1])

    assert at_once(move, [drafter, colleague]) == ["saved", "saved"]
    if not is_guarded:
        assert refusals == [None, None]
        return
    assert sorted(map(bool, refusals)) == [False, True]
    assert clauses.RESHAPED in refusals
    assert sorted(edition.clauses.values_list("position", flat=True)) == list(range(1, 11))
