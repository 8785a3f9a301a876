"""What applications prove to the plan (tasks 14, 15, 16). No figure and no line under it says who asked, or for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import Grouped, added, counts, numbers, plain, ratio, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Clock
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import holds, trail
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application, Conference, Conversation, Offer, Rating, SameInformation

POINT_11 = "政务公开工作要点第十一点"
Result = Conversation.Result
CONTENT = 4  # of five stars
REFUSALS = tuple(code for code, leaf in outcomes.LEAVES.items() if leaf.remedy == "refusal")


def _handled(scope: Scope) -> QuerySet[Application]:
    """What counts in the yearly report and was dealt with here; past cases that were imported have no trail of ours."""
    return Application.objects.filter(scope.of_unit(), counted=True).exclude(origin=Application.Origin.IMPORT)


def _closed(scope: Scope) -> QuerySet[Application]:
    return _handled(scope).filter(closed_on__range=scope.so_far)


def _share(base: Callable[[Scope], QuerySet[Application]], good: Callable[[Scope], Q]) -> Callable[[Scope], Figure]:
    def measure(scope: Scope) -> Figure:
        rows = base(scope)
        return Figure(rows.filter(good(scope)).count(), rows.count())

    return measure


def _items(
    base: Callable[[Scope], QuerySet[Application]], good: Callable[[Scope], Q], yes: str, no: str
) -> Callable[[Scope], list[Item]]:
    def items(scope: Scope) -> list[Item]:
        counting = set(base(scope).filter(good(scope)).values_list("pk", flat=True))
        return [_item(row, row.pk in counting, yes if row.pk in counting else no) for row in _listed(base(scope))]

    return items


def _listed(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related("unit").order_by("closed_on", "pk")


def _item(row: Application, counts: bool, note: str) -> Item:
    return Item(row.ref, f"{row.unit.short}　{row}", counts, note)


def _traced(scope: Scope) -> Figure:
    rows = _closed(scope)
    return Figure(trail.complete(rows).count(), rows.count())


def _traced_items(scope: Scope) -> list[Item]:
    lacking = trail.lacking(_closed(scope))
    return [
        _item(row, row.pk not in lacking, "缺：" + "、".join(lacking[row.pk]) if row.pk in lacking else "节点齐全")
        for row in _listed(_closed(scope))
    ]


def _reply_clock(scope: Scope, wanted: Q) -> Exists:
    return Exists(Clock.objects.filter(wanted, case=OuterRef("case"), name="reply"))


def _due(scope: Scope) -> QuerySet[Application]:
    """Answered this year, and open ones past their day: these count against the unit before they are answered."""
    answered = Q(closed_on__range=scope.so_far) & ~Q(leaf__in=trail.NO_REPLY)
    late = Q(closed_on=None) & _reply_clock(scope, Q(status="running", due_on__lt=scope.day))
    return _handled(scope).filter(answered | (late & ~holds.any_held()))


def _in_time(scope: Scope) -> Q:
    """Every reply of the case was in time: an answer that a remedy ordered anew counts as well as the first."""
    kept = _reply_clock(scope, Q(met_on__lte=F("due_on")))
    late = _reply_clock(scope, Q(met_on__gt=F("due_on")))
    return Q(closed_on__isnull=False) & Q(kept) & ~Q(late)


def _contacted(_scope: Scope) -> Q:
    return Q(Exists(Conversation.objects.filter(application=OuterRef("pk")).exclude(result=Result.UNREACHED)))


def _settled_by_talk(scope: Scope) -> QuerySet[Application]:
    """Closed without a refusal after a conversation that made the wish clear or met it another way."""
    talked = Conversation.objects.filter(application=OuterRef("pk"), result__in=(Result.SOLVED, Result.CLEARED))
    return _closed(scope).filter(Exists(talked)).exclude(leaf__in=REFUSALS)


def _offers(scope: Scope) -> QuerySet[Offer]:
    return Offer.objects.filter(scope.of_unit(), day__range=scope.so_far, avoided__gt=0)


def _solved(scope: Scope) -> Figure:
    avoided = _offers(scope).aggregate(n=Sum("avoided"))["n"] or 0
    return Figure(_settled_by_talk(scope).count() + avoided)


def _solved_by_unit(scope: Scope) -> Grouped:
    found = Counter(numbers(_settled_by_talk(scope)))
    found.update(added(_offers(scope), "avoided"))
    return plain(found)


def _solved_items(scope: Scope) -> list[Item]:
    talked = [_item(row, True, "沟通后办结，没有拒绝公开") for row in _listed(_settled_by_talk(scope))]
    avoided = [
        Item(
            RecordRef("foi.offer", str(row.pk)),
            f"{row.unit.short}　{chinese_date(row.day)}",
            True,
            "看到已公开的信息，不必申请",
        )
        for row in _offers(scope).select_related("unit").order_by("day", "pk")
        for _nth in range(row.avoided)
    ]
    return talked + avoided


def _rated(scope: Scope) -> QuerySet[Rating]:
    rows = Rating.objects.filter(said_on__range=scope.so_far)
    return rows.filter(scope.of_unit("application__unit_id"))


def _satisfied(scope: Scope) -> Figure:
    rows = _rated(scope)
    return Figure(rows.filter(stars__gte=CONTENT).count(), rows.count())


def _satisfied_items(scope: Scope) -> list[Item]:
    """By unit and month, without number or link: what somebody thought is never shown beside them."""
    return [
        Item(
            RecordRef("foi.rating", str(row.pk)),
            f"{row.application.unit.short}　{row.said_on.year}年{row.said_on.month}月的一次评价",
            row.stars >= CONTENT,
            "四星以上" if row.stars >= CONTENT else "三星以下",
        )
        for row in _rated(scope).select_related("application__unit").order_by("said_on__month", "stars", "pk")
    ]


def _held_exchanges(scope: Scope) -> QuerySet[Conference]:
    return Conference.objects.filter(kind=Conference.Kind.EXCHANGE, held_on__range=scope.so_far)


def _exchanges(scope: Scope) -> QuerySet[Conference]:
    rows = _held_exchanges(scope)
    if scope.unit_id is not None:
        return rows.filter(unit_id=scope.unit_id)
    return rows.filter(unit__kind=Unit.Kind.GOV_OFFICE)


def _exchange_items(scope: Scope) -> list[Item]:
    return [
        Item(row.ref, row.topic, True, f"{chinese_date(row.held_on)}，{row.people} 人参加")
        for row in _exchanges(scope).order_by("held_on", "pk")
    ]


def _accepted(scope: Scope) -> QuerySet[SameInformation]:
    return SameInformation.objects.filter(scope.of_unit(), accepted_on__range=scope.so_far)


def _turned_public(scope: Scope) -> Figure:
    rows = _accepted(scope)
    return Figure(rows.filter(published_on__lte=scope.day).count(), rows.count())


def _turned_items(scope: Scope) -> list[Item]:
    return [
        Item(
            RecordRef("foi.same", str(row.pk)),
            f"{row.unit.short}　{row.topic}",
            row.published_on is not None and row.published_on <= scope.day,
            f"索引号 {row.document}" if row.document else ("审查后不转" if row.declined_on else "待公开"),
        )
        for row in _accepted(scope).select_related("unit").order_by("accepted_on", "pk")
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "foi.traced",
            "依申请件关键节点全程留痕",
            "本年度办结的申请中，收到日期及其确认方式、申请号、答复（或者视为放弃、撤回的登记）、送达日期、归档"
            "、有复议诉讼的报备，都有记录的件数 ÷ 本年度办结件数。不计入年报的和导入的往年申请不算。",
            f"{POINT_11}、任务14",
            "件",
            _traced,
            _traced_items,
            target=100,
            by_unit=lambda scope: ratio(numbers(trail.complete(_closed(scope))), numbers(_closed(scope))),
        )
    )
    declare(
        Indicator(
            "foi.in_time",
            "按期答复",
            "本年度答复的申请中，答复发出日不晚于答复期限的件数 ÷（本年度答复件数＋到今天已逾期还没有答复的件数；复议、诉讼期间的不算逾期）。",
            "《政府信息公开条例》第三十三条",
            "件",
            _share(_due, _in_time),
            _items(_due, _in_time, "按期答复", "逾期"),
            target=100,
            by_unit=lambda scope: shares(_due(scope), _in_time(scope)),
        )
    )
    declare(
        Indicator(
            "foi.contacted",
            "与申请人有沟通记录",
            "本年度办结的申请中，登记过与申请人沟通（没有联系上的不算）的件数 ÷ 本年度办结件数。",
            f"{POINT_11}、任务15",
            "件",
            _share(_closed, _contacted),
            _items(_closed, _contacted, "有沟通记录", "没有沟通记录"),
            by_unit=lambda scope: shares(_closed(scope), _contacted(scope)),
        )
    )
    declare(
        Indicator(
            "foi.satisfied",
            "申请人满意",
            "本年度申请人的评价中，四星和五星的次数 ÷ 评价次数。只按单位和月份列出，不与申请对应。",
            f"{POINT_11}、任务15",
            "次",
            _satisfied,
            _satisfied_items,
            by_unit=lambda scope: shares(_rated(scope), Q(stars__gte=CONTENT), "application__unit_id"),
        )
    )
    declare(
        Indicator(
            "foi.solved_before_refusal",
            "沟通后实质解决",
            "本年度办结、没有作出不予公开（含部分不予公开）决定，并且沟通记录写明“明确了申请内容”或者“诉求已通过其他渠道解决”的件数，"
            "加上申请前看到已公开的信息、因此不必申请的次数。",
            f"{POINT_11}、任务15",
            "件",
            _solved,
            _solved_items,
            by_unit=_solved_by_unit,
        )
    )
    declare(
        Indicator(
            "foi.exchanges",
            "依申请办理工作业务交流",
            "本年度区府办登记的业务交流次数；看某个单位时，是该单位召集的次数。",
            f"{POINT_11}、任务16",
            "次",
            lambda scope: Figure(_exchanges(scope).count()),
            _exchange_items,
            by_unit=lambda scope: counts(_held_exchanges(scope)),
        )
    )
    declare(
        Indicator(
            "foi.turned_public",
            "多人申请的信息转主动公开",
            "本年度决定转主动公开的信息中，已经公开（有索引号、现能查到）的项数 ÷ 本年度决定转主动公开的项数。",
            "《政府信息公开条例》第四十四条",
            "项",
            _turned_public,
            _turned_items,
            target=100,
            by_unit=lambda scope: shares(_accepted(scope), Q(published_on__lte=scope.day)),
        )
    )
