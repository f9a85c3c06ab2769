"""Which slogans a campaign has, and where they come from."""

import pytest

from campaigns.notices.models import Notice
from slogans import collection
from tests import factories

pytestmark = pytest.mark.django_db


def calling(*slogans, section="六", **facts):
    """Return a notice with these slogans under one section."""
    notice = factories.notice(**facts)
    anchor = {"六": "s6", "七": "s7"}[section]
    head = factories.clause(notice.current, "section", marker=f"{section}、", path=section, anchor=anchor)
    for slogan in slogans:
        factories.clause(notice.current, "slogan", slogan, parent=head)
    return notice


def added(notice_of_campaign):
    campaign = notice_of_campaign.campaign
    found = collection.additions(campaign, collection.opening_notice(campaign))
    return [
        (passage.notice, [slogan.text for slogan in passage.slogans])
        for passage in collection.added_passages(collection.notices_with(found), found)
    ]


def test_the_slogans_are_those_of_the_notice_that_opens_the_campaign_in_order():
    national = calling("甲", "丙", "乙", code="000000", dated_on="2008-06")
    calling("丁", code="000000", dated_on="2008-07")
    opening = collection.opening_notice(national.campaign)
    assert [slogan.text for slogan in collection.slogans_of(opening)] == ["甲", "丙", "乙"]


def test_a_passage_says_where_it_stands():
    national = calling("甲", code="000000")
    annex = factories.clause(national.current, "attachment", path="附件", anchor="a1")
    factories.clause(national.current, "slogan", "乙", parent=annex)
    factories.clause(national.current, "slogan", "丙")
    found = collection.passages(national, collection.slogans_of(national))
    assert [(each.address, len(each.slogans)) for each in found] == [
        (f"{national.get_absolute_url()}#s6", 1),
        (f"{national.get_absolute_url()}#a1", 1),
        (national.get_absolute_url(), 1),
    ]


@pytest.mark.parametrize(
    "text", ["坚持以质取胜 推动科学发展", "坚持以质取胜，推动科学发展！", "坚持以质取胜\u3000推动科学发展"]
)
def test_what_the_national_notice_has_is_no_addition_whatever_stands_between_halves(text):
    calling("坚持以质取胜 推动科学发展", code="000000", dated_on="2008-06")
    province = calling(text, "浙江精神")
    assert added(province) == [(province, ["浙江精神"])]


def test_each_notice_keeps_its_own_additions_together():
    calling("甲", code="000000", dated_on="2008-06")
    first = calling("一", "甲", "二", dated_on="2008-07")
    second = calling("三", "一", "四", dated_on="2008-08")
    assert added(first) == [(first, ["一", "二"]), (second, ["三", "一", "四"])]


def test_cities_other_years_and_what_is_not_public_add_nothing():
    national = calling("甲", code="000000", dated_on="2008-06")
    calling("乙", code="330100")
    calling("丙", year=2007)
    calling("丁", openness=Notice.Openness.CLOSED)
    superseded = calling("戊")
    superseded.current = factories.next_edition(superseded, title=superseded.current.title, dated_on="2008-09")
    superseded.save()
    assert added(national) == []


def test_without_a_national_notice_the_provinces_stand_alone():
    province = calling("甲")
    assert collection.opening_notice(province.campaign) is None
    assert added(province) == [(province, ["甲"])]


def test_campaigns_are_found_and_counted_by_their_slogans():
    calling("甲", "乙", code="000000", dated_on="2008-06")
    calling("丙", code="000000", dated_on="2008-07")
    calling("丁", year=2007)
    calling("戊", year=2006, code="330100")
    factories.campaign(2009)
    assert [campaign.year for campaign in collection.campaigns_with_slogans()] == [2008, 2007]
    assert collection.count_by_year() == {2008: 2}


def test_an_undated_notice_does_not_open_the_campaign():
    calling("甲", code="000000", dated_on="")
    assert collection.count_by_year() == {2008: 1}
    dated = calling("乙", "丙", code="000000", dated_on="2008-08")
    assert collection.opening_notice(dated.campaign) == dated
    assert collection.count_by_year() == {2008: 2}
