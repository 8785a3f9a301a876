"""Past cases of an office: facts without a person, taken in from a file so that carried-over figures and reports are whole.

Restartable: a batch is one transaction, and a case is known by its unit and number. A case that was open when it was imported
and is closed in a later file is closed; whatever else differs is reported and left as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import remedy_book
from mingzheng.requests.foi.law.facts import Bad, Fact, read
from mingzheng.requests.foi.models import Application

BATCH = 2000
BASIS = "国办公开办函〔2021〕30号（政府信息公开工作年度报告格式，上年结转）"
LONGEST_NUMBER = 40


@dataclass
class Report:
    """What became of the lines. ``remedies_left``: remedies that no room of the platform keeps yet; import again when one does."""

    added: int = 0
    closed: int = 0
    already: int = 0
    remedies: int = 0
    remedies_left: int = 0
    refused: list[Bad] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.added + self.closed + self.already + len(self.refused)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class _Batch:
    """What one transaction writes."""

    fresh: list[Application] = field(default_factory=list)
    closed: list[Application] = field(default_factory=list)
    remedies: list[tuple[Application, Fact]] = field(default_factory=list)
    already: int = 0
    refused: list[Bad] = field(default_factory=list)


def import_cases(
    lines: Iterable[bytes], unit: Unit, actor: Actor, told: Callable[[Report], None] = lambda report: None
) -> Report:
    """Take in a file of facts; ``told`` hears of each batch.

    Raises:
        Refused: never for a line: what cannot be taken is in the report.
    """
    report = Report()
    facts = read(lines, report.refused)
    while batch := list(islice(facts, BATCH)):
        _import_batch(batch, unit, actor, report)
        told(report)
    report.refused.sort(key=lambda bad: bad.line)
    return report


@transaction.atomic
def _import_batch(facts: list[tuple[int, Fact]], unit: Unit, actor: Actor, report: Report) -> None:
    """Two imports for one unit wait for each other here; what failed leaves no trace."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    batch = _judged(facts, unit)
    Application.objects.bulk_create(batch.fresh, batch_size=500)
    Application.objects.bulk_update(batch.closed, ["leaf", "closed_on"], batch_size=500)
    kept, left = _remedies(batch.remedies, actor)
    if batch.fresh or batch.closed or kept:
        _journal(batch, kept, (facts[0][0], facts[-1][0]), unit, actor)
    report.added += len(batch.fresh)
    report.closed += len(batch.closed)
    report.already += batch.already
    report.remedies += kept
    report.remedies_left += left
    report.refused += batch.refused


def _judged(facts: list[tuple[int, Fact]], unit: Unit) -> _Batch:
    today, batch = timekeeping.today(), _Batch()
    known = {one.number: one for one in _known([fact.case for _, fact in facts], unit)}
    for line, fact in facts:
        found = known.get(fact.case)
        why = _unfit(fact, today) or (_contradiction(found, fact) if found is not None else "")
        if why:
            batch.refused.append(Bad(line, why))
            continue
        if found is None:
            found = _application(fact, unit)
            batch.fresh.append(found)
        elif found.closed_on is None and fact.closed is not None:
            found.closed_on, found.leaf = fact.closed, fact.outcome or ""
            batch.closed.append(found)
        else:
            batch.already += 1
        if fact.remedies:
            batch.remedies.append((found, fact))
    return batch


def _known(numbers: list[str], unit: Unit) -> Iterator[Application]:
    for at in range(0, len(numbers), 500):
        yield from Application.objects.filter(unit=unit, number__in=numbers[at : at + 500])


def _unfit(fact: Fact, today: dt.date) -> str:
    if len(fact.case) > LONGEST_NUMBER:
        return f"申请的编号（case）超过 {LONGEST_NUMBER} 字"
    if fact.received > today:
        return f"收到日期 {fact.received}（received）在今天之后"
    if fact.closed is not None and fact.closed > today:
        return f"办结日期 {fact.closed}（closed）在今天之后"
    return ""


def _contradiction(found: Application, fact: Fact) -> str:
    """Why a case that is here already is not the one of the line."""
    if found.origin != Application.Origin.IMPORT:
        return f"申请「{fact.case}」正在平台上办理或者已在平台上办结，不从文件导入"
    same = found.received_on == fact.received and found.applicant_kind == fact.applicant_kind
    still_open = found.closed_on is None or fact.closed is None  # one of the two is simply older
    if same and (still_open or (found.closed_on == fact.closed and found.leaf == fact.outcome)):
        return ""
    return f"申请「{fact.case}」以前已导入，内容与这一行不同，没有改动"


def _application(fact: Fact, unit: Unit) -> Application:
    return Application(
        unit=unit,
        number=fact.case,
        origin=Application.Origin.IMPORT,
        applicant_kind=fact.applicant_kind,
        submitted_on=fact.received,
        received_on=fact.received,
        closed_on=fact.closed,
        leaf=fact.outcome or "",
    )


def _remedies(found: list[tuple[Application, Fact]], actor: Actor) -> tuple[int, int]:
    """How many were kept, how many there is no place for."""
    book = remedy_book.book()
    if book is None:
        return 0, sum(len(fact.remedies) for _, fact in found)
    return book.keep([(application, fact.remedies) for application, fact in found], actor), 0


def _journal(batch: _Batch, kept: int, lines: tuple[int, int], unit: Unit, actor: Actor) -> None:
    facts = {"added": len(batch.fresh), "closed": len(batch.closed), "remedies": kept}
    said = f"导入往年申请：新增 {facts['added']} 件，补记办结 {facts['closed']} 件"
    if kept:
        said += f"，复议诉讼 {kept} 件"
    journal.append(
        action="foi.imported",
        actor=actor,
        subject=RecordRef("units.unit", str(unit.pk)),
        summary=f"{said}（文件第 {lines[0]}–{lines[1]} 行）",
        basis=BASIS,
        data=facts,
    )
