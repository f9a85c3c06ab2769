"""The sample's people: each can do what the table says, and there are none where the site is for others."""

import pytest

from organizations import memberships, sample, sample_accounts
from organizations.acting import identities
from organizations.models import Delegation, Department, Invitation, Membership, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def test_the_accounts_are_in_mid_flow_and_loading_them_again_changes_nothing(offices):
    assert sample.accounts_for_help() == []
    sample_accounts.load()
    before = (
        list(Membership.objects.values()),
        User.objects.count(),
        Delegation.objects.count(),
        Invitation.objects.count(),
    )
    sample_accounts.load()
    after = (
        list(Membership.objects.values()),
        User.objects.count(),
        Delegation.objects.count(),
        Invitation.objects.count(),
    )
    assert before == after
    assert before[1:] == (21, 1, 1)
    labels = {user.username: [actor.label for actor in identities(user)] for user in User.objects.all()}
    assert labels["zongju-qianfa2"] == ["国家市场监督管理总局 · 签发"]
    assert labels["zhejiang-qicao"] == ["浙江省市场监督管理局 · 起草", "浙江省质量协会 · 查阅"]
    assert labels["zhejiang-shenhe"] == ["浙江省市场监督管理局 · 审核", "浙江省市场监督管理局 · 代潘志强签发"]
    assert labels["admin"] == ["平台 · 系统管理员"]
    there = {"", *map(str, Department.objects.today())}  # the regions of the test are few
    assert all(labels[each.username] for each in sample_accounts.ACCOUNTS if each.place in there)
    user = User.objects.get(username="hangzhou")
    assert (user.name, user.is_sample, user.check_password(sample_accounts.PASSWORD)) == ("金鑫", True, True)
    assert [account.username for account in sample.accounts_for_help()] == [
        row.username for row in sample_accounts.ACCOUNTS
    ]


def test_none_are_made_or_shown_on_a_site_for_others(db, settings):
    User.objects.create(username="admin", email="admin@example.org")
    assert len(sample.accounts_for_help()) == 1
    settings.PRODUCTION = True
    assert sample.accounts_for_help() == []
    with pytest.raises(memberships.Refused):
        sample_accounts.load()
