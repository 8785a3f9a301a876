"""Logs: what is written down of a walk through the house, and of what breaks. Nobody can be found in it."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime
import io
import json
import logging
import sys

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.urls import path
from django.utils import timezone
from tests.portal.foi import ID_NUMBER, MAIL, NAME, PERSONAL, PHONE, Citizen
from tests.support.requests import foi  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.config.watching import saying
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.outbox import registry
from mingzheng.core.submissions.models import Submission
from mingzheng.core.units.models import Person

pytestmark = pytest.mark.django_db


class Written:
    """The lines that production would have written."""

    def __init__(self, stream: io.StringIO) -> None:
        self.stream = stream

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.text.splitlines()]

    def only(self, **wanted) -> dict:
        (line,) = [line for line in self.lines if wanted.items() <= line.items()]
        return line


@pytest.fixture
def written(monkeypatch):
    """As in production, but everything that any library says is listened to."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(saying.JsonLines())
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.DEBUG)
    monkeypatch.setattr(logging.getLogger("mingzheng.requests"), "level", logging.INFO)
    logging.getLogger().manager._clear_cache()
    yield Written(stream)
    monkeypatch.undo()
    logging.getLogger().manager._clear_cache()


def test_a_citizens_walk_leaves_views_and_codes_and_nothing_of_the_citizen(written, foi, on_day, client):
    on_day("2023-06-20")
    citizen = Citizen(client)
    citizen.fills("who", id_number="31010519900101")  # refused in place
    citizen.fills_all(way={"needs": f"请打 {PHONE} 找{NAME}"})
    code = citizen.sends()
    citizen.asks(code)
    citizen.asks("ZZZZ-ZZZZ-ZZZZ", number=ID_NUMBER)
    client.get("/search/", {"q": NAME})
    client.get(f"/nobody/{NAME}/{PHONE}")
    client.post("/account/login/", {"login": NAME, "password": f"geheim{PHONE}"})
    client.get("/", headers={"host": f"{PHONE}.example.com"})
    Client(enforce_csrf_checks=True).post("/account/login/", {"login": NAME})
    text = written.text
    assert not [word for word in (*PERSONAL, code, "127.0.0.1", "geheim", "%E5%BC%A0") if word in text]
    assert written.only(view="portal:search")["status"] == 200
    statuses = {line["status"] for line in written.lines if line["message"] == "request"}
    assert {200, 302, 400, 403, 404} <= statuses


def test_staff_are_written_down_by_post_and_unit_and_not_by_name(written, foi, client):
    officer = foi.actor()
    client.force_login(Person.objects.get(pk=officer.person_id))
    client.get("/desk/")
    line = written.only(logger="mingzheng.requests", status=200)
    assert (line["post"], line["unit"]) == (officer.post.value, officer.unit_id)
    assert officer.person_name not in written.text


def breaks(request):
    reader = f"{NAME} {ID_NUMBER}"
    try:
        return int(reader)
    except ValueError as error:
        raise KeyError(reader) from error


def database_is_away(request):
    """As a page fails when the server of the database has just stopped."""
    assert request.POST["text"]
    raise OperationalError(f"connection failed: {NAME}")


class House:
    """Addresses of a house in which one page is broken, and one finds no database."""

    urlpatterns = (
        path("broken/", breaks, name="broken"),
        path("away/", database_is_away, name="away"),
        path("api/v1/away", database_is_away, name="api-away"),
    )
    handler500 = "mingzheng.config.watching.views.broken"


def test_what_breaks_is_found_by_the_number_on_the_page_and_quotes_nothing(written, settings):
    settings.ROOT_URLCONF = House
    answer = Client(raise_request_exception=False).get(f"/broken/?phone={PHONE}")
    assert answer.status_code == 500
    number = answer["X-Request-ID"]
    assert number in answer.content.decode()
    line = written.only(request=number, logger="django.request")
    assert (line["message"], line["error"]) == ("500 Internal Server Error", "KeyError")
    assert [step for step in line["trace"] if step.startswith("  tests/config/test_saying.py:") and "breaks" in step]
    assert line["trace"][0] == "ValueError"
    assert not [word for word in PERSONAL if word in written.text]


def test_while_the_database_is_away_the_page_says_when_to_come_back_and_gives_back_what_was_written(settings):
    settings.ROOT_URLCONF = House
    answer = Client(raise_request_exception=False).post("/away/", {"text": "写了很久的意见", "password": "我的 密码"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert "暂时连不上数据" in page and "写了很久的意见" in page
    assert "<p>没有保存" not in page  # the answer to the last word of the database may be what was lost
    assert "我的 密码" not in page and NAME not in page
    told = Client(raise_request_exception=False).post("/api/v1/away", {"text": "x"})
    assert (told.status_code, told["Retry-After"], told["Content-Type"]) == (503, "30", "application/problem+json")


def test_a_database_error_names_its_constraint_and_not_the_row(written):
    log = logging.getLogger("mingzheng.test")
    row = {"key": f"{NAME}{PHONE}", "digest": "x", "made_at": timezone.now()}
    try:
        with transaction.atomic():
            Submission.objects.bulk_create([Submission(**row), Submission(**row)])
    except IntegrityError:
        log.exception("could not keep %s of %s", MAIL, PHONE)
    line = written.only(logger="mingzheng.test")
    assert line["error"].startswith("IntegrityError ")
    assert not [word for word in PERSONAL if word in written.text]


def test_a_side_effect_that_fails_says_its_kind_alone(written, monkeypatch):
    monkeypatch.setattr(registry, "_topics", {})

    @registry.handler("test.fails", label="会失败")
    def _fails(payload):
        raise ConnectionError(f"{NAME} {PHONE} 没有回应")

    outbox.enqueue("test.fails", {})
    outbox.run_due()
    assert "ConnectionError" in written.only(logger="mingzheng.core.outbox.commands")["message"]
    assert not [word for word in PERSONAL if word in written.text]


def test_on_a_screen_the_whole_trace_is_shown_and_numbers_are_masked():
    try:
        datetime.date.fromisoformat(f"unknown: {PHONE}")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "mail to %s", (MAIL,), error)
    said = saying.PlainLines().format(record)
    assert "fromisoformat(" in said and "unknown: " in said
    assert PHONE not in said and MAIL not in said
