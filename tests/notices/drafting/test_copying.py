"""A draft that is begun as a copy: what comes with it, by the names of today, and what can be copied."""

import pytest
from django.utils import timezone

from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.drafting.starting import of_year
from campaigns.notices.models import AttachmentFile, ClauseDuty, Notice, Revision
from tests import factories
from tests.notices.drafting.beginning import NEW, the_draft

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


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


def test_only_the_year_of_the_campaign_is_another_in_the_title():
    assert of_year("关于开展2008年质量月活动的通知（2008号）", 2008, 2026) == "关于开展2026年质量月活动的通知（2008号）"


def test_only_notices_of_the_department_and_its_predecessors_are_offered(client, begin, earlier):
    other = factories.notice(code="330100", title="关于开展“2008年全市质量月”活动的通知")
    page = client.get(NEW).content.decode()
    assert earlier.current.title in page
    assert other.current.title not in page
    assert begin("copy", earlier=other.pk).status_code == 400


def test_notices_of_earlier_years_are_offered_before_those_of_this_year_and_withdrawn_ones_last(
    client, beginner, host, earlier
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
