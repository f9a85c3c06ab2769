"""Storing a reading: every piece at its place, each number citable once, and one notice a source whatever the race."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection, connections

from campaigns.models import Campaign
from campaigns.notices import sample
from campaigns.notices.alignment import align, nodes_of
from campaigns.notices.lineage.nodes import stored_nodes
from campaigns.notices.models import Clause, Notice
from campaigns.notices.printing import document_from, document_of
from campaigns.notices.reading import read
from campaigns.notices.recording import Origin, department_called, record
from organizations.models import Department, Line, Region

TEXT = (
    "关于开展质量月活动的通知\n各市局：\n为做好活动，现通知如下。\n一、活动\n先说几句。\n（一）检查。\n1.企业。\n2.市场。\n（一）宣传。\n"
    "特此通知。\n附件：方案\n省质监局\n2012年8月20日\n附件\n方案\n一、时间\n九月。\n"
)


@pytest.fixture
def origin(db):
    nation = Region.objects.create(code="000000", name="全国", short_name="全国", level="nation")
    line = Line.objects.create(code="quality", name="质量监督", is_lead=True)
    host = Department.objects.create(region=nation, line=line)
    host.names.create(name="省质量技术监督局", short_name="省质监局", until="2018")
    campaign = Campaign.objects.create(year=2012, name="2012年质量月", starts_on="2012-09-01", ends_on="2012-09-30")
    return Origin(campaign, host, digest="a" * 64)


def test_every_piece_stands_in_order_under_its_parent(origin):
    notice, is_new = record(read(TEXT), origin)
    assert is_new
    rows = [
        (c.kind, c.path, c.anchor, c.parent.path if c.parent else None)
        for c in notice.current.clauses.select_related("parent")
    ]
    assert rows == [
        ("preamble", "", "", None),
        ("section", "一", "s1", None),
        ("paragraph", "", "", "一"),
        ("clause", "一（一）", "s1-1", "一"),
        ("item", "一（一）1", "s1-1-1", "一（一）"),
        ("item", "一（一）2", "s1-1-2", "一（一）"),
        ("clause", "一（一）", "s1-1.2", "一"),
        ("closing", "", "", None),
        ("attachment", "附件", "a1", None),
        ("section", "附件一", "a1-s1", "附件"),
        ("paragraph", "", "", "附件一"),
    ]


@pytest.mark.usefixtures("step_by_step")
def test_storing_costs_the_same_number_of_queries_however_long_the_text(origin, django_assert_max_num_queries):
    from dataclasses import replace

    long = TEXT.replace("2.市场。\n", "".join(f"{n}.第{n}项工作。\n" for n in range(2, 60)))
    for digest, text in (("b" * 64, TEXT), ("c" * 64, long)):
        with django_assert_max_num_queries(44):
            record(read(text), replace(origin, digest=digest))
    assert Clause.objects.filter(kind="item").count() == 2 + 59


def test_an_issuer_is_found_by_the_name_it_bore_then(origin):
    notice, _ = record(read(TEXT), origin)
    (issuer,) = notice.current.issuers.all()
    assert (issuer.printed_name, issuer.department) == ("省质监局", origin.host)


def test_a_name_that_two_departments_bear_is_nobodys(origin):
    Department.objects.create(region=origin.host.region, line=origin.host.line).names.create(name="省质监局")
    assert department_called("省质监局") is None


def test_a_department_that_had_ended_is_passed_over_for_its_namesake(origin):
    ended = Department.objects.create(region=origin.host.region, line=origin.host.line, until="2001")
    ended.names.create(name="省质监局")
    assert department_called("省质监局", "2012-08") == origin.host


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="threads need PostgreSQL: the test database is in memory")
def test_two_who_record_the_same_source_at_once_store_it_once(origin):
    gate, results = threading.Barrier(4), []

    def work():
        gate.wait()
        results.append(record(read(TEXT), origin))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(is_new for _, is_new in results) == [False, False, False, True]
    assert Notice.objects.count() == 1
    assert connection.vendor == "postgresql"


def test_what_stands_on_the_page_and_not_in_the_text_is_kept_with_the_notice(origin):
    notice, _ = record(read("特急\n浙江省质量技术监督局文件\n" + TEXT), origin)
    assert (notice.current.urgency, notice.current.masthead) == ("特急", "浙江省质量技术监督局文件")
    assert {"line": 13, "text": "附件：", "why": "附件说明的标签和序号"} in notice.dropped


def test_a_stored_notice_is_compared_by_the_rule_that_compares_texts(sample_of_2008, step_by_step):
    national, zhejiang = (Notice.objects.get(current__title__contains=word).current for word in ("全国", "全省"))
    texts = [(sample.FOLDER / name).read_text(encoding="utf-8") for name in ("2008-zhejiang.txt", "2008-national.txt")]
    of_texts = align(*(nodes_of(read(text)) for text in texts)).as_json()
    assert align(*stored_nodes(zhejiang.pk, national.pk)).as_json() == of_texts


def test_long_values_are_stored_whole_on_both_databases(origin):
    text = (
        "关于开展质量月活动的通知\n各市局：\n请执行。\n一、活动主题\n主题为：\n"
        + "质量第一" * 80
        + "\n"
        + "一、甲\n（一）乙。\n" * 120
    )
    notice, _ = record(read(text), origin)
    assert notice.current.clauses.filter(kind="clause").count() == 120


def test_an_office_that_only_stands_under_the_title_is_not_made_to_sign(origin):
    text = "关于开展质量月活动的通知\n省质监局 2012年8月20日\n各市局：\n请认真组织实施。\n"
    edition = record(read(text), origin)[0].current
    assert [issuer.printed_name for issuer in edition.issuers.all()] == ["省质监局"]
    assert edition.signatories == []


@pytest.mark.parametrize("name", ["2008-national.txt", "2008-zhejiang.txt"])
def test_what_was_stored_prints_as_the_text_itself_does(origin, name):
    reading = read((Path(sample.__file__).parent / name).read_text())
    organs = tuple(reading.issuers or reading.proposed_issuers)
    stored = document_of(record(reading, replace(origin, issuers=organs))[0].current)
    assert replace(stored, remark="") == document_from(reading)
