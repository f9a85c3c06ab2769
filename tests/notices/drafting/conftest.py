"""A draft with two people who write it, and what they send; and what drafts are begun from."""

import pytest

from campaigns.notices.drafting.arranging import tree_of
from campaigns.notices.models import Clause
from organizations.models import Department, Line
from tests import factories
from tests.notices.drafting.beginning import NEW


@pytest.fixture
def edition():
    return factories.draft(addressees="")


@pytest.fixture
def drafter(edition):
    return factories.actor(factories.person("张三", edition.notice.host, "drafter"))


@pytest.fixture
def colleague(edition):
    return factories.actor(factories.person("李四", edition.notice.host, "drafter", "reviewer"))


@pytest.fixture
def sent():
    """Return what the form of a clause sends: what is typed, with the rest as its page has it."""

    def send(clause, **typed):
        clause = Clause.objects.get(pk=clause.pk)
        facts = {"heading": clause.heading, "text": clause.text, "version": clause.version}
        base = {"base_heading": clause.heading, "base_text": clause.text}
        return {**facts, **base, "shape": tree_of(clause.edition).shape, **typed}

    return send


@pytest.fixture
def post(client, sent):
    """Send a clause's form to an address of its own, as somebody who is signed in."""

    def do(user, clause, act="save", accept="text/html", **typed):
        client.force_login(user)
        address = f"/desk/notices/{clause.edition_id}/edit/{clause.pk}/{act}/"
        return client.post(address, sent(clause, **typed), headers={"accept": accept})

    return do


NATION = "国家市场监督管理总局"
KNOWN = [  # code of the region, line, name
    ("000000", "quality", NATION),
    ("000000", "associations", "中国质量协会"),
    ("330000", "quality", "浙江省质量技术监督局"),
    ("330000", "publicity", "中共浙江省委宣传部"),
    ("330000", "economy", "浙江省发展和改革委员会"),
    ("330000", "economy", "浙江省经济贸易委员会"),
    ("330000", "unions", "浙江省总工会"),
    ("330000", "youth", "共青团浙江省委"),
    ("330100", "quality", "杭州市市场监督管理局"),
    ("330100", "unions", "杭州市总工会"),
]


@pytest.fixture
def organs():
    """Return {name: Department} of organs of several lines in three levels."""
    lines = {code: Line.objects.get_or_create(code=code, defaults={"name": code})[0] for _, code, _ in KNOWN}
    found = {}
    for code, line, name in KNOWN:
        found[name] = Department.objects.create(region=factories.region(code), line=lines[line])
        found[name].names.create(name=name)
    return found


# --- before there is a draft ----------------------------------------------------------------------------------------


@pytest.fixture
def campaign():
    return factories.campaign(2026, theme="质量第一")


@pytest.fixture
def host():
    return factories.department("浙江省市场监督管理局")


@pytest.fixture
def beginner(client, host):
    """Somebody who drafts, signed in."""
    user = factories.person("张三", host, "drafter")
    client.force_login(user)
    return user


@pytest.fixture
def begin(client, campaign, beginner):
    """Send the form that begins a draft; other fields as given."""

    def send(way, **typed):
        return client.post(NEW, {"campaign": campaign.pk, "way": way, **typed})

    return send


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
    """The same as it was issued: it is copied, and changed no more."""
    recorded.editions.update(state="issued")
    return recorded


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
