"""What waits in campaigns: an arrangement of holidays to be entered, a campaign to be opened, one to be closed."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organizations.access import Right
from organizations.due import Due

from .leading import leads_the_nation
from .models import Campaign
from .workdays import incomplete_years

OCTOBER = 10  # the State Council tells the coming year's holidays in autumn
SOON = timedelta(days=90)


def waiting(actor):
    """Return the Dues of an actor."""
    return [*calendar(actor), *campaigns(actor)]


def calendar(actor):
    """The coming year's holidays, from October on, while they are not entered: for who enters them. Others read it where it matters."""
    today = timezone.localdate()
    if today.month < OCTOBER or Right.SYSTEM not in actor.rights:
        return []
    year = today.year + 1
    if not incomplete_years([year]):
        return []
    sub = "登记前，该年的工作日暂按周末推算，跨年的时间节点可能不准。"
    url = reverse("campaigns:workdays", args=[year])
    return [Due(f"{year}年放假安排尚未登记", sub, url, "登记", date(today.year, 12, 31))]


def campaigns(actor):
    """Drafts that begin soon, for who opens them; open ones whose last day is over, for who closes them."""
    if Right.SIGN not in actor.rights or not leads_the_nation(actor):
        return []
    today = timezone.localdate()
    begins_soon = Q(state=Campaign.State.DRAFT, starts_on__lte=today + SOON)
    is_over = Q(state=Campaign.State.OPEN, ends_on__lt=today)
    return [_due(each) for each in Campaign.objects.filter(begins_soon | is_over).order_by("starts_on")]


def _due(campaign):
    if campaign.is_draft:
        url = reverse("campaigns:open", args=[campaign.pk])
        return Due(f"启动{campaign}", "启动前不对外公布。", url, "启动", campaign.starts_on)
    url = reverse("campaigns:close", args=[campaign.pk])
    return Due(f"结束{campaign}", "活动时间已过，总结报送后可以办理结束。", url, "办理结束")
