"""Nobody can quietly change or remove what was written down: not through the models, not through SQL."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from mingzheng.core.journal import commands, queries, triggers
from mingzheng.core.journal.models import Entry, Seal
from mingzheng.core.records import RecordRef

pytestmark = pytest.mark.django_db
SUBJECT = RecordRef("units.unit", "1")


@pytest.fixture
def written(machine):
    for number in range(3):
        commands.append(action="test.step", actor=machine, subject=SUBJECT, summary=f"第{number}步")
    commands.seal_all()


def refused(statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        statement()


def sql(text):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(text)

    return run


def test_models_cannot_change_or_remove_entries_and_seals(written):
    refused(lambda: Entry.objects.update(summary="改"))
    refused(lambda: Entry.objects.order_by("id").first().save())
    refused(lambda: Seal.objects.update(hash="0" * 64))
    refused(lambda: Seal.objects.all().delete())
    assert queries.verify().sound


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal"])
def test_sql_cannot_change_or_remove(written, table):
    key = "id" if table == "journal_entry" else "position"
    refused(sql(f"UPDATE {table} SET {key} = {key}"))
    refused(sql(f"DELETE FROM {table}"))


@pytest.mark.postgres
def test_postgresql_refuses_truncate_and_replica_sessions(written):
    sql("SET CONSTRAINTS ALL IMMEDIATE")()
    refused(sql("TRUNCATE journal_entry CASCADE"))
    refused(sql("TRUNCATE journal_seal"))
    refused(sql("SET LOCAL session_replication_role = replica; DELETE FROM journal_seal"))


@pytest.mark.sqlite
def test_sqlite_refuses_insert_or_replace(written):
    refused(
        sql("INSERT OR REPLACE INTO journal_seal SELECT position, 'x', entry_id FROM journal_seal WHERE position = 1")
    )
    refused(sql("INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry ORDER BY id LIMIT 1"))
    refused(sql("UPDATE OR REPLACE journal_seal SET position = 2 WHERE position = 1"))


def test_missing_triggers_are_reported_and_put_back(written):
    triggers.remove(connection)
    assert "触发器" in queries.verify().faults[-1]
    triggers.install(connection)
    assert queries.verify().sound


def test_a_rolled_back_step_leaves_nothing(machine):
    with pytest.raises(RuntimeError), transaction.atomic():
        commands.append(action="test.step", actor=machine, subject=SUBJECT, summary="不成立")
        raise RuntimeError
    assert commands.seal_all() == 0
    assert queries.verify().entries == 0
    assert not Entry.objects.exists()


def test_facts_must_be_plain_json(machine):
    for wrong in ({"day": object()}, {"rate": float("nan")}):
        with pytest.raises((TypeError, ValueError)):
            commands.append(action="test.step", actor=machine, subject=SUBJECT, summary="坏数据", data=wrong)


def test_timeline_reads_in_order_and_by_case(machine):
    for number in range(3):
        commands.append(
            action="test.step", actor=machine, subject=SUBJECT, summary=str(number), case_id=7 if number else None
        )
    assert [entry.summary for entry in queries.timeline(SUBJECT)] == ["0", "1", "2"]
    assert [entry.summary for entry in queries.case_timeline(7)] == ["1", "2"]


def test_a_later_migration_that_loses_the_triggers_gets_them_back(written):
    from django.apps import apps
    from django.db.models.signals import post_migrate

    triggers.remove(connection)
    config = apps.get_app_config("journal")
    post_migrate.send(sender=config, app_config=config, using="default", verbosity=0, interactive=False, plan=[])
    assert triggers.missing(connection) == []
