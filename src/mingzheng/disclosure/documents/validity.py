"""有效性 of a document on any day: a pure function of its dates and of the effects recorded for it, with reasons.

Publication is another axis: a withdrawn document may be in force, a published one may be repealed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.dates import chinese_date
from mingzheng.disclosure.documents.models import Document, Effect, Validity

DATA = Path(__file__).parent / "data" / "validity.yaml"
_CHANGES = {
    Effect.Kind.REPEAL: Validity.REPEALED,
    Effect.Kind.INVALIDATE: Validity.EXPIRED,
    Effect.Kind.AMEND: Validity.AMENDED,
    Effect.Kind.PARTIAL: Validity.PARTIAL,
}
ENDED = (Validity.REPEALED, Validity.EXPIRED)


@dataclass(frozen=True)
class Change:
    """One recorded effect as the function reads it; ``source`` names the document that caused it."""

    kind: Effect.Kind
    on: dt.date
    source: str = ""
    source_id: int | None = None
    article: str = ""
    new_expiry: dt.date | None = None


@dataclass(frozen=True)
class Status:
    """``until`` is the last day of validity as it stands on the day asked for; ``by`` the document that ended or changed it."""

    validity: Validity
    reasons: tuple[str, ...]
    until: dt.date | None = None
    by: int | None = None

    @property
    def label(self) -> str:
        return str(self.validity.label)

    @property
    def in_force(self) -> bool:
        return self.validity not in (*ENDED, Validity.PENDING)


@dataclass
class _State:
    """What is known while the changes are read in the order in which they take effect."""

    validity: Validity = Validity.VALID
    until: dt.date | None = None
    by: int | None = None
    reasons: list[str] = field(default_factory=list)

    def lapse(self, day: dt.date) -> None:
        """The period of validity ran out before ``day`` (the last day itself still counts)."""
        if self.validity not in ENDED and self.until is not None and self.until < day:
            self.validity, self.by = Validity.EXPIRED, None
            self.reasons.append(f"有效期至{chinese_date(self.until)}，已届满。")

    def take(self, change: Change) -> None:
        because = f"（{change.source}）" if change.source else ""
        where = f"，涉及{change.article}" if change.article else ""
        self.reasons.append(f"{chinese_date(change.on)}起{change.kind.label}{because}{where}。")
        if self.validity is Validity.REPEALED:
            return  # what is repealed is not revived by a later extension
        if change.kind is Effect.Kind.EXTEND and change.new_expiry is not None:
            self.until = change.new_expiry
            self.reasons.append(f"有效期延长至{chinese_date(change.new_expiry)}。")
            if self.validity is Validity.EXPIRED:
                self.validity = Validity.VALID
        elif change.kind in _CHANGES and not (self.validity is Validity.AMENDED and change.kind is Effect.Kind.PARTIAL):
            self.validity, self.by = _CHANGES[change.kind], change.source_id


def said(effect: Effect) -> str:
    """An effect in few words: since when, what, which article."""
    where = f"（{effect.article}）" if effect.article else ""
    return f"自{chinese_date(effect.effective_on)}起{effect.get_kind_display()}{where}"


def changes_content(effect: Effect) -> bool:
    """Whether what explains the document has to be read again: a longer period, or that it goes on, leaves its content as it is."""
    return effect.kind not in (Effect.Kind.EXTEND, Effect.Kind.CONTINUE)


def status_on(
    day: dt.date, *, effective_on: dt.date | None, expires_on: dt.date | None, changes: Iterable[Change]
) -> Status:
    """The validity on ``day``.

    Args:
        effective_on: 施行日期; None when the text names none (then it is in force from the beginning).
        expires_on: last day of validity; None when there is no period.
        changes: recorded effects in any order; those after ``day`` do not count yet.
    """
    state = _State(until=expires_on)
    if effective_on is not None:
        state.reasons.append(f"自{chinese_date(effective_on)}起施行。")
    if expires_on is not None:
        state.reasons.append(f"有效期至{chinese_date(expires_on)}。")
    for change in sorted((one for one in changes if one.on <= day), key=lambda one: one.on):
        state.lapse(change.on)
        state.take(change)
    state.lapse(day)
    if effective_on is not None and day < effective_on and state.validity not in ENDED:
        state.validity = Validity.PENDING
    if not state.reasons:
        state.reasons.append("没有写明施行日期和有效期，也没有登记过废止、修改，按现行有效列示。")
    return Status(state.validity, tuple(state.reasons), state.until, state.by)


def changes_of(document: Document) -> list[Change]:
    """The recorded effects of a document; uses what was prefetched as ``effects`` with its ``source``."""
    rows = [effect for effect in document.effects.all() if effect.status == Effect.Status.RECORDED]
    return [
        Change(
            Effect.Kind(row.kind),
            row.effective_on,
            source_name(row),
            row.source_id,
            row.article,
            row.new_expiry,
        )
        for row in rows
    ]


def source_name(effect: Effect) -> str:
    """How the cause of an effect is named: 《标题》（文号）, or as it was written."""
    if effect.source is None:
        return effect.source_text
    number = f"（{effect.source.doc_number}）" if effect.source.doc_number else ""
    return f"《{effect.source.title}》{number}"


def of_document(document: Document, day: dt.date) -> Status:
    """The validity of a published document on a day, from its live edition and its recorded effects."""
    edition = document.live
    return status_on(
        day,
        effective_on=edition.effective_on if edition else None,
        expires_on=edition.expires_on if edition else None,
        changes=changes_of(document),
    )


@dataclass(frozen=True)
class PeriodRule:
    """The period that is presumed for a 规范性文件 whose text names none."""

    match: str
    years: int
    article: str
    source: str
    valid_from: dt.date


@cache
def period_rules() -> tuple[PeriodRule, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(PeriodRule(**row) for row in rows)


def presumed_expiry(title: str, effective_on: dt.date) -> tuple[dt.date, PeriodRule] | None:
    """The last day of validity that the rules presume, with the rule; the shortest period that matches wins."""
    fitting = [rule for rule in period_rules() if rule.valid_from <= effective_on and rule.match in title]
    if not fitting:
        return None
    rule = min(fitting, key=lambda one: one.years)
    return _years_later(effective_on, rule.years) - dt.timedelta(days=1), rule


def _years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 3, 1)
