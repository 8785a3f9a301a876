"""Units, people and posts as a sheet has them, brought into the register. Each change is journaled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import EVERYTHING, touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.units.commands import add_person, end_post, hold_post, link_directory, only_posts
from mingzheng.core.units.models import Person, PostHolding, Unit, UnitGroup, UnitName
from mingzheng.core.units.queries import Directory, normal
from mingzheng.core.units.renaming import renamed as renamed_unit
from mingzheng.core.units.roster import PersonRow, PostRow
from mingzheng.core.units.sheet import GroupRow, Sheet, UnitRow


@transaction.atomic
def import_units(sheet: Sheet, actor: Actor) -> dict[str, int]:
    """Bring units and groups in line with a sheet; rows are matched by code, nothing is deleted.

    Returns:
        Counts: ``created``, ``changed``, ``same``, ``groups``.

    Raises:
        Refused: naming the row, when a code or name is malformed or used twice.
    """
    only_posts(actor, Post.ADMIN, Post.OFFICE_CLERK, Post.OFFICE_HEAD)
    counts = {"created": 0, "changed": 0, "same": 0, "groups": 0}
    renamed: list[tuple[Unit, UnitRow]] = []
    called = {unit.code: [unit.short, unit.name] for unit in Unit.objects.all()}
    for order, row in enumerate(sheet.units, 1):
        unit, outcome = _import_unit(row, order)
        counts[outcome] += 1
        before = called.get(unit.code)
        if before is not None and before != [unit.short, unit.name]:
            renamed_unit(unit.pk, before)
        if outcome != "same":
            renamed.append((unit, row))
    _import_names(renamed)
    for group in sheet.groups:
        counts["groups"] += _import_group(group)
    if counts["created"] or counts["changed"] or counts["groups"]:
        touch(EVERYTHING)  # a unit's name stands on pages of every room
        journal.append(
            action="units.imported",
            actor=actor,
            subject=RecordRef("units.sheet", sheet.name[:48]),
            summary=f"导入单位表：新增 {counts['created']} 个，更新 {counts['changed']} 个，分组更新 {counts['groups']} 个。",
            data=dict(counts),
        )
    return counts


def _import_unit(row: UnitRow, order: int) -> tuple[Unit, str]:
    unit = Unit.objects.filter(code=row.code).first() or Unit(code=row.code)
    before = (_facts(unit), _names(unit)) if unit.pk else None
    for name, value in row.facts().items():
        setattr(unit, name, value)
    unit.order = order
    if row.valid_to is not None and row.valid_to < row.valid_from:
        raise Refused(f"单位表「{row.short}」的撤销日期早于设立日期。", remedy="请改正后重新导入。")
    try:
        unit.full_clean()
    except ValidationError as error:
        raise Refused(
            f"单位表「{row.short or row.code}」一行有误：{'；'.join(error.messages)}", remedy="请改正后重新导入。"
        ) from error
    if before == (_facts(unit), sorted(row.names())):
        return unit, "same"
    unit.save()
    return unit, "created" if before is None else "changed"


def _import_names(renamed: list[tuple[Unit, UnitRow]]) -> None:
    """Further names of the units that changed; a name may move from one unit to another within one sheet."""
    UnitName.objects.filter(unit__in=[unit for unit, _row in renamed]).delete()
    taken: dict[str, int] = {}
    for pk, *names in Unit.objects.values_list("pk", "name", "short", "code"):
        for text in names:
            _take_name(taken, text, pk)
    for text, pk in UnitName.objects.values_list("text", "unit_id"):
        _take_name(taken, text, pk)
    for unit, row in renamed:
        for text, kind in row.names():
            _take_name(taken, text, unit.pk)
            UnitName.objects.create(unit=unit, text=text, kind=kind)


def _take_name(taken: dict[str, int], text: str, pk: int) -> None:
    """Names are compared as they are looked up: full-width brackets and spaces make no difference."""
    if taken.setdefault(normal(text), pk) != pk:
        raise Refused(f"名称「{text}」已属于另一个单位。", remedy="一个名称只能指一个单位，请在单位表中改正。")


def _facts(unit: Unit) -> tuple[Any, ...]:
    return (
        unit.name,
        unit.short,
        unit.kind,
        unit.org_code,
        unit.phone,
        unit.address,
        unit.valid_from,
        unit.valid_to,
        unit.order,
    )


def _names(unit: Unit) -> list[tuple[str, str]]:
    return sorted(unit.names.values_list("text", "kind"))


def _import_group(row: GroupRow) -> int:
    facts = {"name": row.name, "aliases": row.aliases, "kinds": row.kinds, "open": row.open, "note": row.note}
    group = UnitGroup.objects.filter(code=row.code).first()
    members = {side: _units_by_code(codes, row) for side, codes in (("plus", row.plus), ("minus", row.minus))}
    if (
        group
        and all(getattr(group, key) == value for key, value in facts.items())
        and all(set(getattr(group, side).all()) == set(units) for side, units in members.items())
    ):
        return 0
    group, _ = UnitGroup.objects.update_or_create(code=row.code, defaults=facts)
    group.plus.set(members["plus"])
    group.minus.set(members["minus"])
    return 1


def _units_by_code(codes: list[str], row: GroupRow) -> list[Unit]:
    found = list(Unit.objects.filter(code__in=codes))
    missing = set(codes) - {unit.code for unit in found}
    if missing:
        raise Refused(
            f"分组「{row.name}」写到的单位代码不存在：{'、'.join(sorted(missing))}。",
            remedy="请先在单位表中列出该单位。",
        )
    return found


@transaction.atomic
def import_people(rows: list[PersonRow], actor: Actor, *, since: dt.date) -> dict[str, int]:
    """Bring accounts and posts in line with a sheet; rows are matched by account, nothing is deleted.

    Args:
        since: first day of a post whose row names none.

    Returns:
        Counts: ``people`` and ``posts`` added, ``ended`` posts that got a last day, ``same``.

    Raises:
        Refused: naming the row, for an unknown unit or an account that belongs to somebody else.
    """
    directory = Directory.load()
    counts = {"people": 0, "posts": 0, "ended": 0, "same": 0}
    for row in rows:
        person = Person.objects.filter(username=row.username).first()
        if person is not None and person.name != row.name:
            raise Refused(
                f"人员表{row.where}：账号「{row.username}」已属于 {person.name}。", remedy="请核对姓名，或换一个账号。"
            )
        try:
            if person is None:
                person = add_person(row.username, row.name, actor)
                counts["people"] += 1
            if row.directory:
                link_directory(person, row.directory, actor)
            for post in row.posts:
                counts[_import_post(person, post, directory, actor, since)] += 1
        except Refused as refused:
            raise Refused(f"人员表{row.where}（{row.name}）：{refused.message}", remedy=refused.remedy) from refused
    return counts


def _import_post(person: Person, row: PostRow, directory: Directory, actor: Actor, since: dt.date) -> str:
    unit = directory.unit(row.unit)
    if unit is None:
        near = "、".join(f"{found.code} {found}" for found in directory.suggest(row.unit) if isinstance(found, Unit))
        raise Refused(
            f"单位表里没有「{row.unit}」。", remedy=f"相近的有：{near}。" if near else "请先导入单位表。", field="unit"
        )
    lasting = Q(valid_to=None) | Q(valid_to__gte=since) if row.since is None else Q(valid_from=row.since)
    held = PostHolding.objects.filter(lasting, person=person, unit=unit, post=row.post.value)
    holding = held.order_by("-valid_from").first()
    if holding is None:
        hold_post(person, unit, row.post, actor, since=row.since or since, until=row.until)
        return "posts"
    if row.until is None or row.until == holding.valid_to:
        return "same"
    end_post(holding, row.until, actor)
    return "ended"
