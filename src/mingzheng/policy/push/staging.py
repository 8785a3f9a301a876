"""Taking profiles in on the desk: upload, say what each column means, a run that writes nothing, then the import.

The runs are done by the worker in portions, so that a page can say how far they are and a run that was cut off goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import islice

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.cells import cells, filled, heads
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.policy.push import commands, importing, tables
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.models import ImportFault, ProfileImport
from mingzheng.policy.push.queries import IMPORTERS

SHEET_DAYS = 7  # an upload that nobody finishes
FAULT_DAYS = 30  # the reasons of what was refused
MACHINE = Actor.system("画像导入")
Status = ProfileImport.Status


@transaction.atomic
def begin(actor: Actor, who: Who, data: bytes, name: str, source: str) -> ProfileImport:
    """Keep an uploaded table and propose what its columns mean. Nothing is written into profiles.

    Args:
        source: from which office the profiles come and on what consent.

    Raises:
        Refused: no table, an empty one, or the actor's post may not.
    """
    _may(actor)
    table = cells(data, name)
    headings = heads(next(table, []))
    if not any(headings):
        raise Refused("第一行没有表头。", remedy="请在第一行写栏目名，再上传。", field="file")
    if not any(filled(row) for row in table):
        raise Refused("表里只有表头，没有内容。", remedy="请填好后再上传。", field="file")
    moment = timekeeping.now()
    return ProfileImport.objects.create(
        unit_id=actor.unit_id,
        by=str(actor)[:200],
        kind=who.value,
        name=name[-120:],
        source=source.strip(),
        sheet=data,
        headings=headings,
        means=tables.propose(headings, who),
        made_at=moment,
        moved_at=moment,
    )


@transaction.atomic
def try_out(found: ProfileImport, actor: Actor, means: Sequence[str]) -> None:
    """Say what each column means and have every row judged; nothing is written into profiles.

    Raises:
        Refused: a column is missing or named twice, or the import is under way or over.
    """
    row = _held(found, actor, Status.MAPPING, Status.CHECKED)
    known = {code for code, _label in tables.meanings(row.who)} | {""}
    if len(means) != len(row.headings) or not known.issuperset(means):
        raise Refused("表头已经变动。", remedy="请刷新页面后再选一次。")
    tables.check(means, row.who)
    row.faults.all().delete()
    row.means, row.good, row.known, row.bad = list(means), 0, 0, 0
    _set_going(row, Status.CHECKING)


@transaction.atomic
def confirm(found: ProfileImport, actor: Actor) -> None:
    """Import the faultless rows of a table that was tried.

    Raises:
        Refused: it was not tried yet, no row is without fault, or it is under way or over.
    """
    row = _held(found, actor, Status.CHECKED)
    if not row.good:
        raise Refused("没有可以导入的行。", remedy="请改正表格后重新上传。")
    journal.append(
        action="push.import_confirmed",
        actor=actor,
        subject=RecordRef("units.unit", str(row.unit_id)),
        summary=f"确认导入{row.who.label}画像 {row.good} 行，退回 {row.bad} 行。来源：{row.source}",
        basis=importing.BASIS,
        data={"import": row.pk, "good": row.good, "bad": row.bad},
    )
    _set_going(row, Status.IMPORTING)


@transaction.atomic
def drop(found: ProfileImport, actor: Actor) -> None:
    """Give an import up; its table is deleted at once. Rows that were imported already stay.

    Raises:
        Refused: it is over already.
    """
    row = _held(found, actor, Status.MAPPING, Status.CHECKING, Status.CHECKED, Status.IMPORTING)
    _over(row, Status.DROPPED)


def _may(actor: Actor) -> None:
    if actor.post not in IMPORTERS or actor.unit_id is None:
        raise Refused("导入画像由信息员办理。", remedy="请切换到信息员的岗位。", code="wrong_post")
    still_in_post(actor)


def _held(found: ProfileImport, actor: Actor, *states: str) -> ProfileImport:
    """The row, locked, in one of the states."""
    _may(actor)
    row = ProfileImport.objects.select_for_update().get(pk=found.pk)
    if row.unit_id != actor.unit_id:
        raise Refused("这份表格由上传的单位办理。", code="other_unit")
    if row.status not in states:
        raise Refused(f"这份表格{row.get_status_display()}。", remedy="请刷新页面后查看。", code="moved_on")
    return row


def _set_going(row: ProfileImport, status: str) -> None:
    row.status, row.at, row.moved_at = status, 0, timekeeping.now()
    row.save()
    enqueue("push.import", {"import": row.pk})


def _over(row: ProfileImport, status: str) -> None:
    row.status, row.sheet, row.moved_at = status, b"", timekeeping.now()
    row.save(update_fields=["status", "sheet", "moved_at"])


# --- the runs --------------------------------------------------------------------------------------------------------


class CutOffError(Exception):
    """A portion could not be written; says nothing of the rows in it."""


@handler("push.import", label="试算和导入画像表", slow=True)
def run(payload: dict[str, int]) -> None:
    """``{import}``: go on where the last run stopped. Portions are whole: each is written with its own progress."""
    found = ProfileImport.objects.filter(pk=payload["import"]).first()
    if found is None or not found.running:
        return
    portion: Callable[[ProfileImport, list[tables.Row]], None] = _judge if found.status == Status.CHECKING else _import
    if found.rows is None:
        _count(found)
    table = cells(bytes(found.sheet), found.name)
    next(table)
    rest = islice(tables.judged(table, found.means, found.who), found.at, None)
    for rows in importing.portions(rest):
        try:
            if not _step(found, rows, portion):
                return  # given up meanwhile, or another worker does it
        except DatabaseError as error:
            # The database's own words name the value that it refused.
            raise CutOffError(type(error).__name__) from None
    _end(found)


def _count(found: ProfileImport) -> None:
    """How many rows there are to go through, for whoever waits. Reading a large sheet takes a while: not done at its upload."""
    found.rows = sum(filled(row) for row in cells(bytes(found.sheet), found.name)) - 1
    ProfileImport.objects.filter(pk=found.pk).update(rows=found.rows)


@transaction.atomic
def _step(
    found: ProfileImport, rows: list[tables.Row], portion: Callable[[ProfileImport, list[tables.Row]], None]
) -> bool:
    mine = ProfileImport.objects.select_for_update().filter(pk=found.pk, status=found.status, at=found.at)
    held = mine.first()
    if held is None:
        return False
    portion(held, rows)
    held.at += len(rows)
    held.moved_at = timekeeping.now()
    held.save(update_fields=["at", "moved_at", "good", "known", "bad", "added", "updated"])
    found.at = held.at
    return True


def _judge(held: ProfileImport, rows: list[tables.Row]) -> None:
    good = [row for row in rows if not row.faults]
    held.good += len(good)
    held.bad += len(rows) - len(good)
    held.known += commands.count_known(held.who, [row.reach for row in good])
    ImportFault.objects.bulk_create(
        [ImportFault(of=held, line=row.line, message=fault[:200]) for row in rows for fault in row.faults],
        batch_size=500,
    )


def _import(held: ProfileImport, rows: list[tables.Row]) -> None:
    added, updated = importing.keep(held.who, rows)
    held.added += added
    held.updated += updated


@transaction.atomic
def _end(found: ProfileImport) -> None:
    row = ProfileImport.objects.select_for_update().filter(pk=found.pk, status=found.status, at=found.at).first()
    if row is None:
        return
    if row.status == Status.CHECKING:
        row.status, row.moved_at = Status.CHECKED, timekeeping.now()
        row.save(update_fields=["status", "moved_at"])
        return
    _over(row, Status.DONE)
    importing.note(
        MACHINE, row.who, row.source, unit=row.unit_id, added=row.added, updated=row.updated, refused=row.bad
    )
    enqueue("push.match", {})


def unfinished() -> QuerySet[ProfileImport]:
    left = ProfileImport.objects.filter(moved_at__lt=timekeeping.now() - dt.timedelta(days=SHEET_DAYS))
    return left.exclude(status__in=[Status.DONE, Status.DROPPED])


@forgets(
    "push.imports",
    label="清除画像导入留下的表格",
    what="精准推送：没有办完的导入表格，退回行的原因",
    term=f"表格{SHEET_DAYS}日，原因{FAULT_DAYS}日",
    due=unfinished,
)
def clear() -> int:
    """Drop uploads that nobody finished and the reasons of what was refused long ago. Returns how many tables went."""
    now = timekeeping.now()
    dropped = unfinished().update(status=Status.DROPPED, sheet=b"")
    ImportFault.objects.filter(of__moved_at__lt=now - dt.timedelta(days=FAULT_DAYS)).delete()
    return dropped
