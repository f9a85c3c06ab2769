"""Who may do what, in which state: a forbidden act answers 403, 404 or 409 and changes no row."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.drafting.saving import writing
from campaigns.notices.issuing import correcting, ending, sign_views
from campaigns.notices.models import Clause, DocumentNumber, Edition, Notice, NumberSeries
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
OURS = ("organizations", "campaigns", "notices")
NOT_COUNTED = {"organizations.user"}  # the last sign-in


def rows():
    models = [model for name in OURS for model in apps.get_app_config(name).get_models()]
    return {
        model._meta.label_lower: sorted(map(repr, model.objects.order_by().values_list()))
        for model in models
        if model._meta.label_lower not in NOT_COUNTED
    }


@pytest.fixture
def world():
    """One edition in each state, of departments of their own year; the ledger of one department; people in every role."""
    ready, signed = factories.ready(), factories.signed(factories.ready(year=2025))
    factories.printed(signed)
    Edition.objects.filter(pk=signed.pk).update(issue_at="2090-01-01T00:00Z")
    issued = factories.issued(year=2024)
    ended = factories.issued(year=2023)
    ending.withdraw(ended.notice_id, "误发", by=factories.signatory(ended))
    draft = factories.draft(year=2022)
    host = ready.notice.host
    other = factories.department("杭州市市场监督管理局", "330100")
    people = {
        role: factories.person(role, host, role) for role in ("reader", "drafter", "reviewer", "signatory", "manager")
    }
    people["stranger"] = factories.person("stranger", other, "signatory")
    asked = factories.department("浙江省总工会")
    people["co-issuer"] = factories.person("asked", asked, "signatory")
    Edition.objects.filter(pk__in=[ready.pk]).update(version=1)
    for edition in (ready,):
        edition.issuers.exclude(department=host).update(department=asked)
    resettle(ready)
    return {
        "editions": {"ready": ready, "signed": signed, "issued": issued, "ended": ended, "draft": draft},
        "people": people,
        "series": NumberSeries.objects.get(),
    }


def resettle(edition):
    edition.text_hash = hash_of(canonical_of(edition))
    Edition.objects.filter(pk=edition.pk).update(text_hash=edition.text_hash)
    factories.agree(edition, edition.revisions.first().user)


def right(edition, series):
    """What is typed to sign an edition as it stands."""
    shown = {"seen": edition.text_hash, "office": edition.print_office}
    return {**shown, "series": series.pk, "checked": factories.looked_at(edition)}


def typed(world, act):
    """What somebody types who does everything right."""
    return {
        "sign": right(world["editions"]["ready"], world["series"]),
        "sign/own": {"reason": "其他签发人均出差。", "seen": world["editions"]["ready"].text_hash},
        "put-off": {"issue_at": ""},
        "gate": {"digest": "0" * 64, "reason": "对外公布"},
        "correct": {"note": "更正日期。"},
        "change-note": {"note": "更正日期。"},
        "withdraw": {"reason": "误发"},
        "repeal": {"reason": "另有规定", "day": today()},
    }[act]


def today():
    return timezone.localdate().isoformat()


# What the signatory gets for each act in each state; 302 is done.
STATES = {
    "sign": {"draft": 409, "ready": 302, "signed": 409, "issued": 409, "ended": 409},
    "sign/own": {"draft": 409, "ready": 409, "signed": 409, "issued": 409, "ended": 409},
    "put-off": {"draft": 409, "ready": 409, "signed": 302, "issued": 409, "ended": 409},
    "gate": {"draft": 409, "ready": 409, "signed": 409, "issued": 409, "ended": 409},
    "correct": {"draft": 409, "ready": 409, "signed": 409, "issued": 302, "ended": 409},
    "withdraw": {"draft": 409, "ready": 409, "signed": 409, "issued": 302, "ended": 409},
    "repeal": {"draft": 409, "ready": 409, "signed": 409, "issued": 302, "ended": 409},
}
# What others get where the signatory may act.
ROLES = {"reader": 403, "drafter": 403, "reviewer": 403, "manager": 403, "stranger": 404, "nobody": 403}
WHERE = {
    "sign": "ready",
    "sign/own": "ready",
    "put-off": "signed",
    "correct": "issued",
    "withdraw": "issued",
    "repeal": "issued",
}


def act_as(client, world, who, act, state):
    client.logout()
    if who != "nobody":
        client.force_login(world["people"][who])
    address = f"/desk/notices/{world['editions'][state].pk}/{act}/"
    return client.post(address, typed(world, act))


@pytest.mark.parametrize("act", STATES)
def test_what_a_state_does_not_allow_is_refused_and_changes_no_row(client, world, act):
    before = rows()
    for state, status in STATES[act].items():
        if status != 302:
            answer = act_as(client, world, "signatory", act, state)
            assert (state, answer.status_code) == (state, status)
            assert 'role="alert"' in answer.content.decode()
    assert rows() == before
    for state, status in STATES[act].items():
        if status == 302:
            assert act_as(client, world, "signatory", act, state).status_code == 302
            assert rows() != before


@pytest.mark.parametrize("act", WHERE)
def test_who_may_not_is_refused_and_changes_no_row(client, world, act):
    before = rows()
    for who, status in ROLES.items():
        answer = act_as(client, world, who, act, WHERE[act])
        assert (who, answer.status_code) == (who, status)
    assert rows() == before


def test_who_is_only_asked_to_countersign_sees_it_and_cannot_sign_it(client, world):
    assert act_as(client, world, "co-issuer", "sign", "ready").status_code == 403


LEDGER = {
    "/desk/numbers/": {"mark": "浙市监函", "confirmed": "on"},
    "/desk/numbers/{series}/use/": {},
    "/desk/numbers/{series}/2026/outside/": {"serial": "900", "note": "纸质文件"},
    "/desk/numbers/{series}/2019/begin/": {"begin-serial": "5"},
    "/desk/numbers/entries/{voidable}/void/": {"reason": "通知已撤销"},
}


@pytest.mark.parametrize("address", LEDGER)
def test_the_ledger_is_kept_by_those_who_sign_and_read_by_the_department(client, world, address):
    voidable = DocumentNumber.objects.get(edition=world["editions"]["ended"])
    url = address.format(series=world["series"].pk, voidable=voidable.pk)
    before = rows()
    refused = {"reader": 403, "drafter": 403, "manager": 403, "stranger": 404}
    if address == "/desk/numbers/":
        del refused["stranger"]  # it is her own department's list
    for who, status in refused.items():
        client.force_login(world["people"][who])
        assert (who, client.post(url, LEDGER[address]).status_code) == (who, status)
    assert rows() == before
    client.force_login(world["people"]["signatory"])
    assert client.post(url, LEDGER[address]).status_code == 302
    assert rows() != before


WRONG_NUMBERS = [
    ("/desk/numbers/{series}/2026/outside/", {"serial": "900", "note": "两次"}, 409),
    ("/desk/numbers/{series}/2026/outside/", {"serial": "0", "note": "零号"}, 400),
    ("/desk/numbers/{series}/2026/outside/", {"serial": "x\x00", "note": "a\x00b"}, 400),
    ("/desk/numbers/{series}/2026/outside/", {"serial": "9" * 30, "note": "字" * 5000}, 400),
    ("/desk/numbers/{series}/1000/outside/", {"serial": "1", "note": "没有这一年"}, 404),
    ("/desk/numbers/{series}/2026/begin/", {"begin-serial": "-1"}, 400),
    ("/desk/numbers/", {"mark": "浙市监", "confirmed": "on"}, 409),
    ("/desk/numbers/", {"mark": "ABC〔2026〕", "confirmed": "on"}, 400),
    ("/desk/numbers/", {"mark": "浙市监办"}, 400),
    ("/desk/numbers/", {"mark": b"\xed\xa0\x80", "confirmed": "on"}, 400),
]


def test_what_cannot_be_a_number_is_said_and_kept_as_typed(client, world):
    client.force_login(world["people"]["signatory"])
    client.post(f"/desk/numbers/{world['series'].pk}/2026/outside/", {"serial": "900", "note": "先"})
    before = rows()
    for address, typed, status in WRONG_NUMBERS:
        answer = client.post(address.format(series=world["series"].pk), typed)
        assert (typed, answer.status_code) == (typed, status)
        if status != 404 and typed.get("note", "").isalpha():
            assert typed["note"] in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize("page", ["/desk/numbers/", "/desk/numbers/{series}/2026/"])
def test_the_ledger_costs_the_same_for_any_number_of_rows(client, world, page):
    client.force_login(world["people"]["signatory"])
    address = page.format(series=world["series"].pk)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    client.get(address)
    few = cost()
    for number in range(8):
        NumberSeries.objects.create(
            department=world["series"].department, mark="浙质监"[: number % 3 + 1] + "甲" * number
        )
    edition = world["editions"]["issued"]
    for serial in range(100, 130):
        world["series"].numbers.create(
            year=2026, serial=serial, state="outside", note=f"{serial}", user=edition.signed_by
        )
    assert cost() == few


def test_the_signatorys_pages_cost_the_same_for_one_of_everything_and_for_twenty(client, world):
    client.force_login(world["people"]["signatory"])
    ready, issued = world["editions"]["ready"], world["editions"]["issued"]
    pages = {f"{ready.pk}/sign/": ready, f"{ready.pk}/gate/": ready, f"{ready.pk}/": ready}
    pages |= {f"{issued.pk}/{act}/": issued for act in ("correct", "withdraw", "repeal")}

    def costs():
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/desk/notices/{page}").status_code == 200
            found.append(len(queries))
        return found

    more_on(ready, 1)
    costs()  # what is read once in a process
    few = costs()
    for at in range(2, 22):
        more_on(ready, at)
    assert costs() == few


def more_on(edition, at):
    """One more co-issuer that has signed, one more telephone number, one more series."""
    factories.clause(edition, "paragraph", f"联系电话138{at:08}。")
    organ = factories.department(f"第{at}局")
    edition.issuers.create(printed_name=str(organ), department=organ, position=at + 9)
    resettle(edition)
    NumberSeries.objects.create(department=edition.notice.host, mark="浙质" + chr(0x4E00 + at))


def test_a_ledger_has_pages(client, world):
    client.force_login(world["people"]["reader"])
    world["series"].numbers.bulk_create(
        DocumentNumber(
            series=world["series"],
            year=2020,
            serial=n,
            state="outside",
            note="纸质",
            user_id=world["people"]["reader"].pk,
        )
        for n in range(1, 52)
    )
    address = f"/desk/numbers/{world['series'].pk}/2020/"
    assert "51号" in client.get(address).content.decode()
    assert ">1号<" in client.get(address, {"page": 2}).content.decode()
    assert [client.get(address, {"page": page}).status_code for page in ("3", "x", "0")] == [400, 400, 400]


def test_the_page_on_which_a_number_is_voided_says_what_that_adds(client, world):
    series, host = world["series"], world["series"].department
    client.force_login(world["people"]["signatory"])
    entered = series.numbers.create(
        year=2020, serial=1, state="outside", note="纸质", user=host.memberships.first().user
    )
    for number, is_said in ((DocumentNumber.objects.get(edition=world["editions"]["ended"]), True), (entered, False)):
        html = client.get(f"/desk/numbers/entries/{number.pk}/void/").content.decode()
        assert ("不是必办事项" in html) is is_said


# --- the sign page ----------------------------------------------------------------------------------------------------


def test_the_page_says_what_will_be_issued_and_which_number_would_come(client, world):
    client.force_login(world["people"]["signatory"])
    html = client.get(f"/desk/notices/{world['editions']['ready'].pk}/sign/").content.decode()
    next_serial = DocumentNumber.objects.count() + 1
    assert f"浙市监〔{timezone.localdate().year}〕{next_serial}号" in html
    assert world["editions"]["ready"].text_hash in html
    assert ">同意</span>" in html and "浙江省总工会" in html


def test_who_signs_sees_what_each_organ_said_and_had_said_before(client, world):
    edition = world["editions"]["ready"]
    organ = edition.issuers.exclude(department=edition.notice.host).first()
    facts = {"department": organ.department, "name": organ.printed_name, "user": world["people"]["co-issuer"]}
    for decision, opinion, text_hash in (
        ("objected", "不行。", "0" * 64),
        ("opinion", "请于月底通报。", edition.text_hash),
    ):
        edition.countersignatures.create(decision=decision, opinion=opinion, text_hash=text_hash, **facts)
    client.force_login(world["people"]["signatory"])
    html = client.get(f"/desk/notices/{edition.pk}/sign/").content.decode()
    assert ">同意，有意见</span>" in html and "请于月底通报。" in html and "此前：不同意，" in html
    assert f'href="/desk/notices/{edition.pk}/countersign/sheet/"' in html


def test_what_is_missing_is_listed_with_where_it_is_mended_and_nothing_is_signed(client, world):
    edition, host = world["editions"]["ready"], world["editions"]["ready"].notice.host
    Edition.objects.filter(pk=edition.pk).update(addressees="")
    edition.refresh_from_db()
    resettle(edition)
    both = factories.person("兼任", host, "signatory", "drafter")
    place = f'<a href="/desk/notices/{edition.pk}/addressees/">请填写主送机关。</a>'
    back = f'href="/desk/notices/{edition.pk}/countersign/return/"'
    for who, is_linked in ((both, True), (world["people"]["signatory"], False)):  # who may not write sends it back
        client.force_login(who)
        answer = client.post(f"/desk/notices/{edition.pk}/sign/", right(edition, world["series"]))
        html = answer.content.decode()
        assert (answer.status_code, "请填写主送机关。" in html) == (409, True)
        assert (place in html, back in html) == (is_linked, not is_linked)


def test_the_page_of_a_notice_says_that_it_can_be_signed_only_where_the_page_to_sign_it_does(client, world):
    edition = world["editions"]["ready"]
    client.force_login(world["people"]["signatory"])
    page = f"/desk/notices/{edition.pk}/"

    def said():
        pages = [client.get(address).content.decode() for address in (page, f"{page}sign/")]
        return [("可以签发" in html, "请填写主送机关。" in html) for html in pages]

    assert said() == [(True, False)] * 2
    Edition.objects.filter(pk=edition.pk).update(addressees="")
    edition.refresh_from_db()
    resettle(edition)
    assert said() == [(False, True)] * 2


def test_who_countersigned_for_another_organ_is_told_so_before_she_signs(client, world):
    edition, signatory = world["editions"]["ready"], world["people"]["signatory"]
    factories.agree(edition, signatory)
    client.force_login(signatory)
    html = client.get(f"/desk/notices/{edition.pk}/sign/").content.decode()
    assert "不能再代表" in html and 'name="series"' not in html


def test_who_wrote_some_of_it_is_told_that_another_signs_it_and_may_ask_to(client, world):
    host = world["editions"]["ready"].notice.host
    both, draft = factories.person("兼任", host, "drafter", "signatory"), factories.draft(year=2021)
    draft.issuers.exclude(department=host).delete()
    edition = factories.brought_to_signature(draft, factories.actor(both))
    page = f"/desk/notices/{edition.pk}/"
    for who, is_hers in ((both, False), (world["people"]["signatory"], True)):
        client.force_login(who)
        panel, sign = (client.get(address).content.decode() for address in (page, f"{page}sign/"))
        words = "您参与了起草，由另一名签发人签发。"
        assert [words in html for html in (panel, sign)] == [not is_hers] * 2
        assert [f'<a class="btn btn--main" href="{page}sign/">签发</a>' in panel, "可以签发" in panel] == [is_hers] * 2
        assert [">可以签发<" in sign, "btn--main" in sign, 'name="series"' in sign] == [is_hers] * 3
        assert ["提出自签</a>" in panel, "提出自签</button>" in sign] == [not is_hers] * 2


def test_the_page_of_a_correction_shows_its_note_and_what_it_changes(client, world):
    issued = world["editions"]["issued"]
    made = correcting.begin(issued.notice_id, "更正活动时间。", by=factories.signatory(issued))
    made.clauses.filter(text__startswith="第1项").update(text="第1项活动。由各地自行组织实施。")
    made = factories.brought_to_signature(made)
    client.force_login(world["people"]["signatory"])
    html = client.get(f"/desk/notices/{made.pk}/sign/").content.decode()
    assert "更正活动时间。" in html and "与现行的第1版相比" in html
    assert "〔增写：</span>自行<" in html and "第2项活动" not in html


def test_the_box_for_seals_is_shut_where_an_organ_has_none_and_says_where_they_are_put(client, world):
    client.force_login(world["people"]["signatory"])
    html = client.get(f"/desk/notices/{world['editions']['ready'].pk}/sign/").content.decode()
    box = re.search('<input[^>]*name="has_seals"[^>]*>', html)[0]
    assert "disabled" in box and "系统管理员" in html


def test_who_may_not_correct_a_notice_in_force_is_told_who_does(client, world):
    edition = world["editions"]["issued"]
    for name in ("甲签发", "乙签发", "丙签发"):
        factories.person(name, edition.notice.host, "signatory")
    for who, is_told in (("drafter", True), ("reviewer", True), ("signatory", False), ("stranger", False)):
        client.force_login(world["people"][who])
        html = client.get(f"/desk/notices/{edition.pk}/").content.decode()
        assert (
            bool(re.search("请本单位签发人（[^、）]+、[^、）]+、[^、）]+等）办理更正、废止或撤销。", html)) == is_told
        ), who


def test_the_desk_page_of_a_withdrawn_notice_is_headed_by_that(client, world):
    client.force_login(world["people"]["signatory"])
    for state, words in (("issued", "已印发"), ("ended", "已撤销")):
        html = client.get(f"/desk/notices/{world['editions'][state].pk}/").content.decode()
        assert re.search(r'<div class="statusbar"><p><span class="state[^>]*>([^<]+)<', html)[1] == words


def test_who_has_no_co_issuers_is_told_nothing_of_countersigning_before_it_is_signed(client, world):
    edition = world["editions"]["draft"]
    client.force_login(world["people"]["signatory"])
    address = f"/desk/notices/{edition.pk}/"
    assert "会签齐备后签发" in client.get(address).content.decode()
    edition.issuers.exclude(department=edition.notice.host).delete()
    html = client.get(address).content.decode()
    assert "会签齐备后签发" not in html and "审核通过后签发" in html


def test_where_there_is_nothing_to_look_at_once_more_no_tick_is_asked_for(client, world, monkeypatch):
    monkeypatch.setattr(sign_views, "advised", lambda edition: [])
    answer = act_as(client, world, "signatory", "sign", "ready")
    assert (typed(world, "sign")["checked"], answer.status_code) == ([], 302)


def test_what_should_be_looked_at_once_more_is_listed_and_signed_only_by_who_says_that_she_did(client, world):
    edition = world["editions"]["ready"]
    client.force_login(world["people"]["signatory"])
    address = f"/desk/notices/{edition.pk}/sign/"

    def listed(year):
        Edition.objects.filter(pk=edition.pk).update(title=f"关于开展{year}年“质量月”活动的通知")
        edition.refresh_from_db()
        resettle(edition)
        html = client.get(address).content.decode()
        assert f"标题写的是{year}年" in html and "没有尚待核对" not in html
        return re.search('<input type="checkbox" name="checked" value="([0-9a-f]{64})"', html)[1]

    def answer(**ticked):
        return client.post(address, {"seen": edition.text_hash, "series": world["series"].pk} | ticked)

    before = listed(2008)
    none, now = answer(), listed(2009)
    other = answer(checked=before)
    assert (none.status_code, "请先核对" in none.content.decode()) == (400, True)
    assert (other.status_code, "所列有变化" in other.content.decode()) == (400, True)
    assert f'value="{now}"' in other.content.decode() and " checked" not in other.content.decode()
    assert Edition.objects.get(pk=edition.pk).state == "ready"
    assert answer(checked=now).status_code == 302


def test_who_read_an_older_text_is_shown_what_changed(client, world):
    client.force_login(world["people"]["signatory"])
    edition = world["editions"]["ready"]
    seen = edition.text_hash
    Clause.objects.filter(pk=edition.clauses.filter(kind="clause").first().pk).update(
        text="第9项活动。由各地组织实施。"
    )
    with writing(edition.pk, by=factories.actor(world["people"]["drafter"])):
        pass
    fresh = Edition.objects.select_related("notice__host").get(pk=edition.pk)
    factories.agree(fresh, world["people"]["drafter"])
    factories.awaits_signature(edition)
    answer = client.post(f"/desk/notices/{edition.pk}/sign/", {"seen": seen, "series": world["series"].pk})
    assert answer.status_code == 409  # before anything that was not typed right
    html = answer.content.decode()
    assert "改动如下" in html and "<ins>" in html and "<del>" in html
    assert '<span class="tag">改动</span> 第一部分第（1）条' in html  # clause by clause, as the co-issuers are shown it
    assert fresh.text_hash in html  # the next try is for the text as it is now
    again = client.post(f"/desk/notices/{edition.pk}/sign/", right(fresh, world["series"]))
    assert again.status_code == 302


def test_the_page_sends_the_office_that_it_shows(client, world):
    client.force_login(world["people"]["signatory"])
    edition = world["editions"]["ready"]
    address, typed = f"/desk/notices/{edition.pk}/sign/", right(edition, world["series"])
    Edition.objects.filter(pk=edition.pk).update(print_office="省局办公室")
    answer = client.post(address, typed | {"office": "省局综合处"})
    html = answer.content.decode()
    assert (answer.status_code, "由“省局综合处”改为“省局办公室”" in html) == (409, True)
    shown = re.search(r'name="office" value="([^"]*)"', html)[1]
    unticked = typed | {"office": "省局综合处", "checked": []}
    assert client.post(address, unticked).status_code == 409  # it is said before anything that was not typed right
    assert client.post(address, typed | {"office": shown}).status_code == 302


WRONG_CHOICES = [
    {"issue_at": "2001-01-01T00:00"},
    {"issue_at": "9999-12-31T23:59"},
    {"issue_at": "明天"},
    {"issue_at": "\x00"},
    {"series": "0"},
    {"checked": "\x00"},
    {"series": "x" * 1_000_000},
    {"seen": "y" * 1_000_000},
    {"office": "y" * 1_000_000},
    {"office": "\x00"},
]


def test_what_cannot_be_is_said_and_signs_nothing(client, world):
    client.force_login(world["people"]["signatory"])
    edition = world["editions"]["ready"]
    for typed in WRONG_CHOICES:
        answer = client.post(f"/desk/notices/{edition.pk}/sign/", right(edition, world["series"]) | typed)
        assert (typed, answer.status_code) == (typed, 400)
    assert Edition.objects.get(pk=edition.pk).state == "ready"


def test_the_way_over_the_pages(client, world):
    """Sign, see it wait, publish it now, correct it, repeal it: each by what the page offers."""
    client.force_login(world["people"]["signatory"])
    edition = world["editions"]["ready"]
    page = f"/desk/notices/{edition.pk}/"
    assert f'href="{page}sign/"' in client.get(page).content.decode()
    client.post(f"{page}sign/", right(edition, world["series"]) | {"issue_at": "2027-01-05T09:00"})
    assert (
        "文件生成中" in client.get(page).content.decode() and "2027年1月5日 09:00" in client.get(page).content.decode()
    )
    factories.printed(Edition.objects.get(pk=edition.pk))
    client.post(f"{page}put-off/", {"issue_at": ""})
    html = client.get(page).content.decode()
    assert "公开页面" in html and f'href="{page}withdraw/"' in html
    assert f'href="/notices/{edition.notice_id}/2012.pdf"' in html and "2012.docx" in html
    assert client.get(f"{page}withdraw/").status_code == client.get(f"{page}correct/").status_code == 200
    made = client.post(f"{page}correct/", {"note": "更正日期。"})
    assert "更正日期。" in client.get(made["Location"]).content.decode()
    client.post(f"{page}repeal/", {"reason": "另有规定", "day": today()})
    assert "起废止" in client.get(page).content.decode()
    assert Notice.objects.get(pk=edition.notice_id).ending == "repealed"
