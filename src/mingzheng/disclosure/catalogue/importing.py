"""Versions of the standard catalogue: import, publication, binding to columns. Every write of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.queries import Directory
from mingzheng.disclosure.catalogue import sheet
from mingzheng.disclosure.catalogue.commands import KEEPERS
from mingzheng.disclosure.catalogue.models import Column, ItemRecord, StandardCatalogue, StandardItem
from mingzheng.disclosure.catalogue.sheet import Row

BASIS = "国办发〔2019〕54号（基层政务公开标准目录）；政务公开工作要点第九点"
TEN = ("level1", "level2", "content", "basis", "time_limit", "subject", "channels", "audience", "method", "level")


@dataclass
class Report:
    """What an import did, or would do: rows taken, rows refused with their reasons, what a person should look at."""

    taken: int = 0
    refused: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    catalogue: StandardCatalogue | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "taken": self.taken,
            "refused": [{"place": row.place, "reasons": row.faults} for row in self.refused],
            "notes": self.notes,
            "catalogue": self.catalogue.pk if self.catalogue else None,
        }


@transaction.atomic
def import_workbook(data: bytes, *, year: int, title: str, name: str, actor: Actor, dry_run: bool = False) -> Report:
    """Read a workbook into a new draft version of a year. Refused rows are left out and reported, each with its reasons.

    Args:
        dry_run: judge everything, write nothing.

    Raises:
        Refused: not 区府办, not a workbook of the catalogue, or no row can be taken.
    """
    if actor.post not in KEEPERS:
        raise Refused("标准目录由区府办管理。", remedy="请把工作簿交给区府办经办人员。", code="wrong_post")
    still_in_post(actor)
    reading = sheet.read(data)
    columns = {column.code: column for column in Column.objects.filter(closed_on=None)}
    for row in reading.rows:
        code = row.values.get("column")
        if code and code not in columns:
            row.faults.append(f"没有栏目「{code[:48]}」，或栏目已停用")
    report = Report(len(reading.good), reading.refused, list(reading.notes))
    if not reading.good:
        raise Refused("没有一行可以导入。", remedy=f"例如{reading.refused[0].place}：{reading.refused[0].faults[0]}。", field="file", code="nothing")  # fmt: skip
    items, strange = _items(reading.good, columns)
    if strange:
        report.notes.append(
            f"有 {len(strange)} 个公开主体不在单位表中，事项没有挂到单位：{'、'.join(sorted(strange)[:8])}。"
        )
    if not dry_run:
        report.catalogue = _keep(items, year, title, name, actor)
    return report


def _items(rows: list[Row], columns: dict[str, Column]) -> tuple[list[StandardItem], set[str]]:
    directory, strange, items = Directory.load(), set(), []
    for row in rows:
        values = row.values
        unit = directory.unit(values["subject"])
        if unit is None and directory.group(values["subject"]) is None:
            strange.add(values["subject"][:30])
        items.append(
            StandardItem(
                field=row.field,
                serial=values["serial"],
                unit=unit,
                column=columns.get(values.get("column") or ""),
                update_days=values.get("update_days"),
                **{name: values[name] for name in TEN},
            )
        )
    return items, strange


def _keep(items: list[StandardItem], year: int, title: str, name: str, actor: Actor) -> StandardCatalogue:
    last = StandardCatalogue.objects.filter(year=year).aggregate(last=Max("version"))["last"] or 0
    made = StandardCatalogue.objects.create(
        year=year, version=last + 1, title=title, source_name=name[:200], made_at=timekeeping.now()
    )
    for item in items:
        item.catalogue = made
    StandardItem.objects.bulk_create(items, batch_size=500)
    _journal("catalogue.standard_imported", made, f"导入标准目录《{made}》，{len(items)} 项", actor)
    return made


@transaction.atomic
def publish(catalogue: StandardCatalogue, *, actor: Actor) -> StandardCatalogue:
    """Make a draft the catalogue in force. Columns and records bound to the same items before are carried over.

    Raises:
        Refused: not 区府办, or it is no draft.
    """
    if actor.post not in KEEPERS:
        raise Refused("标准目录由区府办公布。", code="wrong_post")
    still_in_post(actor)
    held = StandardCatalogue.objects.select_for_update().get(pk=catalogue.pk)
    if held.status != StandardCatalogue.Status.DRAFT:
        raise Refused("这一版已经公布过。", remedy="如需修改，请导入新的一版。", code="not_draft")
    before = StandardCatalogue.objects.select_for_update().filter(status=StandardCatalogue.Status.LIVE).first()
    if before is not None:
        before.status = StandardCatalogue.Status.PAST
        before.save(update_fields=["status"])
        _carry_over(before, held)
    held.status, held.published_on = StandardCatalogue.Status.LIVE, timekeeping.today()
    held.save(update_fields=["status", "published_on"])
    _journal("catalogue.standard_published", held, f"公布标准目录《{held}》", actor)
    touch("catalogue")
    return held


def _carry_over(before: StandardCatalogue, held: StandardCatalogue) -> None:
    """A column named in the new version stands; else that of the same item before, and its records either way."""
    known: dict[tuple[str, str, str], list[StandardItem]] = {}
    for item in before.items.all():
        known.setdefault((item.field, item.level1, item.level2), []).append(item)
    pairs = [(old, new) for new in held.items.all() if (old := _same(known, new)) is not None]
    changed = []
    for old, new in pairs:
        if new.column_id is None and old.column_id is not None:
            new.column_id = old.column_id
            changed.append(new)
    StandardItem.objects.bulk_update(changed, ["column"], batch_size=500)
    fresh = {old.pk: new for old, new in pairs}
    copies = [
        ItemRecord(
            item=fresh[row.item_id],
            **{name: getattr(row, name) for name in ("record_kind", "record_id", "title", "url", "published_on", "placed_at")},
        )
        for row in ItemRecord.objects.filter(item__in=fresh)
    ]  # fmt: skip
    ItemRecord.objects.bulk_create(copies, batch_size=500)


def _same(known: dict[tuple[str, str, str], list[StandardItem]], new: StandardItem) -> StandardItem | None:
    """The item before with the same titles; of several, that with the same content, then that with the same number."""
    found = known.get((new.field, new.level1, new.level2), [])
    alike = [old for old in found if old.content == new.content] or found
    return next((old for old in alike if old.serial == new.serial), alike[0] if len(alike) == 1 else None)


@transaction.atomic
def bind_column(item: StandardItem, column: Column | None, *, actor: Actor) -> StandardItem:
    """Say in which column the records of an item stand.

    Raises:
        Refused: not 区府办, or the column is closed.
    """
    if actor.post not in KEEPERS:
        raise Refused("标准目录由区府办管理。", code="wrong_post")
    still_in_post(actor)
    if column is not None and column.closed_on is not None:
        raise Refused("栏目已停用。", remedy="请选择其他栏目。", field="column")
    if item.column_id == (column.pk if column else None):
        return item
    item.column = column
    item.save(update_fields=["column"])
    where = f"「{column.title}」" if column else "（无）"
    _journal("catalogue.item_column", item.catalogue, f"事项「{item}」对应栏目{where}", actor)
    touch("catalogue")
    return item


def _journal(action: str, catalogue: StandardCatalogue, summary: str, actor: Actor) -> None:
    subject = RecordRef("catalogue.standard", str(catalogue.pk))
    journal.append(action=action, actor=actor, subject=subject, summary=summary[:300], basis=BASIS)
