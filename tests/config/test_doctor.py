"""``./run doctor``: what is amiss is named, with what to do; what is in order is not."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from collections import namedtuple

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from tests.config.test_serving import free_port

from mingzheng.config.doctor import looks
from mingzheng.config.doctor.looks import State
from mingzheng.core.actors import Actor
from mingzheng.core.journal.triggers import JOURNAL
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.outbox.daily import owe_today
from mingzheng.core.outbox.models import Message
from mingzheng.core.workdays.commands import load_shipped

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.MINGZHENG_SITE_URL = ""


def only(look):
    (seen,) = look()
    return seen


def told(*words):
    """What the command prints, and whether it ends in an error."""
    out = io.StringIO()
    try:
        call_command("doctor", *words, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def test_a_system_in_order_ends_well_and_one_without_a_calendar_does_not(on_day):
    on_day("2026-11-20")
    owe_today()
    said, code = told()
    assert code == 1
    assert "✗ 工作日历" in said
    assert "./run workdays import" in said
    load_shipped(Actor.system("测试"))
    said, code = told()
    assert code == 0, said
    assert "✓ 工作日历" in said
    assert "✓ 数据库" in said


def test_monitoring_reads_json():
    said, code = told("--json")
    assert code == 1
    rows = {row["what"]: row for row in json.loads(said)}
    assert rows["工作日历"]["state"] == "bad"
    assert rows["数据库"]["state"] == "good"


def test_next_years_calendar_is_missed_from_december_on(on_day):
    load_shipped(Actor.system("测试"))
    on_day("2026-11-30")
    assert only(looks.calendar).state is State.GOOD
    on_day("2026-12-01")
    seen = only(looks.calendar)
    assert (seen.state, "2027年" in seen.said) == (State.BAD, True)


def test_no_worker_is_seen_by_what_is_left_over():
    assert "每日工作" in only(looks.worker).said
    owe_today()
    assert only(looks.worker).state is State.GOOD
    Message.objects.update(due_at=timezone.now() - dt.timedelta(hours=3))
    seen = only(looks.worker)
    assert (seen.state, "3 小时" in seen.said) == (State.BAD, True)


def test_what_was_given_up_fails_or_is_stuck_is_told_apart():
    assert only(looks.jobs).state is State.GOOD
    outbox.enqueue("daily.journal.head", {"day": "2026-01-01"})
    row = Message.objects.get()
    Message.objects.update(last_error="磁盘已满")
    assert "自动重试" in only(looks.jobs).said
    Message.objects.update(status=Message.Status.RUNNING, taken_at=timezone.now() - dt.timedelta(hours=1))
    assert "十分钟" in only(looks.jobs).said
    Message.objects.filter(pk=row.pk).update(status=Message.Status.GIVEN_UP)
    assert only(looks.jobs).state is State.BAD


def test_a_full_disk_is_named_with_its_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1, 1, 1 << 20))
    seen = next(looks.disk())
    assert seen.state is State.BAD
    assert str(tmp_path) in seen.said


def test_heads_are_exported_or_missed():
    assert only(looks.heads).state is State.WARN
    call_command("journal", "export", "--folder", str(looks.settings.VAR_DIR / "heads"), stdout=io.StringIO())
    assert only(looks.heads).state is State.GOOD


def test_triggers_that_are_gone_are_named():
    assert only(looks.database).state is State.GOOD
    JOURNAL.remove(connection)
    try:
        found = list(looks.database())
    finally:
        JOURNAL.install(connection)
    assert [seen.state for seen in found] == [State.GOOD, State.BAD]


def test_a_mail_server_that_does_not_answer(settings):
    assert only(looks.mail).state is State.WARN
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    seen = only(looks.mail)
    assert (seen.state, "EMAIL_URL" in seen.remedy) == (State.BAD, True)


def test_a_site_that_cannot_be_reached(settings):
    assert list(looks.certificate()) == []
    port = free_port()
    settings.MINGZHENG_SITE_URL, settings.MINGZHENG_INSPECT_ALLOW = f"https://127.0.0.1:{port}", f"127.0.0.1:{port}"
    assert only(looks.certificate).state is State.BAD


def test_in_earnest_examples_among_the_portals_texts_are_named(settings):
    assert list(looks.texts()) == []
    settings.PRODUCTION = True
    seen = only(looks.texts)
    assert seen.state is State.BAD and "site" in seen.said and str(settings.MINGZHENG_CONTENT) in seen.remedy
