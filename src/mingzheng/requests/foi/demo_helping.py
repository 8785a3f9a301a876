"""Conferences, typical cases and what many ask for in the demonstration district, on the days of its applications."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import Cast, Diary
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.disclosure.documents.queries import by_number
from mingzheng.requests.foi import conferences, same, typical
from mingzheng.requests.foi.models import Application, SameInformation, TypicalCase

DATA = Path(__file__).parent / "data" / "demo-helping.yaml"
Deed = Callable[[], None]


def rows() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def plan(units: dict[str, Unit], cast: Cast, diary: Diary) -> None:
    """Note everything in the diary of the applications; their own rows (``rows()["applications"]``) are planned there."""
    found = rows()
    for row in found["conferences"]:
        diary.note(row["held_on"], _meeting(row, units, cast))
    for row in found["typical"]:
        diary.note(row["drafted"], _draft(row, units, cast))
        diary.note(row["shared"], _share(row, units, cast))
    _follow(found["same"], units, cast, diary)


def _application(row: dict[str, Any]) -> Application:
    return Application.objects.get(unit__code=row["unit"], wanted=row["about"])


def _meeting(row: dict[str, Any], units: dict[str, Unit], cast: Cast) -> Deed:
    def deed() -> None:
        unit = units[row["unit"]]
        values = {name: row[name] for name in conferences.FIELDS}
        values |= {"units": [units[code] for code in row["units"]]}
        values["numbers"] = [_application(row).number] if "about" in row else []
        conferences.record(unit, cast.of(unit, Post(row["post"])), values)

    return deed


def _draft(row: dict[str, Any], units: dict[str, Unit], cast: Cast) -> Deed:
    def deed() -> None:
        application = _application(row)
        values = {**typical.prefill(application), **{name: row[name] for name in ("title", "question", "lesson")}}
        typical.draft(application, cast.of(units[row["unit"]], Post.OFFICER), values)

    return deed


def _share(row: dict[str, Any], units: dict[str, Unit], cast: Cast) -> Deed:
    def deed() -> None:
        found = TypicalCase.objects.get(application=_application(row))
        home = office()
        if row["by"] == "office" and home is not None:
            _step(found.case_id, "share_by_office", cast.of(home, Post.OFFICE_CLERK))
        else:
            _step(found.case_id, "share", cast.of(units[row["unit"]], Post.LEGAL))

    return deed


def _follow(row: dict[str, Any], units: dict[str, Unit], cast: Cast, diary: Diary) -> None:
    """The daily job on two days; one is accepted and published, the other waits for the unit."""
    unit = units[row["unit"]]

    def found() -> int | None:
        return SameInformation.objects.get(unit=unit).case_id

    def find() -> None:
        same.find()

    def accept() -> None:
        _step(found(), "accept", cast.of(unit, Post.HEAD), topic=row["topic"])

    def publish() -> None:
        document = by_number(row["number"]).get()
        _step(found(), "publish", cast.of(unit, Post.OFFICER), document=document.index_number)

    days: list[dt.date] = row["found"]
    for day in days:
        diary.note(day, find)
    diary.note(row["accepted"], accept)
    diary.note(row["published"], publish)


def _step(case_id: int | None, command: str, actor: Actor, **data: Any) -> None:
    act(Case.objects.get(pk=case_id or 0), command, actor, data)
