"""The sample's people, as those who act in its notices; and the marks (机关代字) under which their departments issue."""

from campaigns.notices.issuing import registering
from campaigns.notices.models import NumberSeries
from organizations.acting import identities
from organizations.models import User

SERIES = {
    "国家市场监督管理总局": "国市监质示例",
    "浙江省市场监督管理局": "浙市监质示例",
    "杭州市市场监督管理局": "杭市监质示例",
}


def actors():
    """Return {user name: acting.Actor} of the sample's people, each in the first of their departments."""
    people = User.objects.filter(email__endswith="@example.org", platform_role=None)
    return {user.username: found[0] for user in people if (found := identities(user))}


def series_of(actor):
    """Return the NumberSeries under which an actor's department issues, registered by her where it is not yet."""
    mark = SERIES[str(actor.department)]
    return NumberSeries.objects.filter(mark=mark).first() or registering.add(mark, actor.department, by=actor)
