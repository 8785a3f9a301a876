"""Taking profiles in from a table at once (``./run push import``); on the desk: ``staging``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.cells import cells, heads
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.records import RecordRef
from mingzheng.policy.push import commands, tables
from mingzheng.policy.push.columns import Who

BATCH = 1000
BASIS = "《个人信息保护法》第十三条、第十四条（取得同意）；要点第十六点"


@dataclass(frozen=True)
class Bad:
    """``line`` counts from 1, the headings being line 1."""

    line: int
    message: str


@dataclass
class Report:
    added: int = 0
    updated: int = 0
    refused: list[Bad] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.added + self.updated + len({bad.line for bad in self.refused})


def import_profiles(data: bytes, name: str, who: Who, actor: Actor, source: str) -> Report:
    """Take in a file: a row is taken whole or refused with every reason.

    Args:
        source: from which office the profiles come and on what consent, for the journal.

    Raises:
        Refused: the file is no table, misses a heading that it must have, or says nothing of where it comes from.
    """
    if not source.strip():
        raise Refused("请写明画像的来源和取得同意的方式。", field="source")
    table = cells(data, name)
    names = heads(next(table, []))
    means = tables.propose(names, who)
    tables.check(means, who)
    unknown = [heading for heading, code in zip(names, means, strict=True) if heading and not code]
    if unknown:
        raise Refused(
            f"不认识的表头：{'、'.join(unknown[:8])}。", remedy="请删去这些列，或者改成画像的栏目名。", field="file"
        )
    report = Report()
    for rows in portions(tables.judged(table, means, who)):
        report.refused += [Bad(row.line, fault) for row in rows for fault in row.faults]
        added, updated = keep(who, rows)
        report.added, report.updated = report.added + added, report.updated + updated
    if report.added or report.updated:
        note(actor, who, source, added=report.added, updated=report.updated, refused=len(report.refused))
        enqueue("push.match", {})
    return report


def portions(rows: Iterable[tables.Row]) -> Iterator[list[tables.Row]]:
    """So many at a time as one transaction writes."""
    held = iter(rows)
    while part := list(islice(held, BATCH)):
        yield part


def keep(who: Who, rows: Sequence[tables.Row]) -> tuple[int, int]:
    """Write the faultless of these rows; how many profiles are new and how many were known."""
    good = [(row.reach, row.facts) for row in rows if not row.faults]
    return commands.keep_many(who, good) if good else (0, 0)


def note(
    actor: Actor, who: Who, source: str, *, added: int, updated: int, refused: int, unit: int | None = None
) -> None:
    """Write an import of a unit (the actor's own, if none is named) into the journal: numbers and source, nobody's name."""
    journal.append(
        action="push.imported",
        actor=actor,
        subject=RecordRef("units.unit", str(unit or actor.unit_id)),
        summary=f"导入{who.label}画像：新增 {added} 份，更新 {updated} 份，退回 {refused} 处。来源：{source[:100]}",
        basis=BASIS,
        data={"added": added, "updated": updated, "refused": refused},
    )


def error_sheet(faults: Iterable[tuple[int, str]]) -> str:
    """The faulty rows as csv text: line and reason, nothing of the contents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["行", "问题"])
    writer.writerows(faults)
    return out.getvalue()
