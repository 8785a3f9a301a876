"""Every write to areas, matters, projects and tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import IntegrityError, transaction

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory
from mingzheng.disclosure.catalogue import products
from mingzheng.disclosure.catalogue.models import Column, Placement, Product
from mingzheng.disclosure.key_areas import effects, tables
from mingzheng.disclosure.key_areas.models import (
    Area,
    Matter,
    MatterRecord,
    Milestone,
    Project,
    ProjectUpdate,
    PublicTable,
    TableVersion,
)

SHIPPED = Path(__file__).parent / "data" / "areas-2023.yaml"
BASIS = "政务公开工作要点第一部分（围绕中心工作，强化各领域信息公开）"
KEEPERS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.SYSTEM)
UNIT_POSTS = (Post.OFFICER, Post.REVIEWER, Post.HEAD)
MATTER_FACTS = ("title", "wording", "required", "update_days", "update_event", "channel", "column", "order")


# --- areas and matters -------------------------------------------------------------------------------------------


@transaction.atomic
def load_areas(actor: Actor, path: Path = SHIPPED) -> int:
    """Load a year's areas and matters from a file; what is there already stays as the office has it.

    Returns:
        The number of matters added.

    Raises:
        Refused: not 区府办.
    """
    _keeper(actor)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    directory = Directory.load()
    columns = {column.code: column for column in Column.objects.filter(closed_on=None)}
    added = 0
    for row in data["areas"]:
        area, _made = Area.objects.get_or_create(
            year=data["year"], number=row["number"], defaults={"title": row["title"], "wording": row["wording"]}
        )
        for order, line in enumerate(row["matters"]):
            added += _load_matter(area, line, order, columns.get(row["column"]), directory)
    if added:
        _journal("key_areas.loaded", RecordRef("key_areas.areas", str(data["year"])), f"载入{data['year']}年重点领域事项 {added} 项", actor)  # fmt: skip
    return added


def _load_matter(area: Area, line: dict[str, Any], order: int, column: Column | None, directory: Directory) -> int:
    facts = {
        "title": line["title"],
        "wording": line["wording"],
        "required": line["required"],
        "update_days": line.get("rule"),
        "update_event": line.get("event", ""),
        "channel": line.get("channel", "政府网站"),
        "column": column,
        "order": order,
    }
    matter, made = Matter.objects.get_or_create(area=area, code=line["code"], defaults=facts)
    units = [unit for name in line["units"] if (unit := directory.unit(name)) is not None]
    if units and not matter.units.exists():
        matter.units.set(units)
    return int(made)


@transaction.atomic
def copy_year(year: int, *, actor: Actor) -> int:
    """Begin a year with the areas and open matters of the year before, for the office to change.

    Raises:
        Refused: not 区府办, the year is there already, or there is none before it.
    """
    _keeper(actor)
    if Area.objects.filter(year=year).exists():
        raise Refused(f"{year} 年的重点领域已经建立。", remedy="请直接修改事项。", field="year")
    before = list(Area.objects.filter(year=year - 1).prefetch_related("matters__units"))
    if not before:
        raise Refused(f"没有 {year - 1} 年的重点领域可以沿用。", field="year")
    copied = 0
    for old in before:
        area = Area.objects.create(year=year, number=old.number, title=old.title)
        for matter in old.matters.filter(closed_on=None):
            units = list(matter.units.all())
            facts = {name: getattr(matter, name) for name in MATTER_FACTS if name != "wording"}
            fresh = Matter.objects.create(area=area, code=matter.code, **facts)
            fresh.units.set(units)
            copied += 1
    _journal("key_areas.copied", RecordRef("key_areas.areas", str(year)), f"沿用{year - 1}年事项 {copied} 项", actor)
    touch("areas")
    return copied


@transaction.atomic
def keep_matter(area: Area, matter: Matter | None, facts: dict[str, Any], *, actor: Actor) -> Matter:
    """Add a matter (``matter`` None, with its ``code``) or change one.

    Raises:
        Refused: not 区府办, or the code is in use.
    """
    _keeper(actor)
    verb = "修改" if matter is not None else "新增"
    held = matter or Matter(area=area, code=facts["code"])
    if matter is None and Matter.objects.filter(area=area, code=held.code).exists():
        raise Refused(f"代码「{held.code}」已经用过。", field="code")
    for name in MATTER_FACTS:
        if name in facts:
            setattr(held, name, facts[name])
    held.save()
    if "units" in facts:
        held.units.set(facts["units"])
    _journal("key_areas.matter_kept", _ref(held), f"{verb}重点领域事项「{held.title}」", actor)
    _touch(held)
    return held


@transaction.atomic
def close_matter(matter: Matter, *, reason: str, actor: Actor) -> Matter:
    """A matter is no longer kept current; what was published stays."""
    _keeper(actor)
    if matter.closed_on is None:
        matter.closed_on = timekeeping.today()
        matter.save(update_fields=["closed_on"])
        _journal("key_areas.matter_closed", _ref(matter), f"停止事项「{matter.title}」：{reason}"[:300], actor)
        _touch(matter)
    return matter


@transaction.atomic
def bind_record(matter: Matter, record: RecordRef, *, actor: Actor) -> MatterRecord:
    """Say that a public record (one that stands in a column) belongs to a matter.

    Raises:
        Refused: neither a post of a responsible unit nor of 区府办, or the record is not public.
    """
    _responsible(matter, actor)
    row = Placement.objects.filter(record_kind=record.kind, record_id=record.id).order_by("-published_on").first()
    if row is None or not records.visible(record, None):
        raise Refused("这条记录没有公开。", remedy="请先公开并列入栏目。", code="not_public")
    facts = {"title": row.title, "url": row.url, "published_on": row.published_on, "placed_at": timekeeping.now()}
    bound, made = MatterRecord.objects.update_or_create(
        matter=matter, record_kind=record.kind, record_id=record.id, defaults=facts
    )
    if made:
        _journal("key_areas.record_bound", _ref(matter), f"归入事项「{matter.title}」：《{row.title}》"[:300], actor)
        _touch(matter)
    return bound


@transaction.atomic
def unbind_record(bound: MatterRecord, *, actor: Actor) -> None:
    """Take a record out of a matter; it stays public where it stands."""
    _responsible(bound.matter, actor)
    _unbind(bound, actor)


def _unbind(bound: MatterRecord, actor: Actor) -> None:
    _journal("key_areas.record_unbound", _ref(bound.matter), f"移出事项「{bound.matter.title}」：《{bound.title}》"[:300], actor)  # fmt: skip
    matter = bound.matter
    bound.delete()
    _touch(matter)


@handler("key_areas.displaced", label="重点领域：移出不再公开的记录", event="catalogue.displaced")
def on_displaced(payload: dict[str, Any]) -> None:
    """``{kind, id}``: what was withdrawn or narrowed to some readers stands in no matter any more."""
    record = RecordRef(payload["kind"], payload["id"])
    if records.visible(record, None):
        return
    rows = MatterRecord.objects.filter(record_kind=record.kind, record_id=record.id)
    for bound in rows.select_related("matter__area"):
        _unbind(bound, Actor.system("重点领域核对"))


@transaction.atomic
def publish_sheet(matter: Matter, *, actor: Actor) -> Product:
    """Offer a matter as a one-page sheet with its QR code (公开产品).

    Raises:
        Refused: neither a responsible unit nor 区府办, or there is nothing to show yet.
    """
    _responsible(matter, actor)
    if not matter.records.exists():
        raise Refused("这个事项还没有公开的内容。", remedy="请先公开信息并归入事项。", code="empty")
    unit = matter.units.filter(pk=actor.unit_id).first() or matter.units.first()
    made = products.publish(
        f"sheet-{matter.code}", Product.Kind.SHEET, f"一事一页：{matter.title}", matter.get_absolute_url(), unit=unit, actor=actor
    )  # fmt: skip
    _touch(matter)
    return made


# --- projects ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_project(matter: Matter, facts: dict[str, Any], *, actor: Actor) -> Project:
    """A project of the actor's unit; public once its first progress is confirmed.

    Args:
        facts: of ``ProjectForm``; ``milestones`` as (planned day, title, day on which it was reached or None).

    Raises:
        Refused: not a post of a responsible unit.
    """
    _unit_post(matter, actor)
    project = Project.objects.create(matter=matter, unit_id=actor.unit_id, **{k: v for k, v in facts.items() if k != "milestones"})  # fmt: skip
    Milestone.objects.bulk_create(
        [
            Milestone(project=project, planned_on=day, title=title, done_on=done)
            for day, title, done in facts["milestones"]
        ]
    )
    _journal(
        "key_areas.project_added", project.ref, f"建立项目「{project.title}」，{len(facts['milestones'])} 个节点", actor
    )
    return project


@transaction.atomic
def submit_update(project: Project, data: dict[str, Any], *, actor: Actor) -> ProjectUpdate:
    """Report progress; a second person of the unit makes it public.

    Args:
        data: cleaned values of ``UpdateForm``.

    Raises:
        Refused: not a post of the project's unit.
    """
    _owner(project.unit_id, actor)
    update = ProjectUpdate(project=project, made_by=actor.person_id, made_at=timekeeping.now())
    effects.fill_update(update, data)
    update.save()
    effects.add_photo(update, data, actor)
    unit = Unit.objects.get(pk=project.unit_id)
    title = f"{project.title}：{data['text']}"[:120]
    update.case = open_case("key_areas.update", update.ref, unit=unit, actor=actor, title=title)
    update.save(update_fields=["case"])
    return update


# --- tables --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_table(matter: Matter, spec: str, title: str, note: str, *, actor: Actor) -> PublicTable:
    """A table of the actor's unit; public once its first version is confirmed.

    Raises:
        Refused: not a post of a responsible unit, an unknown kind, or a title in use.
    """
    _unit_post(matter, actor)
    if spec not in tables.specs():
        raise Refused("没有这种公开表。", remedy="请从列表中选择。", field="spec")
    try:
        with transaction.atomic():
            table = PublicTable.objects.create(matter=matter, unit_id=actor.unit_id, spec=spec, title=title, note=note)
    except IntegrityError as error:
        raise Refused(f"本单位已经有《{title}》。", remedy="请在原表上提交新的内容。", field="title") from error
    _journal("key_areas.table_added", table.ref, f"建立公开表《{title}》", actor)
    return table


@transaction.atomic
def submit_version(table: PublicTable, data: dict[str, Any], *, actor: Actor) -> TableVersion:
    """Submit the rows of a table anew; a second person of the unit makes them public.

    Args:
        data: cleaned values of ``RowsForm``.

    Raises:
        Refused: not a post of the table's unit, or another version waits already.
    """
    _owner(table.unit_id, actor)
    table = PublicTable.objects.select_for_update().get(pk=table.pk)  # the form posted twice waits here
    waiting = table.versions.filter(status="draft").first()
    if waiting is not None:
        raise Refused("这张表已有一份在等待复核。", remedy="请先办完那一份，或在那一份上修改。", code="waiting")
    version = TableVersion(table=table, made_by=actor.person_id, made_at=timekeeping.now())
    effects.fill_version(version, data)
    unit = Unit.objects.get(pk=table.unit_id)
    version.case = open_case("key_areas.version", version.ref, unit=unit, actor=actor, title=f"《{table.title}》{len(version.rows)} 行")  # fmt: skip
    version.save(update_fields=["case"])
    return version


# --- who may --------------------------------------------------------------------------------------------------------


def _keeper(actor: Actor) -> None:
    if actor.post not in KEEPERS:
        raise Refused("重点领域的事项由区府办管理。", remedy="请把建议告诉区府办经办人员。", code="wrong_post")
    still_in_post(actor)


def responsible(matter: Matter, actor: Actor) -> bool:
    """May the actor work on what belongs to the matter: 区府办, or a post of a responsible unit."""
    return actor.post in KEEPERS or (actor.post in UNIT_POSTS and matter.units.filter(pk=actor.unit_id).exists())


def _responsible(matter: Matter, actor: Actor) -> None:
    if not responsible(matter, actor):
        raise Refused(
            "这个事项由责任单位或区府办办理。", remedy="请切换岗位，或请区府办调整责任单位。", code="wrong_post"
        )
    still_in_post(actor)


def _unit_post(matter: Matter, actor: Actor) -> None:
    if actor.post not in UNIT_POSTS or not matter.units.filter(pk=actor.unit_id).exists():
        raise Refused("这个事项由责任单位办理。", remedy="请切换岗位，或请区府办调整责任单位。", code="wrong_post")
    still_in_post(actor)


def _owner(unit_id: int, actor: Actor) -> None:
    if actor.post not in UNIT_POSTS or actor.unit_id != unit_id:
        raise Refused("由建立它的单位办理。", remedy="请切换岗位。", code="wrong_unit")
    still_in_post(actor)


def _ref(matter: Matter) -> RecordRef:
    return RecordRef("key_areas.matter", str(matter.pk))


def _touch(matter: Matter) -> None:
    touch("areas", f"area:{matter.area.number}", f"matter:{matter.code}")


def _journal(action: str, subject: RecordRef, summary: str, actor: Actor) -> None:
    journal.append(action=action, actor=actor, subject=subject, summary=summary[:300], basis=BASIS)
