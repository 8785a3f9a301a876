"""期限推演: a history of an application → after each event its state, the due date of the reply and why.

Pure. What moves which clock is declared in ``MOVES``; what the law allows stands in ``walk``; the arithmetic is that of
``core.procedures.reckoning``. Events are recorded in the order of the list and reckoned in the order of their days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzheng.core.dates import chinese_day
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.reckoning import LedgerFault, Reckoning
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.requests.foi.law.clock_rules import Rules, rules_of
from mingzheng.requests.foi.law.happenings import ARTICLES, MOVES, After, Happening, Waiting
from mingzheng.requests.foi.law.ledgers import pause_name
from mingzheng.requests.foi.law.walk import CONFIRMED, Walk

__all__ = ["MOVES", "After", "Happening", "Rules", "Waiting", "play", "rules_of"]

CONTRADICTION = "与已登记的事项在日期先后上矛盾，没有登记，请核对生效日期（条例第三十三条）。"


def play(history: Sequence[Happening], rules: Rules, calendar: WorkCalendar) -> list[After]:
    """How an application stands after each event.

    Args:
        history: in the order of recording. An event that is refused leaves everything as it was, and the next one is read.
    """
    taken: list[Happening] = []
    now = Walk(rules, calendar)
    before = _after(0, now)
    found = []
    for n, event in enumerate(_numbered(history), 1):
        try:
            walk = _with(taken, event, now)
            after = _after(n, walk, _out_of_order(taken, event))
        except Refused as refused:
            found.append(replace(before, n=n, refused=str(refused)))
            continue
        except LedgerFault:
            found.append(replace(before, n=n, refused=CONTRADICTION))
            continue
        taken.append(event)
        now, before = walk, after
        found.append(after)
    return found


def _with(taken: Sequence[Happening], event: Happening, before: Walk) -> Walk:
    """Everything anew with one event more. What was closed stays closed, though the event be dated before that."""
    if before.closed and event.kind != "clock_check" and not before.records_lapse(event):
        raise Refused(f"申请已办结，不能再登记{event.label}（条例第三十三条）。", code="closed")
    walk, said = Walk(before.rules, before.calendar), []
    for one in sorted([*taken, event], key=lambda one: one.date):
        try:
            walk.take(one)
        except Refused as refused:
            if one is event:
                raise
            raise Refused(f"与已登记的{one.label}（{chinese_day(one.date)}）矛盾：{refused}", code="order") from refused
        if one is event:
            said = walk.said
    walk.said = said
    return walk


def _out_of_order(taken: Sequence[Happening], event: Happening) -> list[str]:
    if any(one.date > event.date for one in taken):
        return ["生效日期早于已登记的事项，按生效日期的先后重新推算"]
    return []


def _numbered(history: Sequence[Happening]) -> list[Happening]:
    """A consultation without a number gets one, so that it can be told from others."""
    used = {event.ref for event in history}
    free = (str(n) for n in range(1, len(history) + len(used) + 1))
    return [
        replace(event, ref=next(ref for ref in free if ref not in used))
        if event.kind == "consult_sent" and not event.ref
        else event
        for event in history
    ]


def _after(n: int, walk: Walk, said: Sequence[str] = ()) -> After:
    lines = [*walk.said, *said]
    if walk.received is None:
        return After(n, walk.state, None, False, (*lines, _until_received(walk)))
    reply, waiting = walk.ledgers.of("reply", explain=True), tuple(walk.waiting())
    lines += [walk.receipt, *reply.lines, *map(_waits, waiting), *_ended(walk, reply)]
    provisional = reply.provisional or any(one.provisional for one in waiting)
    return After(n, walk.state, reply.due, provisional, tuple(lines), waiting=waiting, late=reply.late)


def _until_received(walk: Walk) -> str:
    if walk.submitted is None:
        return "还没有收到申请，答复期限没有起算（条例第三十一条）"
    if walk.submitted.channel == "signed_post":
        return "以行政机关签收之日为收到申请之日，签收前不起算（条例第三十一条第二项）"
    return f"以与申请人确认之日为收到申请之日，确认前不起算（条例{CONFIRMED[walk.submitted.channel]}）"


def _waits(one: Waiting) -> str:
    article = ARTICLES.get(one.what) or ARTICLES[{"correction": "correction_requested", "fee": "fee_notice"}[one.what]]
    doubt = "（暂定）" if one.provisional else ""
    return (
        f"等待{pause_name(one.what, one.ref)}，期限至{chinese_day(one.due)}{doubt}；其间答复期限停止计算（{article}）"
    )


def _ended(walk: Walk, reply: Reckoning) -> list[str]:
    if reply.met_on is None or reply.due is None:
        return []
    if walk.closed == "closed":
        return [f"{chinese_day(reply.met_on)}不再处理，答复期限不再计算"]
    if not reply.late:
        return [f"{chinese_day(reply.met_on)}答复，在期限内"]
    days = walk.calendar.workdays_between(reply.due, reply.met_on).days
    return [f"{chinese_day(reply.met_on)}答复，逾期{days}个工作日，期限至{chinese_day(reply.due)}"]
