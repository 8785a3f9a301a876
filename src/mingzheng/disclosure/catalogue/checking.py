"""The daily check (要点第九点: 有内容、常更新、能打开、无死链、关联对应). Findings are kept by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.disclosure.catalogue import links, queries, standard
from mingzheng.disclosure.catalogue.fresh import Freshness
from mingzheng.disclosure.catalogue.models import (
    CheckFinding,
    CheckRun,
    Classification,
    ItemRecord,
    Placement,
    PublicCopy,
)
from mingzheng.disclosure.catalogue.queries import Node

Kind = CheckFinding.Kind
NEWEST = 200  # links of a column looked at every day; the older ones take turns over a week
SHARES = 7
KEEP = dt.timedelta(days=400)
ADVICE = {
    Kind.EMPTY: "请责任单位补充内容；不再使用的，由区府办停用。",
    Kind.STALE: "请责任单位更新；更新周期不合适的，由区府办调整。",
    Kind.NEAR: "请责任单位在期限前更新。",
    Kind.LINK: "请改正地址，或把这一条撤下。",
    Kind.UNBOUND: "请区府办在标准目录中指定对应栏目。",
    Kind.MISPLACED: "请核对：改列到经确认的栏目，或重新确认分类。",
}


@transaction.atomic
def check(day: dt.date | None = None) -> CheckRun:
    """Look at every open column and every item of the catalogue in force; done again on a day it replaces what it found."""
    today = day or timekeeping.today()
    CheckRun.objects.filter(day=today).delete()
    CheckRun.objects.filter(day__lt=today - KEEP).delete()
    nodes = queries.checked(queries.tree(today=today))
    catalogue = standard.live()
    lines = standard.lines(catalogue.items.select_related("column__owner", "unit"), today) if catalogue else []
    looked, broken = _links(nodes, today)
    found = [*_columns(nodes), *_items(lines), *broken, *_misplaced(today)]
    bad_items = {finding.item_id for finding in found if finding.item_id and finding.light == "red"}
    bad_columns = {finding.column_id for finding in found if finding.column_id and finding.light == "red"}
    run = CheckRun.objects.create(
        day=today,
        columns=len(nodes),
        columns_good=sum(node.column.pk not in bad_columns for node in nodes),
        items=len(lines),
        items_good=sum(line.item.pk not in bad_items for line in lines),
        links=looked,
        links_broken=len(broken),
        at=timekeeping.now(),
    )
    for finding in found:
        finding.run = run
    CheckFinding.objects.bulk_create(found, batch_size=500)
    return run


def _columns(nodes: list[Node]) -> Iterator[CheckFinding]:
    for node in nodes:
        kind = _kind(node.own)
        if kind is not None:
            column = node.column
            yield _finding(kind, f"栏目「{column.title}」{node.own.word}", days=node.own.days_left, column=column, unit=column.owner)  # fmt: skip


def _items(lines: list[standard.Line]) -> Iterator[CheckFinding]:
    for line in lines:
        item = line.item
        if item.column_id is None and line.own.empty:
            yield _finding(Kind.UNBOUND, f"目录事项「{item}」没有对应栏目，也没有记录", item=item, unit=item.unit)
            continue
        kind = _kind(line.own)
        if kind is not None:
            unit = item.unit or (item.column.owner if item.column else None)
            yield _finding(kind, f"目录事项「{item}」{line.own.word}", days=line.own.days_left, item=item, unit=unit)


def _kind(own: Freshness) -> Kind | None:
    if own.empty:
        return Kind.EMPTY
    return {"red": Kind.STALE, "amber": Kind.NEAR}.get(own.light)


def _links(nodes: list[Node], today: dt.date) -> tuple[int, list[CheckFinding]]:
    looked, broken = 0, []
    for node in nodes:
        for row in _due_for_look(node.column.pk, today):
            looked += 1
            finding = _look(row)
            if finding is not None:
                finding.column, finding.unit_id = node.column, row.unit_id or node.column.owner_id
                broken.append(finding)
    rows = ItemRecord.objects.filter(item__catalogue__status="live").select_related("item__unit")
    for bound in rows.iterator():
        looked += 1
        finding = _look(bound)
        if finding is not None:
            finding.item, finding.unit = bound.item, bound.item.unit
            broken.append(finding)
    return looked, broken


def _due_for_look(column_id: int, today: dt.date) -> Iterator[Placement]:
    """The newest every day; an older one on its day of the week."""
    for number, row in enumerate(Placement.objects.filter(column=column_id).iterator()):
        if number < NEWEST or row.pk % SHARES == today.toordinal() % SHARES:
            yield row


def _look(row: PublicCopy) -> CheckFinding | None:
    verdict = links.verdict(row.url, row.ref)
    if verdict.opens is not False:
        return None
    return _finding(Kind.LINK, f"《{row.title}》{verdict.why or '打不开'}", url=row.url)


def _misplaced(today: dt.date) -> Iterator[CheckFinding]:
    """A person confirmed one column for a record, and it stands in others only."""
    confirmed = Classification.objects.exclude(column=None).select_related("column", "unit")
    standing: dict[tuple[str, str], set[int]] = {}
    kinds = set(confirmed.values_list("record_kind", flat=True))
    rows = Placement.objects.filter(record_kind__in=kinds, published_on__lte=today)
    for kind, record, column_id in rows.values_list("record_kind", "record_id", "column_id"):
        standing.setdefault((kind, record), set()).add(column_id)
    for one in confirmed:
        stands = standing.get((one.record_kind, one.record_id))
        if stands and one.column_id not in stands and one.column is not None:
            what = f"《{one.title}》经确认属于「{one.column.title}」，却没有列入"
            yield _finding(Kind.MISPLACED, what, column=one.column, unit=one.unit)


def _finding(kind: Kind, what: str, **facts: object) -> CheckFinding:
    return CheckFinding(kind=kind, what=what[:300], advice=ADVICE[kind], **facts)
