"""Reading the journal and proving it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mingzheng.core.dates import chinese_moment
from mingzheng.core.journal import chain, triggers
from mingzheng.core.journal.models import Entry, Head, Seal, Unsealed
from mingzheng.core.records import RecordRef
from mingzheng.core.written import Given

MAX_FAULTS = 20


def timeline(subject: RecordRef) -> QuerySet[Entry]:
    """Every step taken on a record, oldest first."""
    return Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id).order_by("id")


def case_timeline(case_id: int | Given) -> QuerySet[Entry]:
    """Every step taken within a case, oldest first."""
    return Entry.objects.filter(Q(case_id=case_id)).order_by("id")


def head() -> Head:
    """The end of the chain."""
    return Head.objects.get(pk=1)


def unsealed() -> tuple[int, dt.datetime | None]:
    """How many entries wait for their seal, and since when the first does."""
    rows = Unsealed.objects.order_by("entry_id")
    return rows.count(), rows.values_list("entry__at", flat=True).first()


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
    """Recompute the whole chain from the entries. Writers and sealers may go on meanwhile.

    Args:
        expected: position and hash of a head exported earlier; the chain must still pass through it.
    """
    report = Report()
    end = head()
    seen = {(0, chain.GENESIS)}
    for seal in _seals(end.position):
        if seal.position != report.sealed + 1:
            report.fault(f"第 {report.sealed + 1} 号的记录或封印缺失，链上接着的是第 {seal.position} 号。")
        computed = chain.link(report.head, seal.entry)
        if computed != seal.hash:
            report.fault(
                f"第 {seal.position} 号记录（{chinese_moment(seal.entry.at)} {seal.entry.summary}）与封印不符。"
            )
        if expected == (seal.position, seal.hash):
            seen.add(expected)
        report.sealed, report.head = seal.position, seal.hash
    if (end.position, end.hash) != (report.sealed, report.head):
        report.fault(f"链头记为第 {end.position} 号，实际链止于第 {report.sealed} 号。")
    _check_beyond(report)
    _check_unaccounted(report)
    if expected is not None and expected not in seen:
        report.fault(f"链上第 {expected[0]} 号封印与先前导出的链头不一致：此前的记录被改动过。")
    missing = triggers.missing(connection)
    if missing:
        report.fault(f"数据库中缺少防改触发器：{'、'.join(missing)}。请运行 ./run migrate 恢复，并查明原因。")
    return report


def _seals(upto: int) -> Iterator[Seal]:
    seals = Seal.objects.filter(position__lte=upto).select_related("entry").order_by("position")
    return seals.iterator(chunk_size=2000)


def _check_beyond(report: Report) -> None:
    """Does the head still stand at the last seal? One statement, so that a sealer at work does not disturb it."""
    last = Seal.objects.order_by("-position").values("position")[:1]
    end = Head.objects.annotate(last=Coalesce(Subquery(last), Value(0))).get(pk=1)
    if end.last != end.position:
        report.fault(f"链头记为第 {end.position} 号，封印却有第 {end.last} 号。")


def _check_unaccounted(report: Report) -> None:
    """Every entry is sealed or waits for its seal, never neither and never both (one statement each)."""
    report.waiting = Unsealed.objects.count()
    report.entries = Entry.objects.count()
    for entry in Entry.objects.filter(seal=None, unsealed=None)[:MAX_FAULTS]:
        report.fault(f"记录 {entry.pk}（{chinese_moment(entry.at)} {entry.summary}）既未封印，也不在待封印之列。")
    for item in Unsealed.objects.filter(entry__seal__isnull=False)[:MAX_FAULTS]:
        report.fault(f"记录 {item.pk} 已经封印，却又列为待封印。")
