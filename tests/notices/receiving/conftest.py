"""Organs of several lines and levels, some with people and some without; and an edition that goes to them."""

import pytest
import zeal
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.notices.models import Addressee, AttachmentFile, Edition, Notice
from campaigns.notices.receiving import sending
from organizations.models import Department, Line
from tests import factories

NATION, ZHEJIANG, HANGZHOU, XIHU = "000000", "330000", "330100", "330106"
ORGANS = {  # name: (region, line)
    "总局": (NATION, "quality"),
    "全国总工会": (NATION, "unions"),
    "省局": (ZHEJIANG, "quality"),
    "省发改委": (ZHEJIANG, "economy"),
    "省经贸委": (ZHEJIANG, "economy"),
    "省总工会": (ZHEJIANG, "unions"),
    "市局": (HANGZHOU, "quality"),
    "市总工会": (HANGZHOU, "unions"),
    "区局": (XIHU, "quality"),
    "区总工会": (XIHU, "unions"),
}


class Office:
    """Departments by name, people by the names of theirs, and what is sent between them."""

    def __init__(self):
        self.lines, self.organs, self.people = {}, {}, {}
        for name, (code, line) in ORGANS.items():
            self.organs[name] = self.organ(name, code, line)

    @zeal.zeal_ignore()
    def organ(self, name, code, line):
        facts = {"name": line, "is_lead": line == "quality"}
        self.lines[line] = Line.objects.get_or_create(code=line, defaults=facts)[0]
        made = Department.objects.create(region=factories.region(code), line=self.lines[line])
        made.names.create(name=name)
        return made

    def __getitem__(self, name):
        return self.organs[name]

    def man(self, *names, role="drafter"):
        """Give each of the organs somebody."""
        for name in names:
            self.people[name, role] = factories.somebody(f"{name}{role}", role, at=self[name])

    def actor(self, name, role="drafter"):
        if (name, role) not in self.people:
            self.man(name, role=role)
        return factories.actor(self.people[name, role])

    def client(self, name, role="drafter"):
        self.actor(name, role)
        return factories.client_of(self.people[name, role])

    @zeal.zeal_ignore()
    def edition(self, *rows, host="总局", number=1, notice=None, file="", issuers=(), **facts):
        """Return an edition in force with these rows: (words, duty, organ or (level, line), place)."""
        notice = notice or Notice.objects.create(campaign=factories.campaign(2026), host=self[host])
        facts = {"title": "关于开展“质量月”活动的通知", "doc_number": f"国市监质〔2026〕{number}号", **facts}
        edition = notice.editions.create(number=number, state="draft", **facts)
        Addressee.objects.bulk_create(self.row(edition, at, *row) for at, row in enumerate(rows))
        for at, name in enumerate(issuers):
            edition.issuers.create(printed_name=name, position=at, department=self[name])
        factories.clause(edition, "paragraph", "请各地组织实施。")
        if file:
            self.attach(edition, file)
        Edition.objects.filter(pk=edition.pk).update(state="issued")
        notice.current = edition
        notice.save()
        return Edition.objects.select_related("notice__host", "notice__campaign").get(pk=edition.pk)

    def attach(self, edition, name):
        head = factories.clause(edition, "attachment", heading=name, anchor="a1", path="附件")
        content = SimpleUploadedFile(name, b"%PDF-1.7")
        facts = {"name": name, "content_type": "application/pdf", "size": 8, "sha256": "0" * 64}
        AttachmentFile.objects.create(clause=head, content=content, **facts)

    def row(self, edition, at, text, duty="receive", means=None, place="main"):
        facts = {"edition": edition, "position": at, "text": text, "duty": duty, "place": place}
        if isinstance(means, tuple):
            return Addressee(level=means[0], line=self.lines[means[1]], **facts)
        return Addressee(department=means and self[means], **facts)

    def sent(self, *rows, **facts):
        edition = self.edition(*rows, **facts)
        sending.send(edition)
        return edition

    def correct(self, edition, *rows, **facts):
        """Return the next edition of the same notice, in force and sent."""
        return self.sent(*rows, notice=edition.notice, number=edition.number + 1, **facts)


@pytest.fixture
def office():
    return Office()


PROVINCES = ("各省局", "adapt", ("province", "quality"))
ECONOMY = ("各省发改委、经贸委", "receive", ("province", "economy"))
CITIES = ("各市局", "receive", ("prefecture", "quality"))
