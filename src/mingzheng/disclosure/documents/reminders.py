"""Reminders before a document runs out: six, two, one months ahead, by dated rules (data/reminders.yaml)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.outbox.commands import publish
from mingzheng.core.outbox.daily import daily
from mingzheng.disclosure.documents.models import Document, ExpiryReminder, Validity

DATA = Path(__file__).parent / "data" / "reminders.yaml"
IN_FORCE = (Validity.VALID, Validity.PARTIAL, Validity.AMENDED, Validity.PENDING)
EVENT = "documents.expiring"


@dataclass(frozen=True)
class ReminderRule:
    """``months`` before the last day of validity the unit is told to do what ``label`` says."""

    months: int
    label: str
    article: str
    source: str
    valid_from: dt.date


@cache
def rules() -> tuple[ReminderRule, ...]:
    """All rules, the earliest reminder first."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(sorted((ReminderRule(**row) for row in rows), key=lambda rule: -rule.months))


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month, so many months earlier; the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def reached(until: dt.date, today: dt.date) -> ReminderRule | None:
    """The latest reminder whose day has come; None before the first and after the last day of validity."""
    if today > until:
        return None
    come = [rule for rule in rules() if rule.valid_from <= today and months_before(until, rule.months) <= today]
    return come[-1] if come else None


def expiring(today: dt.date, *, unit_id: int | None = None) -> QuerySet[Document]:
    """Documents in force that run out within the longest reminder, the nearest first."""
    horizon = today + dt.timedelta(days=31 * max(rule.months for rule in rules()))
    rows = Document.objects.filter(
        live__isnull=False, validity__in=IN_FORCE, validity_until__gte=today, validity_until__lte=horizon
    )
    rows = rows.select_related("unit")
    return (rows if unit_id is None else rows.filter(unit_id=unit_id)).order_by("validity_until", "pk")


@daily("documents.expiry", label="文件到期提醒")
def remind() -> int:
    """Tell each unit once for each reminder that was reached; returns how many were told."""
    today, told = timekeeping.today(), 0
    for document in expiring(today):
        until = document.validity_until
        rule = reached(until, today) if until else None
        if rule is None or until is None:
            continue
        _, fresh = ExpiryReminder.objects.get_or_create(
            document=document, months=rule.months, until=until, defaults={"made_at": timekeeping.now()}
        )
        if fresh:
            publish(EVENT, {"document": document.pk, "until": until.isoformat(), "label": rule.label})
            told += 1
    return told
