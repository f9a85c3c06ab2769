"""The pages of the way round: who may do what in which state, and what a page shows and keeps."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from campaigns.notices import moves
from campaigns.notices.countersigning import acts, sheet
from campaigns.notices.countersigning.forms import proposed
from campaigns.notices.drafting import checks
from campaigns.notices.issuing import correcting, ending
from campaigns.notices.models import Countersignature, EditionMove
from organizations import acting, delegations, jobs, memberships
from organizations.models import AuditRow, Job, Message
from tests import factories

from .conftest import ORGANS, Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

# state: the acts that somebody may do there. Every other pair is refused, whoever tries.
ACTS = {
    "draft": {"review/", "round/"},
    "review": {"return/", "round/", "take-back/"},
    "countersigning": {"recall/", "sign/"},
    "being changed": {"recall/", "again/"},  # the text is another one than the co-issuers were asked for
    "co-issuers gone": {"review/", "round/"},  # taken out while the text was with them: only a reviewer sends it on
    "ready": {"return/"},
    "signed": set(),
    "discarded": set(),
}
WHO = {  # act: who may do it, of those below
    "review/": {"drafter", "reviewer"},
    "take-back/": {"drafter", "reviewer"},
    "return/": {"reviewer", "host-signatory"},
    "round/": {"reviewer", "host-signatory"},
    "recall/": {"drafter", "reviewer", "host-signatory"},
    "again/": {"drafter", "reviewer", "host-signatory"},
    "sign/": {"co-signatory"},
}
ROLES = {
    "reader": ("host", "reader"),
    "drafter": ("host", "drafter"),
    "reviewer": ("host", "reviewer"),
    "host-signatory": ("host", "signatory"),
    "host-manager": ("host", "manager"),
    "co-reader": ("co", "reader"),
    "co-drafter": ("co", "drafter"),
    "co-signatory": ("co", "signatory"),
    "stranger": ("elsewhere", "signatory"),
}


def in_state(state):
    """An edition with one co-issuer that signed an earlier text, so that every act could have something to do."""
    tour = Round(ORGANS[:1]).sent()
    tour.sign("省总工会", "objected", "不行。")
    tour.edit()
    way = {
        "draft": ["draft"],
        "review": ["draft", "review"],
        "ready": ["ready"],
        "signed": ["ready", "signed"],
        "discarded": ["discarded"],
    }
    edition = tour.edition
    for step in way.get(state, []):
        moves.move(edition, step, by=tour.host)
    if state == "co-issuers gone":
        tour.alone()
    if state == "countersigning":
        acts.ask_again(tour.pk, by=tour.host)
    return tour


def client_of(tour, who):
    place, role = ROLES[who]
    names = {"host": str(tour.edition.notice.host), "co": "省总工会", "elsewhere": "省气象局"}
    client = Client()
    client.force_login(factories.person(who, factories.department(names[place]), role))
    return client


def rows():
    return [model.objects.count() for model in (Countersignature, EditionMove, AuditRow, Message, Job)]


@pytest.mark.parametrize("state", ACTS)
def test_nobody_gets_round_the_table(state):
    tour = in_state(state)
    posted = {"reason": "理由。", "way": "parallel", **tour.typed("省总工会")}
    clients = {who: client_of(tour, who) for who in ROLES} | {"nobody": Client()}
    for act in WHO:
        for who, client in clients.items():
            if act in ACTS[state] and who in WHO[act]:
                continue
            before = (rows(), tour.state)
            status = client.post(tour.address(act), posted).status_code
            assert status in ({302, 403} if who == "nobody" else {403, 404, 409}), (act, who, status)
            assert (rows(), tour.state) == before, (act, who)


@pytest.mark.parametrize(
    ("state", "act", "who"),
    [(state, act, who) for state in ACTS for act in sorted(ACTS[state]) for who in sorted(WHO[act])],
)
def test_who_may_does_it(state, act, who):
    tour = in_state(state)
    posted = {"reason": "理由。", "way": "parallel", **tour.typed("省总工会")}
    before = rows()
    assert client_of(tour, who).post(tour.address(act), posted).status_code == 302
    assert rows() != before


def test_the_host_itself_signs_elsewhere_and_a_stranger_sees_nothing(two):
    assert two.client("host").get(two.address("sign/")).status_code == 403
    assert client_of(two, "co-drafter").get(two.address("sign/")).status_code == 403
    stranger = client_of(two, "stranger")
    assert [stranger.get(two.address(page)).status_code for page in ("", "sign/", "sheet/")] == [404] * 3


def test_a_person_of_two_co_issuers_signs_for_the_one_that_she_acts_for(two):
    person = two.people["省总工会"]
    memberships.appoint(person, factories.department("团省委"), "signatory")
    two.client("省总工会").post(two.address("sign/"), two.typed("省总工会"))
    assert two.standings == ["agreed", "waiting"]


def test_the_page_shows_the_text_of_the_hash_and_what_changed_since_this_organ_signed(two):
    client = two.client("省总工会")
    page = client.get(two.address("sign/")).content.decode()
    assert "首次会签" in page and "会签后的改动" not in page
    assert "第1项活动。由各地组织实施。" in page
    two.sign("省总工会", "opinion", "按“谁主办、谁‘负责’”写明经费。")
    two.changed("第1项活动。由各地组织开展。")
    page = client.get(two.address("sign/")).content.decode()
    assert "<ins>" in page and "会签后的改动" in page and "首次会签" not in page
    assert "“按‘谁主办、谁“负责”’写明经费。”" in page
    assert f"<summary>核对码</summary><p>SHA-256 {two.edition.text_hash}</p>" in page
    assert "首次会签" in two.client("团省委").get(two.address("sign/")).content.decode()


HELD = "主办机关正在修改正文，修改完成后会重新请您会签。"


def test_while_the_host_changes_the_text_its_co_issuers_are_told_so_and_keep_what_they_typed(two):
    client, typed = two.client("省总工会"), two.typed("省总工会", "opinion", "同意，但经费请落实。")
    two.edit()
    for page in ("", "sign/"):
        said = client.get(two.address(page)).content.decode()
        assert HELD in said and "提交会签意见" not in said and "阅读全文并会签" not in said, page
    answer = client.post(two.address("sign/"), typed)
    page = answer.content.decode()
    assert (answer.status_code, two.standings) == (409, ["waiting", "waiting"])
    assert HELD in page and "同意，但经费请落实。" in page
    acts.ask_again(two.pk, by=two.host)
    kept = {name: hidden(answer, name) for name in ("text_hash", "last")}
    answer = client.post(two.address("sign/"), typed | kept)  # it was typed on the text before: she sees what changed
    assert (answer.status_code, "您阅读之后的改动" in answer.content.decode()) == (409, True)


def test_the_host_is_told_that_the_co_issuers_were_not_asked_for_the_changed_text(two):
    two.edit()
    for address in (f"/desk/notices/{two.pk}/", two.address()):
        page = two.client("host").get(address).content.decode()
        assert "正文已改动，尚未请重新会签" in page and "改好了，请重新会签" in page, address
    two.client("host").post(two.address("again/"))
    assert "尚未请重新会签" not in two.client("host").get(two.address()).content.decode()


def test_until_when_they_are_asked_is_proposed_shown_and_never_over():
    tour, today = Round(ORGANS[:2]), timezone.localdate()
    client = tour.client("host")
    assert f'value="{proposed().isoformat()}"' in client.get(tour.address()).content.decode()
    posted = {"way": "ordered", "countersign_by": (today - timedelta(days=1)).isoformat()}
    answer = client.post(tour.address("round/"), posted)
    page = answer.content.decode()
    assert (answer.status_code, tour.state) == (400, "draft")
    assert "会签期限不能早于今天。" in page and posted["countersign_by"] in page
    client.post(tour.address("round/"), posted | {"countersign_by": today.isoformat()})
    assert tour.edition.countersign_by == today
    for address in (tour.address(), tour.address("sign/"), tour.address("sheet/")):
        assert (
            f'会签期限：</span><time class="nobr" datetime="{today}">'
            in tour.client("省总工会").get(address).content.decode()
        ), address
    type(tour.edition).objects.filter(pk=tour.pk).update(countersign_by=today - timedelta(days=1))
    assert "已过期" in tour.client("省总工会").get(tour.address("sign/")).content.decode()
    tour.edit()
    assert f'value="{proposed().isoformat()}"' in client.get(tour.address()).content.decode()
    for typed in ("2001-01-01", "甲\x00", "9" * 50):
        assert client.post(tour.address("again/"), {"countersign_by": typed}).status_code == 400
    client.post(tour.address("again/"), {"countersign_by": ""})
    assert (tour.edition.countersign_by, tour.edition.is_being_changed) == (None, False)


def test_whoever_is_to_agree_to_a_correction_sees_what_it_corrects_and_why(correction):
    old = correction.edition.notice.current
    paper = correction.address(f"paper/{correction.mark('省总工会').issuer.pk}/")
    memberships.dismiss(correction.people["省总工会"].memberships.get())
    correction.people["另一人"] = factories.person("另一人", factories.department("省总工会"), "drafter")
    for who, address in (("另一人", correction.address()), ("host", paper)):
        page = correction.client(who).get(address).content.decode()
        assert "更正之处" in page and "更正第1项的分工。" in page and "<ins>" in page and old.doc_number in page, (
            address
        )
    memberships.appoint(correction.people["省总工会"], factories.department("省总工会"), "signatory")
    page = correction.client("省总工会").get(correction.address("sign/")).content.decode()
    assert f"更正{old.doc_number}" in page and "更正之处" in page and "<ins>" in page and "首次会签" not in page
    page = correction.client("host").get(f"/desk/notices/{correction.pk}/").content.decode()
    assert f'<a href="{old.notice.get_absolute_url()}">更正{old.doc_number}</a>（第1版，现行有效）' in page


@pytest.mark.parametrize(("act", "state"), [("round/", "countersigning"), ("again/", "draft"), ("again/", "ready")])
def test_what_is_asked_too_late_is_refused_whatever_was_typed(act, state):
    tour = in_state(state)
    answer = tour.client("host").post(tour.address(act), {"countersign_by": "2001-01-01", "way": "no way"})
    assert (answer.status_code, "会签期限不能早于今天" in answer.content.decode()) == (409, False)


def test_a_page_that_nobody_is_to_answer_by_a_day_still_proposes_one(two):
    two.edit()
    assert (two.edition.countersign_by, proposed().isoformat() in two.client("host").get(two.address()).content.decode()) == (None, True)  # fmt: skip


def test_a_text_that_changed_meanwhile_is_not_signed_and_what_was_typed_is_kept(two):
    typed = two.typed("省总工会", "opinion", "同意，但经费请落实。")
    two.changed("第1项活动。由各地组织开展。")
    client = two.client("省总工会")
    answer = client.post(two.address("sign/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert not Countersignature.objects.exists()
    assert "同意，但经费请落实。" in page
    assert "您阅读之后的改动" in page
    assert "<ins>" in page
    assert client.post(two.address("sign/"), typed | {"text_hash": two.edition.text_hash}).status_code == 302
    assert two.standings[0] == "opinion"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decision": "objected"}, "请写明不同意的理由。"),
        ({"decision": "opinion", "opinion": "  "}, "请写明意见。"),
        ({"decision": "agreed", "opinion": "有意见"}, "写了具体意见的，请选"),
        ({"decision": ""}, "请选择会签意见。"),
        ({"decision": "maybe"}, "请选择会签意见。"),
        ({"decision": "objected", "opinion": "很" * 1001}, "最多1000字"),
        ({"decision": "objected", "opinion": "甲\x00乙"}, "不能识别的字符"),
        ({"text_hash": "x" * 64}, "请重新打开本页"),
        ({"last": "9" * 30}, "请重新打开本页"),
    ],
)
def test_what_cannot_be_understood_is_told_and_changes_nothing(two, typed, sentence):
    answer = two.client("省总工会").post(two.address("sign/"), two.typed("省总工会") | typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Countersignature.objects.exists()


def test_who_reviews_reads_the_text_and_its_facts_before_she_decides():
    tour = Round(ORGANS[:1])
    type(tour.edition).objects.filter(pk=tour.pk).update(
        title="关于开展2025年“质量月”活动的通知", theme="“质量”第一", cc="省政府办公厅。", internal_label="本局", internal_distribution="局领导。"
    )  # fmt: skip
    acts.send_for_review(tour.pk, by=tour.host)
    page = tour.client("host").get(tour.address()).content.decode()
    for said in (
        "浙江省市场监督管理局、省总工会", factories.ADDRESSEES, "省政府办公厅。", "主动公开", "签发之日", "不加盖印章", "本局：局领导。",
        "第1项活动。由各地组织实施。", "标题写的是2025年，所属的活动是2026年全国质量月。",
        "活动主题写的是“‘质量’第一”，2026年全国质量月公布的主题是“质量安全是社会和谐的基础”。", "正文之后署发文机关名称",
    ):  # fmt: skip
        assert said in page, said
    assert page.index("第1项活动") < page.index("审核通过，送会签")


def test_the_drafter_sees_why_she_does_not_send_it_round_and_takes_it_back_from_review():
    tour = Round(ORGANS[:1])
    tour.people |= {role: factories.person(role, tour.edition.notice.host, role) for role in ("drafter", "reviewer")}
    client = tour.client("drafter")
    assert "先送审，由审核人审核通过后办理。" in client.get(tour.address()).content.decode()
    client.post(tour.address("review/"))
    client.post(tour.address("take-back/"))
    page = client.get(tour.address()).content.decode()
    assert (tour.state, "撤回送审" in page, "已退回起草" in page) == ("draft", True, False)
    said = Message.objects.filter(recipient=tour.people["reviewer"]).order_by("-pk").first()
    assert said.subject.startswith("不必再审核")
    assert client.post(tour.address("take-back/")).status_code == 409


def test_whoever_drafts_there_takes_back_what_a_colleague_sent_for_review_and_the_record_says_who():
    tour = Round(ORGANS[:1])
    tour.people["另一人"] = factories.person("另一人", tour.edition.notice.host, "drafter")
    acts.send_for_review(tour.pk, by=tour.host)
    assert "撤回送审" in tour.client("另一人").get(tour.address()).content.decode()
    tour.client("另一人").post(tour.address("take-back/"))
    assert (tour.state, EditionMove.objects.last().user) == ("draft", tour.people["另一人"])
    assert AuditRow.objects.filter(act="notice-move", after="draft").last().user_id == tour.people["另一人"].pk


def test_who_settles_what_the_organs_said_finds_the_way_to_change_the_text_first(two):
    def ways(who, address):
        page = two.client(who).get(address).content.decode()
        assert "继续起草" not in page
        return re.findall(rf'class="([^"]*)" href="/desk/notices/{two.pk}/edit/">修改正文</a>', page)

    addresses = (f"/desk/notices/{two.pk}/", two.address())
    assert [ways("host", each) for each in addresses] == [["btn"]] * 2
    two.sign("省总工会", "objected", "不行。")
    assert [ways("host", each) for each in addresses] == [["btn btn--main"]] * 2
    assert "“撤回修改”退回起草" in two.client("host").get(two.address()).content.decode()
    assert ways("省总工会", two.address()) == []


def test_who_reviews_what_another_sent_returns_it_and_does_not_take_it_back():
    tour = Round(ORGANS[:1])
    host = tour.edition.notice.host
    tour.people |= {"sender": factories.person("sender", host, "drafter"), "both": factories.person("both", host, "drafter", "reviewer")}  # fmt: skip
    acts.send_for_review(tour.pk, by=tour.actor("sender"))
    shown = {who: "撤回送审</button>" in tour.client(who).get(tour.address()).content.decode() for who in ("sender", "both", "host")}  # fmt: skip
    assert shown == {"sender": True, "both": False, "host": False}
    assert tour.client("both").post(tour.address("take-back/")).status_code == 302


def test_the_page_of_the_review_looks_for_what_to_check_once(monkeypatch):
    tour, asked = Round(ORGANS[:1]), []
    monkeypatch.setattr(checks, "points", lambda *facts: asked.append(facts) or [])
    acts.send_for_review(tour.pk, by=tour.host)
    asked.clear()
    tour.client("host").get(tour.address())
    assert len(asked) == 1


def test_the_record_on_the_page_of_the_round_tells_how_the_notice_ended():
    edition = factories.issued()
    ending.withdraw(edition.notice_id, "发文有误。", by=factories.signatory(edition))
    client = Client()
    client.force_login(factories.person("reader", edition.notice.host, "reader"))
    assert re.search(
        r"<h3[^>]*>撤销</h3>.*发文有误。", client.get(f"/desk/notices/{edition.pk}/countersign/").content.decode()
    )


def test_who_wrote_a_text_hears_that_another_begins_to_correct_it():
    edition = factories.issued()
    author = edition.revisions.first().user
    begins = factories.actor(factories.person("另一人", edition.notice.host, "drafter"))
    for by, count in ((factories.actor(author), 0), (begins, 1)):
        new = correcting.begin(edition.notice_id, "", by=by)
        assert Message.objects.filter(recipient=author, kind="correction-begun").count() == count
        moves.move(new, "discarded", by=by)


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_pages_cost_the_same_for_one_co_issuer_and_for_five(tour):
    for name in ORGANS:
        tour.sign(name, "objected", "不行。")
    tour.edit()
    asked = [
        (tour.client(who), tour.address(page)) for who, page in (("host", ""), ("省总工会", ""), ("省总工会", "sign/"))
    ]
    many = [cost(*each) for each in asked]
    tour.edition.issuers.exclude(printed_name__in=["省总工会", str(tour.edition.notice.host)]).delete()
    assert [cost(*each) for each in asked] == many
    assert max(many) <= 25


def test_a_page_asks_once_how_the_co_issuers_stand(two):
    for address in (two.address(), two.address("sign/"), f"/desk/notices/{two.pk}/"):
        with CaptureQueriesContext(connection) as queries:
            two.client("省总工会").get(address)
        asked = [
            each
            for each in queries
            if 'FROM "notices_issuer"' in each["sql"] and "organizations_department" in each["sql"]
        ]
        assert len(asked) == 1, address


def test_the_sheet_is_asked_for_once_and_served_to_who_sees_the_edition(two, monkeypatch):
    monkeypatch.setattr(sheet, "as_pdf", lambda sheet: b"%PDF-" + sheet.fingerprint.encode())
    client, address = two.client("省总工会"), two.address("sheet/")
    assert client.get(two.address("sheet.pdf")).status_code == 302
    for _ in range(2):
        client.post(address)
    job = Job.objects.get()
    assert "正在生成" in client.get(address).content.decode()
    jobs.run(job.pk)
    assert "已生成" in client.get(address).content.decode()
    answer = client.get(two.address("sheet.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert "private" in answer["Cache-Control"]
    two.sign("省总工会")
    assert client.get(two.address("sheet.pdf")).status_code == 302  # it says what is so no more
    assert client_of(two, "stranger").post(address).status_code == 404


# --- on paper -----------------------------------------------------------------------------------------------------


def scan(content=b"", name="scan.png"):
    return SimpleUploadedFile(name, content or PNG)


def png(mode="RGB", size=(40, 30)):
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, "PNG")
    return stream.getvalue()


PNG = png()


@pytest.fixture
def on_paper(db):
    """省总工会 has people here, 省委宣传部 was typed and has none."""
    return Round(("省总工会", "省委宣传部"), typed=("省委宣传部",)).sent()


def record(tour, name="省委宣传部", **typed):
    address = tour.address(f"paper/{tour.mark(name).issuer.pk}/")
    day = timezone.localdate().isoformat()
    facts = tour.typed(name) | {"paper_signer": "王五", "paper_day": day, "scan": scan()} | typed
    return tour.client("host").post(address, facts)


def test_an_organ_without_people_here_signs_on_paper_and_it_is_marked_so(on_paper):
    assert record(on_paper).status_code == 302
    mark = on_paper.mark("省委宣传部").signature
    assert (mark.is_on_paper, mark.signer_name, mark.recorder_name) == (True, "王五", "host")
    assert mark.text_hash == on_paper.edition.text_hash
    page = on_paper.client("省总工会").get(on_paper.address()).content.decode()
    assert "纸质会签" in page
    address = on_paper.address(f"scans/{mark.pk}/")
    answer = on_paper.client("省总工会").get(address)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert "filename*=utf-8" in answer["Content-Disposition"]
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert client_of(on_paper, "stranger").get(address).status_code == 404
    assert on_paper.client("host").get(on_paper.address(f"scans/{mark.pk + 1}/")).status_code == 404


def test_an_organ_that_has_people_here_signs_here_and_no_paper_is_offered_or_taken_for_it(on_paper):
    address = on_paper.address(f"paper/{on_paper.mark('省总工会').issuer.pk}/")
    for answer in (record(on_paper, "省总工会"), on_paper.client("host").get(address)):
        assert answer.status_code == 409
        assert "省总工会在系统中有签发人，由其在线会签。" in answer.content.decode()
    assert not Countersignature.objects.exists()
    assert address not in (page := on_paper.client("host").get(on_paper.address()).content.decode())
    assert f"paper/{on_paper.mark('省委宣传部').issuer.pk}/" in page


def test_an_organ_that_was_typed_is_known_by_its_name(on_paper):
    factories.person("signs there", factories.department("省委宣传部"), "signatory")
    answer = record(on_paper)
    assert (answer.status_code, Countersignature.objects.count()) == (409, 0)
    assert "省委宣传部在系统中有签发人" in answer.content.decode()
    page = on_paper.client("host").get(on_paper.address()).content.decode()
    assert "请取得纸质会签后登记" not in page and "删去这一行，查找并列入该机关" in page


def test_an_objection_made_here_is_not_overturned_on_paper_when_its_people_are_gone(on_paper):
    on_paper.sign("省总工会", "objected", "不行。")
    memberships.dismiss(on_paper.people["省总工会"].memberships.get())
    answer = record(on_paper, "省总工会")
    assert (answer.status_code, on_paper.standings[0]) == (409, "objected")
    assert "省总工会已对现在的文本在线会签：不同意。" in answer.content.decode()
    on_paper.changed()
    assert record(on_paper, "省总工会").status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"paper_day": "2999-01-01"}, "不能晚于今天"),
        ({"paper_day": "2001-01-01"}, "在此之前签的不是这一稿"),
        ({"paper_day": "昨天"}, "格式填写"),
        ({"paper_signer": ""}, "请填写会签人"),
        ({"scan": ""}, "请上传扫描件"),
        ({"scan": scan(b"GIF89a" + b"x" * 50)}, "请上传 PDF、JPEG 或 PNG"),
        ({"scan": scan(b"%PDF-1.7 nothing of the kind", "x.pdf")}, "这个 PDF 打不开"),
        ({"scan": scan(PNG[:60])}, "请上传 PDF、JPEG 或 PNG"),
        ({"scan": scan(png("1", (6000, 5000)))}, "万像素"),
        ({"scan": scan(b"%PDF-" + b"x" * 10_000_000, "x.pdf")}, "不能超过 10 MB"),
    ],
)
def test_what_is_no_sheet_of_paper_is_refused(on_paper, typed, sentence):
    answer = record(on_paper, **typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Countersignature.objects.exists()


def test_a_camera_s_picture_is_kept_upright_and_without_what_the_camera_says(on_paper):
    taken, stream = Image.new("RGB", (40, 30)), io.BytesIO()
    exif = taken.getexif()
    exif[0x0112], exif[0x010F] = 6, "secret camera"
    taken.save(stream, "JPEG", exif=exif)
    record(on_paper, scan=scan(stream.getvalue() + b"<script>", "x.jpg"))
    kept = Countersignature.objects.get().scan.open().read()
    assert Image.open(io.BytesIO(kept)).size == (30, 40)
    assert b"secret" not in kept
    assert b"<script>" not in kept


def test_paper_for_a_text_that_changed_meanwhile_is_not_recorded(on_paper):
    seen = on_paper.typed("省委宣传部", "opinion", "按此办理。")
    on_paper.changed()
    answer = record(on_paper, **seen)
    assert answer.status_code == 409
    assert "按此办理。" in answer.content.decode()
    assert not Countersignature.objects.exists()


def test_paper_for_a_text_that_is_being_changed_is_not_recorded_before_all_are_asked(on_paper):
    address, seen = on_paper.address(f"paper/{on_paper.mark('省委宣传部').issuer.pk}/"), on_paper.typed("省委宣传部")
    on_paper.edit()
    page = on_paper.client("host").get(address).content.decode()
    assert "正文已改动，尚未请重新会签" in page and "改好了，请重新会签" in page and "扫描件" not in page
    answer = record(on_paper, **seen | {"decision": "opinion", "opinion": "按此办理。"})
    page = answer.content.decode()
    assert (answer.status_code, Countersignature.objects.exists()) == (409, False)
    assert "尚未请重新会签" in page and "按此办理。" in page


@pytest.mark.parametrize("who", ["reader", "host-manager", "co-signatory", "stranger"])
def test_paper_is_recorded_by_the_host_alone(on_paper, who):
    address = on_paper.address(f"paper/{on_paper.mark('省委宣传部').issuer.pk}/")
    assert client_of(on_paper, who).post(address).status_code in (403, 404)


def test_a_recalled_edition_is_out_of_the_co_issuers_sight(two):
    acts.recall(two.pk, by=two.host, reason="再看。")
    assert two.client("省总工会").get(two.address()).status_code == 404


def test_a_page_that_was_opened_for_one_organ_signs_for_no_other(two):
    """The person signs for both organs, and turns to the other one in a second tab."""
    first, second = (factories.department(name) for name in ORGANS[:2])
    memberships.appoint(two.people["省总工会"], second, "signatory")
    client = two.client("省总工会")
    client.post("/desk/identity/", {"identity": f"m-{first.pk}"})
    typed = two.typed("省总工会", "opinion", "经费请落实。")
    typed |= {"acting": hidden(client.get(two.address("sign/")), "acting")}
    client.post("/desk/identity/", {"identity": f"m-{second.pk}"})
    answer = client.post(two.address("sign/"), typed)
    html = answer.content.decode()
    assert (answer.status_code, two.standings) == (409, ["waiting", "waiting"])
    assert "以“省总工会 · 签发”的身份打开的，现在的身份是“团省委 · 签发”" in html and "经费请落实。" in html
    kept = client.post("/desk/identity/", {"identity": f"m-{first.pk}", "next": "/account/kept/"}, follow=True)
    assert "经费请落实。" in kept.content.decode()
    client.post(two.address("sign/"), {name: hidden(kept, name) for name in typed})
    assert two.standings == ["opinion", "waiting"]


@pytest.mark.parametrize("way", ["herself", "for another, last", "for another, first"])
def test_one_person_does_not_sign_one_text_for_two_organs(two, way):
    second = factories.department("团省委")
    person = two.people["省总工会"]
    if way == "herself":
        memberships.appoint(person, second, "signatory")
        by = next(each for each in acting.identities(person) if each.department == second)
    else:
        memberships.appoint(person, second, "reader")
        today = timezone.localdate()
        delegations.delegate(two.actor("团省委"), person, since=today, until=today)
        by = next(each for each in acting.identities(person) if each.on_behalf_of)
    seen = two.seen("团省委")
    if way == "for another, first":
        acts.countersign(two.pk, by=by, seen=seen, decision="agreed")
        with pytest.raises(acts.SameHands):
            two.sign("省总工会")
        return
    two.sign("省总工会")
    with pytest.raises(acts.SameHands, match="省总工会已代表省总工会会签这一文本"):
        acts.countersign(two.pk, by=by, seen=seen, decision="agreed")
    assert two.standings == ["agreed", "waiting"]
    two.changed()
    acts.countersign(two.pk, by=by, seen=two.seen("团省委"), decision="agreed")  # of another text she is free again


def test_who_signed_for_another_organ_is_told_so_and_keeps_what_she_typed(two):
    second = factories.department("团省委")
    memberships.appoint(two.people["省总工会"], second, "signatory")
    two.sign("省总工会")
    client = two.client("省总工会")
    client.post("/desk/identity/", {"identity": f"m-{second.pk}"})
    page = client.get(two.address("sign/")).content.decode()
    assert "同一人不能代表两个机关会签" in page
    assert "提交会签意见" not in page
    answer = client.post(two.address("sign/"), two.typed("团省委", "opinion", "经费请落实。"))
    assert (answer.status_code, two.standings) == (409, ["agreed", "waiting"])
    assert "经费请落实。" in answer.content.decode()


def hidden(answer, name):
    return re.search(f'<input type="hidden" name="{name}" value="([^"]*)"', answer.content.decode())[1]


def test_the_notices_page_says_whose_the_next_step_is(tour):
    def page():
        return tour.client("host").get(f"/desk/notices/{tour.pk}/").content.decode()

    assert "下一步：由联署机关会签。" in page()
    tour.sign(ORGANS[0])
    tour.sign(ORGANS[1], "objected", "时间太紧。")
    assert f"下一步：{ORGANS[1]}不同意，由起草人、审核人处理。" in page()
    tour.edit()
    assert "下一步：正文有改动，由主办机关请各机关重新会签。" in page()
