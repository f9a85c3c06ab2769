"""How a draft begins: empty, from a text with what is doubtful in it, or as a copy; and what is turned away."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from campaigns.notices import tasks
from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.drafting import sources, start_views
from campaigns.notices.drafting.starting import of_year
from campaigns.notices.models import AttachmentFile, Clause, ClauseDuty, DraftSource, Edition, Notice, Revision
from campaigns.notices.uploads import MOST_BYTES
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

NEW = "/desk/notices/new/"
TEXT = """关于开展“2026年全省质量月”活动的通知
各市市场监管局：
现将有关事项通知如下：
一、活动主题
质量第一
二、主要活动
（一）开展质量宣传。各地组织实施。
（二）开展质量提升行动
三、宣传口号
坚持以质取胜 推动科学发展
质量安全是企业的第一责任
附件：名单
浙江省市场监督管理局
2026年8月1日
抄送：省总工会。
"""


@pytest.fixture
def campaign():
    return factories.campaign(2026, theme="质量第一")


@pytest.fixture
def host():
    return factories.department("浙江省市场监督管理局")


@pytest.fixture
def drafter(client, host):
    user = factories.person("张三", host, "drafter")
    client.force_login(user)
    return user


@pytest.fixture
def begin(client, campaign, drafter):
    """Send the form that begins a draft; other fields as given."""

    def send(way, **typed):
        return client.post(NEW, {"campaign": campaign.pk, "way": way, **typed})

    return send


def the_draft():
    return Edition.objects.get(state="draft")


def test_an_empty_draft_has_a_skeleton_with_numbers_a_host_and_a_first_revision(begin, host):
    answer = begin("empty", title="关于开展质量月活动的通知")
    edition = the_draft()
    assert answer["Location"] == f"/desk/notices/{edition.pk}/edit/"
    assert [(each.kind, each.marker) for each in edition.clauses.all()] == [
        ("preamble", ""), ("section", "一、"), ("section", "二、"), ("section", "三、"),
    ]  # fmt: skip
    assert [issuer.department for issuer in edition.issuers.all()] == [host]
    assert edition.theme == "质量第一"
    assert Revision.objects.get().text_hash == edition.text_hash != ""


def test_a_pasted_text_is_shown_with_its_doubts_and_becomes_a_draft_as_they_are_answered(client, begin):
    review = begin("paste", text=TEXT)["Location"]
    page = client.get(review).content.decode()
    for said in ("各市市场监管局", "读作口号，对吗？", "2026年8月1日", "签发时确定"):
        assert said in page
    questions = [name for name in answers_in(page) if name != "title"]
    given = dict.fromkeys(questions, "yes") | {"title": "关于开展质量月活动的通知"}
    slogans = next(name for name in questions if "口号" in page.split(f'id="id_{name}"')[1][:200])
    assert client.post(f"{review}answer/", given | {slogans: "no"})["Location"] == review
    assert DraftSource.objects.get().answers
    client.post(f"{review}draft/", given | {slogans: "no"})
    edition = the_draft()
    assert (edition.title, edition.addressees) == ("关于开展质量月活动的通知", "各市市场监管局：")
    assert (edition.doc_number, edition.dated_text, edition.dated_on) == ("", "", "")
    assert not edition.clauses.filter(kind="slogan").exists()
    assert list(edition.clauses.filter(kind="clause").values_list("path", flat=True)) == ["二（一）", "二（二）"]
    assert edition.clauses.get(kind="attachment").listed == "名单"
    assert not DraftSource.objects.exists()


def answers_in(page):
    return sorted(set(re.findall(r'name="(title|answer-\d+)"', page)))


def test_who_goes_back_finds_her_text_and_sends_it_anew_in_its_place(client, begin, campaign):
    review = begin("paste", text=TEXT)["Location"]
    source = DraftSource.objects.get()
    back = f"{NEW}?source={source.pk}"
    assert back in client.get(review).content.decode()
    assert "（二）开展质量提升行动" in client.get(back).content.decode()
    client.post(back, {"campaign": campaign.pk, "way": "paste", "text": TEXT.replace("提升", "升级")})
    assert "升级" in DraftSource.objects.get(pk=source.pk).text


def word(*parts):
    """Return the bytes of a file that claims to be a Word file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return file.getvalue()


REFUSED = {
    "nothing": (b"", "没有读到文字"),
    "no Word file": (b"PK\x03\x04" + b"x" * 100, "Word"),
    "bomb": (word(("[Content_Types].xml", b"0" * 80_000_000)), "Word"),
    "NUL": ("关于开展活动的通知\0".encode(), "不是文本文件"),
    "PDF": (b"%PDF-1.7", "PDF"),
    "too large": (b"x" * (MOST_BYTES + 1), "上限"),
    "too long": (("质" * 200_001).encode(), "20 万字"),
    "secret": ("机密★1年\n关于开展活动的通知".encode(), "“机密”标志"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence_and_all_else_is_kept(begin, content, said):
    file = SimpleUploadedFile("通知.docx", content)
    answer = begin("file", file=file, title="先写好的标题", text="先写好的正文")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "先写好的标题" in page
    assert "先写好的正文" in page
    assert not DraftSource.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("质" * 200_001, "20 万字"),
        ("通知\0正文", "NUL"),
        ("秘密\n关于开展活动的通知", "“秘密”标志"),
        ("关于开展活动的通知\n" + "一段。\n" * 2_001, "超过2,000条"),
        ("\u200b", "没有读到文字"),
        ("", "请粘贴"),
    ],
)
def test_a_pasted_text_that_cannot_be_taken_is_shown_again_with_a_sentence(begin, text, said):
    answer = begin("paste", text=text, title="先写好的标题")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert text.replace("\0", "")[:50] in page
    assert "先写好的标题" in page
    assert not DraftSource.objects.exists()


@pytest.mark.parametrize("text", ["\ud800坏字".encode("utf-8", "surrogatepass"), "𠮷野家质量月\U0001f600".encode()])
def test_characters_that_few_expect_break_nothing(client, campaign, drafter, text):
    body = b"campaign=%d&way=paste&text=" % campaign.pk + b"".join(b"%%%02x" % byte for byte in text)
    answer = client.post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_a_draft_is_begun_in_one_way_with_what_that_way_needs(begin):
    for way, said in (
        ("empty", "请填写标题"),
        ("file", "请选择文件"),
        ("copy", "请选择要复制"),
        ("x", "请选择起草方式"),
    ):
        answer = begin(way)
        assert (answer.status_code, said in answer.content.decode()) == (400, True)


# --- a copy -------------------------------------------------------------------------------------------------------


@pytest.fixture
def recorded(host):
    """A notice of the department that this one succeeded, open to be filled."""
    notice = factories.notice(
        doc_number="浙质〔2008〕1号", dated_text="二〇〇八年八月一日", theme="旧主题", cc="各县。", addressees="各市："
    )
    factories.fill(notice.current)
    notice.current.issuers.create(printed_name="省经济贸易委员会", position=9)
    factories.clause(notice.current, "paragraph", "旧主题")
    notice.current.addressed.create(position=0, text="各市：", level="prefecture", line=host.line)
    notice.host.until, notice.host.successor = "2018-10", host
    notice.host.save()
    return notice


@pytest.fixture
def earlier(recorded):
    recorded.editions.update(state="issued")
    return recorded


def test_a_copy_has_text_structure_addressees_and_issuers_and_neither_number_date_nor_old_theme(begin, host, earlier):
    assert begin("copy", earlier=earlier.pk).status_code == 302
    edition = the_draft()
    assert edition.title == "关于开展“2026年全省质量月”活动的通知"
    assert (edition.doc_number, edition.dated_text, edition.dated_on, edition.theme) == ("", "", "", "质量第一")
    assert (edition.addressees, edition.cc, edition.addressed.get().level) == ("各市：", "各县。", "prefecture")
    assert [issuer.printed_name for issuer in edition.issuers.all()] == [str(host), "浙江省总工会", "省经济贸易委员会"]
    old, new = earlier.current.clauses, edition.clauses
    assert [clause.text for clause in new.all()] == [clause.text.replace("旧主题", "质量第一") for clause in old.all()]
    assert not set(old.values_list("uid", flat=True)) & set(new.values_list("uid", flat=True))
    assert [clause.path for clause in new.filter(kind="clause")] == ["一（1）", "一（2）", "一（3）"]


def test_names_that_the_earlier_line_joins_are_joined_in_the_copy_though_their_rows_do_not_say_so(
    begin, recorded, host
):
    recorded.editions.update(addressees="各市：、甲厅，乙会：", cc="丙局、丁局。", state="draft")
    names = [("main", 1, "甲厅"), ("main", 2, "乙会"), ("cc", 0, "丙局"), ("cc", 1, "丁局")]
    for place, position, text in names:
        recorded.current.addressed.create(place=place, position=position, text=text, joint=False)
    recorded.editions.update(state="issued")
    begin("copy", earlier=recorded.pk)
    joined = the_draft().addressed.filter(joint=True)
    assert list(joined.values_list("text", flat=True)) == ["丁局", "甲厅"]


def test_a_copy_of_what_is_not_public_is_not_public_for_the_same_reason_and_set_alike(begin, recorded):
    facts = {"openness": "closed", "openness_reason": "涉及商业秘密", "set_as": "letter"}
    recorded.editions.update(**facts, state="issued")
    begin("copy", earlier=recorded.pk)
    assert {name: getattr(the_draft(), name) for name in facts} == facts


def test_a_copy_has_the_files_and_who_carries_out_what_by_the_departments_of_today(client, begin, host, recorded):
    old = recorded.current
    annex, first, second = [old.clauses.get(kind="attachment"), *old.clauses.filter(kind="clause")[:2]]
    union, grain = factories.department("浙江省总工会"), factories.department("浙江省粮食局")
    grain.until = "2018-10"
    grain.save()
    facts = {"name": "名单.pdf", "content": "attachments/x.pdf", "content_type": "application/pdf", "sha256": "0" * 64}
    AttachmentFile.objects.create(clause=annex, size=1, **facts)
    for clause, department, part in (
        (first, host, "support"), (first, recorded.host, "lead"), (first, union, "support"), (second, grain, "lead"),
    ):  # fmt: skip
        ClauseDuty.objects.create(clause=clause, department=department, part=part)
    recorded.editions.update(state="issued")
    page = client.get(begin("copy", earlier=recorded.pk)["Location"]).content.decode()
    new = the_draft()
    file = AttachmentFile.objects.get(clause__edition=new)
    assert (file.clause.heading, {name: str(getattr(file, name)) for name in facts}) == ("名单", facts)
    duties = ClauseDuty.objects.filter(clause__edition=new).values_list("clause__path", "department", "part")
    assert list(duties) == [("一（1）", host.pk, "lead"), ("一（1）", union.pk, "support")]
    assert "浙江省粮食局已撤销，没有登记后继机构，没有列入分工。" in page
    assert Revision.objects.get().text_hash == new.text_hash == hash_of(canonical_of(new))


def test_only_notices_of_the_department_and_its_predecessors_are_offered(client, begin, earlier):
    other = factories.notice(code="330100", title="关于开展“2008年全市质量月”活动的通知")
    page = client.get(NEW).content.decode()
    assert earlier.current.title in page
    assert other.current.title not in page
    assert begin("copy", earlier=other.pk).status_code == 400


def test_only_the_year_of_the_campaign_is_another_in_the_title():
    assert of_year("关于开展2008年质量月活动的通知（2008号）", 2008, 2026) == "关于开展2026年质量月活动的通知（2008号）"


# --- whose text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "answer/", "draft/", "forget/"])
def test_a_text_is_seen_by_who_brought_it_alone(client, begin, host, address):
    review = begin("paste", text=TEXT)["Location"]
    client.force_login(factories.person("李四", host, "drafter"))
    assert (client.post if address else client.get)(review + address).status_code == 404
    assert DraftSource.objects.count() == 1


def test_who_does_not_want_it_throws_it_away(client, begin):
    review = begin("paste", text=TEXT)["Location"]
    assert client.post(f"{review}forget/")["Location"] == NEW
    assert not DraftSource.objects.exists()


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_a_text_is_kept_for_seven_days(begin, days, left):
    begin("paste", text=TEXT)
    DraftSource.objects.update(made_at=timezone.now() - timedelta(days=days))
    tasks.forget_old_texts()
    assert DraftSource.objects.count() == left


@pytest.mark.parametrize(("roles", "status"), [(["reader"], 403), (["manager"], 403), (["reviewer"], 200), ([], 403)])
def test_drafts_are_begun_by_whoever_drafts(client, host, roles, status):
    client.force_login(factories.person("王五", host, *roles))
    answer = client.get(NEW)
    assert answer.status_code == status
    assert Clause.objects.count() == 0


# --- organs of another time ---------------------------------------------------------------------------------------

OLD = """关于开展“2008年全省质量月”活动的通知
各市质量技术监督局：
现将有关事项通知如下：
一、主要活动
（一）开展质量宣传。各地组织实施。
省总工会
省经济贸易委员会
省粮食局
浙江省质量技术监督局
2008年8月1日
主题词：质量月
抄送：省政府。
本局：局领导。
浙江省质量技术监督局办公室　2008年8月1日印发
"""


@pytest.fixture
def bodies(host):
    """浙江省质量技术监督局 has become the host; 省经济贸易委员会, 省经济和信息化厅; 省粮食局 is nobody's here."""
    union, old, gone, now = (
        factories.department(name)
        for name in ("浙江省总工会", "浙江省质量技术监督局", "省经济贸易委员会", "浙江省经济和信息化厅")
    )
    union.names.update(short_name="省总工会")
    for row, successor in ((old, host), (gone, now)):
        row.until, row.successor = "2018-10", successor
        row.save()
    return {"union": union, "economy": now}


def asked_in(page):
    return dict(re.findall(r'id="id_(answer-\d+)"><legend>([^<]*)</legend>', page))


def test_a_body_that_is_gone_is_printed_nowhere_unless_somebody_says_so(client, begin, bodies, host):
    review = begin("paste", text=OLD)["Location"]
    page = client.get(review).content.decode()
    asked = asked_in(page)
    for said in (
        "“省经济贸易委员会”已撤销，由“浙江省经济和信息化厅”承接，列为联署机关吗？",
        "“省粮食局”不是本系统的部门，列为联署机关吗？列入的，取得纸质会签后登记。",
        "印发机关，原文为“浙江省质量技术监督局办公室”，照用吗？不照用的，签发时按主办机关现在的名称“浙江省市场监督管理局”印。",
        "本机关分送，原文为“本局：局领导。”，照用吗？",
    ):
        name = next(name for name, sentence in asked.items() if sentence == said)
        assert re.search(rf'name="{name}" value="no"[^>]*checked', page), said
    assert "浙江省市场监督管理局、省总工会" in page
    no = dict.fromkeys(asked, "no") | {"title": "关于开展质量月活动的通知"}
    client.post(f"{review}draft/", no)
    edition = the_draft()
    assert [issuer.printed_name for issuer in edition.issuers.all()] == ["浙江省市场监督管理局", "省总工会"]
    assert [issuer.department for issuer in edition.issuers.all()] == [host, bodies["union"]]
    assert (edition.print_office, edition.internal_label, edition.internal_distribution) == ("", "", "")


def test_an_organ_that_somebody_confirms_comes_by_its_name_of_today(client, begin, bodies):
    review = begin("paste", text=OLD)["Location"]
    asked = asked_in(client.get(review).content.decode())
    client.post(f"{review}draft/", dict.fromkeys(asked, "yes") | {"title": "关于开展质量月活动的通知"})
    edition = the_draft()
    assert [(issuer.printed_name, bool(issuer.department)) for issuer in edition.issuers.all()] == [
        ("浙江省市场监督管理局", True), ("省总工会", True), ("浙江省经济和信息化厅", True), ("省粮食局", False),
    ]  # fmt: skip
    assert edition.print_office == "浙江省质量技术监督局办公室"


def test_notices_of_earlier_years_are_offered_before_those_of_this_year_and_withdrawn_ones_last(
    client, drafter, host, earlier
):
    year = timezone.localdate().year
    own, void = (factories.notice(title=title, year=year) for title in ("今年的", "撤销的"))
    older = factories.notice(title="更早的", year=2001)
    gone = {"ending": "withdrawn", "ended_on": timezone.localdate(), "ending_reason": "误发"}
    for notice, facts in ((own, {}), (void, gone), (older, {})):
        Notice.objects.filter(pk=notice.pk).update(host=host, **facts)
    choices = client.get(NEW).context["form"].fields["earlier"].choices
    assert [key for key, _ in choices][1:] == [earlier.pk, older.pk, own.pk, void.pk]
    assert list(choices)[-1][1] == f"{year}年：撤销的（已撤销）"


def test_a_copy_comes_by_the_names_of_today(begin, bodies, host, earlier):
    begin("copy", earlier=earlier.pk)
    names = [issuer.printed_name for issuer in the_draft().issuers.all()]
    assert names == [str(host), "浙江省总工会", "浙江省经济和信息化厅"]


def test_a_copied_organ_is_its_department_whatever_was_printed_and_one_that_is_gone_is_told(
    client, begin, bodies, host, earlier
):
    grain = factories.department("浙江省粮食局")
    grain.until = "2018-10"
    grain.save()
    old = factories.department("省经济贸易委员会")
    later = factories.notice(year=2009)
    rows = ((old, "省经贸委（印）"), (bodies["union"], "浙江工会"), (grain, "省粮食局"))
    for position, (department, name) in enumerate(rows, start=1):
        later.current.issuers.create(department=department, printed_name=name, position=position)
    later.editions.update(state="issued")
    page = client.get(begin("copy", earlier=later.pk)["Location"]).content.decode()
    assert [(issuer.printed_name, issuer.department) for issuer in the_draft().issuers.all()] == [
        (str(host), host), ("浙江省经济和信息化厅", bodies["economy"]), ("浙江工会", bodies["union"]),
    ]  # fmt: skip
    assert "省粮食局已撤销，没有登记后继机构，没有列入联署机关。" in page


UNSIGNED = """关于开展2008年质量月活动的通知
各市质量技术监督局：
{opening}现将有关事项通知如下：
一、活动主题
质量强省
二、主要活动
各地,认真组织。
"""
TOGETHER = "浙江省质量技术监督局、省总工会、省经济贸易委员会和省粮食局决定开展质量月活动。"


def answers_to(page):
    """Return {question: the answer that is filled in}."""
    return {
        said: re.search(rf'name="{name}" value="(yes|no)"[^>]*checked', page)[1]
        for name, said in asked_in(page).items()
    }


def test_who_decides_together_with_the_host_is_taken_for_a_co_issuer(client, begin, bodies):
    review = begin("paste", text=UNSIGNED.format(opening=TOGETHER))["Location"]
    filled = answers_to(client.get(review).content.decode())
    where = "文末没有署名，导语写明与主办机关共同决定，"
    assert filled[f"{where}省总工会是发文机关，对吗？"] == "yes"
    assert filled[f"{where}“省粮食局”不是本系统的部门，列为联署机关吗？列入的，取得纸质会签后登记。"] == "no"
    assert filled[f"{where}“省经济贸易委员会”已撤销，由“浙江省经济和信息化厅”承接，列为联署机关吗？"] == "no"


def test_several_who_decide_together_are_asked_about_in_one_question_and_who_is_not_ticked_is_left_out(
    client, begin, bodies
):
    factories.department("浙江省教育厅")
    opening = "浙江省质量技术监督局、省总工会、浙江省教育厅决定开展质量月活动。"
    review = begin("paste", text=UNSIGNED.format(opening=opening))["Location"]
    page = client.get(review).content.decode()
    assert page.count("文末没有署名，导语写明与主办机关共同决定，下列哪些是发文机关？") == 1
    ticked = re.findall(r'<input type="checkbox" name="(answer-\d+)" id="\S+" checked><label[^>]*>([^<]*)<', page)
    assert [name for _, name in ticked] == ["省总工会", "浙江省教育厅"]
    assert page.count(">开始起草</button>") == 2
    answers = dict.fromkeys(asked_in(page), "no") | {"title": "标题", ticked[1][0]: "on"}
    assert client.post(f"{review}draft/", answers).status_code == 302
    issuers = Edition.objects.latest("pk").issuers.values_list("printed_name", flat=True)
    assert ("浙江省教育厅" in issuers, "省总工会" in issuers) == (True, False)


def test_who_decides_without_the_host_is_not(client, begin, bodies):
    review = begin("paste", text=UNSIGNED.format(opening="省总工会和省粮食局决定开展质量月活动。"))["Location"]
    assert answers_to(client.get(review).content.decode())["文末没有署名，省总工会是发文机关，对吗？"] == "no"


@pytest.mark.parametrize(
    ("opening", "filled"), [(TOGETHER, "yes"), ("根据浙江省质量技术监督局的安排，", "no"), ("根据原浙江省质量技术监督局的安排，", None)]
)  # fmt: skip
def test_a_former_name_of_the_host_is_offered_to_be_written_anew(client, begin, bodies, host, opening, filled):
    review = begin("paste", text=UNSIGNED.format(opening=opening))["Location"]
    page = client.get(review).content.decode()
    asked = f"导语写的是“浙江省质量技术监督局”，该机关现为“{host}”，改写为现在的名称吗？"
    assert answers_to(page).get(asked) == filled
    for answer in ("yes", "no") if filled else ():
        client.post(f"{review}answer/", dict.fromkeys(asked_in(page), answer) | {"title": "标题"})
        text = client.get(review).content.decode().partition('id="text"')[2]
        assert ("浙江省质量技术监督局" in text, str(host) in text) == (answer == "no", answer == "yes")


def test_what_was_read_for_another_year_or_theme_is_told_where_it_was_read(client, begin):
    review = begin("paste", text=UNSIGNED.format(opening=""))["Location"]
    page = client.get(review).content.decode()
    assert "标题写的是2008年，所属的活动是2026年" in page
    assert "活动主题写的是“质量强省”" in page and "公布的主题是“质量第一”" in page
    assert "“各地,认真组织。”：汉字之间用了半角标点" in page and "不影响起草" in page
    page = client.get(begin("paste", text=TEXT)["Location"]).content.decode()
    assert "所属的活动" not in page and "公布的主题" not in page


# --- sent twice ---------------------------------------------------------------------------------------------------


def token_in(page):
    return re.search(r'name="begun_as" value="([0-9a-f-]{36})"', page)[1]


@pytest.mark.parametrize("is_race", [False, True], ids=["one after the other", "at the same moment"])
@pytest.mark.parametrize("way", ["empty", "copy"])
def test_a_form_that_is_sent_twice_begins_one_draft(client, begin, earlier, monkeypatch, way, is_race):
    typed = {
        "title": "关于开展质量月活动的通知",
        "earlier": earlier.pk,
        "begun_as": token_in(client.get(NEW).content.decode()),
    }
    begin(way, **typed)
    if is_race:
        genuine, looked = start_views.begun, []
        monkeypatch.setattr(start_views, "begun", lambda *args: genuine(*args) if looked else looked.append(1))
    answer = begin(way, **typed)
    assert answer["Location"] == f"/desk/notices/{the_draft().pk}/"
    assert "没有重复建立" in client.get(answer["Location"]).content.decode()


def test_a_text_that_is_sent_twice_is_kept_once_and_becomes_one_draft(client, begin):
    typed = {"text": TEXT, "begun_as": token_in(client.get(NEW).content.decode())}
    review = begin("paste", **typed)["Location"]
    edited = typed | {"text": TEXT.replace("提升", "升级")}
    assert begin("paste", **edited)["Location"] == review
    assert "升级" in DraftSource.objects.get().text
    page = client.get(review).content.decode()
    given = dict.fromkeys(answers_in(page), "yes") | {"title": "关于质量月的通知", "begun_as": token_in(page)}
    client.post(f"{review}draft/", given)
    for address, facts in (
        (f"{review}draft/", given),
        (NEW, {"way": "paste", "campaign": the_draft().notice.campaign_id, **edited}),
    ):
        assert client.post(address, facts)["Location"] == f"/desk/notices/{the_draft().pk}/"
    assert not DraftSource.objects.exists()


def test_a_token_of_another_department_leads_to_nothing_of_it(client, begin, campaign):
    typed = {"title": "关于开展质量月活动的通知", "begun_as": token_in(client.get(NEW).content.decode())}
    begin("empty", **typed)
    client.force_login(factories.person("别人", factories.department("杭州市市场监督管理局", "330100"), "drafter"))
    first = the_draft()
    for way, facts in (("empty", {}), ("paste", {"text": TEXT})):
        assert not begin(way, **typed, **facts)["Location"].startswith(f"/desk/notices/{first.pk}/")
    assert begin("empty", **typed | {"begun_as": "x"}).status_code == 400
    assert [Edition.objects.count(), DraftSource.objects.count()] == [2, 1]


@pytest.mark.parametrize("way", ["empty", "copy"])
@pytest.mark.parametrize("is_back", [False, True], ids=["with the form that it was pasted in", "on the way back from what was read"])  # fmt: skip
def test_a_text_that_waits_is_still_made_a_draft_after_one_was_begun_in_another_way(
    client, begin, campaign, earlier, way, is_back
):
    token = token_in(client.get(NEW).content.decode())
    review = begin("paste", text=TEXT, begun_as=token)["Location"]
    address = f"{NEW}?source={DraftSource.objects.get().pk}" if is_back else NEW
    sent = {"campaign": campaign.pk, "title": "关于开展质量月活动的通知", "earlier": earlier.pk}
    sent["begun_as"] = token_in(client.get(address).content.decode()) if is_back else token
    first = client.post(address, sent | {"way": way})["Location"]
    assert client.post(address, sent | {"way": way})["Location"] == first.removesuffix("edit/")  # once more
    edited = sent | {"way": "paste", "text": TEXT.replace("提升", "升级")}
    assert client.post(address, edited)["Location"] == review
    assert "升级" in DraftSource.objects.get().text
    page = client.get(review).content.decode()
    given = dict.fromkeys(answers_in(page), "yes") | {"title": "关于质量月的通知", "begun_as": token_in(page)}
    second = client.post(f"{review}draft/", given)["Location"]
    assert second.endswith("/edit/") and second != first
    assert Edition.objects.filter(state="draft", clauses__heading__contains="升级").exists()
    assert not DraftSource.objects.exists()


def test_a_text_whose_token_a_draft_bears_that_was_not_made_of_it_becomes_one_of_its_own(client, begin):
    review = begin("paste", text=TEXT, begun_as=token_in(client.get(NEW).content.decode()))["Location"]
    begin("empty", title="另一份")
    Notice.objects.update(begun_as=DraftSource.objects.get().begun_as)
    given = dict.fromkeys(answers_in(client.get(review).content.decode()), "yes") | {"title": "关于质量月的通知"}
    assert client.post(f"{review}draft/", given).status_code == 302
    assert set(Edition.objects.values_list("title", flat=True)) == {"另一份", "关于质量月的通知"}


def test_a_form_that_is_gone_back_to_with_another_text_begins_another_draft(client, begin, drafter):
    token = token_in(client.get(NEW).content.decode())
    begin("paste", text=TEXT, begun_as=token)
    sources.make_draft(DraftSource.objects.get(), "标题", by=factories.actor(drafter))
    for _ in range(2):
        begin("paste", text=f"{TEXT}\n另一份。", begun_as=token)
    assert "另一份。" in DraftSource.objects.get().text
    sources.make_draft(DraftSource.objects.get(), "标题", by=factories.actor(drafter))
    assert Edition.objects.count() == 2


def test_a_text_that_was_read_and_left_is_found_again_by_who_brought_it_and_by_nobody_else(
    client, begin, drafter, host
):
    review = begin("paste", text=TEXT)["Location"]
    assert (
        f'href="{review}"' in client.get(NEW).content.decode()
        and f'href="{review}"' in client.get("/desk/").content.decode()
    )
    source = DraftSource.objects.get()
    DraftSource.objects.update(made_at=timezone.now() - timedelta(days=8))
    assert f'href="{review}"' not in client.get(NEW).content.decode()
    DraftSource.objects.update(made_at=source.made_at)
    client.force_login(factories.person("李四", host, "drafter"))
    assert f'href="{review}"' not in client.get(NEW).content.decode()
    assert review not in client.get("/desk/").content.decode()
