"""Class of a record: suggested by the machine with its reasons, decided by a person, kept with both."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.catalogue import commands, standard, suggesting
from mingzheng.disclosure.catalogue.models import Classification, Column, Placement, StandardItem
from mingzheng.disclosure.catalogue.queries import column_choices
from mingzheng.disclosure.catalogue.suggesting import Example, Model, Suggestion, Target

BASIS = "政务公开工作要点第九点（做好新增信息的准确分类与及时公开）"
MOST_LEARNED, LEARN_EVERY = 2000, 20
_built: tuple[tuple[Any, ...], Model] | None = None


def model() -> Model:
    """The model, learned from the shipped set and the newest confirmed records; rebuilt after every few confirmations."""
    global _built
    version = (Classification.objects.count() // LEARN_EVERY, Column.objects.aggregate(last=Max("pk"))["last"])
    held = _built
    if held is None or held[0] != version:
        held = _built = (version, Model([*suggesting.shipped_examples(), *_confirmed()], {"column": _labels()}))
    return held[1]


def _labels() -> dict[str, str]:
    return dict(column_choices())


def _confirmed() -> list[Example]:
    rows = Classification.objects.select_related("column").order_by("-confirmed_at")[:MOST_LEARNED]
    return [Example(row.title, "", row.group, row.theme, row.column.code if row.column else "") for row in rows]


def suggest(text: str, title: str) -> list[Suggestion]:
    """Ranked classes with reasons: 组配分类, theme, open columns, items of the catalogue in force.

    For forms of other rooms; nothing is written, a person decides.
    """
    labels = _labels()
    leaves = set(labels) - set(Column.objects.exclude(children=None).values_list("code", flat=True))
    found = model().suggest(text, title, only={"column": leaves})
    return [*found, *suggesting.suggest_items(text, title, _targets())]


def _targets() -> list[Target]:
    catalogue = standard.live()
    if catalogue is None:
        return []
    rows = catalogue.items.values_list("pk", "field", "level1", "level2", "content")
    return [Target(str(pk), f"{field} {one} {two}", f"{one} {two} {content}") for pk, field, one, two, content in rows]


def text_of(record: RecordRef) -> str:
    """The words of a public record, from what its room lets be found; "" when it lets nothing."""
    kind = searchable.kind_of(record.kind)
    entry = kind.entry_of(int(record.id)) if kind is not None and record.id.isdecimal() else None
    return entry.body if entry is not None else ""


@transaction.atomic
def confirm(
    record: RecordRef,
    *,
    title: str,
    unit_id: int | None,
    group: str,
    theme: str,
    column: Column | None,
    item: StandardItem | None = None,
    suggested: list[Suggestion] | None = None,
    actor: Actor,
) -> Classification:
    """A person says what a record is. Confirming again replaces what was confirmed.

    Raises:
        Refused: the machine itself, or neither a post of the unit nor of 区府办, or a class that does not exist.
    """
    office = actor.post in (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
    if not (office or (actor.post in commands.REGISTRARS and unit_id is not None and actor.unit_id == unit_id)):
        raise Refused("分类由本单位或区府办确认。", remedy="请切换岗位。", code="wrong_post")
    if actor.is_machine:
        raise Refused("分类须由人确认。", code="not_a_person")
    still_in_post(actor)
    _check(group, theme, column)
    held = suggested if suggested is not None else suggest(text_of(record), title)
    made, _created = Classification.objects.update_or_create(
        record_kind=record.kind,
        record_id=record.id,
        defaults={
            "title": title[:300],
            "unit_id": unit_id,
            "group": group,
            "theme": theme,
            "column": column,
            "item": item,
            "suggested": [one.as_dict() for one in held],
            "agreed": _agreed(held, group, theme, column),
            "confirmed_by": actor.person_id,
            "confirmed_at": timekeeping.now(),
        },
    )
    _bind(record, title, item, actor)
    where = f"，栏目“{column.title}”" if column else ""
    said = f"确认分类：{suggesting.group_labels().get(group, '—')}，{theme or '—'}{where}"
    journal.append(action="catalogue.classified", actor=actor, subject=record, summary=said[:300], basis=BASIS)
    touch("catalogue")
    return made


def _check(group: str, theme: str, column: Column | None) -> None:
    if group and group not in suggesting.group_labels():
        raise Refused("没有这个组配分类。", remedy="请从列表中选择。", field="group")
    if theme and theme.partition("/")[0] not in suggesting.listed()["theme"]:
        raise Refused("没有这个主题分类。", remedy="请从列表中选择。", field="theme")
    if column is not None and column.closed_on is not None:
        raise Refused("栏目已停用。", remedy="请选择其他栏目。", field="column")


def _agreed(suggested: list[Suggestion], group: str, theme: str, column: Column | None) -> bool:
    first: dict[str, str] = {}
    for one in suggested:
        first.setdefault(one.facet, one.code)
    said = {"group": group, "theme": theme.partition("/")[0], "column": column.code if column else ""}
    return all(first.get(facet, "") == code for facet, code in said.items() if code)


def _bind(record: RecordRef, title: str, item: StandardItem | None, actor: Actor) -> None:
    row = Placement.objects.filter(record_kind=record.kind, record_id=record.id).first()
    if item is not None and row is not None:
        commands.bind_item(record, item, title=title, url=row.url, day=row.published_on, actor=actor)


# --- what waits --------------------------------------------------------------------------------------------------


def classified() -> Exists:
    """A person confirmed the record's class."""
    same = Classification.objects.filter(record_kind=OuterRef("record_kind"), record_id=OuterRef("record_id"))
    return Exists(same)


def placed(*, unit_id: int | None = None, until: dt.date | None = None) -> QuerySet[Placement]:
    """One placement for each public record (its first)."""
    earlier = Placement.objects.filter(
        record_kind=OuterRef("record_kind"), record_id=OuterRef("record_id"), pk__lt=OuterRef("pk")
    )
    rows = Placement.objects.filter(~Exists(earlier))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    return rows if until is None else rows.filter(published_on__lte=until)


def waiting(*, unit_id: int | None = None) -> QuerySet[Placement]:
    """Public records whose class nobody confirmed yet, the newest first."""
    rows = placed(unit_id=unit_id).filter(~classified())
    return rows.select_related("column", "unit").order_by("-published_on", "-id")


@dataclass(frozen=True)
class Tally:
    records: int
    classified: int
    agreed: int


def tally() -> Tally:
    """How many public records there are, how many are classified, in how many the person agreed with the machine."""
    rows = placed()
    return Tally(rows.count(), rows.filter(classified()).count(), Classification.objects.filter(agreed=True).count())
