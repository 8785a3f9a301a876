"""Questions without an answer, by unit, document and age; and what was asked and answered, month by month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.policy.questions.models import Asked
from mingzheng.policy.questions.queries import median

AGES = ((0, 2, "2 天以内"), (3, 5, "3—5 天"), (6, 10, "6—10 天"), (11, 100000, "11 天以上"))


@dataclass
class Waiting:
    """Unanswered questions of one unit or document, by age in days (calendar days since they were put)."""

    label: str
    ages: list[int] = field(default_factory=lambda: [0] * len(AGES))
    oldest: int = 0

    @property
    def total(self) -> int:
        return sum(self.ages)

    @property
    def by_age(self) -> list[tuple[str, int]]:
        return [(word, n) for (_low, _high, word), n in zip(AGES, self.ages, strict=True)]


@dataclass(frozen=True)
class Month:
    label: str
    asked: int
    answered: int


@dataclass(frozen=True)
class Report:
    """``channels``: how often it was asked by each; ``often``: documents asked about most."""

    asked: int
    answered: int
    unanswered: int
    median_days: int | None
    median_seconds: int | None
    by_unit: list[Waiting]
    by_document: list[Waiting]
    months: list[Month]
    channels: list[tuple[str, int]]
    often: list[tuple[str, int]]
    questions: list[Asked]


def seen(actor: Actor) -> QuerySet[Asked]:
    """What the unit must answer and what was asked at its windows; 区府办 all."""
    rows = Asked.objects.filter(counts=True)
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return rows
    return rows.filter(Q(unit_id=actor.unit_id) | Q(place_id=actor.unit_id))


def report(actor: Actor, day: dt.date) -> Report:
    """Everything of the year up to a day; unanswered ones of any year."""
    rows = seen(actor)
    year = rows.filter(asked_on__range=(dt.date(day.year, 1, 1), day))
    waiting = rows.filter(answered_on=None, asked_on__lte=day).select_related("unit", "document", "message", "handover")
    open_now = list(waiting.order_by("asked_on", "pk"))
    board = year.filter(answered_on__isnull=False).exclude(channel__in=[Asked.Channel.WINDOW, Asked.Channel.HOTLINE])
    spans = board.values_list("asked_on", "answered_on")
    return Report(
        asked=year.count(),
        answered=year.filter(answered_on__lte=day).count(),
        unanswered=len(open_now),
        median_days=median((until - since).days for since, until in spans if until is not None),
        median_seconds=median(year.filter(seconds__isnull=False).values_list("seconds", flat=True)),
        by_unit=_waiting(open_now, day, lambda one: one.unit.short if one.unit else "未定单位"),
        by_document=_waiting(open_now, day, lambda one: one.document.title if one.document else "没有指明文件"),
        months=_months(year),
        channels=_channels(year),
        often=_often(year),
        questions=open_now[:50],
    )


def _waiting(rows: list[Asked], day: dt.date, key: Callable[[Asked], str]) -> list[Waiting]:
    found: defaultdict[str, Waiting] = defaultdict(lambda: Waiting(""))
    for one in rows:
        label = key(one)
        line = found[label]
        line.label = label
        age = (day - one.asked_on).days
        line.oldest = max(line.oldest, age)
        line.ages[next(at for at, (low, high, _word) in enumerate(AGES) if low <= age <= high)] += 1
    return sorted(found.values(), key=lambda line: (-line.oldest, -line.total, line.label))


def _months(year: QuerySet[Asked]) -> list[Month]:
    rows = year.order_by().annotate(month=TruncMonth("asked_on")).values_list("month")
    counted = rows.annotate(n=Count("pk"), done=Count("pk", filter=Q(answered_on__isnull=False))).order_by("month")
    return [Month(f"{month.month}月", n, done) for month, n, done in counted]


def _channels(year: QuerySet[Asked]) -> list[tuple[str, int]]:
    rows = year.order_by().values_list("channel").annotate(n=Count("pk")).order_by("-n", "channel")
    return [(str(Asked.Channel(channel).label), n) for channel, n in rows]


def _often(year: QuerySet[Asked]) -> list[tuple[str, int]]:
    rows = year.filter(document__isnull=False).order_by().values_list("document__title")
    return list(rows.annotate(n=Count("pk")).order_by("-n", "document__title")[:10])
