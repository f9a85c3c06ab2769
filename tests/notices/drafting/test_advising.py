"""What should be looked at once more: shown beside 送审 and where a text was read, and in nobody's way."""

from datetime import date

import pytest

from campaigns.models import Campaign
from campaigns.notices.drafting import addressing, checks
from campaigns.notices.drafting.advising import MANY, of_issuers, of_theme, of_year, old_years, points
from campaigns.notices.drafting.former import Former
from campaigns.notices.models import Clause, Edition
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

CAMPAIGN = Campaign(year=2026, name="2026年全国质量月", theme="质量第一")


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("关于2008年质量月的通知", "", "标题写的是2008年，所属的活动是2026年全国质量月。"),
        ("关于质量月的通知", "2008年9月开展活动。", "文中年份为2008年，与本次活动2026年不一致。"),
        ("关于质量月的通知", "2025年已开展，2026年继续。", None),
        ("关于质量月的通知", "按照《质量纲要（2012年）》办理。", None),
        ("关于质量月的通知", "2027年1月报送总结。", None),
    ],
)
def test_a_text_of_another_year_is_told(title, text, said):
    assert list(of_year(CAMPAIGN, title, [text])) == ([said] if said else [])


@pytest.mark.parametrize(("theme", "count"), [("共创质量", 1), ("质量 第一！", 0), ("", 0)])
def test_a_theme_that_is_not_the_campaigns_is_told(theme, count):
    assert len(list(of_theme(CAMPAIGN, theme))) == count


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("决定于2026年9月开展活动。", "写的是2026年9月，2026年全国质量月的时间是2026年11月13日至12月12日。"),
        ("决定于2026年12月开展活动。", None),
        ("根据2026年3月5日的部署，", None),
        ("决定于2025年9月开展活动。", None),
    ],
)
def test_an_opening_of_another_month_is_told(edition, text, said):
    campaign = Campaign(year=2026, name="2026年全国质量月", starts_on=date(2026, 11, 13), ends_on=date(2026, 12, 12))
    clauses = [Clause(kind=Clause.Kind.PREAMBLE, text=text)]
    found = [each.sentence for each in points("", "", clauses, campaign, Former(edition.notice.host))]
    assert any(said in each for each in found) if said else not any("的时间是" in each for each in found)


@pytest.mark.parametrize(
    ("text", "found"), [("2007年度的", [2007]), ("2007年的", []), ("2025年", [2025]), ("2027年度", [])]
)
def test_years_that_a_copy_still_speaks_of_are_found(text, found):
    assert old_years(text, CAMPAIGN) == found


def test_an_organ_that_the_opening_leaves_out_or_that_is_addressed_is_told():
    clauses = [Clause(kind=Clause.Kind.PREAMBLE, text="甲局、乙部决定开展活动。")]
    assert list(of_issuers(["甲局", "乙部"], "各省丙局，乙部门：", clauses)) == []
    assert list(of_issuers(["甲局", "乙部", "丙会"], "各省乙部，丙会：", clauses)) == [
        "丙会列为发文机关，导语没有写到。",
        "丙会既是发文机关，又在主送机关之中。",
    ]


def test_a_second_notice_of_the_same_is_told_and_one_of_another_matter_is_not(edition):
    there = factories.issued(title="关于开展2026年“质量月”活动的通知")
    factories.issued(title="关于报送2026年典型案例的函")
    said = [sentence for sentence, _ in checks.advised(edition)]
    assert [sentence for sentence in said if "请办理更正" in sentence] == [
        f"本次活动已有现行的“关于开展2026年‘质量月’活动的通知”（{there.doc_number}）；要改动它的，请办理更正。"
    ]
    edition.number = 2  # a correction itself
    assert [sentence for sentence, _ in checks.advised(edition) if "请办理更正" in sentence] == []


def test_advice_on_words_stands_beside_the_way_to_review_with_a_link_to_each_clause(client, edition, drafter):
    clause = edition.clauses.filter(kind="clause").first()
    Clause.objects.filter(pk=clause.pk).update(text="各单位,请认真执行。2025年开展。")
    Edition.objects.filter(pk=edition.pk).update(addressees="各市局：")
    client.force_login(drafter.user)
    page = client.get(f"/desk/notices/{edition.pk}/").content.decode()
    panel = page[page.index('id="countersigning"') : page.index('id="h-issuing"')]
    link = f'<li><a href="/desk/notices/{edition.pk}/edit/{clause.pk}/">'
    assert panel.count(link) == 2
    assert f"{link}一（1）“各单位,请认真执行…”：汉字之间用了半角标点，宜用全角。" in panel
    assert "早于本次活动的2026年" in panel and "不影响送审" in panel
    assert client.post(f"/desk/notices/{edition.pk}/countersign/review/").status_code == 302
    assert Edition.objects.get(pk=edition.pk).state == "review"


def test_the_list_is_short_and_says_how_many_more_there_are(edition):
    clauses = [Clause(kind="clause", text="各单位,请执行。") for _ in range(MANY + 3)]
    found = points("浙江省市场监管局关于2026年质量月的通知", "", clauses, CAMPAIGN, Former(edition.notice.host))
    assert [point.clause for point in found] == [*clauses[:MANY], None]
    assert "还有3处" in found[-1].sentence


# --- who would receive it -----------------------------------------------------------------------------------------


def test_who_would_receive_nothing_is_said_on_the_page_of_addressees_and_before_the_review(client, edition, drafter):
    Edition.objects.filter(pk=edition.pk).update(addressees="各省局：", cc="省政府。")
    client.force_login(drafter.user)
    page = client.get(f"/desk/notices/{edition.pk}/addressees/").content.decode()
    assert "“各省局”未对应到任何单位" in page and "“省政府”未对应" not in page
    said = dict(checks.advised(Edition.objects.select_related("notice__host").get(pk=edition.pk)))
    assert said["“各省局”未对应到任何单位：将只印在文上，不会有人收到。"].endswith("/addressees/")


def test_what_was_read_of_the_addressees_is_to_be_confirmed_before_anybody_receives_it(edition, drafter):
    Edition.objects.filter(pk=edition.pk).update(addressees=f"{edition.notice.host}：")
    unsaved = "主送机关是从文字读出的，还没有核对保存：印发后不会有人收到。"
    edition = Edition.objects.select_related("notice__host__region").get(pk=edition.pk)
    assert dict(checks.advised(edition))[unsaved].endswith("/addressees/")
    rows = addressing.rows_of(edition)
    addressing.save(edition.pk, rows, addressing.stamp(rows), by=drafter)
    assert unsaved not in dict(checks.advised(edition))


def test_what_the_page_of_a_draft_asks_to_look_at_stands_beside_the_text_that_it_leads_to(client, edition, drafter):
    like = factories.issued(title="关于开展2006年“质量月”活动的通知")
    edition.notice.host.names.update(since="2018")
    edition.notice.host.names.create(name="浙江省原来的局", until="2018")
    Edition.objects.filter(pk=edition.pk).update(title=like.title, theme="另一主题")
    Campaign.objects.filter(pk=edition.notice.campaign_id).update(theme="公布的主题")
    clause = edition.clauses.filter(kind="clause").first()
    Clause.objects.filter(pk=clause.pk).update(text="浙江省原来的局发布2007年度公报,请阅。")
    client.force_login(drafter.user)
    found = checks.advised(
        Edition.objects.select_related("notice__host__region", "notice__campaign").get(pk=edition.pk)
    )
    led = [(sentence, address) for sentence, address in found if "/edit/" in address]
    for part in ("标题写的是", "活动主题写的", "仍写“浙江省", "有“2007年", "本次活动已有", "半角标点"):
        assert any(part in sentence for sentence, _ in led), part
    for sentence, address in led:
        panel = client.get(address).content.decode().partition('id="advice"')[2].partition("</aside>")[0]
        assert sentence in panel or sentence.partition("”：")[2] in panel, sentence


@pytest.mark.parametrize(
    ("note", "is_told"), [("", True), ("（本通知替代浙市监〔2026〕1号）", False), ("（原通知同时废止）", False)]
)
def test_a_correction_that_does_not_say_what_it_stands_for_is_told_how_to(note, is_told):
    there = factories.issued()
    facts = {"number": 2, "title": there.title, "annotations": note}
    again = Edition.objects.create(notice=there.notice, **facts)
    sentence = (
        f"文中没有写明替代{there.doc_number}，印出后与原通知分不清，可在附注中写“（本通知替代{there.doc_number}）”。"
    )
    said = dict(checks.advised(again))
    assert (sentence in said) == is_told
    assert not is_told or said[sentence].endswith("/facts/#id_annotations")
    assert not any("替代" in each for each, _ in checks.advised(factories.draft(clauses=1)))


# --- a name of the past -------------------------------------------------------------------------------------------


def test_an_opening_that_calls_the_host_by_a_former_name_is_told(edition):
    host = edition.notice.host
    old = factories.department("浙江省质量技术监督局")
    old.until, old.successor = "2018-10", host
    old.save()
    former = Former(host)
    opening = "原浙江省质量技术监督局印发的《浙江省质量技术监督局规定》有效。"
    assert former.names_in(opening) == []
    edition.clauses.filter(kind="preamble").update(text=f"{opening}浙江省质量技术监督局决定开展质量月。")
    said = dict(checks.advised(edition))
    assert f"导语仍写“浙江省质量技术监督局”，该机关现为“{host}”。" in said
    assert former.renamed("《浙江省质量技术监督局规定》浙江省质量技术监督局") == f"《浙江省质量技术监督局规定》{host}"
