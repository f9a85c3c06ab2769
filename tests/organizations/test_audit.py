"""Rows of the audit are written once; their chain shows every change and every gap."""

import json
import threading
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from organizations import audit, audit_head
from organizations.models import AuditRow, AuditSeal
from organizations.models.append_only import AppendOnly, WrittenOnce
from tests import factories
from tests.audits import given, new_audit

from .actors import actor, member, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture(autouse=True)
def _first_of_all(db):
    new_audit()


@pytest.fixture
def rows(db):
    department = factories.department()
    return [audit.record("appoint", department, after=str(number)) for number in range(4)]


@pytest.fixture
def sealed(rows):
    audit.seal()
    return rows


def verdict(*arguments):
    return call_command("verify_audit", *arguments)


# What is written


def test_a_row_says_who_did_what_to_what_for_whom_and_from_where(db):
    user, colleague = member(), member(name="李四")
    by = actor(user)
    by = SimpleNamespace(user=user, on_behalf_of=colleague, department=by.department, address="2001:db8::1")
    row = AuditRow.objects.get(pk=audit.record("dismiss", colleague, by=by, before="draft", after="review").pk)
    assert (row.act, row.thing, row.thing_id) == ("dismiss", "organizations.user", colleague.pk)
    assert (row.user_id, row.on_behalf_of_id, row.department_id) == (user.pk, colleague.pk, by.department.pk)
    assert (row.before, row.after, row.address, row.result) == ("draft", "review", "2001:db8::1", "done")


def test_the_clock_is_nobody_from_nowhere(db):
    row = audit.record("dismiss", factories.department())
    assert (row.user_id, row.on_behalf_of_id, row.department_id, row.address) == (None, None, None, None)


def test_a_row_goes_with_the_transaction_that_it_tells_of(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("appoint", factories.department())
        raise ZeroDivisionError
    assert not AuditRow.objects.exists()


def test_more_than_a_digest_is_refused_on_every_database(db):
    with pytest.raises(ValueError, match="digests"):
        audit.record("appoint", factories.department(), after="x" * 65)


# Written once


WAYS_TO_CHANGE = {
    "save": lambda row: row.save(),
    "save some fields": lambda row: row.save(update_fields=["act"]),
    "save as if new": lambda row: AuditRow(pk=row.pk, act="x", thing="x", thing_id=1).save(force_update=True),
    "loaddata's way": lambda row: row.save_base(raw=True),
    "delete": lambda row: row.delete(),
    "update": lambda row: AuditRow.objects.update(act="x"),
    "update by the base manager": lambda row: AuditRow._base_manager.filter(pk=row.pk).update(act="x"),
    "delete all": lambda row: AuditRow.objects.all().delete(),
    "delete by the base manager": lambda row: AuditRow._base_manager.all().delete(),
    "bulk update": lambda row: AuditRow.objects.bulk_update([row], ["act"]),
    "update or create": lambda row: AuditRow.objects.update_or_create({"act": "x"}, pk=row.pk),
    "insert over it": lambda row: AuditRow.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["pk"], update_fields=["act"]
    ),
    "Django's quiet deletion": lambda row: AuditRow.objects.all()._raw_delete("default"),
    "its seal": lambda row: row.seal.delete(),
    "all seals": lambda row: AuditSeal.objects.update(digest="x"),
}


@pytest.mark.parametrize("change", WAYS_TO_CHANGE.values(), ids=WAYS_TO_CHANGE)
def test_no_way_of_the_orm_changes_or_deletes_a_row(sealed, change):
    before = list(AuditRow.objects.values()), list(AuditSeal.objects.values())
    with pytest.raises(WrittenOnce), transaction.atomic():
        change(sealed[0])
    assert (list(AuditRow.objects.values()), list(AuditSeal.objects.values())) == before


def test_loaddata_brings_new_rows_and_changes_none(rows):
    (brought,) = serializers.deserialize("json", serializers.serialize("json", rows[:1]))
    brought.object.act = "x"
    with pytest.raises(WrittenOnce), transaction.atomic():
        brought.save()
    brought.object.pk += 100
    brought.save()
    assert list(AuditRow.objects.order_by("pk").values_list("act", flat=True)) == ["appoint"] * 4 + ["x"]


def test_no_foreign_key_leads_to_rows_that_are_written_once_and_no_back_office_shows_them():
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            assert not admin.site.is_registered(model)
            assert model._base_manager.model is model
    assert [field.name for field in AuditRow._meta.get_fields() if field.is_relation] == ["seal"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE organizations_auditrow SET act = 'x'",
        "DELETE FROM organizations_auditseal",
        "UPDATE organizations_auditseal SET digest = 'x'",
        "DELETE FROM organizations_auditrow WHERE id = (SELECT max(id) FROM organizations_auditrow)",
    ],
)
def test_postgresql_itself_refuses(rows, sql):
    if connection.vendor != "postgresql":
        pytest.skip("the triggers are PostgreSQL's")
    audit.seal()
    audit.record("appoint", factories.department())
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


GUARDED = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
WHERE tgname IN ('written_once', 'issued_is_immutable', 'made_once', 'given_once') ORDER BY 1
"""


def test_postgresql_lets_nobody_empty_a_table_whose_rows_it_guards(db):
    if connection.vendor != "postgresql":
        pytest.skip("the triggers are PostgreSQL's")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT 'ALTER TABLE ' || tgrelid::regclass || ' ENABLE TRIGGER never_emptied' FROM pg_trigger WHERE tgname = 'never_emptied'"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute(GUARDED)
        tables = [table for (table,) in cursor.fetchall()]
        assert {"organizations_auditrow", "notices_edition", "notices_gateconfirmation"} <= set(tables)
        for table in tables:
            with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic():
                cursor.execute(f"TRUNCATE {table} CASCADE")


# The chain


UNGUARD = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE organizations_auditrow DISABLE TRIGGER written_once;
ALTER TABLE organizations_auditseal DISABLE TRIGGER written_once;
SET CONSTRAINTS ALL DEFERRED;
"""


@pytest.fixture
def owner(sealed):
    """Somebody who owns the database changes rows: a function of SQL and its parameters."""

    def change(sql, *parameters):
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    if connection.vendor == "postgresql":
        change(UNGUARD)
    return change


def test_an_empty_and_a_whole_chain_are_told_with_count_and_head(rows, capsys):
    verdict()
    assert f"共0条，另有4条待封存。\n链尾摘要：{'0' * 64}" in capsys.readouterr().out
    assert audit.seal() == 4
    verdict()
    assert f"共4条。\n链尾摘要：{AuditSeal.objects.get(number=4).digest}" in capsys.readouterr().out
    assert audit.head() == (4, AuditSeal.objects.get(number=4).digest)


def test_sealing_goes_on_where_it_stopped_and_passes_what_came_late(sealed, monkeypatch):
    monkeypatch.setattr(audit, "AT_A_TIME", 2)
    for number in range(5):
        audit.record("appoint", factories.department(), after=str(number))
    assert (audit.seal(), audit.seal()) == (5, 0)
    assert list(AuditSeal.objects.values_list("number", flat=True)) == list(range(1, 10))
    assert audit.verify().count == 9


FORGERIES = {
    "a row that was changed": ("UPDATE organizations_auditrow SET user_id = 7 WHERE id = %s", 1, "第2条", "不一致"),
    "a time that was changed": ("UPDATE organizations_auditrow SET at = '2008-09-01' WHERE id = %s", 0, "第1条", "不一致"),
    "a link that was changed": ("UPDATE organizations_auditseal SET digest = 'aa' WHERE row_id = %s", 2, "第3条", "不一致"),
    "a link that is missing": ("DELETE FROM organizations_auditseal WHERE row_id = %s", 1, "第2条", "缺少这一环"),
    "the first link": ("DELETE FROM organizations_auditseal WHERE row_id = %s", 0, "第1条", "缺少这一环"),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "at", "where", "what"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_found_and_its_number_told(owner, sealed, sql, at, where, what):
    owner(sql, sealed[at].pk)
    with pytest.raises(CommandError, match=f"{where}.*{what}") as told:
        verdict()
    assert told.value.returncode == 1


@pytest.mark.parametrize("at", [1, 3])
def test_a_row_that_is_missing_is_found_also_the_last_one(owner, sealed, at):
    owner("DELETE FROM organizations_auditrow WHERE id = %s", sealed[at].pk)
    with pytest.raises(CommandError, match=f"第{at + 1}条断开：记录已不存在"):
        verdict()
    owner("DELETE FROM organizations_auditseal")  # for the foreign key


def cut_off(owner, sealed):
    owner("DELETE FROM organizations_auditseal WHERE number = 4")
    owner("DELETE FROM organizations_auditrow WHERE id = %s", sealed[3].pk)


def forge_end(owner, sealed):
    owner("UPDATE organizations_auditrow SET user_id = 7 WHERE id = %s", sealed[2].pk)
    owner("DELETE FROM organizations_auditseal WHERE number >= 3")
    audit.seal()


def empty(owner, sealed):
    owner("DELETE FROM organizations_auditseal")
    owner("DELETE FROM organizations_auditrow")
    audit.record("appoint", factories.department())
    audit.seal()


@pytest.mark.parametrize("change", [cut_off, forge_end, empty])
def test_an_end_that_is_gone_is_found_by_the_head_outside_and_by_one_that_was_noted(owner, sealed, settings, change):
    _, noted = audit.head()
    audit.seal()
    verdict("--head", noted.upper())
    change(owner, sealed)
    with pytest.raises(CommandError, match="库外记有4条"):
        verdict()
    settings.AUDIT_HEAD.unlink()  # by somebody who gets at that, too
    with pytest.raises(CommandError, match="没有以前记下的摘要"):
        verdict("--head", noted)


def test_an_audit_with_nothing_left_in_it_is_no_whole_chain(owner, sealed):
    owner("DELETE FROM organizations_auditseal")
    owner("DELETE FROM organizations_auditrow")
    audit.seal()  # the sweep writes no head over that
    with pytest.raises(CommandError, match="清空"):
        verdict()


@pytest.mark.parametrize("kept", [0, 2])
def test_a_chain_that_is_gone_with_its_head_is_told_and_no_sweep_covers_it_up(owner, sealed, settings, caplog, kept):
    """Rows that are left, and a sweep that would seal them anew, make no whole chain of them."""
    owner("DELETE FROM organizations_auditseal")
    owner("DELETE FROM organizations_auditrow WHERE id <= %s", sealed[3 - kept].pk)
    settings.AUDIT_HEAD.unlink()
    assert audit.seal() == 0 and not settings.AUDIT_HEAD.exists()
    assert "is gone as well" in caplog.text
    with pytest.raises(CommandError, match=r"现有0条.*不见了"):
        verdict()
    with pytest.raises(CommandError, match="审计表被清空"):
        verdict("--accept-missing-head")


@pytest.mark.parametrize(
    ("far", "rows_first", "said"),
    [(101, False, "第一条编号是102"), (10_001, True, "其后的记录不见了"), (10, False, ""), (10, True, "")],
)
def test_keys_that_were_given_to_rows_that_are_gone_are_found_and_a_few_that_failed_are_none(
    db, settings, far, rows_first, said
):
    if rows_first:
        audit.record("appoint", factories.department())
    given(AuditRow, audit_head.last_key(AuditRow) + far)
    if not rows_first:
        audit.record("appoint", factories.department())
    audit.seal()
    with pytest.raises(CommandError, match=said) if said else nullcontext():
        verdict()


def test_a_head_outside_that_is_gone_fails_and_no_sweep_covers_it_up(sealed, settings, caplog):
    settings.AUDIT_HEAD.unlink()
    audit.record("appoint", factories.department())
    audit.seal()
    assert not settings.AUDIT_HEAD.exists() and "is gone" in caplog.text
    with pytest.raises(CommandError, match=r"现有5条.*不见了") as told:
        verdict()
    assert told.value.returncode == 1


def test_a_head_outside_that_is_gone_can_be_accepted_and_that_is_audited(sealed, settings, capsys):
    verdict("--accept-missing-head")  # where nothing is missing, nothing is done
    assert AuditRow.objects.count() == 4
    _, noted = audit.head()
    settings.AUDIT_HEAD.unlink()
    verdict("--accept-missing-head", "--head", noted)
    assert "已重新写入，并已记入审计" in capsys.readouterr().out
    row = AuditRow.objects.get(act="accept-missing-head")
    assert (row.thing, row.after, row.seal.number) == ("organizations.auditseal", noted, 5)
    assert audit_head.kept() == audit_head.current()
    verdict()


def test_a_broken_chain_is_not_accepted_with_its_head_gone(owner, sealed, settings):
    owner("UPDATE organizations_auditrow SET user_id = 7 WHERE id = %s", sealed[1].pk)
    settings.AUDIT_HEAD.unlink()
    with pytest.raises(CommandError, match="第2条断开"):
        verdict("--accept-missing-head")
    assert not settings.AUDIT_HEAD.exists()


def test_a_head_that_cannot_be_written_anew_is_told(sealed, settings, tmp_path):
    (tmp_path / "folder").mkdir()
    settings.AUDIT_HEAD = tmp_path / "folder" / "head"
    settings.AUDIT_HEAD.with_suffix(".lock").mkdir()
    with pytest.raises(CommandError, match="不见了"):
        verdict("--accept-missing-head")


def test_the_head_outside_follows_the_chain(sealed, settings):
    audit.record("appoint", factories.department())
    audit.seal()
    assert audit_head.kept() == audit_head.current()
    assert audit_head.kept().number == 5
    assert [path.name for path in settings.AUDIT_HEAD.parent.glob(".audit-head-*")] == []


def said(**facts):
    return json.dumps({"number": 4, "row": 1, "digest": "0" * 64} | facts).encode()


WRONG = {
    "half a file": b"{",
    "a list": b"[1, 2]",
    "no text": b"\xff\xfe",
    "a word for a number": said(number="x"),
    "a list for a number": said(number=[4]),
    "a number out of reach": said(row=2**70),
    "no digest": said(digest=None),
    "no number of a link": said(number=0, digest="1" * 64),
    "more than is asked for": said(by=1),
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_head_outside_that_says_nothing_is_told_and_stays(sealed, settings, caplog, content):
    settings.AUDIT_HEAD.write_bytes(content)
    with pytest.raises(CommandError, match="不能读取，或者内容不对"):
        verdict()
    audit.seal()
    assert "was not kept outside" in caplog.text
    assert settings.AUDIT_HEAD.read_bytes() == content


def test_a_head_outside_that_nobody_may_read_is_told(sealed, settings, monkeypatch):
    def refuse(*args, **facts):
        raise PermissionError

    monkeypatch.setattr(type(settings.AUDIT_HEAD), "read_text", refuse)  # whoever runs the tests may read all
    with pytest.raises(CommandError, match="不能读取，或者内容不对"):
        verdict()


def test_a_head_that_is_put_in_place_or_not_leaves_nothing_beside_it(sealed, settings, monkeypatch):
    before = settings.AUDIT_HEAD.read_text()
    audit.record("appoint", factories.department())

    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(audit_head.Path, "replace", fail)
    audit.seal()
    assert settings.AUDIT_HEAD.read_text() == before
    assert list(settings.AUDIT_HEAD.parent.glob(".audit-head-*")) == []


def follow(is_held, order):
    is_held.wait(10)
    with audit_head._alone():
        order.append("second")


def test_while_one_sweep_writes_the_head_another_one_waits(sealed, settings, monkeypatch):
    is_held, order, write = threading.Event(), [], audit_head._write

    def slowly(text):
        is_held.set()
        order.append("first")
        second.join(0.1)
        assert second.is_alive()
        write(text)

    settings.AUDIT_HEAD.unlink()
    monkeypatch.setattr(audit_head, "_write", slowly)
    second = threading.Thread(target=follow, args=[is_held, order])
    second.start()
    audit_head.keep(begin=True)
    second.join(10)
    assert order == ["first", "second"]


def test_the_head_outside_never_goes_back(sealed, settings):
    kept = settings.AUDIT_HEAD.read_text()
    earlier = AuditSeal.objects.get(number=2)
    audit_head._go_forward(audit_head.kept(), audit_head.Head(2, earlier.row_id, earlier.digest))
    assert settings.AUDIT_HEAD.read_text() == kept


def fails(*args):
    raise OSError("disk full")


def test_where_the_head_cannot_be_written_the_rows_are_sealed_all_the_same(sealed, monkeypatch, caplog):
    audit.record("appoint", factories.department())
    with monkeypatch.context() as full:
        full.setattr(audit_head, "_write", fails)
        assert audit.seal() == 1
    assert "was not kept outside" in caplog.text
    audit.seal()
    assert audit_head.kept().number == 5


def test_the_first_rows_are_sealed_as_soon_as_the_head_can_be_begun(rows, monkeypatch, caplog, capsys):
    with monkeypatch.context() as full:
        full.setattr(audit_head, "_write", fails)
        assert audit.seal() == 0
    assert "nothing is sealed" in caplog.text
    verdict()
    assert "共0条，另有4条待封存" in capsys.readouterr().out
    assert audit.seal() == 4
    verdict()


def test_a_first_sweep_that_ends_before_it_kept_the_head_is_gone_on_with(rows, monkeypatch, caplog):
    """Its process is killed, or another first sweep comes between: nothing is told to be gone that never was."""
    with monkeypatch.context() as killed:
        killed.setattr(audit_head, "keep", fails)
        with pytest.raises(OSError):
            audit.seal()
    assert audit_head.kept() == audit_head.NONE
    verdict()
    audit.seal()
    assert audit_head.kept() == audit_head.current()
    assert "is gone" not in caplog.text


def test_a_row_that_came_late_is_sealed_and_one_that_came_too_late_is_told(rows, monkeypatch, capsys):
    audit._seal(rows[-1:])  # the others were begun before it and are committed after it
    audit_head.keep(begin=True)
    with monkeypatch.context() as context:
        context.setattr(audit, "LATE", 0)
        assert audit.seal() == 0
        verdict()
        assert "共1条，另有3条待封存" in capsys.readouterr().out
    assert audit.seal() == 3


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_one_chain(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("needs a server: SQLite's test database is one connection")
    department = factories.department()
    for _ in range(30):
        audit.record("appoint", department)
    gate, seal = threading.Barrier(4), audit._seal

    def met(rows):
        gate.wait()  # all have found the same rows unsealed
        monkeypatch.setattr(audit, "_seal", seal)
        seal(rows)

    monkeypatch.setattr(audit, "_seal", met)
    together(*[audit.seal] * 4)
    audit.seal()
    assert list(AuditSeal.objects.values_list("number", flat=True)) == list(range(1, 31))
    assert audit.verify() == audit.Verdict(30, audit.head()[1])
