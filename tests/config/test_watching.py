"""Probes and metrics: what a balancer and a monitoring system hear, and what nobody else does."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections import namedtuple

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from mingzheng.config import environment
from mingzheng.config.watching import health, place
from mingzheng.core.actors import Actor
from mingzheng.core.journal.commands import append, seal_all
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.outbox.daily import owe_today
from mingzheng.core.outbox.models import Message
from mingzheng.core.records import RecordRef

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def ready(client):
    answer = client.get("/health/ready")
    return answer.status_code, answer.json()


def scraped(client, **headers):
    """(name, labels) → value of everything that a scrape tells."""
    answer = client.get("/metrics", **headers)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {(row.name, *sorted(row.labels.values())): row.value for family in families for row in family.samples}


def test_a_probe_asks_by_address_over_plain_http_and_gets_no_cookie(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["zwgk.example.gov.cn"]
    answer = client.get("/health/live", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400
    assert client.post("/health/live").status_code == 405


def test_a_node_in_order_is_ready(client):
    code, told = ready(client)
    assert (code, told["status"]) == (200, "ready")
    assert set(told["checks"].values()) == {"ok"}


def test_without_database_or_with_migrations_to_run_nobody_is_sent_here(client, monkeypatch):
    monkeypatch.setattr(health, "_fitted", [])
    row = MigrationRecorder.Migration.objects.filter(app="outbox").last()
    row.delete()
    assert ready(client)[1]["checks"]["migrations"] == "waiting"
    assert ready(client)[0] == 503
    MigrationRecorder(connection).record_applied("outbox", row.name)
    MigrationRecorder(connection).record_applied("outbox", "0999_of_the_next_version")
    assert ready(client)[0] == 200

    def away() -> health.Word:
        raise OperationalError("connection refused: password=geheim")

    monkeypatch.setitem(health.CHECKS, "database", away)
    code, told = ready(client)
    assert (code, told["status"], told["checks"]["database"]) == (503, "not ready", "away")
    assert "geheim" not in str(told)


def test_a_worker_that_stands_still_degrades_the_node_and_takes_it_not_out(client, monkeypatch):
    outbox.enqueue("test.waits", {})
    Message.objects.update(due_at=timezone.now() - dt.timedelta(minutes=6))
    code, told = ready(client)
    assert (code, told["status"], told["checks"]["outbox"]) == (200, "degraded", "stuck")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1, 1, 1 << 20))
    assert ready(client)[1]["checks"]["disk"] == "full"


def test_metrics_are_read_from_allowed_addresses_or_with_the_token_alone(client, settings):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    settings.MINGZHENG_METRICS_TOKEN = "lang-und-geheim"
    for given, code in [("", 404), ("Bearer falsch", 404), ("Bearer lang-und-geheim", 200), ("Bearer 密", 404)]:
        answer = client.get("/metrics", REMOTE_ADDR="203.0.113.7", HTTP_AUTHORIZATION=given)
        assert answer.status_code == code, given
    settings.MINGZHENG_METRICS_ALLOW = environment.networks(["203.0.113.0/24"])
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 200
    settings.MINGZHENG_BEHIND_PROXY = True
    # What a visitor claims to be is not believed: only the proxy's own entry, the last, counts.
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="203.0.113.7, 198.51.100.1").status_code == 404
    with pytest.raises(ImproperlyConfigured):
        environment.networks(["10.0.0.0/33"])


def test_requests_are_counted_by_view_and_status_and_nothing_typed_is_a_label(client):
    before = scraped(client)
    client.get("/robots.txt?q=13800138000")
    client.get("/there/is/nothing/13800138000")
    client.generic("PROPFIND", "/robots.txt")
    after = scraped(client)
    new = {key: value - before.get(key, 0) for key, value in after.items() if value != before.get(key, 0)}
    assert new["mingzheng_requests_total", "200", "GET", "portal:robots"] == 1
    assert new["mingzheng_requests_total", "404", "GET", "none"] == 1
    assert [key for key in new if "other" in key]
    assert new["mingzheng_request_seconds_count", "none"] == 1
    assert "13800138000" not in str(after)


def test_what_is_owed_and_what_was_done_can_be_watched(client):
    outbox.enqueue("test.waits", {})
    with outbox.bulk():
        outbox.enqueue("test.waits", {})
    outbox.enqueue("test.lost", {})
    Message.objects.filter(topic="test.lost").update(status=Message.Status.GIVEN_UP)
    Message.objects.filter(lane=Message.Lane.ACT).update(due_at=timezone.now() - dt.timedelta(seconds=90))
    append(action="test", actor=Actor.system("测试"), subject=RecordRef("test", "1"), summary="一步")
    told = scraped(client)
    assert told["mingzheng_outbox_waiting", "act"] == 1
    assert told["mingzheng_outbox_waiting", "bulk"] == 1
    assert told["mingzheng_outbox_given_up", "act"] == 1
    assert told["mingzheng_outbox_oldest_seconds", "act"] > 89
    assert told["mingzheng_journal_unsealed",] == 1
    seal_all()
    assert scraped(client)["mingzheng_journal_head",] == told["mingzheng_journal_head",] + 1

    owe_today()
    Message.objects.filter(topic="daily.journal.head").update(status=Message.Status.DONE, done_at=timezone.now())
    done = [key for key in scraped(client) if key[0] == "mingzheng_job_last_done_seconds"]
    assert done == [("mingzheng_job_last_done_seconds", "journal.head")]


def test_who_asks_for_openmetrics_gets_it(client):
    answer = client.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert answer["Content-Type"].startswith("application/openmetrics-text")
    assert answer.content.endswith(b"# EOF\n")


def test_a_dead_servers_counts_are_removed_and_a_running_ones_are_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("MINGZHENG_VAR", str(tmp_path))
    monkeypatch.setenv(place.VARIABLE, "")
    monkeypatch.delenv(place.VARIABLE)
    host = place.socket.gethostname()
    for name in (f"{host}-999999999", f"{host}-1", "elsewhere-999999999"):
        (tmp_path / "metrics" / name).mkdir(parents=True)
    place.begin()
    kept = {path.name for path in (tmp_path / "metrics").iterdir()}
    assert kept == {f"{host}-{place.os.getppid()}", f"{host}-1", "elsewhere-999999999"}
    files = list((tmp_path / "metrics").glob(f"{host}-{place.os.getppid()}/*.db"))
    assert [file.stat().st_size for file in files] == [place.ROOM] * 2


def test_every_answer_has_a_number_and_a_proxys_own_is_taken(client, settings):
    assert re.fullmatch(r"[0-9a-f]{16}", client.get("/robots.txt")["X-Request-ID"])
    given = {"x-request-id": "0af7651916cd43dd8448eb211c80319c"}
    assert client.get("/robots.txt", headers=given)["X-Request-ID"] != given["x-request-id"]
    settings.MINGZHENG_BEHIND_PROXY = True
    assert client.get("/robots.txt", headers=given)["X-Request-ID"] == given["x-request-id"]
    assert client.get("/robots.txt", headers={"x-request-id": "a b\tc<d>"})["X-Request-ID"] != "a b\tc<d>"
