"""Who withdrew or repealed the notices that ended before that was kept: by the audit, under a name of today.

All that this needs stands here as it was when it was written.
"""

from django.conf import settings
from django.db import migrations

ACTS = {"withdrawn": "notice-withdraw", "repealed": "notice-repeal"}
NOBODY = (None, None, None)
AT_A_TIME = 500


def fill(apps, schema_editor):
    """Write one row of how each notice stands. One that has a row already gets none: this may be done once more."""
    notices, endings = (apps.get_model("notices", name).objects for name in ("Notice", "NoticeEnding"))
    told, known = told_by_audit(apps), keys_of_today(apps)
    rows = [
        ending_of(endings.model, notice, told.get((notice.pk, ACTS[notice.ending]), NOBODY), known)
        for notice in notices.filter(ended_at__isnull=False, endings=None).order_by("ended_at", "pk")
    ]
    endings.bulk_create(rows, batch_size=AT_A_TIME)


def told_by_audit(apps):
    """Return {(key of a notice, act): keys of who did it, for whom and in which department}, by the last such row."""
    rows = apps.get_model("organizations", "AuditRow").objects.filter(thing="notices.notice", act__in=ACTS.values())
    names = ("thing_id", "act", "user_id", "on_behalf_of_id", "department_id")
    return {(thing, act): tuple(who) for thing, act, *who in rows.order_by("pk").values_list(*names)}


def keys_of_today(apps):
    """Return the keys of the people and of the departments that are still there: the audit keeps also those that are not."""
    user, department = apps.get_model(settings.AUTH_USER_MODEL), apps.get_model("organizations", "Department")
    return tuple(set(model.objects.values_list("pk", flat=True)) for model in (user, department))


def ending_of(model, notice, who, known):
    people, departments = known
    user, principal, department = who
    return model(
        notice=notice,
        kind=notice.ending,
        day=notice.ended_on,
        reason=notice.ending_reason,
        at=notice.ended_at,
        user_id=user if user in people else None,
        on_behalf_of_id=principal if principal in people else None,
        department_id=department if department in departments else None,
    )


class Migration(migrations.Migration):
    dependencies = [("notices", "0019_who_began_and_who_ended_it")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
