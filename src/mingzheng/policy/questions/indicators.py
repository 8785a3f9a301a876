"""What the room proves to tasks 29 to 32 of the plan."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import Grouped, pairs, plain, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.policy.questions import marks
from mingzheng.policy.questions.models import Asked, Entry, HandoutReceipt, Handover, Message, Often
from mingzheng.policy.questions.queries import median, public

POINT = "政务公开工作要点第十五点（提高政策咨询和办理服务能力）"
AT_WINDOW = (Asked.Channel.WINDOW, Asked.Channel.HOTLINE)


# --- task 29: windows ------------------------------------------------------------------------------------------------


def _windows(scope: Scope) -> QuerySet[Asked]:
    """What was asked at windows this year: answered there, or handed over."""
    at_window = Q(channel__in=[*AT_WINDOW, Asked.Channel.HANDOVER])
    return Asked.objects.filter(at_window, scope.of_unit("place"), asked_on__range=scope.so_far, counts=True)


def _answered(scope: Scope) -> Figure:
    rows = _windows(scope)
    return Figure(rows.filter(channel__in=AT_WINDOW).count(), rows.count())


def _answered_items(scope: Scope) -> list[Item]:
    return [
        Item(
            RecordRef("questions.asked", str(row.pk)),
            row.text,
            row.channel in AT_WINDOW,
            f"{row.place.short if row.place else ''}，{row.get_channel_display()}，{chinese_date(row.asked_on)}",
        )
        for row in _windows(scope).select_related("place")
    ]


def _timed(scope: Scope) -> QuerySet[Asked]:
    return _windows(scope).filter(channel__in=AT_WINDOW, seconds__isnull=False)


def _median(scope: Scope) -> Figure:
    return Figure(median(_timed(scope).values_list("seconds", flat=True)) or 0)


def _median_by_unit(scope: Scope) -> Grouped:
    seconds: dict[int, list[int]] = {}
    for place, spent in _timed(scope).values_list("place", "seconds"):
        if place is not None and spent is not None:
            seconds.setdefault(place, []).append(spent)
    return plain({place: median(spent) or 0 for place, spent in seconds.items()})


def _median_items(scope: Scope) -> list[Item]:
    """Those answered within the middle time, and those that took longer."""
    middle = _median(scope).numerator
    return [
        Item(RecordRef("questions.asked", str(row.pk)), row.text, row.seconds <= middle, f"{row.seconds} 秒")
        for row in _timed(scope)
        if row.seconds is not None
    ]


def _handovers(scope: Scope) -> QuerySet[Handover]:
    """Answered this year, or due by now and not answered."""
    return Handover.objects.filter(scope.met_or_missed("answered_on", "case__due_on"), scope.of_unit("unit"))


def _due(case: object, name: str) -> dt.date | None:
    """The due date of a case's clock, stopped or not."""
    clocks = [clock for clock in case.clocks.all() if clock.name == name]  # type: ignore[attr-defined]
    return clocks[-1].due_on if clocks else None


# --- task 30: pushed to windows --------------------------------------------------------------------------------------


def _receipts(scope: Scope) -> QuerySet[HandoutReceipt]:
    return HandoutReceipt.objects.filter(scope.of_unit("handout__unit"), handout__sent_on__range=scope.so_far)


def _received(scope: Scope) -> Figure:
    rows = _receipts(scope)
    return Figure(rows.filter(acknowledged_on__lte=scope.day).count(), rows.count())


def _received_items(scope: Scope) -> list[Item]:
    return [
        Item(
            row.ref,
            f"{row.handout.title}　{row.window.short}",
            row.acknowledged_on is not None and row.acknowledged_on <= scope.day,
            f"签收 {chinese_date(row.acknowledged_on)}" if row.acknowledged_on else "还没有签收",
        )
        for row in _receipts(scope).select_related("handout", "window")
    ]


# --- task 31: the knowledge base -------------------------------------------------------------------------------------


def _entries(scope: Scope) -> QuerySet[Entry]:
    return public().filter(scope.of_unit("unit"), published_on__lte=scope.day).order_by("pk")


def _good(scope: Scope) -> Figure:
    rows = list(_entries(scope).defer("answer", "quote"))
    return Figure(sum(marks.mark(row, scope.day).current for row in rows), len(rows))


def _good_by_unit(scope: Scope) -> Grouped:
    rows = _entries(scope).defer("answer", "quote")
    return pairs((row.unit_id, marks.mark(row, scope.day).current) for row in rows)


def _good_items(scope: Scope) -> list[Item]:
    found = []
    for row in _entries(scope):
        mark = marks.mark(row, scope.day)
        found.append(Item(row.ref, row.question, mark.current, f"{mark.word}　{mark.why}".strip()))
    return found


# --- task 32: the message board and frequent questions ---------------------------------------------------------------


def _messages(scope: Scope) -> QuerySet[Message]:
    """Answered this year, or due by now and not answered; those that were declined do not count."""
    rows = Message.objects.filter(scope.met_or_missed("answered_on", "case__due_on"), scope.of_unit("unit"))
    return rows.filter(declined_why="").select_related("unit", "case")


def _in_time(message: Message) -> bool:
    due = _due(message.case, "reply")
    return message.answered_on is not None and due is not None and message.answered_on <= due


def _answered_in_time(scope: Scope) -> Figure:
    rows = list(_messages(scope).prefetch_related("case__clocks"))
    return Figure(sum(_in_time(row) for row in rows), len(rows))


def _in_time_by_unit(scope: Scope) -> Grouped:
    rows = _messages(scope).prefetch_related("case__clocks")
    return pairs((row.unit_id, _in_time(row)) for row in rows)


def _in_time_items(scope: Scope) -> list[Item]:
    return [
        Item(
            row.ref,
            f"{row.number}　{row.topic}",
            _in_time(row),
            f"{row.unit.short}，" + (f"{chinese_date(row.answered_on)} 答复" if row.answered_on else "逾期未答复"),
        )
        for row in _messages(scope).prefetch_related("case__clocks")
    ]


def _often(scope: Scope) -> QuerySet[Often]:
    rows = Often.objects.filter(scope.of_unit("unit"), found_on__range=scope.so_far)
    return rows.filter(Q(declined_on=None) | Q(declined_on__gt=scope.day)).select_related("unit")


def _formed(scope: Scope) -> Figure:
    rows = _often(scope)
    return Figure(rows.filter(formed_on__lte=scope.day).count(), rows.count())


def _formed_items(scope: Scope) -> list[Item]:
    return [
        Item(
            row.ref,
            row.topic,
            row.formed_on is not None and row.formed_on <= scope.day,
            f"{row.unit.short}，{chinese_date(row.found_on)} 达到 {row.limit} 次",
        )
        for row in _often(scope)
    ]


def _handed_in_time(scope: Scope) -> Figure:
    rows = list(_handovers(scope).select_related("case").prefetch_related("case__clocks"))
    return Figure(sum(_handover_in_time(row) for row in rows), len(rows))


def _handover_in_time(row: Handover) -> bool:
    due = _due(row.case, "answer")
    return row.answered_on is not None and due is not None and row.answered_on <= due


def _handed_by_unit(scope: Scope) -> Grouped:
    rows = _handovers(scope).select_related("case").prefetch_related("case__clocks")
    return pairs((row.unit_id, _handover_in_time(row)) for row in rows)


def _handed_items(scope: Scope) -> list[Item]:
    rows = _handovers(scope).select_related("case", "window").prefetch_related("case__clocks")
    return [
        Item(row.ref, row.text, _handover_in_time(row), f"{row.window.short}转办，{chinese_date(row.handed_on)}")
        for row in rows
    ]


ALL = (
    Indicator(
        "questions.window_answers",
        "窗口当场答复的咨询",
        "本年度窗口和热线据知识库当场答复的咨询 ÷ 窗口和热线登记的全部咨询（当场答复的加上转制定单位的）。",
        POINT,
        "件",
        _answered,
        _answered_items,
        by_unit=lambda scope: shares(_windows(scope), Q(channel__in=AT_WINDOW), "place"),
    ),
    Indicator(
        "questions.window_seconds",
        "窗口答复用时中位数",
        "本年度窗口和热线从第一次查询到登记答复的秒数的中位数（偶数个时取中间两个里较大的）；明细中计入的是用时不超过中位数的。"
        "超过半小时的不计用时。",
        POINT,
        "秒",
        _median,
        _median_items,
        by_unit=_median_by_unit,
    ),
    Indicator(
        "questions.handovers_in_time",
        "窗口转办按期答复",
        "窗口转来、在期限内答复窗口的 ÷ 本年度答复的和到期没有答复的。",
        POINT,
        "件",
        _handed_in_time,
        _handed_items,
        target=100,
        by_unit=_handed_by_unit,
    ),
    Indicator(
        "questions.acknowledged",
        "推送问答已签收",
        "窗口已签收的 ÷ 本年度推送给各窗口的（一批问答推送给一个窗口计一份）。",
        POINT,
        "份",
        _received,
        _received_items,
        target=100,
        by_unit=lambda scope: shares(_receipts(scope), Q(acknowledged_on__lte=scope.day), "handout__unit"),
    ),
    Indicator(
        "questions.entries_good",
        "知识条目复核合格",
        "经他人审核、没有待处理的疑问、没有过复核日期、依据文件现行有效的条目 ÷ 已发布的条目。",
        POINT,
        "条",
        _good,
        _good_items,
        target=100,
        by_unit=_good_by_unit,
    ),
    Indicator(
        "questions.answered_in_time",
        "政策留言按期答复",
        "在期限内批准答复的留言 ÷ 本年度答复的和到期没有答复的留言（不予受理的不计）。",
        POINT,
        "件",
        _answered_in_time,
        _in_time_items,
        target=100,
        by_unit=_in_time_by_unit,
    ),
    Indicator(
        "questions.faq_formed",
        "高频问题形成常见问题",
        "已形成常见问题并公布的 ÷ 本年度达到规定次数的问题（决定不形成的不计）。",
        POINT,
        "个",
        _formed,
        _formed_items,
        target=100,
        by_unit=lambda scope: shares(_often(scope), Q(formed_on__lte=scope.day)),
    ),
)


def declare_all() -> None:
    for one in ALL:
        declare(one)
