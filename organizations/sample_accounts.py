"""The sample's people, all invented, in mid-flow: one stands in for another, one is invited, one works in two departments.

Their password is public, so they are made and shown on a machine of one's own only.
"""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from . import delegations, invitations, memberships
from .acting import identities
from .models import Delegation, Department, Invitation, Membership, PlatformRole, Role, User

PASSWORD = "quality-month-sample"  # noqa: S105  it is printed and shown wherever these accounts are
ZONGJU, ZHEJIANG = "国家市场监督管理总局", "浙江省市场监督管理局"
BOTH = (Role.DRAFTER, Role.SIGNATORY)


@dataclass(frozen=True)
class Account:
    """Somebody invented: `place` is a department, or "" for the platform, where `roles` is one of its three kinds."""

    username: str
    name: str
    place: str
    roles: tuple
    more: tuple = ()  # (department, role) elsewhere

    @property
    def part(self):
        return "、".join(role.label for role in self.roles)

    @property
    def where(self):
        return self.place or "平台"


ACCOUNTS = [
    Account("zongju-qicao", "林晓岚", ZONGJU, (Role.DRAFTER,)),
    Account("zongju-shenhe", "周文博", ZONGJU, (Role.REVIEWER,)),
    Account("zongju-qianfa", "陈立群", ZONGJU, (Role.SIGNATORY,)),
    Account("zongju-qianfa2", "赵明远", ZONGJU, (Role.SIGNATORY,)),
    Account("zongju-guanli", "孙慧", ZONGJU, (Role.MANAGER,)),
    Account("zhongxuanbu", "吴静", "中共中央宣传部", BOTH),
    Account("fagaiwei", "郑凯", "国家发展和改革委员会", BOTH),
    Account("zonggonghui", "何敏", "中华全国总工会", BOTH),
    Account("tuanzhongyang", "罗旭", "中国共产主义青年团中央委员会", BOTH),
    Account("zhejiang-qicao", "沈佳", ZHEJIANG, (Role.DRAFTER,), (("浙江省质量协会", Role.READER),)),
    Account("zhejiang-shenhe", "钱伟", ZHEJIANG, (Role.REVIEWER,)),
    Account("zhejiang-qianfa", "潘志强", ZHEJIANG, (Role.SIGNATORY,)),
    Account("zhejiang-guanli", "徐丽", ZHEJIANG, (Role.MANAGER,)),
    Account("hangzhou", "金鑫", "杭州市市场监督管理局", BOTH),
    Account("hangzhou-qianfa", "盛岚", "杭州市市场监督管理局", (Role.REVIEWER, Role.SIGNATORY)),
    Account("tianjin", "冯硕", "天津市市场监督管理委员会", (Role.DRAFTER, Role.REVIEWER)),
    Account("jiangxi", "万琴", "江西省市场监督管理局", (Role.DRAFTER, Role.REVIEWER)),
    Account("jilin", "秦朗", "吉林省市场监督管理局", (Role.DRAFTER, Role.REVIEWER)),
    Account("admin", "高原", "", (PlatformRole.Kind.SYSTEM,)),
    Account("anquan", "石磊", "", (PlatformRole.Kind.SECURITY,)),
    Account("shenji", "方正", "", (PlatformRole.Kind.AUDIT,)),
]
AWAY, STANDS_IN = "zhejiang-qianfa", "zhejiang-shenhe"
GUEST = ("王芳", "wang.fang@example.org")


def may_be_here():
    """Whether this is a machine of one's own, where a public password does no harm."""
    return not settings.PRODUCTION and settings.SITE.hostname in settings.LOCAL_HOSTS


def accounts_for_help():
    """Return the sample's accounts for the sign-in page: none where they are not loaded, or must not be."""
    if not may_be_here():
        return []
    there = set(User.objects.filter(email__endswith="@example.org").values_list("username", flat=True))
    return [account for account in ACCOUNTS if account.username in there]


@transaction.atomic
def load():
    """Make the accounts that are missing, with their roles; return all. Safe to run again."""
    if not may_be_here():
        raise memberships.Refused("示例账号的密码是公开的，不能装入对外的网站。")
    password = make_password(PASSWORD)  # once: it takes its time on purpose
    places = _places()
    for account in ACCOUNTS:
        user = _user(account, password)
        if account.place:
            _appoint(user, account, places)
        elif not PlatformRole.objects.filter(user=user).exists():
            memberships.make_platform_admin(user, account.roles[0])
    _delegate()
    _invite(places[ZHEJIANG])
    return ACCOUNTS


def _places():
    wanted = {account.place for account in ACCOUNTS} | {place for each in ACCOUNTS for place, _ in each.more}
    rows = Department.objects.today().filter(names__name__in=wanted).prefetch_related("names")
    return {str(department): department for department in rows}


def _user(account, password):
    facts = {"last_name": account.name[:1], "first_name": account.name[1:], "password": password}
    email = f"{account.username}@example.org"
    user, is_new = User.objects.get_or_create(username=account.username, defaults=facts | {"email": email})
    if is_new:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _appoint(user, account, places):
    wanted = [(account.place, role) for role in account.roles] + list(account.more)
    known = set(Membership.objects.filter(user=user).values_list("department", "role"))
    for place, role in wanted:
        if place in places and (places[place].pk, role) not in known:
            memberships.appoint(user, places[place], role)


def _delegate():
    """The signatory is away: the reviewer signs for him, from three days ago until in ten days."""
    away, stands_in = (User.objects.get(username=name) for name in (AWAY, STANDS_IN))
    if not Delegation.objects.unended().filter(principal=away, delegate=stands_in).exists():
        today = timezone.localdate()
        span = {"since": today - timedelta(days=3), "until": today + timedelta(days=10)}
        delegations.delegate(identities(away)[0], stands_in, note="出差", **span)


def _invite(department):
    name, email = GUEST
    if not Invitation.objects.filter(email=email).exists():
        manager = identities(User.objects.get(username="zhejiang-guanli"))[0]
        invitations.invite(email, name, department, Role.READER, by=manager)
