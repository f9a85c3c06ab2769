"""The page on which a text is signed: what will be issued, what stands in the way, and what changed meanwhile."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.drafting.saving import writing
from campaigns.notices.issuing import correcting, sign_views
from campaigns.notices.models import Clause, DocumentNumber, Edition, NumberSeries
from tests import factories
from tests.notices.issuing.world import act_as, resettle, right, typed

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


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
    for wrong in WRONG_CHOICES:
        answer = client.post(f"/desk/notices/{edition.pk}/sign/", right(edition, world["series"]) | wrong)
        assert (wrong, answer.status_code) == (wrong, 400)
    assert Edition.objects.get(pk=edition.pk).state == "ready"


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
