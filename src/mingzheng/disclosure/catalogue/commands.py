"""Every write to columns and to what stands in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import publish
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.queries import review
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue.models import Column, ItemRecord, LinkEntry, Placement, StandardItem

BASIS = "《政府信息公开条例》第二十四条"
COLUMN_BASIS = "国办公开办函〔2019〕61号（政府信息公开平台）；政务公开工作要点第十点"
KEEPERS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.SYSTEM)
REGISTRARS = (Post.OFFICER, Post.REVIEWER, Post.HEAD, *KEEPERS)
EDITABLE = {
    "title": "名称", "about": "说明", "content_rule": "内容要求", "update_days": "更新周期", "update_note": "更新要求",
    "update_basis": "更新依据", "owner": "责任单位", "order": "排序",
}  # fmt: skip


@transaction.atomic
def place(
    record: RecordRef, codes: Iterable[str], *, title: str, url: str, published_on: dt.date, actor: Actor
) -> list[Column]:
    """Let a public record stand in these columns and in no others; placing it again renews title, address and date.

    Raises:
        Refused: a column does not exist or is closed.
    """
    wanted = {column.code: column for column in Column.objects.filter(code__in=set(codes), closed_on=None)}
    unknown = sorted(set(codes) - wanted.keys())
    if unknown:
        raise Refused(f"没有栏目「{'、'.join(unknown)}」，或栏目已停用。", remedy="请重新选择栏目。", field="columns")
    before = set(_standing(record).values_list("column__code", flat=True))
    _standing(record).exclude(column__in=wanted.values()).delete()
    facts = {"title": title[:300], "url": url[:300], "published_on": published_on, "placed_at": timekeeping.now()}
    for column in wanted.values():
        Placement.objects.update_or_create(
            column=column,
            record_kind=record.kind,
            record_id=record.id,
            defaults={**facts, "unit_id": _unit_of(record, actor)},
        )
    ItemRecord.objects.filter(record_kind=record.kind, record_id=record.id).update(**facts)
    if before != wanted.keys():
        names = "、".join(column.title for column in wanted.values()) or "无"
        _journal("catalogue.placed", record, f"列入栏目：{names}", actor, BASIS)
    touch("catalogue", *(f"column:{code}" for code in before | wanted.keys()))
    return list(wanted.values())


def _unit_of(record: RecordRef, actor: Actor) -> int | None:
    """The unit that answers for a record: its own, else the actor's."""
    unit_id: int | None = getattr(records.fetch(record), "unit_id", None)
    return unit_id or actor.unit_id or None


@transaction.atomic
def displace(record: RecordRef, *, actor: Actor) -> int:
    """Take a record out of every column (and every item of the standard catalogue); returns out of how many columns."""
    codes = list(_standing(record).values_list("column__code", flat=True))
    ItemRecord.objects.filter(record_kind=record.kind, record_id=record.id).delete()
    if codes:
        _standing(record).delete()
        _journal("catalogue.displaced", record, "从栏目中撤下", actor, BASIS)
        touch("catalogue", *(f"column:{code}" for code in codes))
    publish("catalogue.displaced", {"kind": record.kind, "id": record.id})
    return len(codes)


@transaction.atomic
def bind_item(record: RecordRef, item: StandardItem, *, title: str, url: str, day: dt.date, actor: Actor) -> ItemRecord:
    """A public record fulfils an item of the standard catalogue. Binding it again renews title, address and date."""
    facts = {"title": title[:300], "url": url[:300], "published_on": day, "placed_at": timekeeping.now()}
    bound, made = ItemRecord.objects.update_or_create(
        item=item, record_kind=record.kind, record_id=record.id, defaults=facts
    )
    if made:
        _journal("catalogue.item_bound", record, f"对应标准目录事项：{item}"[:300], actor, BASIS)
    touch("catalogue")
    return bound


# --- columns ---------------------------------------------------------------------------------------------------


@transaction.atomic
def add_column(code: str, title: str, *, parent: Column | None, actor: Actor, **facts: Any) -> Column:
    """A new column.

    Args:
        facts: of ``EDITABLE``; ``opened_on`` for a column that existed before the system.

    Raises:
        Refused: not 区府办, a code in use, or a parent that is closed.
    """
    _keeper(actor)
    if parent is not None and parent.closed_on is not None:
        raise Refused("上级栏目已停用。", remedy="请选择其他上级栏目。", field="parent")
    if Column.objects.filter(code=code).exists():
        raise Refused(f"代码「{code}」已经用过。", remedy="代码不能重复，停用的栏目也占用代码。", field="code")
    column = Column(code=code, title=title, parent=parent, opened_on=facts.pop("opened_on", timekeeping.today()))
    for name in EDITABLE:
        if name in facts:
            setattr(column, name, facts[name])
    column.save()
    where = f"「{parent.title}」之下" if parent else "顶层"
    _column_journal("catalogue.column_added", column, f"在{where}开设栏目「{title}」", actor)
    return column


@transaction.atomic
def edit_column(column: Column, *, actor: Actor, **facts: Any) -> Column:
    """Rename a column, or change its owner, rules, order; what is not given stays.

    Raises:
        Refused: not 区府办, or the column is closed.
    """
    _keeper(actor)
    held = _open_column(column)
    changed = [name for name in EDITABLE if name in facts and getattr(held, name) != facts[name]]
    if not changed:
        return held
    before = held.title
    for name in changed:
        setattr(held, name, facts[name])
    held.save(update_fields=changed)
    words = "、".join(EDITABLE[name] for name in changed)
    said = f"栏目「{before}」更名为「{held.title}」" if held.title != before else f"修改栏目「{held.title}」"
    _column_journal("catalogue.column_edited", held, f"{said}（{words}）", actor)
    return held


@transaction.atomic
def move_column(column: Column, parent: Column | None, *, actor: Actor) -> Column:
    """Hang a column under another one; its code and address stay.

    Raises:
        Refused: not 区府办, a closed column, or a parent below the column itself.
    """
    _keeper(actor)
    held = _open_column(column)
    above: Column | None = parent
    while above is not None:
        if above.pk == held.pk:
            raise Refused("不能移到自己或自己的下级栏目之下。", remedy="请选择其他上级栏目。", field="parent")
        above = above.parent
    if parent is not None and parent.closed_on is not None:
        raise Refused("上级栏目已停用。", remedy="请选择其他上级栏目。", field="parent")
    if held.parent_id == (parent.pk if parent else None):
        return held
    if held.parent is not None:
        touch(f"column:{held.parent.code}")
    held.parent = parent
    held.save(update_fields=["parent"])
    where = f"「{parent.title}」之下" if parent else "顶层"
    _column_journal("catalogue.column_moved", held, f"栏目「{held.title}」移到{where}", actor)
    return held


@transaction.atomic
def close_column(column: Column, *, reason: str, actor: Actor) -> Column:
    """Close a column: nothing new stands in it; its page stays, marked. Never deleted.

    Raises:
        Refused: not 区府办, closed already, without a reason, or it has open columns below it.
    """
    _keeper(actor)
    held = _open_column(column)
    if not reason.strip():
        raise Refused("请写明停用的理由。", field="reason")
    if held.children.filter(closed_on=None).exists():
        raise Refused("这个栏目还有在用的下级栏目。", remedy="请先移走或停用下级栏目。", code="has_children")
    held.closed_on = timekeeping.today()
    held.save(update_fields=["closed_on"])
    _column_journal("catalogue.column_closed", held, f"停用栏目「{held.title}」：{reason.strip()}"[:300], actor)
    return held


@transaction.atomic
def reopen_column(column: Column, *, actor: Actor) -> Column:
    """Open a closed column again."""
    _keeper(actor)
    held = Column.objects.select_for_update().get(pk=column.pk)
    if held.closed_on is None:
        return held
    if held.parent is not None and held.parent.closed_on is not None:
        raise Refused("上级栏目已停用。", remedy="请先恢复上级栏目。", code="parent_closed")
    held.closed_on = None
    held.save(update_fields=["closed_on"])
    _column_journal("catalogue.column_reopened", held, f"恢复栏目「{held.title}」", actor)
    return held


def _open_column(column: Column) -> Column:
    held = Column.objects.select_for_update(of=("self",)).select_related("parent").get(pk=column.pk)
    if held.closed_on is not None:
        raise Refused("栏目已停用。", remedy="如需继续使用，请先恢复。", code="closed")
    return held


def _keeper(actor: Actor) -> None:
    if actor.post not in KEEPERS:
        raise Refused("栏目和目录由区府办管理。", remedy="请把建议告诉区府办经办人员。", code="wrong_post")
    still_in_post(actor)


def _column_journal(action: str, column: Column, summary: str, actor: Actor) -> None:
    _journal(action, RecordRef("catalogue.column", str(column.pk)), summary, actor, COLUMN_BASIS)
    touch("catalogue", f"column:{column.code}", *([f"column:{column.parent.code}"] if column.parent else []))


# --- entries that point at what is public elsewhere --------------------------------------------------------------


@transaction.atomic
def register_link(
    title: str, url: str, codes: Iterable[str], *, unit: Unit, published_on: dt.date, actor: Actor
) -> LinkEntry:
    """Register information that is public at its own address, so that it stands in these columns.

    Raises:
        Refused: not a post of the unit or of 区府办, a future day, an address that is none, personal data in the title, or
            the same entry again.
    """
    if actor.post not in REGISTRARS or (actor.post not in KEEPERS and actor.unit_id != unit.pk):
        raise Refused("目录条目由本单位或区府办登记。", remedy="请切换岗位。", code="wrong_post")
    still_in_post(actor)
    title, url = title.strip(), url.strip()
    _check_entry(title, url, published_on)
    try:
        with transaction.atomic():
            entry = LinkEntry.objects.create(
                title=title, url=url, unit=unit, published_on=published_on, made_by=actor.person_id
            )
    except IntegrityError as error:
        raise Refused("这个条目已经登记过。", remedy="请在栏目中查看已有的条目。", field="url") from error
    ref = RecordRef("catalogue.entry", str(entry.pk))
    _journal("catalogue.entry_registered", ref, f"登记目录条目《{title}》"[:300], actor, BASIS)
    place(ref, codes, title=title, url=url, published_on=published_on, actor=actor)
    return entry


@transaction.atomic
def withdraw_link(entry: LinkEntry, *, actor: Actor) -> LinkEntry:
    """Take an entry out of its columns; it is kept, with the day.

    Raises:
        Refused: neither a post of the unit nor of 区府办.
    """
    held = LinkEntry.objects.select_for_update().get(pk=entry.pk)
    if actor.post not in REGISTRARS or (actor.post not in KEEPERS and actor.unit_id != held.unit_id):
        raise Refused("目录条目由本单位或区府办撤下。", remedy="请切换岗位。", code="wrong_post")
    still_in_post(actor)
    if held.withdrawn_on is None:
        held.withdrawn_on = timekeeping.today()
        held.save(update_fields=["withdrawn_on"])
        displace(RecordRef("catalogue.entry", str(held.pk)), actor=actor)
    return held


def _check_entry(title: str, url: str, published_on: dt.date) -> None:
    if not title:
        raise Refused("请填写标题。", field="title")
    if (
        not url.startswith(("http://", "https://", "/"))
        or url.startswith("//")
        or any(c.isspace() or c == "\\" for c in url)
    ):
        raise Refused("地址不对。", remedy="请填写 https:// 开头的网址，或本站的 / 开头的地址。", field="url")
    if published_on > timekeeping.today():
        raise Refused("公开日期在今天之后。", remedy="请填写已经公开的日期。", field="published_on")
    private = [finding for finding in review(title) if finding.severity in (Severity.PRIVATE, Severity.STOP)]
    if private:
        raise Refused(
            f"标题中有{private[0].label}，不能公开。", remedy="请删去后再登记。", field="title", code="privacy"
        )


def _standing(record: RecordRef) -> QuerySet[Placement]:
    return Placement.objects.filter(record_kind=record.kind, record_id=record.id)


def _journal(action: str, record: RecordRef, summary: str, actor: Actor, basis: str) -> None:
    journal.append(action=action, actor=actor, subject=record, summary=summary, basis=basis)
