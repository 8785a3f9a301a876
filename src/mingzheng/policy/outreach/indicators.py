"""What lectures, visits, courseware and relays prove to the plan (tasks 35–39). All of the year up to the day."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F, Q, QuerySet, Sum

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import counts, pairs, shares, sums
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Clock
from mingzheng.core.records import RecordRef
from mingzheng.policy.outreach import queries
from mingzheng.policy.outreach.models import Courseware, Partner, Rating, RelayLine, Session
from mingzheng.policy.policies.models import Policy

POINT_16 = "政务公开工作要点第十六点（政策公开讲，进社园区、楼宇、高校）"
POINT_17 = "政务公开工作要点第十七点（政社合作、推送接力）"


def _held(scope: Scope, *kinds: str) -> QuerySet[Session]:
    rows = Session.objects.filter(held_at__isnull=False, starts_at__date__range=scope.so_far, kind__in=kinds)
    return rows.filter(scope.of_unit())


LECTURES = (Session.Kind.LECTURE, Session.Kind.ONLINE)


def _count(*kinds: str) -> Callable[[Scope], Figure]:
    return lambda scope: Figure(_held(scope, *kinds).count())


def _session_items(*kinds: str) -> Callable[[Scope], list[Item]]:
    def items(scope: Scope) -> list[Item]:
        rows = _held(scope, *kinds).select_related("unit", "brand")
        return [
            Item(one.ref, f"{one.unit.short}　{one.title}", True, f"{chinese_date(one.day)}，{one.people} 人")
            for one in rows
        ]

    return items


def _people(scope: Scope) -> Figure:
    return Figure(_held(scope, *Session.Kind.values).aggregate(n=Sum("people"))["n"] or 0)


def _people_items(scope: Scope) -> list[Item]:
    """A session is one line; the figure is the sum of what their notes say."""
    return _session_items(*Session.Kind.values)(scope)


def _ratings(scope: Scope) -> QuerySet[Rating]:
    return Rating.objects.filter(session__in=_held(scope, *Session.Kind.values))


def _useful(scope: Scope) -> Figure:
    rows = _ratings(scope)
    return Figure(rows.filter(useful__gte=queries.USEFUL).count(), rows.count())


def _useful_items(scope: Scope) -> list[Item]:
    rows = _ratings(scope).select_related("session")
    return [
        Item(one.session.ref, one.session.title, one.useful >= queries.USEFUL, f"评价 {one.useful} 分") for one in rows
    ]


def _need_clocks(scope: Scope) -> QuerySet[Clock]:
    """Settled this year, or due by the day and not settled."""
    rows = Clock.objects.filter(name="settle", case__procedure="outreach.need")
    return rows.filter(scope.met_or_missed(), scope.of_unit("case__unit_id"))


def _needs(scope: Scope) -> Figure:
    rows = _need_clocks(scope)
    return Figure(rows.filter(met_on__lte=F("due_on")).count(), rows.count())


def _need_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.case.ref,
            f"{one.case.unit.short}　{one.case.title}",
            bool(one.met_on and one.due_on and one.met_on <= one.due_on),
            f"期限 {date_or_unset(one.due_on)}，{f'{date_or_unset(one.met_on)} 办结' if one.met_on else '还没有办结'}",
        )
        for one in _need_clocks(scope).select_related("case__unit")
    ]


def _taught(scope: Scope) -> list[tuple[Policy, bool]]:
    """Policies issued this year that enterprises or persons apply under, and whether courseware in force teaches them."""
    rows = Policy.objects.filter(issued_on__range=scope.so_far).filter(Q(pays=True) | Q(for_enterprises=True))
    held = set(
        Courseware.objects.filter(
            published_at__date__lte=scope.day, ended_why="", doubt="", policy__in=rows
        ).values_list("policy_id", flat=True)
    )
    return [(one, one.pk in held) for one in rows.filter(scope.of_unit()).select_related("unit")]


def _courseware(scope: Scope) -> Figure:
    rows = _taught(scope)
    return Figure(sum(held for _policy, held in rows), len(rows))


def _courseware_items(scope: Scope) -> list[Item]:
    return [
        Item(one.ref, f"{one.unit.short}　{one.title}", held, "有课件" if held else "没有现行的课件")
        for one, held in _taught(scope)
    ]


def _partners(scope: Scope) -> QuerySet[Partner]:
    return queries.partners(scope.day).filter(scope.of_unit())


def _lines(scope: Scope) -> QuerySet[RelayLine]:
    rows = RelayLine.objects.filter(relay__sent_at__date__range=scope.so_far)
    return rows.filter(scope.of_unit("relay__unit_id")).select_related("relay", "partner")


def _relayed(scope: Scope) -> Figure:
    rows = _lines(scope)
    return Figure(rows.filter(passed_on__lte=scope.day).count(), rows.count())


def _reached(scope: Scope) -> Figure:
    return Figure(_lines(scope).filter(passed_on__lte=scope.day).aggregate(n=Sum("people"))["n"] or 0)


def _line_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.relay.ref,
            f"{one.relay.title}　{one.partner.name}",
            bool(one.passed_on and one.passed_on <= scope.day),
            f"{chinese_date(one.passed_on)} 转达，触达 {one.people} 人" if one.passed_on else "还没有反馈",
        )
        for one in _lines(scope)
    ]


def _partner_items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("outreach.partner", str(one.pk)), one.name, True, one.get_kind_display())
        for one in _partners(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    both = tuple(str(kind) for kind in Session.VISITS)
    for indicator in (
        Indicator(
            "outreach.lectures", "“政策公开讲”场次", "本年到当天已登记结果的大讲堂和云课堂场数。", POINT_16, "场",
            _count(*LECTURES), _session_items(*LECTURES), by_unit=lambda scope: counts(_held(scope, *LECTURES)),
        ),
        Indicator(
            "outreach.people", "宣讲参加人数", "本年到当天已登记结果的全部宣讲活动的参加人数之和。", POINT_16, "人",
            _people, _people_items, by_unit=lambda scope: sums(_held(scope, *Session.Kind.values), "people"),
        ),
        Indicator(
            "outreach.useful", "宣讲评价有用率", "本年宣讲的评价中，答“有用”“很有用”的份数 ÷ 全部评价份数。", POINT_16,
            "份", _useful, _useful_items,
            by_unit=lambda scope: shares(_ratings(scope), Q(useful__gte=queries.USEFUL), "session__unit_id"),
        ),
        Indicator(
            "outreach.needs_settled", "跟踪需求按期办结率",
            "本年办结和到期未办结的宣讲后需求中，期限内办结的件数 ÷ 全部件数。", POINT_16, "件", _needs, _need_items,
            target=100,
            by_unit=lambda scope: shares(_need_clocks(scope), Q(met_on__lte=F("due_on")), "case__unit_id"),
        ),
        Indicator(
            "outreach.visits", "政策进社园区、楼宇、高校场次", "本年到当天已登记结果的进社区、进园区、进楼宇、进高校场数。",
            POINT_16, "场", _count(*both), _session_items(*both),
            by_unit=lambda scope: counts(_held(scope, *both)),
        ),
        Indicator(
            "outreach.courseware", "有课件的政策",
            "本年发布、涉企或者有申请兑现事项的政策中，有现行课件（已公开、未停用、没有待核对问题）的件数 ÷ 全部件数。",
            POINT_17, "件", _courseware, _courseware_items, target=100,
            by_unit=lambda scope: pairs((policy.unit_id, held) for policy, held in _taught(scope)),
        ),
        Indicator(
            "outreach.partners", "接力伙伴", "到当天在册的接力伙伴个数，按联系单位分。", POINT_17, "个",
            lambda scope: Figure(_partners(scope).count()), _partner_items,
            by_unit=lambda scope: counts(_partners(scope)),
        ),
        Indicator(
            "outreach.relayed", "接力转达率", "本年送出的接力中，到当天已反馈转达的伙伴次数 ÷ 送出的伙伴次数。", POINT_17,
            "次", _relayed, _line_items,
            by_unit=lambda scope: shares(_lines(scope), Q(passed_on__lte=scope.day), "relay__unit_id"),
        ),
        Indicator(
            "outreach.reached", "接力触达人数", "本年送出的接力中，伙伴反馈的触达人数之和（伙伴自报，未经核对）。", POINT_17,
            "人", _reached, _line_items,
            by_unit=lambda scope: sums(_lines(scope).filter(passed_on__lte=scope.day), "people", "relay__unit_id"),
        ),
    ):  # fmt: skip
        declare(indicator)
