"""办理情况月度分析: what a month's letters were about, how they were answered, what to watch; in sentences from the figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from mingzheng.core.numbers import percent_text
from mingzheng.core.procedures.models import Case
from mingzheng.participation.letters import statistics
from mingzheng.participation.letters.models import Extension, LikeGroup, Move
from mingzheng.participation.letters.statistics import Line, Report

FEW = 5


@dataclass(frozen=True)
class Analysis:
    """``before``: the same figures a month earlier; ``risen``: matter, now, a month earlier."""

    month: dt.date
    now: Report
    before: Report
    risen: list[tuple[str, int, int]]
    returned: list[tuple[str, int]]
    groups: list[tuple[str, int]]
    extended: int
    overdue: int
    sentences: list[str]


def analysis(month: dt.date, day: dt.date) -> Analysis:
    """The analysis of the month of ``month``, as it stands on ``day``."""
    first = month.replace(day=1)
    last = min(_end(first), day)
    earlier = (first - dt.timedelta(days=1)).replace(day=1)
    year_ago = first.replace(year=first.year - 1)
    now = statistics.report(first, last)
    before, last_year = statistics.report(earlier, _end(earlier)), statistics.report(year_ago, _end(year_ago))
    risen = _risen(first, last, earlier)
    returned = list(
        Move.objects.filter(how=Move.How.RETURN, moved_on__range=(first, last))
        .order_by()
        .values_list("source__short")
        .annotate(n=Count("pk"))
        .order_by("-n", "source__short")[:FEW]
    )
    groups = list(
        LikeGroup.objects.filter(letters__received_on__range=(first, last))
        .annotate(n=Count("letters"))
        .filter(n__gt=1)
        .order_by("-n", "pk")
        .values_list("topic", "n")[:FEW]
    )
    extended = Extension.objects.filter(granted=True, decided_on__range=(first, last)).count()
    overdue = Case.objects.filter(procedure="letters.letter", closed_at=None, due_on__lt=day).count()
    return Analysis(first, now, before, risen, returned, groups, extended, overdue, _sentences(now, before, last_year))


def _end(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)


def _risen(first: dt.date, last: dt.date, earlier: dt.date) -> list[tuple[str, int, int]]:
    """Matters about which more was written than in the month before, the steepest first."""
    then = dict(statistics.hot(earlier, _end(earlier), most=100))
    rows = [(matter, n, then.get(matter, 0)) for matter, n in statistics.hot(first, last, most=100)]
    return sorted((row for row in rows if row[1] > row[2]), key=lambda row: (row[2] - row[1], row[0]))[:FEW]


def _sentences(now: Report, before: Report, last_year: Report) -> list[str]:
    said = [
        f"本月收到 {now.total.received} 件，{_compared(now.total, before.total, '上月')}，{_compared(now.total, last_year.total, '上年同月')}。"
    ]
    if now.total.in_time is not None:
        said.append(
            f"本月答复 {now.total.replied} 件，按期 {percent_text(now.total.in_time)}%，平均用时 {now.total.days:.1f} 天。"
        )
    if now.kinds:
        most = max(now.kinds, key=lambda one: one.received)
        if most.received:
            share = 100 * most.received / now.total.received if now.total.received else 0
            said.append(f"{most.label}最多，{most.received} 件，占 {share:.0f}%。")
    if now.matters:
        said.append("集中的事项：" + "、".join(f"{word} {n} 件" for word, n in now.matters[:3]) + "。")
    if now.total.rated >= now.rated_least and now.total.satisfied is not None:
        said.append(f"{now.total.rated} 人评价，满意 {percent_text(now.total.satisfied)}%。")
    elif now.total.rated:
        said.append(f"只有 {now.total.rated} 人评价，不列满意率。")
    return said


def _compared(one: Line, other: Line, when: str) -> str:
    if not other.received:
        return f"{when}没有来信可比"
    more = one.received - other.received
    if not more:
        return f"与{when}持平"
    share = 100 * abs(more) / other.received
    return f"比{when}{'多' if more > 0 else '少'} {abs(more)} 件（{share:.0f}%）"
