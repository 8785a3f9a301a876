"""Every read of the room: what the desk shows of pushes, filings and comparisons, and who may see and mend what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.filing.models import Channel, MonthlyFiling, Push, Reconciliation, month_before

MENDERS = (Post.OFFICER, Post.HEAD)
TROUBLE = (Push.Status.REJECTED, Push.Status.FAILED)
SHOWN = 60


def sees_all(actor: Actor) -> bool:
    return actor.is_machine or actor.post in (*OFFICE_POSTS, Post.ADMIN)


def may_mend(actor: Actor, push: Push) -> bool:
    """May the actor ask for another attempt?"""
    return sees_all(actor) or (actor.post in MENDERS and actor.unit_id == push.document.unit_id)


def sees_push(push: Push, actor: Actor | None) -> bool:
    return actor is not None and (sees_all(actor) or actor.unit_id == push.document.unit_id)


def sees_filing(filing: MonthlyFiling, actor: Actor | None) -> bool:
    return actor is not None and (sees_all(actor) or actor.unit_id == filing.unit_id)


# --- pushes ---------------------------------------------------------------------------------------


def newest() -> QuerySet[Push]:
    """The newest version of each document: what counts."""
    latest = Push.objects.filter(document=OuterRef("document")).order_by("-version").values("pk")[:1]
    return Push.objects.filter(pk=Subquery(latest))


def pushes_for(actor: Actor) -> QuerySet[Push]:
    rows = newest().select_related("document__unit").defer("payload")
    return rows if sees_all(actor) else rows.filter(document__unit_id=actor.unit_id)


def changes_for(actor: Actor) -> QuerySet[Push]:
    """For a library that fetches: the newest version of each document in the order in which they were made.

    What our own check refused is not in it, nor a document that is withdrawn whose withdrawal is not noted yet.
    """
    gone = Q(action=Push.Action.PUT, document__listed=False)
    rows = newest().select_related("document__unit").exclude(by_us=True).exclude(gone)
    return rows if sees_all(actor) else rows.filter(document__unit_id=actor.unit_id)


def version_for(actor: Actor, index_number: str, version: int) -> Push | None:
    """One version of a document by the key under which the library knows it."""
    rows = Push.objects.select_related("document__unit").filter(by_us=False)
    if not sees_all(actor):
        rows = rows.filter(document__unit_id=actor.unit_id)
    return rows.filter(document__index_number=index_number, version=version).first()


def push_for(actor: Actor, pk: int) -> Push | None:
    rows = Push.objects.select_related("document__unit", "edition")
    if not sees_all(actor):
        rows = rows.filter(document__unit_id=actor.unit_id)
    return rows.filter(pk=pk).first()


def page_of(actor: Actor, status: str, before: int | None) -> list[Push]:
    """A page of records, the newest first. ``status``: one of Push.Status, "trouble", or "" for all."""
    rows = pushes_for(actor)
    if status == "trouble":
        rows = rows.filter(status__in=TROUBLE)
    elif status:
        rows = rows.filter(status=status)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[: SHOWN + 1])


def counts_for(actor: Actor) -> dict[str, int]:
    """How many records stand in each status; ``trouble`` and ``all`` besides."""
    rows = pushes_for(actor).order_by().values_list("status").annotate(n=Count("pk"))
    found = dict.fromkeys(Push.Status.values, 0) | dict(rows)
    found["trouble"] = sum(found[status] for status in TROUBLE)
    found["all"] = sum(found[status] for status in Push.Status.values)
    return found


@dataclass(frozen=True)
class Line:
    """The line to the library, in words for the desk."""

    configured: bool
    form: str
    state: Channel | None

    @property
    def down(self) -> bool:
        return self.configured and self.state is not None and self.state.failing_since is not None


def line() -> Line:
    return Line(
        bool(settings.MINGZHENG_LIBRARY_URL), settings.MINGZHENG_LIBRARY_FORMAT, Channel.objects.filter(pk=1).first()
    )


# --- the monthly board ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One month of one unit. ``light``: done, green (submitted with errors), amber, red, none."""

    filing: MonthlyFiling | None
    light: str
    text: str
    words: str


@dataclass
class BoardRow:
    unit: Unit
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Board:
    """Units × the months of a year that have been opened, with counts."""

    year: int
    months: list[dt.date]
    rows: list[BoardRow]
    submitted: int = 0
    owed: int = 0
    late: int = 0
    faults: int = 0

    @property
    def owed_text(self) -> str:
        return f"应报 {self.owed}"


def board(actor: Actor, year: int) -> Board:
    """The filings of a year: the own unit's; 区府办 and the administrator all."""
    filings = MonthlyFiling.objects.filter(month__year=year).select_related("unit", "case").defer("content")
    if not sees_all(actor):
        filings = filings.filter(unit_id=actor.unit_id)
    by_unit: dict[int, dict[dt.date, MonthlyFiling]] = {}
    units: dict[int, Unit] = {}
    for filing in filings:
        units[filing.unit_id] = filing.unit
        by_unit.setdefault(filing.unit_id, {})[filing.month] = filing
    months = sorted({month for held in by_unit.values() for month in held})
    found = Board(year, months, [])
    for unit in sorted(units.values(), key=lambda unit: (unit.order, unit.pk)):
        cells = [_cell(by_unit[unit.pk].get(month)) for month in months]
        found.rows.append(BoardRow(unit, cells))
        for cell in cells:
            _tally(found, cell)
    return found


def _tally(found: Board, cell: Cell) -> None:
    if cell.filing is None:
        return
    found.owed += 1
    found.submitted += cell.filing.submitted_on is not None
    found.late += cell.light == "red"
    if cell.filing.submitted_on is not None:
        found.faults += faults_of(cell.filing)


def faults_of(filing: MonthlyFiling) -> int:
    return filing.elements + filing.formats + filing.classes


def _cell(filing: MonthlyFiling | None) -> Cell:
    if filing is None:
        return Cell(None, "none", "", "没有开立")
    if filing.submitted_on is not None:
        wrong = faults_of(filing)
        if wrong:
            return Cell(filing, "amber", str(filing.documents), f"已报送 {filing.documents} 件，差错 {wrong} 处")
        words = "已报送，本月没有公文" if filing.nil else f"已报送 {filing.documents} 件"
        return Cell(filing, "done", "无" if filing.nil else str(filing.documents), words)
    due = filing.case.due_on if filing.case else None
    if due is not None and due < timekeeping.today():
        return Cell(filing, "red", "逾期", f"没有报送，应于 {chinese_date(due)} 前报送")
    return Cell(filing, "green", "待报", f"待报送，期限 {date_or_unset(due)}")


def years() -> list[int]:
    """Years that have filings, the newest first; the year of the past month always."""
    held = {day.year for day in MonthlyFiling.objects.dates("month", "year")}
    return sorted(held | {month_before(timekeeping.today()).year}, reverse=True)


def filing_for(actor: Actor, pk: int) -> MonthlyFiling | None:
    rows = MonthlyFiling.objects.select_related("unit", "case")
    if not sees_all(actor):
        rows = rows.filter(unit_id=actor.unit_id)
    return rows.filter(pk=pk).first()


# --- comparisons ----------------------------------------------------------------------------------


def comparisons(limit: int = 10) -> list[Reconciliation]:
    return list(Reconciliation.objects.order_by("-id")[:limit])


def last_comparison() -> Reconciliation | None:
    """The newest one that was carried out to its end."""
    return Reconciliation.objects.filter(error="").first()


def should_be_there() -> QuerySet[Document]:
    """Documents that the library should hold: open to everybody now."""
    return Document.objects.filter(listed=True)
