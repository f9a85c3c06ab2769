"""A national notice that went to the provinces, and its people; rows by small factories."""

import datetime
from types import SimpleNamespace

import pytest
import zeal
from django.utils import timezone

from campaigns.notices.models import Adaptation, Notice, Receipt
from organizations.models import Department, Line, Region
from tests import factories

TODAY = datetime.date(2026, 9, 16)  # a Wednesday
SINCE = {"since": datetime.date(2026, 1, 1)}
PROVINCES = {"110000": "北京市", "120000": "天津市", "330000": "浙江省", "340000": "安徽省"}


@pytest.fixture(autouse=True)
def today(monkeypatch, request):
    """The day is a Wednesday, or what the test calls it by `day`."""
    mark = request.node.get_closest_marker("day")
    now = mark.args[0] if mark else TODAY
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: value.date() if value else now)
    return now


@zeal.zeal_ignore()
def region(code, name, level="province", parent="000000"):
    above = Region.objects.filter(code=parent).first() or factories.region(parent)
    facts = {"name": name, "short_name": name, "level": level, "parent": above}
    return Region.objects.get_or_create(code=code, defaults=facts)[0]


@zeal.zeal_ignore()
def department(place, line="quality", name=""):
    known, _ = Line.objects.get_or_create(code=line, defaults={"name": line, "order": 5, "is_lead": line == "quality"})
    made, is_new = Department.objects.get_or_create(region=place, line=known)
    if is_new:
        made.names.create(name=name or f"{place.name}{'市场监管局' if line == 'quality' else '总工会'}")
    return made


@zeal.zeal_ignore()
def issued(place, parent=None, **facts):
    """Return a public notice of a place's lead department, of our own, with two clauses that its parent's are carried by."""
    host = department(place)
    made = Notice.objects.create(campaign=factories.campaign(2026), host=host, parent=parent, **facts)
    made.current = made.editions.create(
        title=f"{place.name}质量月通知", dated_on="2026-08-01", doc_number="示〔2026〕1号"
    )
    for number in (1, 2):
        factories.clause(
            made.current, "clause", f"第{number}条。", path=f"（{number}）", anchor=f"s1-{number}", marker=""
        )
    made.listed()
    return made


@zeal.zeal_ignore()
def sent(notice, to, duty="receive", **facts):
    return Receipt.objects.create(edition=notice.current, department=to, duty=duty, **facts)


@zeal.zeal_ignore()
def owed(notice, place, **facts):
    facts = {"department": department(place), "due_on": TODAY, **facts}
    return Adaptation.objects.create(notice=notice, region=place, **facts)


@zeal.zeal_ignore()
def drafted(place, parent, state="draft"):
    made = Notice.objects.create(campaign=factories.campaign(2026), host=department(place), parent=parent)
    made.editions.create(title="x", state=state)
    return made


@pytest.fixture
def board(db, keep):
    """The nation's notice: four provinces, each at a stage of its own, one late; five receipts."""
    return keep("board", made)


@zeal.zeal_ignore()
def made():
    nation = factories.region("000000")
    places = {code: region(code, name) for code, name in PROVINCES.items()}
    notice = issued(nation)
    host = notice.host
    zhejiang = issued(places["330000"], notice)
    stages = {
        "110000": {"child": drafted(places["110000"], notice), "due_on": TODAY - datetime.timedelta(days=3)},
        "120000": {"due_on": TODAY},
        "330000": {"child": zhejiang, "due_on": TODAY - datetime.timedelta(days=9)},
        "340000": {"waived_at": timezone.now(), "waived_reason": "联合部署"},
    }
    rows = {code: owed(notice, places[code], **facts) for code, facts in stages.items()}
    done = {"confirmed_at": timezone.now(), "confirmed_as": "王芳"}
    receipts = {
        code: sent(notice, department(place), "adapt", **(done if code == "330000" else {}))
        for code, place in places.items()
    }
    union = sent(notice, department(places["330000"], "unions"), "nothing")
    people = {
        role: factories.somebody(role, role, at=host, **SINCE)
        for role in ("reader", "drafter", "reviewer", "signatory")
    }
    people["provincial"] = factories.somebody("provincial", "drafter", at=department(places["110000"]), **SINCE)
    people["stranger"] = factories.somebody("stranger", "drafter", at=department(places["340000"], "unions"), **SINCE)
    return SimpleNamespace(
        notice=notice, places=places, rows=rows, receipts=receipts, union=union, people=people, zhejiang=zhejiang
    )


@pytest.fixture
def go(board):
    """Return a function: what a person of a role sees at an address under the board."""

    def go(who="reviewer", path="", data=None, **facts):
        client = factories.client_of(board.people[who])
        address = path if path.startswith("/") else f"/desk/board/{board.notice.pk}/{path}"
        return client.get(address, **facts) if data is None else client.post(address, data, **facts)

    return go
