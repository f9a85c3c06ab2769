"""An edition in each state, people in every role, and what they send who do everything right."""

from django.apps import apps
from django.utils import timezone

from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.issuing import ending
from campaigns.notices.models import Edition, NumberSeries
from tests import factories

OURS = ("organizations", "campaigns", "notices")
NOT_COUNTED = {"organizations.user"}  # the last sign-in


def rows():
    models = [model for name in OURS for model in apps.get_app_config(name).get_models()]
    return {
        model._meta.label_lower: sorted(map(repr, model.objects.order_by().values_list()))
        for model in models
        if model._meta.label_lower not in NOT_COUNTED
    }


def made():
    """One edition in each state, of departments of their own year; the ledger of one department; people in every role."""
    ready, signed = factories.ready(), factories.signed(factories.ready(year=2025))
    factories.printed(signed)
    Edition.objects.filter(pk=signed.pk).update(issue_at="2090-01-01T00:00Z")
    issued = factories.issued(year=2024)
    ended = factories.issued(year=2023)
    ending.withdraw(ended.notice_id, "误发", by=factories.signatory(ended))
    draft = factories.draft(year=2022)
    host = ready.notice.host
    other = factories.department("杭州市市场监督管理局", "330100")
    people = {
        role: factories.person(role, host, role) for role in ("reader", "drafter", "reviewer", "signatory", "manager")
    }
    people["stranger"] = factories.person("stranger", other, "signatory")
    asked = factories.department("浙江省总工会")
    people["co-issuer"] = factories.person("asked", asked, "signatory")
    Edition.objects.filter(pk=ready.pk).update(version=1)
    ready.issuers.exclude(department=host).update(department=asked)
    resettle(ready)
    return {
        "editions": {"ready": ready, "signed": signed, "issued": issued, "ended": ended, "draft": draft},
        "people": people,
        "series": NumberSeries.objects.get(),
    }


def resettle(edition):
    edition.text_hash = hash_of(canonical_of(edition))
    Edition.objects.filter(pk=edition.pk).update(text_hash=edition.text_hash)
    factories.agree(edition, edition.revisions.first().user)


def right(edition, series):
    """What is typed to sign an edition as it stands."""
    shown = {"seen": edition.text_hash, "office": edition.print_office}
    return {**shown, "series": series.pk, "checked": factories.looked_at(edition)}


def typed(world, act):
    """What somebody types who does everything right."""
    return {
        "sign": right(world["editions"]["ready"], world["series"]),
        "sign/own": {"reason": "其他签发人均出差。", "seen": world["editions"]["ready"].text_hash},
        "put-off": {"issue_at": ""},
        "gate": {"digest": "0" * 64, "reason": "对外公布"},
        "correct": {"note": "更正日期。"},
        "change-note": {"note": "更正日期。"},
        "withdraw": {"reason": "误发"},
        "repeal": {"reason": "另有规定", "day": today()},
    }[act]


def today():
    return timezone.localdate().isoformat()


def act_as(client, world, who, act, state):
    client.logout()
    if who != "nobody":
        client.force_login(world["people"][who])
    address = f"/desk/notices/{world['editions'][state].pk}/{act}/"
    return client.post(address, typed(world, act))
