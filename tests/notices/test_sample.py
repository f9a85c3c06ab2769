"""The invented notices of this year: three levels, each change as meant, and nothing new when they are loaded again."""

import datetime

import pytest

from campaigns import sample as campaigns
from campaigns.models import Campaign, Deadline
from campaigns.notices import tasks
from campaigns.notices.issuing import publishing
from campaigns.notices.models import Addressee, Clause, Countersignature, Edition, Lineage, Notice
from campaigns.notices.printing import document_of
from campaigns.notices.sample import in_hand, this_year
from campaigns.notices.sample.draft import Clause as Said
from campaigns.notices.sample.draft import Draft, Section
from campaigns.notices.sample.places import NEW, PLACES, WAYS
from organizations import lines, regions, sample_accounts
from organizations import sample as organizations
from organizations.models import Job, Region
from tests import factories

TODAY = datetime.date(2026, 9, 10)
CODES = {"000000", *(place.code for place in PLACES)}
CITIES = {row.code for row in PLACES if row.parent == "330000"}

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def load_organs(tmp_path):
    def load():
        header, *rows = regions.SOURCE.read_text(encoding="utf-8").splitlines()
        few = [row for row in rows if row[:6] in CODES | {"650000", "660000", "710000"}]
        source = tmp_path / "regions.csv"
        source.write_text("\n".join([header, *few]), encoding="utf-8")
        regions.load(source)
        lines.load()
        organizations.load()

    return load


@pytest.fixture
def organs(keep, load_organs):
    """The regions that issue a notice, with their organs."""
    keep("organs of this year's sample", load_organs)


@pytest.fixture
def notices(keep, load_organs):
    """The notices by the code of their host's region."""

    def load():
        load_organs()
        this_year.load(campaigns.load_this_year(TODAY))

    keep("this year's sample", load)
    rows = Notice.objects.select_related("host__region", "current", "parent__host__region", "campaign")
    return {notice.host.region.code: notice for notice in rows}


def drafts():
    """The same texts by code, made without the database."""
    found = {"000000": Draft.read(this_year.TEXT.read_text(encoding="utf-8"))}
    places = {region.code: region for region in Region.objects.all()}
    for place in PLACES:
        found[place.code] = this_year.adapted(found[place.parent], place, places)
    return found


def meant(ours, parent):
    """Return {(our place, the parent's place, relation)} as the changes that were made say it."""
    above, used, found = parent.clauses(), set(), set()
    for place, clause in ours.clauses().items():
        relation = "new" if not clause.origins else "merged" if len(clause.origins) > 1 else "adapted"
        if relation == "adapted" and clause.text == above[clause.origins[0]].text:
            relation = "kept" if place[0] == clause.origins[0][0] else "moved"
        found |= {(place, origin, relation) for origin in clause.origins or ("",)}
        used |= set(clause.origins)
    return found | {("", place, "omitted") for place in set(above) - used}


def proposed(notice):
    rows = notice.current.lineage.select_related("clause", "parent")
    triples = {(str(row.clause or ""), str(row.parent or ""), row.relation) for row in rows}
    return {
        row for row in triples if "（" in row[0] + row[1]
    }  # clauses: sections and attachments have no changes of theirs


def test_every_change_is_proposed_as_it_was_meant(notices):
    texts = drafts()
    for place in PLACES:
        assert proposed(notices[place.code]) == meant(texts[place.code], texts[place.parent]), place.code


def test_a_clause_that_was_moved_and_lost_is_seen_as_such(organs):
    """The yardstick itself: what was done by hand is named as what it is."""
    parent = Draft(sections={"一": Section("甲", clauses=[Said("子。"), Said("丑。")]), "二": Section("乙")})
    ours = parent.child([])
    ours.without("一（一）")
    ours.moved("一（二）", "二")
    assert meant(ours, parent) == {("", "一（一）", "omitted"), ("二（一）", "一（二）", "moved")}


def test_what_is_left_out_stands_in_no_table_of_days(organs):
    for code, draft in drafts().items():
        table = "".join(draft.tail)
        whole = "".join(clause.text for clause in draft.clauses().values())
        for name in ("质量管理小组成果", "职工技能比武", "质量文化进校园", "消费品质量安全宣传周"):
            assert (name in table) <= (name in whole), (code, name)
    assert "质量管理小组成果" in "".join(drafts()["000000"].tail)
    assert "质量管理小组成果" not in "".join(drafts()["330000"].tail)


def test_every_notice_shows_every_relation(notices):
    for place in PLACES:
        found = set(notices[place.code].current.lineage.values_list("relation", flat=True))
        assert found == set(Lineage.Relation.values), place.code


def test_three_levels_stand_under_one_another(notices):
    county = notices["330106"]
    assert county.parent == notices["330100"]
    assert notices["330100"].parent == notices["330000"]
    assert notices["330000"].parent == notices["000000"]
    assert (county.province, county.city, county.county) == ("330000", "330100", "330106")
    levels = dict(Notice.objects.count_by_level())
    assert levels == {"nation": 1, "province": 19, "prefecture": 3, "county": 1}


def test_each_level_speaks_of_itself(notices):
    for code, whole in (
        ("330000", "全省"),
        ("310000", "全市"),
        ("450000", "全区"),
        ("330100", "全市"),
        ("330106", "全区"),
    ):
        edition = notices[code].current
        assert edition.title == f"关于开展2026年{whole}“质量月”活动的通知"
        texts = "".join(edition.clauses.values_list("text", flat=True))
        assert "全国" not in texts.replace(str(notices["000000"]), "")
        assert not {"{", "}"} & set(texts)


def test_every_organ_that_signs_is_found_under_its_name(notices):
    for notice in notices.values():
        issuers = list(notice.current.issuers.select_related("department"))
        assert len(issuers) == (4 if notice.county else 5)
        assert all(issuer.department for issuer in issuers)
        assert issuers[0].department_id == notice.host_id
        assert "市场监督管理" in issuers[0].printed_name


def test_each_says_that_it_is_invented(notices):
    for notice in notices.values():
        edition = notice.current
        assert notice.campaign.is_sample
        assert notice.source_origin == "示例（内容虚构）"
        assert edition.notes == ["（示例，内容虚构，不是真实公文。）"]
        assert "示例〔2026〕1号" in edition.doc_number
        assert document_of(edition).remark == "示例，内容虚构。"


def test_the_national_notice_has_what_a_notice_has(notices):
    edition = notices["000000"].current
    kinds = list(edition.clauses.values_list("kind", flat=True))
    assert (kinds.count("clause"), kinds.count("slogan"), kinds.count("attachment")) == (14, 10, 1)
    assert edition.theme == campaigns.THEME
    assert edition.is_signed
    assert edition.dated_on == "2026-07-08"


def test_no_notice_is_dated_after_the_day_of_loading(notices):
    assert all(notice.day <= TODAY.isoformat() for notice in notices.values())
    assert all(notice.day >= notice.parent.day for notice in notices.values() if notice.parent)


def test_some_are_confirmed_and_some_are_left_to_be(notices):
    confirmed = {place.code for place in PLACES if place.is_confirmed}
    for code in CODES - {"000000"}:
        assert notices[code].current.lineage.filter(confirmed=False).exists() is (code not in confirmed)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Notice, Clause, Lineage, Deadline)]


def test_a_second_load_moves_the_span_to_its_day_and_changes_nothing_else(notices):
    before = everything()
    for days in (0, 1, 40):
        today = TODAY + datetime.timedelta(days=days)
        campaign = campaigns.load_this_year(today)
        assert len(this_year.load(campaign)) == len(notices)
        assert (today - campaign.starts_on).days + 1 == 10
        assert (campaign.ends_on - campaign.starts_on).days + 1 == 30
    assert everything() == before


def test_a_new_year_makes_a_new_campaign_and_the_old_one_stays(notices):
    old = Campaign.objects.filter(year=2026).values().get()
    this_year.load(campaigns.load_this_year(datetime.date(2027, 1, 3)))
    assert Campaign.objects.filter(year=2026).values().get() == old
    assert Notice.objects.of_year(2027).count() == Notice.objects.of_year(2026).count() == len(notices)
    assert Campaign.objects.get(year=2027).starts_on == datetime.date(2026, 12, 25)


def test_next_years_is_in_preparation_and_begins_with_its_year(notices):
    sample = Campaign.objects.get(year=2026)
    coming = campaigns.load_next_year(sample)
    assert (coming.year, coming.state, coming.theme, coming.based_on) == (2027, "draft", "", sample)
    assert coming.deadlines.count() == len(campaigns.DEADLINES)
    assert campaigns.load_next_year(sample) == coming
    begun = campaigns.load_this_year(datetime.date(2027, 1, 3))
    assert (begun.pk, begun.state, begun.theme) == (coming.pk, "open", campaigns.THEME)


def test_a_real_campaign_of_the_year_is_left_alone(organs):
    real = Campaign.objects.create(year=2026, name="2026年全国质量月", starts_on="2026-09-01", ends_on="2026-09-30")
    assert campaigns.load_this_year(TODAY) is None
    assert list(Campaign.objects.all()) == [real]
    assert Campaign.objects.get().starts_on == datetime.date(2026, 9, 1)
    assert not Deadline.objects.exists()


def test_what_somebody_changed_in_the_sample_stays(notices):
    Campaign.objects.update(theme="另一个主题")
    Deadline.objects.first().delete()
    campaigns.load_this_year(TODAY)
    assert Campaign.objects.get().theme == "另一个主题"
    assert Deadline.objects.count() == len(campaigns.DEADLINES) - 1


def test_every_way_and_every_new_clause_is_used():
    assert {place.way for place in PLACES} == set(WAYS)
    assert {name for place in PLACES for name in place.new} == set(NEW)


def test_the_notices_of_the_portal_stand_in_every_state_and_three_went_on_once_they_were_issued(organs, monkeypatch):
    def printed(pk):
        for edition in Edition.objects.filter(pk=pk, state="signed"):
            factories.printed(edition)
        publishing.publish_due()

    monkeypatch.setattr(tasks, "print_edition", printed)
    campaign = campaigns.load_this_year(TODAY)
    sample_accounts.load()
    assert in_hand.load(campaign) == in_hand.load(campaign) == Edition.objects.count()
    for _ in range(2):  # a second run finds all of it done
        in_hand.after_issue(Job.objects.get(kind=in_hand.AFTER_ISSUE))
    assert set(Edition.objects.values_list("state", flat=True)) == set(Edition.State) - {"discarded"}
    assert sorted(Notice.objects.exclude(ending="").values_list("ending", flat=True)) == ["repealed", "withdrawn"]
    second = Edition.objects.get(number=2)
    assert (second.state, "周末上午" in second.change_note) == ("signed", True)
    assert Countersignature.objects.filter(decision="objected").exists()
    meant = Addressee.objects.filter(edition__number=1).values_list("level", "line__code")
    assert {("province", "unions"), ("prefecture", "quality"), ("county", "quality")} <= set(meant)
    assert ("", None) not in meant
