"""Every read of areas, matters, projects and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue import fresh
from mingzheng.disclosure.catalogue import queries as columns
from mingzheng.disclosure.catalogue.fresh import Freshness
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.key_areas.models import (
    Area,
    Confirmed,
    Matter,
    MatterRecord,
    Milestone,
    Project,
    ProjectUpdate,
    PublicTable,
    TableVersion,
)

SHOWN_STATUS = (Confirmed.Status.LIVE, Confirmed.Status.PAST)
HORIZON = dt.timedelta(days=366)


def current_year(today: dt.date | None = None) -> int | None:
    """The newest year whose areas are loaded and that has begun."""
    return Area.objects.filter(year__lte=(today or timekeeping.today()).year).aggregate(last=Max("year"))["last"]


@dataclass(frozen=True)
class MatterLine:
    """A matter and how it stands today."""

    matter: Matter
    own: Freshness

    @property
    def rule(self) -> str:
        days = self.matter.update_days
        if days is None:
            return f"随事件公开（{self.matter.update_event}）" if self.matter.update_event else "随事件公开"
        return f"至少每 {days} 天更新一次"


@dataclass(frozen=True)
class AreaLine:
    """An area with its open matters."""

    area: Area
    matters: list[MatterLine]

    @property
    def published(self) -> int:
        return sum(line.own.count > 0 for line in self.matters)

    @property
    def late(self) -> int:
        return sum(line.own.light == "red" for line in self.matters)

    @property
    def last(self) -> dt.date | None:
        return max((line.own.last for line in self.matters if line.own.last), default=None)


def areas(
    year: int | None = None, *, unit_id: int | None = None, closed: bool = False, today: dt.date | None = None
) -> list[AreaLine]:
    """The areas of a year (the current one) with their matters as of a day; a few queries whatever their number."""
    wanted = year or current_year(today)
    if wanted is None:
        return []
    rows = Matter.objects.filter(area__year=wanted).select_related("area", "column").prefetch_related("units")
    rows = rows if closed else rows.filter(closed_on=None)
    if unit_id is not None:
        rows = rows.filter(units=unit_id)
    lines = matter_lines(rows, today)
    found = [AreaLine(area, [line for line in lines if line.matter.area_id == area.pk]) for area in Area.objects.filter(year=wanted)]  # fmt: skip
    return [one for one in found if one.matters or unit_id is None]


def matter_lines(rows: Iterable[Matter], day: dt.date | None = None) -> list[MatterLine]:
    """How matters stand on a day (today), by the records that belong to them."""
    today, held = day or timekeeping.today(), list(rows)
    facts = {
        matter_id: (last, n)
        for matter_id, last, n in MatterRecord.objects.filter(matter__in=[row.pk for row in held], published_on__lte=today)
        .order_by()
        .values_list("matter_id")
        .annotate(last=Max("published_on"), n=Count("id"))
    }  # fmt: skip
    found = []
    for row in held:
        last, count = facts.get(row.pk) or (None, 0)
        found.append(MatterLine(row, fresh.standing(last, count, row.update_days, today)))
    return found


def area(number: int) -> AreaLine | None:
    """An area of the current year by its number."""
    return next((line for line in areas() if line.area.number == number), None)


def matter(code: str) -> Matter | None:
    """A matter of the current year by its code; else the newest of that code."""
    rows = Matter.objects.filter(code=code, area__year__lte=timekeeping.today().year)
    return rows.select_related("area", "column").prefetch_related("units").order_by("-area__year").first()


def records_of(held: Matter, limit: int = 50) -> list[MatterRecord]:
    return list(held.records.filter(published_on__lte=timekeeping.today())[:limit])


def candidates(held: Matter, text: str = "", limit: int = 20) -> list[Placement]:
    """Public records of the matter's units or column that do not belong to it yet, the newest first."""
    rows = Placement.objects.filter(Q(unit__in=held.units.all()) | Q(column=held.column))
    taken = held.records.values_list("record_kind", "record_id")
    if text:
        rows = rows.filter(title__contains=text)
    found: dict[tuple[str, str], Placement] = {}
    known = set(taken)
    for row in rows.select_related("column").order_by("-published_on", "-id")[: limit * 4]:
        key = (row.record_kind, row.record_id)
        if key not in known and not row.record_kind.startswith("key_areas."):
            found.setdefault(key, row)
    return list(found.values())[:limit]


# --- projects ------------------------------------------------------------------------------------------------------


def public_projects() -> QuerySet[Project]:
    """Projects whose first progress was confirmed."""
    return Project.objects.exclude(published_on=None).select_related("unit", "matter__area")


def staff_projects(actor: Actor) -> QuerySet[Project]:
    """Projects that a member of staff may see on the desk: the own unit's, 区府办 all."""
    rows = Project.objects.select_related("unit", "matter__area")
    return rows if _office(actor) else rows.filter(unit_id=actor.unit_id)


def staff_tables(actor: Actor) -> QuerySet[PublicTable]:
    rows = PublicTable.objects.select_related("unit", "matter__area")
    return rows if _office(actor) else rows.filter(unit_id=actor.unit_id)


def _office(actor: Actor) -> bool:
    return actor.post in (Post.OFFICE_CLERK, Post.OFFICE_HEAD)


def project_standing(project: Project, today: dt.date | None = None) -> Freshness:
    """Its last-updated clock; a finished project owes nothing more."""
    day = today or timekeeping.today()
    if project.finished_on is not None:
        return Freshness("done", "已完成", project.updated_on, 1)
    return fresh.standing(project.updated_on, 1 if project.updated_on else 0, project.update_days, day)


def timeline(project: Project) -> list[ProjectUpdate]:
    """What is public of a project's progress, the newest first, with its photos."""
    rows = project.updates.filter(status=Confirmed.Status.LIVE)
    return list(rows.select_related("milestone").prefetch_related("photos"))


def milestones(project: Project) -> list[Milestone]:
    return list(project.milestones.all())


# --- tables -----------------------------------------------------------------------------------------------------------


def public_tables() -> QuerySet[PublicTable]:
    live = TableVersion.objects.filter(status=Confirmed.Status.LIVE)
    rows = PublicTable.objects.filter(versions__status=Confirmed.Status.LIVE).distinct()
    return rows.select_related("unit", "matter__area").prefetch_related(
        Prefetch("versions", queryset=live, to_attr="live_versions")
    )


def live_version(table: PublicTable) -> TableVersion | None:
    return table.versions.filter(status=Confirmed.Status.LIVE).first()


def public_version(table: PublicTable, pk: int) -> TableVersion | None:
    """A version that is or was public."""
    return table.versions.filter(pk=pk, status__in=SHOWN_STATUS).first()


def public_versions(table: PublicTable) -> list[TableVersion]:
    return list(table.versions.filter(status__in=SHOWN_STATUS))


# --- what will be published when ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Due:
    """Something that will be published by a day. ``key`` is stable from one reading to the next."""

    key: str
    day: dt.date
    kind: str
    title: str
    unit: str
    url: str


def due_dates(today: dt.date | None = None) -> list[Due]:
    """From update rules and milestones, the nearest first; what is overdue is due today."""
    day = today or timekeeping.today()
    found = [*_columns_due(day), *_matters_due(day), *_projects_due(day)]
    return sorted((one for one in found if one.day <= day + HORIZON), key=lambda one: (one.day, one.title))


def _columns_due(day: dt.date) -> list[Due]:
    return [
        Due(f"column:{node.column.code}", max(node.own.due_on, day), "栏目更新", node.column.title, _short(node.column.owner), f"/lanmu/{node.column.code}/")
        for node in columns.checked()
        if node.own.due_on is not None
    ]  # fmt: skip


def _matters_due(day: dt.date) -> list[Due]:
    return [
        Due(f"matter:{line.matter.code}", max(line.own.due_on, day), "重点领域事项", line.matter.title, "、".join(unit.short for unit in line.matter.units.all()), line.matter.get_absolute_url())
        for one in areas()
        for line in one.matters
        if line.own.due_on is not None
    ]  # fmt: skip


def _projects_due(day: dt.date) -> list[Due]:
    found = []
    for project in public_projects().filter(finished_on=None).prefetch_related("milestones"):
        own = project_standing(project, day)
        if own.due_on is not None:
            found.append(Due(f"project:{project.pk}", max(own.due_on, day), "项目进展", project.title, project.unit.short, project.get_absolute_url()))  # fmt: skip
        found += [
            Due(f"milestone:{node.pk}", max(node.planned_on, day), "项目节点", f"{project.title}：{node.title}", project.unit.short, project.get_absolute_url())
            for node in project.milestones.all()
            if node.done_on is None
        ]  # fmt: skip
    return found


def _short(unit: Unit | None) -> str:
    return unit.short if unit is not None else ""
