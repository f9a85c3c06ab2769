from qualitymonth.celery import app


def unknown_tasks(schedule):
    app.loader.import_default_modules()
    return [entry["task"] for entry in schedule.values() if entry["task"] not in app.tasks]


def test_every_scheduled_task_can_be_imported():
    assert app.conf.beat_schedule
    assert unknown_tasks(app.conf.beat_schedule) == []


def test_a_scheduled_task_that_is_gone_is_seen():
    assert unknown_tasks({"gone": {"task": "campaigns.tasks.gone"}}) == ["campaigns.tasks.gone"]
