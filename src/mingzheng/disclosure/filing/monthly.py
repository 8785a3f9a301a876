"""全量备案: what a unit formed in a month, read from the records; opened for every unit, submitted, sent to the city's platform."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Min, Q

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit, held_on
from mingzheng.disclosure.documents.models import Edition
from mingzheng.disclosure.filing import checking, commands, neutral
from mingzheng.disclosure.filing.library import LibraryError, configured
from mingzheng.disclosure.filing.models import MonthlyFiling, Push, month_after, month_before, month_of

MACHINE = Actor.system("全量备案")
DATA = Path(__file__).parent / "data" / "monthly.yaml"
# 涉密文件 are never filed over this network; they are counted, nothing more.
OPEN_SECRECY = "none"
# What is kept of a document for ourselves and is not sent.
INNER = ("document_id", "edition_id", "faults", "filed", "pending")


@dataclass(frozen=True)
class Row:
    """One document of a month: what is filed of it, how it stands, what is wrong with it."""

    edition: Edition
    payload: dict[str, Any]
    faults: list[dict[str, str]] = field(default_factory=list)
    push: Push | None = None
    pending: bool = False

    @property
    def public(self) -> bool:
        return self.payload["attribute"] == "主动公开"

    @property
    def filed(self) -> bool:
        """Public documents are in the library; of the others the filing itself is what is wanted."""
        return not self.public or (self.push is not None and self.push.status == Push.Status.ACCEPTED)

    def as_row(self) -> dict[str, Any]:
        """As kept in a submitted filing."""
        return {
            "document_id": self.edition.document_id,
            "edition_id": self.edition.pk,
            "faults": self.faults,
            "filed": self.filed,
            "pending": self.pending,
            "library_id": self.push.library_id if self.push else "",
            **self.payload,
        }


@dataclass
class Month:
    """What a unit formed in a month. ``secret``: how many it formed of which nothing may be said here."""

    rows: list[Row] = field(default_factory=list)
    secret: int = 0

    def count(self, kind: str) -> int:
        return sum(checking.count(row.faults, kind) for row in self.rows)

    @property
    def unfiled(self) -> int:
        return sum(row.public and not row.filed and not row.pending for row in self.rows)

    @property
    def pending(self) -> int:
        return sum(row.pending for row in self.rows)

    @property
    def faulty(self) -> list[Row]:
        return [row for row in self.rows if row.faults]


def content(unit: Unit, month: dt.date) -> Month:
    """Every document of the unit formed in the month: public, registered as not public, and still in hand."""
    editions = (
        Edition.objects.filter(document__unit=unit, formed_on__gte=month, formed_on__lt=month_after(month))
        .exclude(status=Edition.Status.DROPPED)
        .select_related("document__unit")
        .order_by("formed_on", "document_id", "serial")
    )
    newest = {edition.document_id: edition for edition in editions}
    pushes = _newest_pushes(newest)
    found = Month()
    for document_id, edition in newest.items():
        if edition.secrecy != OPEN_SECRECY:
            found.secret += 1
        else:
            found.rows.append(_row(edition, pushes.get(document_id)))
    return found


def _newest_pushes(documents: Iterable[int]) -> dict[int, Push]:
    rows = Push.objects.filter(document__in=list(documents)).defer("payload").order_by("version")
    return {row.document_id: row for row in rows}


def _row(edition: Edition, push: Push | None) -> Row:
    payload = neutral.header(edition.document, edition)
    if edition.status == Edition.Status.DRAFT:
        return Row(edition, payload, pending=True)
    # The text is checked where it lies; it is not part of the filing.
    whole = {**payload, "content": "…" if edition.body else "", "url": ""}
    found = [fault.as_row() for fault in checking.faults(edition, whole, today=timekeeping.today())]
    if push is not None and push.status == Push.Status.REJECTED and not push.by_us:
        found += [row for row in push.reasons if row["message"] not in {one["message"] for one in found}]
    return Row(edition, payload, found, push)


# --- opening ----------------------------------------------------------------------------------------


@cache
def rule() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def owing_units(month: dt.date) -> list[Unit]:
    """The units that file for a month: of the kinds in the rule, existing on its last day."""
    last = month_after(month) - dt.timedelta(days=1)
    wanted = Q(kind__in=rule()["kinds"]) & ~Q(code__in=rule()["except"])
    return list(Unit.objects.filter(held_on(last), held_on(timekeeping.today())).filter(wanted))


def open_due() -> int:
    """Open the past month for every unit, and months that were passed over since the first. Returns how many were opened.

    Opened again it opens nothing: (unit, month) is unique.
    """
    past = month_before(timekeeping.today())
    begun = MonthlyFiling.objects.aggregate(first=Min("month"))["first"] or past
    opened = 0
    month = max(begun, _months_back(past, rule()["months_back"]))
    while month <= past:
        opened += open_month(month)
        month = month_after(month)
    return opened


def _months_back(month: dt.date, number: int) -> dt.date:
    for _one in range(number):
        month = month_before(month)
    return month


@transaction.atomic
def open_month(month: dt.date) -> int:
    """Open one month for every unit that has not got it yet."""
    month = month_of(month)
    have = set(MonthlyFiling.objects.filter(month=month).values_list("unit_id", flat=True))
    fresh = [MonthlyFiling(unit=unit, month=month) for unit in owing_units(month) if unit.pk not in have]
    if not fresh:
        return 0
    MonthlyFiling.objects.bulk_create(fresh)
    made = {row.unit_id: row for row in MonthlyFiling.objects.filter(month=month, case=None).select_related("unit")}
    wanted = [NewCase(RecordRef("filing.month", str(row.pk)), row, row.unit, str(row)) for row in made.values()]
    for case in open_cases("filing.monthly", wanted, MACHINE):
        row = made[case.unit_id]
        row.case = case
        row.save(update_fields=["case"])
    return len(made)


# --- sending to the city's platform -----------------------------------------------------------------


def owe(filing: MonthlyFiling) -> None:
    commands.owe(commands.MONTH_TOPIC, {"filing": filing.pk, "round": filing.rounds})


def owe_unsent() -> int:
    """Submitted filings that the city's platform has not acknowledged in their last round."""
    waiting = [row for row in MonthlyFiling.objects.exclude(submitted_on=None) if row.sent_round < row.rounds]
    for row in waiting:
        owe(row)
    return len(waiting)


def send(filing_id: int, number: int) -> None:
    """Hand in one submission. Not to be called within a transaction.

    Raises:
        LibraryError: it did not work out and is tried again.
        Postponed: the line is known to be down.
    """
    library = configured()
    filing = MonthlyFiling.objects.select_related("unit").get(pk=filing_id)
    if library is None or filing.rounds != number or filing.sent_round >= number:
        return
    commands.require_line()
    rows = [{name: value for name, value in row.items() if name not in INNER} for row in filing.content]
    unit = filing.unit.org_code or filing.unit.code
    try:
        answer = library.file_month(unit, f"{filing.month:%Y-%m}", number, rows, filing.remark)
    except LibraryError as error:
        commands.heard(error)
        MonthlyFiling.objects.filter(pk=filing.pk).update(send_error=str(error)[:300])
        raise
    commands.heard(None)
    said = "；".join(row["message"] for row in answer.reasons)[:300]
    facts = {"library_id": answer.library_id, "send_error": said}
    if answer.accepted:
        facts["sent_round"] = number  # type: ignore[assignment]
    MonthlyFiling.objects.filter(pk=filing.pk, rounds=number).update(**facts)
