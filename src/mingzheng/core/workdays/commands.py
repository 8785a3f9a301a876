"""Every write to the calendar. Each is journaled."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.workdays import hooks, queries
from mingzheng.core.workdays.models import CalendarDay, CalendarYear
from mingzheng.core.workdays.plans import YearPlan, check, difference, from_json

BASIS = "《全国年节及纪念日放假办法》；国务院办公厅年度放假安排通知"
MAY_IMPORT = (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ADMIN, Post.SYSTEM)
SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Imported:
    """What an import did. ``outcome``: "created", "replaced" or "same"; the rest in Chinese."""

    year: int
    outcome: str
    summary: str
    changes: list[str]


def preview(plan: YearPlan) -> Imported:
    """What ``import_year`` would do, without doing it.

    Raises:
        Refused: the plan cannot be true, or a day of it belongs to another imported year.
    """
    check(plan)
    _refuse_days_of_other_years(plan)
    old = queries.plan_of(plan.year)
    if old is None:
        return Imported(plan.year, "created", f"导入{plan.summary()}。", plan.lines())
    if old.digest == plan.digest:
        return Imported(plan.year, "same", f"{plan.year}年放假安排已是此内容，未作改动。", [])
    changes = difference(old, plan)
    return Imported(
        plan.year, "replaced", f"更新{plan.summary()}；改动{len(changes)}处：{'；'.join(changes)}。", changes
    )


@transaction.atomic
def import_year(plan: YearPlan, actor: Actor, source: str) -> Imported:
    """Take a year's arrangement into the calendar; the same content again changes nothing.

    Args:
        source: name of the file or page it came from.

    Raises:
        Refused: the post may not, the plan cannot be true, or a day of it belongs to another imported year.
    """
    if actor.post not in MAY_IMPORT:
        raise Refused(
            "只有区府办和系统管理员可以导入放假安排。",
            remedy="请切换到区府办或系统管理员的岗位。",
            code="wrong_post",
        )
    list(CalendarYear.objects.select_for_update().filter(year=plan.year))
    done = preview(plan)
    if done.outcome == "same":
        return done
    row, _ = CalendarYear.objects.update_or_create(
        year=plan.year,
        defaults={
            "papers": list(plan.papers),
            "digest": plan.digest,
            "source_name": source[:200],
            "imported_at": timekeeping.now(),
            "imported_by": str(actor)[:200],
        },
    )
    _replace_days(row, plan)
    journal.append(
        action="calendar.imported",
        actor=actor,
        subject=RecordRef("workdays.year", str(plan.year)),
        summary=done.summary,
        basis=BASIS,
        data={"source": source, "papers": list(plan.papers), "digest": plan.digest, "changes": done.changes},
    )
    queries.forget()
    transaction.on_commit(queries.forget)
    for changed in hooks.on_calendar_change:
        changed(plan.year)
    return done


def _replace_days(row: CalendarYear, plan: YearPlan) -> None:
    row.days.all().delete()
    days = [(day, name, True) for day, name in plan.off.items()]
    days += [(day, name, False) for day, name in plan.makeup.items()]
    CalendarDay.objects.bulk_create(
        CalendarDay(year=row, date=day, name=name, off=off) for day, name, off in sorted(days)
    )


def _refuse_days_of_other_years(plan: YearPlan) -> None:
    days = [*plan.off, *plan.makeup]
    taken = CalendarDay.objects.filter(date__in=days).exclude(year_id=plan.year).first()
    if taken:
        raise Refused(
            f"{chinese_date(taken.date)}已由{taken.year_id}年的放假安排规定。",
            remedy="请对照两年的通知原文核对，先更正其中一年。",
            code="calendar.taken",
        )


def load_shipped(actor: Actor) -> list[Imported]:
    """Import the arrangements that come with the software, for years that have none yet.

    A year that is already there is left alone: the office may have corrected it.
    """
    return [import_year(plan, actor, name) for name, plan in shipped() if queries.plan_of(plan.year) is None]


def shipped() -> list[tuple[str, YearPlan]]:
    """(file name, plan) of each year that comes with the software, in order."""
    files = sorted(SHIPPED.glob("*.json"))
    return [(file.name, from_json(json.loads(file.read_text(encoding="utf-8")))) for file in files]
