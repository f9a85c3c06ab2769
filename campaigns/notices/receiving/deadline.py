"""贯彻期限: the day by which those below owe a notice of their own, as it is proposed and as it is checked."""

from django.utils import timezone

from campaigns.workdays import Workdays

from ..models import Addressee

NAMED = "本地通知"  # what the deadline of a campaign is called that is about this
WORKED_DAYS = 15  # where the campaign names no day that is still to come


def proposed(campaign):
    """Return the day that the campaign's deadline for local notices names, if it is still to come; else the 15th worked day."""
    today, workdays = timezone.localdate(), Workdays(timezone.localdate().year)
    days = [
        each.due_on(workdays) for each in campaign.deadlines.filter(name__contains=NAMED).select_related("campaign")
    ]
    return min((day for day in days if day > today), default=None) or workdays.after(today, WORKED_DAYS)


def wrong(edition):
    """Return what is wrong with the day of a draft, in a sentence; nothing where it asks nobody for a notice. One query."""
    if not edition.addressed.filter(duty=Addressee.Duty.ADAPT).exists():
        return ""
    if edition.adapt_by is None:
        return "主送机关中有要求制定本地通知的，请填写贯彻期限。"
    is_over = edition.number == 1 and edition.adapt_by < timezone.localdate()  # a correction may come after it
    return f"贯彻期限{edition.adapt_by:%Y年%-m月%-d日}已经过去，请重新填写。" if is_over else ""
