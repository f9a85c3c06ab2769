"""Small true things for the tests: regions, departments, a campaign, notices with clauses."""

import datetime
from itertools import count

import zeal
from django.test import Client

from campaigns.models import Campaign
from campaigns.notices import moves, tasks
from campaigns.notices.drafting import saving
from campaigns.notices.issuing import publishing, sign_views, signing
from campaigns.notices.models import Clause, Edition, Issuer, Lineage, Notice, NumberSeries, Proof
from campaigns.notices.search import index
from organizations import acting, memberships
from organizations.models import Department, Line, Region, User

NAMES = {"000000": "全国", "330000": "浙江省", "330100": "杭州市", "330106": "西湖区"}
LEVELS = {"000000": "nation", "330000": "province", "330100": "prefecture", "330106": "county"}
PARENTS = {"330000": "000000", "330100": "330000", "330106": "330100"}
ADDRESSEES = "各市、县（市、区）人民政府："
SLOGANS = ("坚持以质取胜 推动科学发展", "质量安全是企业的第一责任")
serial = count(1)


@zeal.zeal_ignore()
def region(code="330000"):
    parent = region(PARENTS[code]) if code in PARENTS else None
    facts = {"name": NAMES[code], "short_name": NAMES[code], "level": LEVELS[code], "parent": parent}
    return Region.objects.get_or_create(code=code, defaults=facts)[0]


@zeal.zeal_ignore()
def department(name="浙江省质量技术监督局", code="330000"):
    line, _ = Line.objects.get_or_create(code="quality", defaults={"name": "质量监督", "is_lead": True})
    found = Department.objects.called(name).first()
    if found is None:
        found = Department.objects.create(region=region(code), line=line)
        found.names.create(name=name)
    return found


@zeal.zeal_ignore()
def of_line(department, code):
    """Put a department into another line, which leads nothing; return the department."""
    department.line, _ = Line.objects.get_or_create(code=code, defaults={"name": code, "order": 9})
    department.save(update_fields=["line"])
    return department


@zeal.zeal_ignore()
def campaign(year=2008, theme="质量安全是社会和谐的基础"):
    facts = {
        "name": f"{year}年全国质量月",
        "theme": theme,
        "starts_on": datetime.date(year, 9, 1),
        "ends_on": datetime.date(year, 9, 30),
        "state": Campaign.State.OPEN,
    }
    return Campaign.objects.get_or_create(year=year, defaults=facts)[0]


@zeal.zeal_ignore()
def notice(*, title="关于开展“2008年全省质量月”活动的通知", code="330000", year=2008, parent=None, **facts):
    """Return a recorded public notice with one edition and no clauses. Edition facts by their names.

    Its edition is in force and still open to be filled; `edition.save()` with state "issued" closes it.
    """
    host = department(f"{NAMES[code]}质量技术监督局", code)
    of_notice = {key: facts.pop(key) for key in ("openness", "is_recorded") if key in facts}
    made = Notice.objects.create(
        **{"is_recorded": True, **of_notice},
        campaign=campaign(year),
        host=host,
        parent=parent,
        source_digest=f"{next(serial):064}",
    )
    made.current = made.editions.create(**{"title": title, "dated_on": f"{year}-08", **facts})
    made.save()
    made.listed()
    index(made)
    return made


@zeal.zeal_ignore()
def draft(code="330000", year=2026, clauses=3, host=None, **facts):
    """Return the first edition of a notice of our own, in draft and filled; edition facts by their names."""
    host = host or department(f"{NAMES[code]}市场监督管理局", code)
    made = Notice.objects.create(campaign=campaign(year), host=host)
    title = f"关于开展{year}年“质量月”活动的通知"
    edition = made.editions.create(**{"title": title, "addressees": ADDRESSEES, "is_signed": True, **facts})
    Issuer.objects.create(edition=edition, printed_name=str(host), department=host, position=0)
    return fill(edition, clauses)


@zeal.zeal_ignore()
def person(username, department, *roles):
    """Return somebody who has these roles in a department from today on."""
    user = User.objects.create_user(username, f"{username}@example.org", last_name=username)
    for role in roles:
        memberships.appoint(user, department, role)
    return user


@zeal.zeal_ignore()
def actor(user):
    """Return the acting.Actor that a person is by default."""
    return acting.identities(user)[0]


@zeal.zeal_ignore()
def next_edition(notice, **facts):
    """Return another edition of a notice, open to be filled like the first: those before it are issued."""
    notice.editions.update(state="issued")
    return notice.editions.create(**{"number": notice.editions.count() + 1, **facts})


@zeal.zeal_ignore()
def clause(edition, kind, text="", **facts):
    return Clause.objects.create(edition=edition, position=edition.clauses.count(), kind=kind, text=text, **facts)


@zeal.zeal_ignore()
def fill(edition, clauses=3):
    """Give an edition a preamble, a section with so many clauses, slogans and an attachment."""
    clause(edition, "preamble", "现将有关事项通知如下：")
    head = clause(edition, "section", marker="一、", heading="统一部署的活动", path="一", anchor="s1")
    for number in range(1, clauses + 1):
        text = f"第{number}项活动。由各地组织实施。"
        numbered = {"marker": f"（{number}）", "path": f"一（{number}）", "anchor": f"s1-{number}"}
        clause(edition, "clause", text, parent=head, **numbered)
    last = clause(edition, "section", marker="二、", heading="宣传口号", path="二", anchor="s2")
    for slogan in SLOGANS:
        clause(edition, "slogan", slogan, parent=last)
    annex = clause(
        edition,
        "attachment",
        marker="附件",
        heading="名单",
        listed="名单",
        listed_marker="附件：",
        anchor="a1",
        path="附件",
    )
    clause(edition, "paragraph", "名单从略。", parent=annex)
    union = Department.objects.filter(names__name="浙江省总工会").first()
    Issuer.objects.create(
        edition=edition, printed_name="浙江省总工会", department=union, position=edition.issuers.count()
    )
    if edition.notice.current_id:
        index(edition.notice)
    return edition


@zeal.zeal_ignore()
def derived(clauses=3, **facts):
    """Return a provincial notice under a national one: its clauses adapted, one national clause left out."""
    national = notice(title="关于开展“2008年全国质量月”活动的通知", code="000000", dated_on="", printed_on="2008-06-26")
    fill(national.current, clauses + 1)
    made = notice(parent=national, **facts)
    fill(made.current, clauses)
    ours = made.current.clauses.filter(kind="clause")
    above = list(national.current.clauses.filter(kind="clause"))
    for own, parent in zip(ours, above, strict=False):
        Lineage.objects.create(edition=made.current, clause=own, parent=parent, relation="adapted", score=0.9)
    left_out = {"parent": above[-1], "relation": "omitted", "reason": Lineage.UNSTATED}
    Lineage.objects.create(edition=made.current, **left_out)
    return made


@zeal.zeal_ignore()
def somebody(name, *roles, at=None, **span):
    """Return a user of this name with these roles in a department, Zhejiang's where none is given."""
    user, _ = User.objects.get_or_create(username=name, defaults={"last_name": name, "email": f"{name}@example.cn"})
    for role in roles:
        memberships.appoint(user, at or department(), role, **span)
    return user


def admin_of(kind):
    """Return a platform administrator: of the system, security or audit."""
    user, is_new = User.objects.get_or_create(username=f"{kind}-admin", defaults={"last_name": kind})
    if is_new:
        memberships.make_platform_admin(user, kind)
    user.refresh_from_db()
    return user


@zeal.zeal_ignore()
def client_of(user):
    """Return a client in which the person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def series(department, mark="浙市监"):
    return NumberSeries.objects.get_or_create(mark=mark, defaults={"department": department})[0]


@zeal.zeal_ignore()
def ready(code="330000", year=2026, drafter=None, **facts):
    """Return an edition that awaits its signature: written by `drafter`, countersigned, and its host has a series."""
    return brought_to_signature(draft(code, year, **facts), drafter)


@zeal.zeal_ignore()
def brought_to_signature(edition, drafter=None):
    """Have a draft written, countersigned and sent to be signed; return it."""
    host = edition.notice.host
    drafter = drafter or actor(person(f"起草{next(serial)}", host, "drafter"))
    with saving.writing(edition.pk, by=drafter):
        pass
    edition = Edition.objects.select_related("notice__host", "notice__campaign").get(pk=edition.pk)
    agree(edition, drafter.user)
    moves.move(edition, "ready", by=drafter)
    proven(edition)
    series(host)
    return edition


def proven(edition):
    """Let an edition have been set as it is now, without fault."""
    version = Edition.objects.values_list("version", flat=True).get(pk=edition.pk)
    Proof.objects.update_or_create(edition=edition, defaults={"version": version})


@zeal.zeal_ignore()
def awaits_signature(edition):
    """Let an edition await its signature, whatever way it went."""
    Edition.objects.filter(pk=edition.pk).update(state="ready")
    proven(edition)


@zeal.zeal_ignore()
def agree(edition, user):
    """Have every co-issuer agree to the text as it stands."""
    for issuer in edition.issuers.exclude(department=edition.notice.host):
        edition.countersignatures.create(
            department=issuer.department,
            name=issuer.printed_name,
            text_hash=edition.text_hash,
            decision="agreed",
            user=user,
        )


@zeal.zeal_ignore()
def put_in_force(edition):
    """Let an edition be issued and in force, whatever way it went; nothing of it is printed."""
    Edition.objects.filter(pk=edition.pk).update(state="issued")
    edition.notice.current = edition
    edition.notice.save()
    edition.notice.listed()


@zeal.zeal_ignore()
def signatory(edition, name=None):
    return actor(person(name or f"签发{next(serial)}", edition.notice.host, "signatory"))


@zeal.zeal_ignore()
def looked_at(edition):
    """Return what the tick on the page to sign it says: that the list of what to check was looked at."""
    edition = Edition.objects.for_desk().get(pk=edition.pk)
    return [
        value for value, _ in sign_views.sign_form(edition, sign_views.should_of(edition)).fields["checked"].choices
    ]


@zeal.zeal_ignore()
def signed(edition, by=None, **choice):
    by = by or signatory(edition)
    shown = {"seen": edition.text_hash, "office": edition.print_office}
    return signing.sign(edition.pk, by=by, **{"series": series(edition.notice.host), **shown, **choice})


@zeal.zeal_ignore()
def printed(edition, content=b"%PDF-"):
    """Give an edition all its files, with bytes that are nobody else's, as if they were typeset."""
    for format, layout in edition.files_wanted:
        tasks.freeze(edition, format, layout, content + f"{edition.pk} {format} {layout}".encode())
    edition.files.update(pages=0)
    return edition


@zeal.zeal_ignore()
def issued(by=None, **facts):
    """Return an edition that went the whole way, and is public."""
    edition = signed(ready(**facts), by)
    printed(edition)
    publishing.publish_due()
    return Edition.objects.select_related("notice__host", "notice__current").get(pk=edition.pk)
