"""Who takes in what comes to the provinces of the sample: somebody invented in each lead department, without a password."""

from datetime import timedelta

from allauth.account.models import EmailAddress

from campaigns.notices.models import Receipt
from campaigns.notices.receiving import confirming
from organizations import memberships
from organizations.acting import identities
from organizations.models import Department, Membership, Region, Role, User

from . import clock

NAMES = (
    "丁洁 于涛 马琳 方志 毛娟 尹博 孔祥 卢婷 田野 史磊 白雪 冉辉 吕萍 朱珊 任重 刘畅 江帆 汤圆 许诺 孙悦 苏航 杜鹃 李想 杨帆 肖扬 "
    "吴越 余波 汪洋 宋词 张弛 陈晨 林间"
).split()


def load():
    """Make those who are missing; return {code of a province: acting.Actor}."""
    rows = Department.objects.filter(region__level=Region.Level.PROVINCE, line__is_lead=True, until="")
    rows = rows.select_related("region").order_by("region__code")
    return {each.region.code: _clerk(each, name) for each, name in zip(rows, NAMES, strict=False)}


def receive(edition, day, clerks, but=()):
    """Let the clerks confirm an edition in the days from this one on; of `but`, codes of provinces, nobody does."""
    rows = Receipt.objects.filter(edition=edition, confirmed_at=None, department__line__is_lead=True)
    for at, row in enumerate(rows.select_related("department__region", "edition__notice__current").order_by("pk")):
        code = row.department.region.code
        if code in clerks and code not in but:
            with clock.at(day + timedelta(days=at % 5), hour=9 + at % 8):
                confirming.confirm(row, by=clerks[code])


def _clerk(department, name):
    """Return the first who drafts in a department, so that none is made where an account of the sample is there."""
    held = Membership.objects.active().filter(department=department, role=Role.DRAFTER).select_related("user").first()
    user = held.user if held else _made(department, name)
    return next(each for each in identities(user) if each.department == department)


def _made(department, name):
    code = department.region.code
    user = User(
        username=f"shouwen-{code}", email=f"shouwen-{code}@example.org", last_name=name[:1], first_name=name[1:]
    )
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    memberships.appoint(user, department, Role.DRAFTER)
    return user
