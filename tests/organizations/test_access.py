"""Who may do what where: the table of rights, and that only a role in force that guardian confirms counts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from organizations import access, memberships
from organizations.access import Right
from organizations.acting import NOBODY, identities
from organizations.models import Department, DepartmentUserGrant, Line, Membership, PlatformRole, Region, Role, User
from tests import factories

TODAY = timezone.localdate
OWN, ALL = "own", "own and below"
REACH = {  # role: where each right reaches; what is not named reaches nowhere
    "reader": {Right.VIEW: OWN},
    "drafter": {Right.VIEW: OWN, Right.RECEIVE: OWN, Right.DRAFT: OWN},
    "reviewer": {Right.VIEW: OWN, Right.RECEIVE: OWN, Right.DRAFT: OWN, Right.REVIEW: OWN},
    "signatory": {Right.VIEW: OWN, Right.RECEIVE: OWN, Right.REVIEW: OWN, Right.SIGN: OWN},
    "manager": {Right.VIEW: OWN, Right.MANAGE: ALL},
}
PLATFORM = {"system": Right.SYSTEM, "security": Right.SECURITY, "audit": Right.AUDIT}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def organ(name, region, line="quality"):
    line, _ = Line.objects.get_or_create(code=line, defaults={"name": line, "order": 1})
    made = Department.objects.create(region=region, line=line)
    made.names.create(name=name)
    return made


@pytest.fixture
def places():
    """Zhejiang's bureau and what stands around it: above, beside, below, and another line below."""
    own, above = factories.department(), factories.department("国家质量监督检验检疫总局", "000000")
    city = factories.region("330100")
    return {
        "own": own,
        "above": above,
        "beside": organ("浙江省另一局", own.region),
        "below": factories.department("杭州市质量技术监督局", "330100"),
        "other line below": organ("杭州市总工会", city, "unions"),
    }


def actor_as(role, **span):
    return identities(factories.somebody("zhang", role, **span))[0]


@pytest.mark.parametrize("role", REACH)
def test_a_role_gives_these_rights_there_and_no_other_anywhere(places, role):
    actor = actor_as(role)
    for right in Right:
        where = {name for name, place in places.items() if access.may(actor, right, place)}
        assert where == {None: set(), OWN: {"own"}, ALL: {"own", "below"}}[REACH[role].get(right)], right
        assert set(access.reach(actor, right)) == {places[name] for name in where}
        assert not access.may(actor, right)


@pytest.mark.parametrize("kind", PLATFORM)
def test_a_platform_role_gives_its_one_right_and_none_in_a_department(places, kind):
    (actor,) = identities(factories.admin_of(kind))
    assert {right for right in Right if access.may(actor, right)} == {PLATFORM[kind]}
    assert not any(access.may(actor, right, place) for right in Right for place in places.values())


@pytest.mark.parametrize(
    ("span", "counts"),
    [
        ({}, True),
        ({"until": 0}, True),  # the last day is one of hers
        ({"since": -9, "until": 9}, True),
        ({"since": 1}, False),
        ({"since": -9, "until": -1}, False),
    ],
    ids=str,
)
def test_a_role_counts_from_its_first_day_to_its_last(places, span, counts):
    user = factories.somebody("zhang", "drafter", **{name: TODAY() + timedelta(days) for name, days in span.items()})
    assert bool(identities(user)) is counts
    assert (user in access.people_with(Right.DRAFT, places["own"])) is counts


def lose_grant(user):
    DepartmentUserGrant.objects.filter(user=user).delete()


def lose_membership(user):
    Membership.objects.filter(user=user).delete()


def another_grant(user):
    lose_grant(user)
    access.grant(user, Role.READER, factories.department())


def end(user):
    memberships.dismiss(user.memberships.get())


def lock(user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()


@pytest.mark.parametrize("happening", [lose_grant, lose_membership, another_grant, end, lock])
def test_what_is_not_confirmed_in_force_and_of_an_open_account_counts_for_nothing(happening):
    user = factories.somebody("zhang", "drafter")
    assert identities(user)
    happening(user)
    assert identities(user) == []
    assert user not in access.people_with(Right.VIEW, factories.department())


def test_a_superuser_may_nothing_by_being_one(places):
    assert identities(User.objects.create(username="root", is_staff=True, is_superuser=True)) == []
    assert not any(access.may(NOBODY, right, place) for right in Right for place in places.values())


def test_platform_roles_exclude_each_other_and_every_department():
    system, drafter = factories.admin_of("system"), factories.somebody("zhang", "drafter", since=TODAY() + timedelta(9))
    with pytest.raises(memberships.Refused, match="不能互相兼任"):
        memberships.make_platform_admin(system, PlatformRole.Kind.AUDIT)
    with pytest.raises(memberships.Refused, match="不能兼任"):
        memberships.make_platform_admin(drafter, PlatformRole.Kind.AUDIT)
    with pytest.raises(memberships.Refused, match="不能在部门任职"):
        memberships.appoint(system, factories.department(), Role.READER)


def test_a_refusal_says_who_could_and_which_other_identity_of_hers_could(places):
    factories.somebody("zhang", "reader")
    reader, drafter = identities(factories.somebody("zhang", "drafter", at=places["below"]))
    with pytest.raises(PermissionDenied, match=r"^这件事由浙江省质量技术监督局的签发人办理。$"):
        access.require(reader, Right.SIGN, places["own"])
    both = type(reader)(**{**vars(reader), "others": (drafter,)})
    with pytest.raises(
        PermissionDenied, match=r"起草人、审核人办理。您可以换成“杭州市质量技术监督局 · 起草”的身份再办理。"
    ):
        access.require(both, Right.DRAFT, places["below"])
    with pytest.raises(PermissionDenied, match="这件事由平台的安全管理员办理"):
        access.require(reader, Right.SECURITY)
    with pytest.raises(PermissionDenied, match="这件事由部门的单位管理员办理"):
        access.require(NOBODY, Right.MANAGE)


def test_the_lead_line_oversees_all_lines_and_another_line_its_own(places):
    union = organ("浙江省总工会", places["own"].region, "unions")
    lead, other = actor_as("reader"), identities(factories.somebody("li", "reader", at=union))[0]
    assert set(access.overseen(lead)) == {*places.values(), union} - {places["above"]}
    assert set(access.overseen(other)) == {union, places["other line below"]}


def test_below_a_province_lies_what_stands_under_a_placeholder_and_directly_under_it():
    nation = factories.region("000000")

    def region(code, name, level, parent):
        return Region.objects.create(code=code, name=name, short_name=name, level=level, parent=parent)

    beijing, hubei = (
        region(code, name, "province", nation) for code, name in (("110000", "北京市"), ("420000", "湖北省"))
    )
    districts = region("110100", "市辖区", "prefecture", beijing)
    direct = region("429000", "省直辖县级行政区划", "prefecture", hubei)
    dongcheng, xiantao = region("110101", "东城区", "county", districts), region("429004", "仙桃市", "county", direct)
    outright = region("420999", "直管县", "county", hubei)  # as 金门 or 嘉峪关 might be: no prefecture between
    organs = {place: organ(f"{place}局", place) for place in (beijing, dongcheng, hubei, xiantao, outright)}
    below = Department.objects.below
    assert set(below(organs[beijing])) == {organs[beijing], organs[dongcheng]}
    assert set(below(organs[hubei])) == {organs[hubei], organs[xiantao], organs[outright]}
    assert set(below(organs[dongcheng])) == {organs[dongcheng]}
    assert set(below(organ("总局", nation))) > set(organs.values())
