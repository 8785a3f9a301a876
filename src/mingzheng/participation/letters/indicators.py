"""What the room proves to tasks 50 to 52 of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Count, Func, IntegerField, Q, QuerySet

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import Grouped, counts, parts, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.participation.letters import dated
from mingzheng.participation.letters.models import Letter, Round, Selection
from mingzheng.participation.letters.models.letter import Channel

POINT = "政务公开工作要点第二十点（做好政民互动渠道）"
LEFT = 90  # days: national inspection counts letters that are unanswered for three months
MAILBOXES = (Channel.ONLINE, Channel.LEADER, Channel.SUGGESTION)
Judged = Callable[[Letter, dt.date], bool]
Condition = Callable[[Scope], Q]


class DaysBetween(Func):
    """The days from the second date to the first, reckoned by the database itself."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)


def _letters(scope: Scope) -> QuerySet[Letter]:
    """Those that are dealt with; those that were declined do not count."""
    rows = Letter.objects.filter(declined_why="").select_related("unit", "case")
    return rows.filter(scope.of_unit())


def _on_hand(scope: Scope) -> QuerySet[Letter]:
    """Received this year, or earlier and not answered when it began."""
    first, last = scope.so_far
    waiting = Q(received_on__lt=first) & (Q(replied_on=None) | Q(replied_on__gte=first))
    return _letters(scope).filter(Q(received_on__range=(first, last)) | waiting)


def _ripe(scope: Scope, channels: Iterable[str] = ()) -> QuerySet[Letter]:
    """Answered this year, or due by now and not answered."""
    rows = _letters(scope).filter(scope.met_or_missed("replied_on", "case__due_on"))
    wanted = list(channels)
    return rows.filter(channel__in=wanted) if wanted else rows


def _in_time(letter: Letter, day: dt.date) -> bool:
    return letter.replied_on is not None and letter.replied_on <= day and bool(letter.in_time)


def _not_left(letter: Letter, day: dt.date) -> bool:
    """Answered within three months, or not yet waiting so long."""
    until = letter.replied_on if letter.replied_on is not None and letter.replied_on <= day else day
    return (until - letter.received_on).days < LEFT


def _note(letter: Letter) -> str:
    answered = f"{chinese_date(letter.replied_on)} 答复" if letter.replied_on else "还没有答复"
    return f"{letter.unit.short}，{letter.get_channel_display()}，{answered}"


def _kept(scope: Scope) -> Q:
    """``_in_time`` as the database says it."""
    return Q(replied_on__lte=scope.day, in_time=True)


def _waited_less(scope: Scope) -> Q:
    """``_not_left`` as the database says it: only what came in ninety days ago can have been left."""
    young = Q(received_on__gt=scope.day - dt.timedelta(days=LEFT))
    soon = Q(replied_on__lte=scope.day, _waited__lt=LEFT)
    return young | soon


def _waiting(scope: Scope) -> QuerySet[Letter]:
    return _on_hand(scope).annotate(_waited=DaysBetween("replied_on", "received_on"))


def _share(rows: Callable[[Scope], QuerySet[Any]], good: Condition) -> Callable[[Scope], Figure]:
    def measure(scope: Scope) -> Figure:
        found = rows(scope).order_by().aggregate(good=Count("pk", filter=good(scope)), whole=Count("pk"))
        return Figure(found["good"], found["whole"])

    return measure


def _by_unit(
    rows: Callable[[Scope], QuerySet[Any]], good: Condition, path: str = "unit_id"
) -> Callable[[Scope], Grouped]:
    return lambda scope: shares(rows(scope), good(scope), path)


Some = Callable[[Scope, int, int | None], list[Item]]


def _some(rows: Callable[[Scope], QuerySet[Letter]], good: Judged) -> Some:
    """A portion of the letters, cut by the database: a year may have a hundred thousand."""

    def some(scope: Scope, start: int, stop: int | None) -> list[Item]:
        return [
            Item(letter.ref, f"{letter.number}　{letter.title}", good(letter, scope.day), _note(letter))
            for letter in rows(scope).defer("text").order_by("-received_on", "-pk")[start:stop]
        ]

    return some


def _all(some: Some) -> Callable[[Scope], list[Item]]:
    return lambda scope: some(scope, 0, None)


def _rounds(scope: Scope, **wanted: object) -> QuerySet[Round]:
    rows = Round.objects.filter(replied_on__range=scope.so_far, **wanted).select_related("letter__unit")
    return rows.filter(scope.of_unit("letter__unit_id"))


def _rated(scope: Scope) -> QuerySet[Round]:
    return _rounds(scope, stars__isnull=False, rated_on__lte=scope.day)


def _satisfied(found: Round) -> bool:
    least = dated.value("satisfied_from", found.rated_on or found.asked_on)
    return (found.stars or 0) >= least


def _stars(scope: Scope) -> Iterator[tuple[int, int, int]]:
    """(unit, satisfied, rated) of each day and number of stars: what satisfies is dated, so the day is needed."""
    rows = _rated(scope).order_by().values_list("letter__unit_id", "stars", "rated_on").annotate(n=Count("pk"))
    for unit, stars, rated_on, number in rows:
        yield unit, number if stars >= dated.value("satisfied_from", rated_on) else 0, number


def _satisfied_figure(scope: Scope) -> Figure:
    found = list(_stars(scope))
    return Figure(sum(good for _unit, good, _all in found), sum(number for _unit, _good, number in found))


def _some_rounds(
    rows: Callable[[Scope], QuerySet[Round]], good: Callable[[Round], bool], note: Callable[[Round], str]
) -> Some:
    def some(scope: Scope, start: int, stop: int | None) -> list[Item]:
        return [
            Item(one.letter.ref, f"{one.letter.number}　{one.letter.title}", good(one), note(one))
            for one in rows(scope).defer("letter__text").order_by("-replied_on", "-pk")[start:stop]
        ]

    return some


def _checked(scope: Scope) -> QuerySet[Round]:
    """Replies that were drafted here, so that they were checked."""
    return _rounds(scope, drafted_by__isnull=False)


def _clean(found: Round) -> bool:
    return not found.findings


def _findings_note(found: Round) -> str:
    said = "、".join(dict.fromkeys(one["label"] for one in found.findings))
    return f"{found.letter.unit.short}，" + (f"检查提示：{said}" if said else "检查没有提示")


def _selected(scope: Scope) -> QuerySet[Selection]:
    rows = Selection.objects.filter(published_on__range=scope.so_far).select_related("unit")
    return rows.filter(scope.of_unit())


def _selected_items(scope: Scope) -> list[Item]:
    return [
        Item(one.ref, one.title, True, f"{one.unit.short}，{date_or_unset(one.published_on)} 选登")
        for one in _selected(scope)
    ]


def _stars_note(found: Round) -> str:
    return f"{found.letter.unit.short}，{found.stars} 分"


def _kept_by_unit(scope: Scope, channels: tuple[str, ...]) -> Grouped:
    """Of one pass over all channels, which every reading makes once."""
    rows = scope.kept("letters.channels", lambda: _channels(scope))
    wanted = [(unit, good, number) for unit, channel, good, number in rows if not channels or channel in channels]
    found = parts(wanted)
    found.whole = Figure(sum(good for _unit, good, _n in wanted), sum(number for _unit, _good, number in wanted))
    return found


def _channels(scope: Scope) -> list[tuple[int, str, int, int]]:
    rows = _ripe(scope).order_by().values_list("unit_id", "channel")
    return list(rows.annotate(good=Count("pk", filter=_kept(scope)), number=Count("pk")))


def _in_time_of(code: str, label: str, where: str, channels: tuple[str, ...]) -> Indicator:
    def rows(scope: Scope) -> QuerySet[Letter]:
        return _ripe(scope, channels)

    return Indicator(
        code,
        label,
        f"{where}首次答复在期限内的 ÷ 本年度首次答复的和到期没有答复的（不予受理的不计）。",
        POINT,
        "件",
        _share(rows, _kept),
        _all(_some(rows, _in_time)),
        target=100,
        some=_some(rows, _in_time),
        by_unit=lambda scope: _kept_by_unit(scope, channels),
    )


ALL = (
    Indicator(
        "letters.not_left",
        "没有搁置三个月的来信",
        f"{LEFT} 天内答复、或者收到还不满 {LEFT} 天的 ÷ 本年度收到的和以前收到、年初还没有答复的（不予受理的不计）；国家检查把三个月不答复列为单项否决。",
        POINT,
        "件",
        _share(_waiting, _waited_less),
        _all(_some(_on_hand, _not_left)),
        target=100,
        some=_some(_on_hand, _not_left),
        by_unit=_by_unit(_waiting, _waited_less),
    ),
    _in_time_of("letters.mailboxes_in_time", "信箱按期答复", "在线咨询、领导信箱、人民建议征集信箱", MAILBOXES),
    _in_time_of("letters.hotline_in_time", "12345 按期答复", "12345 热线", (Channel.HOTLINE,)),
    _in_time_of("letters.national_in_time", "国家平台转办件按期答复", "国家平台转办件", (Channel.NATIONAL,)),
    _in_time_of("letters.in_time", "各渠道按期答复", "全部渠道", ()),
    Indicator(
        "letters.satisfied",
        "来信人满意",
        "评价达到满意分数的 ÷ 本年度答复并得到评价的（含追问、重办的各轮）。",
        POINT,
        "次",
        _satisfied_figure,
        _all(_some_rounds(_rated, _satisfied, _stars_note)),
        some=_some_rounds(_rated, _satisfied, _stars_note),
        by_unit=lambda scope: parts(_stars(scope)),
    ),
    Indicator(
        "letters.clean_replies",
        "答复检查没有提示",
        "提交时机器检查没有任何提示的答复 ÷ 本年度在平台上拟写并发出的答复；有提示而说明理由后发出的不计入。",
        POINT,
        "次",
        _share(_checked, lambda _scope: Q(findings=[])),
        _all(_some_rounds(_checked, _clean, _findings_note)),
        some=_some_rounds(_checked, _clean, _findings_note),
        by_unit=_by_unit(_checked, lambda _scope: Q(findings=[]), "letter__unit_id"),
        inner=True,
    ),
    Indicator(
        "letters.selected",
        "留言选登",
        "本年度经另一人批准、现在公开的选登。",
        POINT,
        "篇",
        lambda scope: Figure(_selected(scope).count()),
        _selected_items,
        by_unit=lambda scope: counts(_selected(scope)),
    ),
)


def declare_all() -> None:
    for one in ALL:
        declare(one)
