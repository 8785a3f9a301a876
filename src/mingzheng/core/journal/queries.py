"""Reading the journal and proving it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from mingzheng.core.journal import chain
from mingzheng.core.journal.models import Entry, Head, Seal, Unsealed
from mingzheng.core.records import RecordRef

MAX_FAULTS = 20


def timeline(subject: RecordRef) -> QuerySet[Entry]:
    """Every step taken on a record, oldest first."""
    return Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def case_timeline(case_id: int) -> QuerySet[Entry]:
    """Every step taken within a case, oldest first."""
    return Entry.objects.filter(case_id=case_id).order_by("id")


def head() -> Head:
    """The end of the chain."""
    return Head.objects.get(pk=1)


@dataclass
class Report:
    """What ``verify`` found: ``faults`` names at most 20 broken places, in Chinese."""

    entries: int = 0
    sealed: int = 0
    waiting: int = 0
    head: str = chain.GENESIS
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults

    def fault(self, text: str) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(text)


def verify(expected: tuple[int, str] | None = None) -> Report:
    """Recompute the whole chain from the entries.

    Args:
        expected: position and hash of a head exported earlier; the chain must still pass through it.
    """
    report = Report()
    previous, position = chain.GENESIS, 0
    seen_expected = expected is None or expected == (0, chain.GENESIS)
    for seal in _seals():
        position += 1
        if seal.position != position:
            report.fault(f"第 {position} 号记录的封印缺失，链上接着的是第 {seal.position} 号。")
            position = seal.position
        computed = chain.link(previous, seal.entry)
        if computed != seal.hash:
            report.fault(f"第 {position} 号记录（{seal.entry.at:%Y-%m-%d %H:%M} {seal.entry.summary}）与封印不符。")
        if expected == (position, seal.hash):
            seen_expected = True
        previous = seal.hash
    _check_ends(report, position, previous)
    if not seen_expected and expected is not None:
        report.fault(f"链上第 {expected[0]} 号封印与先前导出的链头不一致：此前的记录被改动过。")
    return report


def _seals() -> Iterator[Seal]:
    return Seal.objects.select_related("entry").order_by("position").iterator(chunk_size=2000)


def _check_ends(report: Report, position: int, previous: str) -> None:
    end = head()
    report.sealed = Seal.objects.count()
    report.waiting = Unsealed.objects.count()
    report.entries = Entry.objects.count()
    report.head = previous
    if (end.position, end.hash) != (position, previous):
        report.fault(f"链头记为第 {end.position} 号，实际链止于第 {position} 号。")
    if report.entries != report.sealed + report.waiting:
        report.fault(f"记录共 {report.entries} 条，已封印 {report.sealed} 条、待封印 {report.waiting} 条，合计不符。")
