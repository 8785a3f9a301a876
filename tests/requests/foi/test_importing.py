"""Past cases of an office: taken in once, restartable; the database counts them as the pure tables do."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingzheng.core.actors import Actor
from mingzheng.core.journal.models import Entry
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import counting, importing, remedy_book
from mingzheng.requests.foi.law import tables
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS, REMEDY_KINDS, RESULTS, ROW_OF, RemedyFact, fact
from mingzheng.requests.foi.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(on_day: Any) -> Unit:
    on_day("2026-03-02")
    Unit.objects.create(code="other", name="另一个单位", short="另一个", kind=Unit.Kind.STREET)
    return Unit.objects.create(code="minzheng", name="某区民政局", short="区民政局", kind=Unit.Kind.DEPARTMENT)


class Book:
    """A book of remedies that remembers what it was given."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, RemedyFact], int] = {}

    def counts(self, year: int, unit: Unit | None) -> Mapping[tuple[str, str], int]:
        return {("reconsideration", "pending"): len(self.kept)}

    def keep(self, found: Sequence[tuple[Application, Sequence[RemedyFact]]], actor: Actor) -> int:
        before = len(self.kept)
        self.kept |= {(application.number, one): application.pk for application, several in found for one in several}
        return len(self.kept) - before


@pytest.fixture
def book() -> Any:
    before, made = remedy_book.book(), Book()
    remedy_book.register(made)
    yield made
    remedy_book.register(before)


@pytest.fixture
def no_book() -> Any:
    before = remedy_book.book()
    remedy_book.register(None)
    yield
    remedy_book.register(before)


def row(case: str, received: str = "2025-02-03", closed: str | None = None, outcome: str | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
    return {
        "case": case,
        "applicant_kind": "natural",
        "received": received,
        "closed": closed,
        "outcome": outcome,
        **more,
    }


def _said(*arguments: str) -> str:
    out = StringIO()
    call_command("foi", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def send(tmp_path: Path, unit: Unit) -> Any:
    def run(*rows: object) -> dict[str, Any]:
        path = tmp_path / "cases.jsonl"
        path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in rows), encoding="utf-8")
        out = StringIO()
        try:
            call_command("foi", "import", str(path), "--unit", "minzheng", "--json", stdout=out)
        except SystemExit as ended:
            assert ended.code == 1
        return json.loads(out.getvalue())

    return run


def test_past_cases_are_taken_in_once(send: Any, unit: Unit, no_book: Any) -> None:
    rows = [row("甲1", closed="2025-03-01", outcome="D1"), row("甲2", applicant_kind="legal")]
    assert send(*rows) == {"added": 2, "closed": 0, "already": 0, "remedies": 0, "remedies_left": 0, "refused": []}
    assert send(*rows)["already"] == 2
    kept = Application.objects.get(number="甲1")
    assert (kept.unit, kept.origin, kept.leaf, kept.closed_on) == (unit, "import", "D1", dt.date(2025, 3, 1))
    assert Application.objects.count() == 2
    (entry,) = Entry.objects.filter(action="foi.imported")
    assert entry.subject_id == str(unit.pk) and "新增 2 件" in entry.summary


def test_a_case_that_was_open_is_closed_by_a_later_file(send: Any, unit: Unit) -> None:
    send(row("甲1"))
    assert send(row("甲1", closed="2025-03-01", outcome="A2"))["closed"] == 1
    assert Application.objects.get().leaf == "A2"
    assert send(row("甲1"))["already"] == 1
    assert Application.objects.get().leaf == "A2"


def test_what_differs_from_what_is_here_is_reported_and_left(send: Any, unit: Unit) -> None:
    send(row("甲1", closed="2025-03-01", outcome="A2"))
    Application.objects.create(
        unit=unit, number="乙1", origin="desk", channel="in_person", applicant_kind="natural",
        submitted_on=dt.date(2025, 2, 3), received_on=dt.date(2025, 2, 3),
    )  # fmt: skip
    said = send(row("甲1", closed="2025-03-01", outcome="C5"), row("乙1"), row("甲2", received="2027-01-01"))
    assert [one["line"] for one in said["refused"]] == [1, 2, 3]
    assert [word in one["why"] for one, word in zip(said["refused"], ["不同", "正在平台上", "今天之后"], strict=True)] == [True] * 3  # fmt: skip
    assert Application.objects.get(number="甲1").leaf == "A2"


def test_bad_lines_are_reported_and_the_rest_is_taken(send: Any) -> None:
    said = send("{", row("甲1"), row("甲1"), row("甲2", received="2025-13-01"), row("x" * 50))
    assert said["added"] == 1
    assert [one["line"] for one in said["refused"]] == [1, 3, 4, 5]


def test_an_import_that_broke_off_goes_on_where_it_stopped(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    lines = [json.dumps(row(f"甲{n}")).encode() for n in range(5)]

    def stop(report: importing.Report) -> None:
        if report.added == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.import_cases(lines, unit, Actor.system(), stop)
    report = importing.import_cases(lines, unit, Actor.system())
    assert (report.added, report.already) == (1, 4)
    assert Application.objects.count() == 5


def test_the_same_number_of_two_units_is_two_cases(send: Any, unit: Unit) -> None:
    send(row("1"))
    report = importing.import_cases([json.dumps(row("1")).encode()], Unit.objects.get(code="other"), Actor.system())
    assert report.added == 1


REMEDY = {"kind": "reconsideration", "filed": "2025-04-01", "concluded": None, "result": None}


def test_remedies_go_to_their_book_and_without_one_it_is_said(send: Any, book: Book) -> None:
    remedy_book.register(None)
    line = row("甲1", remedies=[REMEDY])
    assert (send(line)["remedies"], send(line)["remedies_left"]) == (0, 1)
    remedy_book.register(book)
    assert send(line) | {"refused": []} == {"added": 0, "closed": 0, "already": 1, "remedies": 1, "remedies_left": 0, "refused": []}  # fmt: skip
    assert send(line)["remedies"] == 0
    (number, kept), = book.kept  # fmt: skip
    assert (number, kept.filed) == ("甲1", dt.date(2025, 4, 1))


def test_an_unknown_unit_is_refused_with_those_like_it(tmp_path: Path, unit: Unit) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("", encoding="utf-8")
    with pytest.raises(CommandError, match=r"没有单位「区民正局」.*区民政局（minzheng）"):
        _said("import", str(path), "--unit", "区民正局")


# --- counting


def facts_of_some_years(number: int) -> list[dict[str, Any]]:
    dice, first, rows = random.Random(11), dt.date(2024, 9, 1), []
    for n in range(number):
        received = first + dt.timedelta(dice.randrange(540))
        closed = received + dt.timedelta(dice.randrange(200))
        done = closed < dt.date(2026, 3, 1) and dice.random() < 0.9
        rows.append(
            {
                "case": f"甲{n}",
                "applicant_kind": dice.choice(list(APPLICANT_KINDS)),
                "received": min(received, dt.date(2026, 3, 1)).isoformat(),
                "closed": closed.isoformat() if done else None,
                "outcome": dice.choice(sorted(ROW_OF)) if done else None,
            }
        )
    return rows


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_database_counts_what_the_file_counts(send: Any, unit: Unit, year: int) -> None:
    rows = facts_of_some_years(400)
    assert send(*rows)["added"] == 400
    assert tables.lay_out_3(counting.counts(year, unit).three) == tables.table3(map(fact, rows), year)
    assert counting.counts(year).three == counting.counts(year, unit).three
    assert not +counting.counts(year, Unit.objects.get(code="other")).three


def test_what_does_not_count_is_not_counted(send: Any, unit: Unit) -> None:
    send(row("甲1"), row("甲2"))
    Application.objects.filter(number="甲2").update(counted=False)
    Application.objects.create(
        unit=unit, origin="desk", channel="ordinary_mail", applicant_kind="legal", submitted_on=dt.date(2025, 2, 3)
    )
    assert counting.counts(2025).three == {("new", "natural"): 1, ("carried_out", "natural"): 1}


def test_the_number_of_queries_does_not_grow(send: Any, unit: Unit) -> None:
    asked = []
    for number in (10, 60):
        send(*facts_of_some_years(number))
        with CaptureQueriesContext(
            connection,
        ) as found:
            counting.counts(2025, unit)
        asked.append(len(found))
    assert asked[0] == asked[1] == 3  # table 3, what was concluded, what was pending


def test_tables_from_the_database(send: Any, unit: Unit, book: Book, tmp_path: Path) -> None:
    send(row("甲1", closed="2025-03-01", outcome="D1a", remedies=[REMEDY]), row("甲2"))
    said = json.loads(_said("tables", "--year", "2025", "--unit", "区民政局", "--json"))
    assert said["table4"]["reconsideration"]["pending"] == 1
    found = {one["key"]: one["values"] for one in said["table3"]["rows"]}
    assert (found["D1"][0], found["carried_out"][0], found["new"][-1]) == (1, 1, 2)
    assert json.loads(_said("tables", "--year", "2025", "--json")) == said
    other = json.loads(_said("tables", "--year", "2025", "--unit", "other", "--json"))
    assert all(not any(one["values"]) for one in other["table3"]["rows"])


def test_without_a_book_it_is_said_that_table_4_is_empty(unit: Unit, no_book: Any, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    said = json.loads(_said("tables", "--year", "2025", "--json"))
    assert set(said["table4"]) == set(REMEDY_KINDS)
    assert set(said["table4"]["direct_suit"]) == {*RESULTS, "pending", "total"}
    assert "表四各项为 0" in capsys.readouterr().err


def test_a_file_and_a_unit_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        _said("tables", "--year", "2025", "--unit", "minzheng", "--cases", str(tmp_path / "x"))
