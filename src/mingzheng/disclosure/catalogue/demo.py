"""The demonstration's entries, standard catalogue and confirmed classes, made by the room's own commands."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.disclosure.catalogue import checking, classifying, commands, importing, products, seeding, sheet
from mingzheng.disclosure.catalogue.models import Column

DATA = Path(__file__).parent / "data"
HEADS = (
    "level1",
    "level2",
    "content",
    "basis",
    "time_limit",
    "subject",
    "channels",
    "audience",
    "method",
    "level",
    "column",
)
LAST = dt.date(2023, 6, 20)
CLASSIFIED = 24  # of the demonstration's records, how many a person has classified


def play(*, say: Callable[[str], None]) -> None:
    """Owners for the columns, a catalogue in force, entries in the columns (one stale, one with a dead link)."""
    say("演示区：栏目、标准目录和目录条目……")
    seeding.seed_columns(Actor.system("演示数据"))
    with timekeeping.standing_at(dt.date(2023, 4, 19)):
        office = office_clerk()
        report = importing.import_workbook(
            workbook(), year=2023, title="长宁区政务公开标准目录", name="标准目录2023.xlsx", actor=office
        )
        assert report.catalogue is not None and not report.refused  # noqa: S101 - our own data
        importing.publish(report.catalogue, actor=office)
        products.publish_own(actor=office)
    _entries()


def finish() -> None:
    """After every room has placed its records: people confirm classes, and the machine checks."""
    with timekeeping.standing_at(LAST):
        _confirm_some(office_clerk())
    for day in (LAST - dt.timedelta(days=2), LAST - dt.timedelta(days=1), LAST):
        with timekeeping.standing_at(day):
            checking.check()


def workbook() -> bytes:
    """The demonstration's catalogue in the form in which offices keep it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    data: dict[str, list[str]] = yaml.safe_load((DATA / "standard-2023.yaml").read_text(encoding="utf-8"))
    for field, lines in data.items():
        page: Any = book.create_sheet(field)
        page.append([sheet.LABELS["serial"], *(sheet.LABELS[name] for name in HEADS)])
        for number, line in enumerate(lines, 1):
            page.append([number, *line.split("|")])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _entries() -> None:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / "demo-entries.yaml").read_text(encoding="utf-8"))
    units = {unit.code: unit for unit in Unit.objects.all()}
    cast: dict[str, Actor] = {}
    for row in sorted(rows, key=lambda row: row["day"]):
        with timekeeping.standing_at(max(row["day"], dt.date(2023, 4, 19))):
            code = row["unit"]
            actor = cast.get(code) or cast.setdefault(code, officer(units[code]))
            commands.register_link(
                row["title"], row["url"], row["columns"], unit=units[code], published_on=row["day"], actor=actor
            )


def _confirm_some(actor: Actor) -> None:
    for row in classifying.waiting()[:CLASSIFIED]:
        found = classifying.suggest(classifying.text_of(row.ref), row.title)
        first: dict[str, str] = {}
        for one in found:
            first.setdefault(one.facet, one.code)
        if {"group", "theme"} <= first.keys():
            classifying.confirm(
                row.ref,
                title=row.title,
                unit_id=row.unit_id,
                group=first["group"],
                theme=first["theme"],
                column=Column.objects.get(pk=row.column_id),
                suggested=found,
                actor=actor,
            )


def office_clerk() -> Actor:
    day = timekeeping.today()
    holding = PostHolding.objects.filter(held_on(day), post=Post.OFFICE_CLERK.value).order_by("id").first()
    return _actor(holding)


def officer(unit: Unit, post: Post = Post.OFFICER) -> Actor:
    """The unit's person in a post on the day."""
    day = timekeeping.today()
    return _actor(PostHolding.objects.filter(held_on(day), unit=unit, post=post.value).order_by("id").first())


def _actor(holding: PostHolding | None) -> Actor:
    if holding is None:
        raise LookupError("the demonstration has nobody in this post")
    day = timekeeping.today()
    return next(
        actor
        for actor in actors_for(holding.person, day)
        if actor.post.value == holding.post and actor.unit_id == holding.unit_id
    )
