"""What consultations prove to the plan (tasks 40, 41, 49, 53). All of the year up to the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import Grouped, numbers, pairs, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Clock
from mingzheng.participation.consultations import queries
from mingzheng.participation.consultations.models import AuthorKind, Channel, Consultation, Opinion

POINT_18 = "政务公开工作要点第十八点（听取意见；四个涉企意见征集点）"
POINT_19 = "政务公开工作要点第十九点（决策出台后10个工作日内公开意见收集、采纳情况）"
POINT_20 = "政务公开工作要点第二十点（听取社会公众意见）"
GONE_TO = (Channel.MEETING, Channel.VISIT, Channel.POLL, Channel.POINT, Channel.HEARING)


def _closed(scope: Scope, **more: Any) -> QuerySet[Consultation]:
    """Consultations whose period ended this year, but for those that were stopped."""
    first, last = scope.so_far
    rows = Consultation.objects.filter(announced_on__isnull=False, stopped_on=None, **more)
    rows = rows.filter(closes_on__gte=first, closes_on__lt=last).select_related("unit")
    return rows.filter(scope.of_unit())


def _said(**wanted: Any) -> Exists:
    return Exists(Opinion.objects.filter(consultation=OuterRef("pk"), **wanted))


def _share(rows: QuerySet[Any], good: Q | Exists) -> Figure:
    return Figure(rows.filter(good).count(), rows.count())


def _lines(rows: QuerySet[Any], good: Q | Exists, note: Callable[[Any], str]) -> list[Item]:
    counted = set(rows.filter(good).values_list("pk", flat=True))
    return [
        Item(one.ref, f"{one.unit.short}　{one.title}", one.pk in counted, note(one))
        for one in rows.order_by("-closes_on")
    ]


BOTH = Q(_said(author_kind=AuthorKind.ENTERPRISE)) & Q(_said(author_kind=AuthorKind.ASSOCIATION))


def _heard(scope: Scope) -> Figure:
    return _share(_closed(scope, for_enterprises=True), BOTH)


def _heard_items(scope: Scope) -> list[Item]:
    def note(one: Consultation) -> str:
        missing = "、".join(kind.label for kind in queries.unheard(one))
        return f"没有{missing}的意见" if missing else "企业和协会都有意见"

    return _lines(_closed(scope, for_enterprises=True), BOTH, note)


def _points(scope: Scope) -> Figure:
    rows = _point_rows(scope)
    return Figure(sum(one.n > 0 for one in rows), len(rows))


def _point_rows(scope: Scope) -> list[Any]:
    mine = Q(opinions__received_on__range=scope.so_far, opinions__part_of=None)
    mine &= scope.of_unit("opinions__consultation__unit_id")
    return list(queries.points(scope.day).annotate(n=Count("opinions", filter=mine)))


def _points_by_unit(scope: Scope) -> Grouped:
    """Every unit has the same points; of its own consultations, at how many was something said."""
    points = queries.points(scope.day)
    said = Opinion.objects.filter(received_on__range=scope.so_far, point__in=points)
    used = numbers(said, "consultation__unit_id", distinct=True, what="point")
    whole = points.count()
    return Grouped({unit: Figure(number, whole) for unit, number in used.items()}, Figure(0, whole))


def _point_items(scope: Scope) -> list[Item]:
    return [Item(one.ref, one.name, one.n > 0, f"收到意见 {one.n} 条") for one in _point_rows(scope)]


WENT = Q(_said(channel__in=[one.value for one in GONE_TO]))


def _went(scope: Scope) -> Figure:
    return _share(_closed(scope), WENT)


def _went_items(scope: Scope) -> list[Item]:
    return _lines(_closed(scope), WENT, lambda one: f"收到意见 {one.opinions.count()} 条")


def _clocks(scope: Scope) -> QuerySet[Clock]:
    """Feedback clocks that were met this year, or whose date passed unmet."""
    rows = Clock.objects.filter(name="feedback", case__procedure="consultations.consultation")
    rows = rows.filter(scope.met_or_missed())
    return rows.filter(scope.of_unit("case__unit_id"))


def _on_time(scope: Scope) -> Figure:
    rows = list(_clocks(scope))
    return Figure(sum(_good(one) for one in rows), len(rows))


def _good(clock: Clock) -> bool:
    return clock.met_on is not None and not clock.late


def _on_time_items(scope: Scope) -> list[Item]:
    rows = list(_clocks(scope).select_related("case__unit").order_by("-due_on"))
    return [
        Item(
            one.case.ref,
            f"{one.case.unit.short}　{one.case.title}",
            _good(one),
            f"应于{date_or_unset(one.due_on)}前反馈，"
            + (f"{chinese_date(one.met_on)}反馈" if one.met_on else "还没有反馈"),
        )
        for one in rows
    ]


ANSWERED = Q(answered_on__isnull=False)


def _answered(scope: Scope) -> Figure:
    return _share(_closed(scope), ANSWERED)


def _answered_items(scope: Scope) -> list[Item]:
    return _lines(
        _closed(scope), ANSWERED, lambda one: f"{chinese_date(one.closes_on)}截止，意见 {one.opinions.count()} 条"
    )


def declare_all() -> None:
    """Called when the application loads."""
    for indicator in (
        Indicator(
            code="consultations.enterprises_heard",
            label="涉企政策听取了企业和协会的意见",
            how="本年征集截止的涉企草案中，意见台账里企业、行业协会商会两类都有意见的 ÷ 全部涉企草案（终止的除外）",
            article=POINT_18,
            unit="项",
            target=100,
            measure=_heard,
            items=_heard_items,
            by_unit=lambda scope: shares(_closed(scope, for_enterprises=True), BOTH),
        ),
        Indicator(
            code="consultations.points_used",
            label="用上的涉企意见征集点",
            how="本年收到过意见的涉企意见征集点 ÷ 现有的征集点；看某个单位时，是它的征集用上的",
            article=POINT_18,
            unit="个",
            target=100,
            measure=_points,
            items=_point_items,
            by_unit=_points_by_unit,
            of_units=False,
        ),
        Indicator(
            code="consultations.went_to_people",
            label="座谈、走访、调查听取意见的征集",
            how="本年截止的征集中，台账里有座谈会、听证会、走访、民意调查或者征集点意见的 ÷ 全部截止的征集",
            article=POINT_18,
            unit="项",
            measure=_went,
            items=_went_items,
            by_unit=lambda scope: shares(_closed(scope), WENT),
        ),
        Indicator(
            code="consultations.feedback_in_time",
            label="10个工作日内公开采纳情况",
            how="本年已反馈或者期限已到的征集中，决定后10个工作日内公布采纳情况的 ÷ 全部（期限账逐项可查）",
            article=POINT_19,
            unit="项",
            target=100,
            measure=_on_time,
            items=_on_time_items,
            by_unit=lambda scope: pairs(
                (one.case.unit_id, _good(one)) for one in _clocks(scope).select_related("case")
            ),
        ),
        Indicator(
            code="consultations.answered",
            label="有反馈的意见征集",
            how="本年截止的征集中已公布采纳情况的（含收到意见0条的）÷ 全部截止的征集（终止的除外）",
            article=POINT_20,
            unit="项",
            measure=_answered,
            items=_answered_items,
            by_unit=lambda scope: shares(_closed(scope), ANSWERED),
        ),
    ):
        declare(indicator)
