"""Does what stands in the tables agree with what the journal wrote down? Readings, bindings and whatever was published, row by
row and by name. Nothing is written.

That the journal itself is whole is said by ``core.journal.queries.verify``; only both together prove a figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.timezone import localtime

from mingzheng.core import proofs
from mingzheng.core.dates import chinese_date
from mingzheng.core.indicators import indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.units.models import Unit
from mingzheng.supervision.indicators import recorded
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.workplan.models import Plan

Values = Mapping[tuple[str, str], str]  # ("13 corners.active", unit code or "") → "4/5"


@dataclass(frozen=True, order=True)
class Difference:
    """A reading that is another than it was written down. ``was``, ``now``: as kept; None where there is no row.

    ``unit``: its code, "" for the district.
    """

    year: int
    task: int
    indicator: str
    unit: str
    day: str
    was: str | None
    now: str | None

    def __str__(self) -> str:
        found = indicator_of(self.indicator)
        label = f"{found.label}（{self.indicator}）" if found else self.indicator
        whose = unit_name(self.unit) if self.unit else "全区"
        return f"{self.year}年第{self.task}项 {label} {whose} {chinese_date(dt.date.fromisoformat(self.day))}：原为 {_said(self.was)}，现为 {_said(self.now)}"


def _said(kept: str | None) -> str:
    return "没有这一行" if kept is None else recorded.figure_of(kept).text


@lru_cache(maxsize=500)
def unit_name(code: str) -> str:
    unit = Unit.objects.filter(code=code).first()
    return unit.short if unit else code


@dataclass
class Proof:
    """What was compared, and what does not agree.

    Args:
        readings, bindings, published: how many rows or records were compared.
        differences: readings that are others than the journal says. ``faults``: everything else, in words.
        unrecorded: days before the platform journalled its readings; nothing can be said of them.
        notes: what somebody should look at, though it may be right.
    """

    readings: int = 0
    bindings: int = 0
    published: int = 0
    differences: list[Difference] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unrecorded: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.differences and not self.faults


def prove() -> Proof:
    """Compare everything."""
    proof = Proof()
    unit_name.cache_clear()
    for plan in Plan.objects.exclude(issued_at=None):
        prove_readings(proof, plan)
        _prove_bindings(proof, plan)
    _prove_published(proof)
    return proof


# --- readings -----------------------------------------------------------------------------------------------------


def prove_readings(proof: Proof, plan: Plan, until: dt.date | None = None) -> None:
    """Every reading of a plan (up to a day) against the newest journal entry of its day."""
    entries = _days_recorded(plan)
    first = min(entries, default=None)
    for day in sorted({*entries, *_days_read(plan)}):
        if until is not None and day > until.isoformat():
            continue
        if day not in entries and (first is None or day < first):
            proof.unrecorded.append(f"{plan.year}年要点 {day}")
            continue
        now = rows_of(plan, dt.date.fromisoformat(day))
        was: Values = {}
        if day in entries:
            entry = Entry.objects.get(pk=entries[day])
            was = {(key, unit): kept for key, own in entry.data["rows"].items() for unit, kept in own.items()}
            _note_late(proof, plan, day, entry)
        proof.readings += len(now)
        proof.differences += compare(plan, day, was, now)


def compare(plan: Plan, day: str, was: Values, now: Values) -> Iterator[Difference]:
    """The rows of a day that are not equal."""
    for key, unit in sorted({*was, *now}):
        before, after = was.get((key, unit)), now.get((key, unit))
        if before != after:
            number, code = recorded.split(key)
            yield Difference(plan.year, number, code, unit, day, before, after)


def rows_of(plan: Plan, day: dt.date) -> Values:
    """The readings of a day as they stand in the tables."""
    codes = _unit_codes()
    found = {
        (recorded.key(number, code), recorded.DISTRICT): _kept(above, below)
        for number, code, above, below in _values(Reading.objects.filter(task__plan=plan, day=day))
    }
    for number, code, above, below, unit in _values(UnitReading.objects.filter(task__plan=plan, day=day), "unit_id"):
        found[recorded.key(number, code), codes[unit]] = _kept(above, below)
    return found


def _values(rows: QuerySet[Any], *more: str) -> Iterable[Any]:
    return rows.order_by().values_list("task__number", "indicator", "numerator", "denominator", *more)


def _kept(above: int, below: int | None) -> str:
    return str(above) if below is None else f"{above}/{below}"


def _unit_codes() -> dict[int, str]:
    return dict(Unit.objects.values_list("pk", "code"))


def _days_recorded(plan: Plan) -> dict[str, int]:
    """Day → id of its newest entry."""
    start = f"{plan.pk}."
    rows = Entry.objects.filter(action=recorded.READ, subject_kind="indicators.day", subject_id__startswith=start)
    newest = rows.order_by().values_list("subject_id").annotate(newest=Max("pk"))
    return {subject.removeprefix(start): pk for subject, pk in newest}


def _days_read(plan: Plan) -> set[str]:
    district = Reading.objects.filter(task__plan=plan).order_by().values_list("day", flat=True).distinct()
    units = UnitReading.objects.filter(task__plan=plan).order_by().values_list("day", flat=True).distinct()
    return {day.isoformat() for day in {*district, *units}}


def _note_late(proof: Proof, plan: Plan, day: str, entry: Entry) -> None:
    """A day that was read (again) after it was over: lawful for a demonstration, worth a look otherwise."""
    at = localtime(entry.at).date()
    if at.isoformat() > day:
        proof.notes.append(
            f"{plan.year}年要点 {chinese_date(dt.date.fromisoformat(day))} 的读数是 {chinese_date(at)} 登记的（日志记录 {entry.pk}），不是当天。"
        )


# --- bindings -----------------------------------------------------------------------------------------------------


def _prove_bindings(proof: Proof, plan: Plan) -> None:
    was: dict[str, list[Any]] = {}
    for entry in Entry.objects.filter(action__in=recorded.BOUND).order_by("pk").iterator(chunk_size=500):
        if entry.data.get("plan") == plan.pk:
            was |= entry.data["bindings"]
    now = {
        recorded.key(one.task.number, one.indicator): recorded.stands(one)
        for one in Binding.objects.filter(task__plan=plan).select_related("task")
    }
    if not was:
        if now:
            proof.unrecorded.append(f"{plan.year}年要点 任务和指标的对应")
        return
    proof.bindings += len(now)
    for key in sorted({*was, *now}):
        before, after = was.get(key), now.get(key)
        if before != after:
            number, code = recorded.split(key)
            said = f"{plan.year}年第{number}项 指标 {code} 的对应"
            proof.faults.append(f"{said}：日志记为 {_bound(before)}，现为 {_bound(after)}")


def _bound(stands: list[Any] | None) -> str:
    if stands is None:
        return "没有这一行"
    state, target = stands
    return f"{Binding.State(state).label}，目标{'照指标本身' if target is None else f' {target:g}'}"


# --- what was published -------------------------------------------------------------------------------------------


def _prove_published(proof: Proof) -> None:
    for kind in proofs.provable():
        was = _written(kind)
        there = set()
        for one in kind.fixed():
            there.add(one.ref.id)
            if one.ref.id not in was:
                proof.faults.append(f"{kind.label}“{one.title}”：日志里没有公布它的记录。")
            elif was[one.ref.id] is None:
                proof.unrecorded.append(f"{kind.label}“{one.title}”")
            else:
                proof.published += 1
                proof.faults += _changed(kind, one, was[one.ref.id] or {})
        for gone in sorted(set(was) - there):
            proof.faults.append(f"{kind.label} {gone}：日志记了它的公布，现在没有这份已公布的记录。")


def _written(kind: proofs.Provable) -> dict[str, proofs.Parts | None]:
    """Record id → its parts as the newest entry wrote them down; None when it was published before that was done."""
    rows = Entry.objects.filter(action__in=kind.actions, subject_kind=kind.kind).order_by("pk")
    return {one.subject_id: one.data.get(proofs.FACT) for one in rows.iterator(chunk_size=200)}


def _changed(kind: proofs.Provable, one: proofs.Fixed, was: proofs.Parts) -> Iterator[str]:
    now = proofs.written(one.parts)
    for name in sorted({*was, *now}):
        before, after = was.get(name), now.get(name)
        if before != after:
            yield f"{kind.label}“{one.title}”的{name}：公布时为{_part(before)}，现为{_part(after)}"


def _part(text: str | None) -> str:
    if text is None:
        return "没有"
    return f"文字（{text[:19]}…）" if text.startswith("sha256:") else f"“{text}”"
