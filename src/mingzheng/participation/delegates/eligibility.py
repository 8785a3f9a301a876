"""Who may be drawn for a meeting, and why the others may not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import dated
from mingzheng.participation.delegates.models import Candidate, Category, Invitation, Meeting, Quota
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws.commands import Entry
from mingzheng.participation.draws.preparing import Prepared

LISTED = Candidate.Status.LISTED
CATEGORY, AGE, AREA = "类别", "年龄", "区域"


@dataclass(frozen=True)
class Pool:
    """``left_out``: why, and how many. ``pending``: the units that have not decided on everybody, and on how many."""

    eligible: tuple[Candidate, ...]
    left_out: tuple[tuple[str, int], ...]
    pending: tuple[tuple[Unit, int], ...]


def asked(meeting: Meeting) -> QuerySet[Candidate]:
    """Everybody who could be meant: who signed up for it, and, if it draws from the pool, that of its unit and of 区府办."""
    wanted = Q(interests__meeting=meeting)
    if meeting.from_pool:
        pools = Unit.objects.filter(Q(pk=meeting.unit_id) | Q(kind=Unit.Kind.GOV_OFFICE))
        wanted |= Q(unit__in=pools)
    return Candidate.objects.filter(wanted).select_related("area", "unit").distinct().order_by("pk")


def pool(meeting: Meeting) -> Pool:
    """Everybody who could be meant, each eligible or left out for one reason. Nobody who is not listed is ever eligible."""
    rested = resting(meeting.day)
    offered = offered_categories(meeting)
    eligible, reasons, pending = [], Counter[str](), Counter[Unit]()
    for one in asked(meeting):
        why = _why_not(one, meeting.day, rested, offered)
        if one.status == Candidate.Status.PENDING:
            pending[one.unit] += 1
        if why:
            reasons[why] += 1
        else:
            eligible.append(one)
    return Pool(tuple(eligible), tuple(sorted(reasons.items())), tuple(pending.items()))


def insist_decided(meeting: Meeting, found: Pool) -> None:
    """Nobody is left out because nobody looked. A unit sees the sign-ups of its own alone: whose the others are is said.

    Raises:
        Refused: somebody's sign-up is still to be decided on, here or at another unit.
    """
    if not found.pending:
        return
    total = sum(n for _unit, n in found.pending)
    others = [(unit, n) for unit, n in found.pending if unit.pk != meeting.unit_id]
    if not others:
        raise Refused(f"还有 {total} 人报名没有核定。", remedy="请先逐个核定，再冻结名单。", code="pending")
    whose = "、".join(f"{unit.short} {n} 人" for unit, n in found.pending)
    told = "、".join(f"{unit.short}{f' {unit.phone}' if unit.phone else ''}" for unit, _n in others)
    raise Refused(
        f"还有 {total} 人报名没有核定：{whose}。", remedy=f"请联系{told}，核定以后再冻结名单。", code="pending"
    )


def _why_not(one: Candidate, day: dt.date, rested: set[int], offered: set[str] | None) -> str:
    if one.status != LISTED:
        return f"{one.get_status_display()}"
    if one.ends_on is None or one.ends_on < day:
        return "会议当天任期已到"
    if one.pk in rested or (one.rests_until is not None and one.rests_until >= day):
        return "最近列席过，轮候中"
    if offered is not None and one.get_category_display() not in offered:
        return "这次会议没有这一类的名额"
    return ""


def resting(day: dt.date) -> set[int]:
    """Who attended so recently that they wait on that day (轮换)."""
    rows = Invitation.objects.filter(attended=True, meeting__starts_at__date__lte=day)
    last = rows.order_by().values_list("candidate").annotate(last=Max("meeting__starts_at__date"))
    return {pk for pk, attended in last if day <= dated.after(dated.REST, attended)}


def offered_categories(meeting: Meeting) -> set[str] | None:
    """The categories that have places; None: all."""
    rows = [quota for quota in meeting.quotas.all() if quota.trait == CATEGORY]
    if not rows:
        return None
    none = {quota.value for quota in rows if quota.most == 0}
    if is_simple(meeting.seats, list(meeting.quotas.all())):
        return {quota.value for quota in rows} - none
    return {str(one.label) for one in Category} - none


def is_simple(seats: int, quotas: Sequence[Quota]) -> bool:
    """So many of each category and nothing else: a draw within each category."""
    own = all(quota.trait == CATEGORY and quota.least == quota.most for quota in quotas)
    return bool(quotas) and own and sum(quota.least for quota in quotas) == seats


def filled_by(meeting: Meeting) -> str:
    """How a free place is filled: "crossed" (the quotas must hold), "category" (the same one), "all" (the next)."""
    quotas = list(meeting.quotas.all())
    if not quotas:
        return "all"
    return "category" if is_simple(meeting.seats, quotas) else "crossed"


def crossed(meeting: Meeting) -> list[Quota]:
    """The quotas of a meeting whose draw crosses them; empty where places are given by category, or to all."""
    quotas = list(meeting.quotas.all())
    return [] if is_simple(meeting.seats, quotas) else quotas


def prepared(meeting: Meeting, people: Iterable[Candidate], codes: Sequence[str] | None = None) -> Prepared:
    """What would be frozen for these people: categories or crossed quotas, chances, what stays empty.

    Args:
        codes: one for each person; without them the primary keys serve, for looking only.

    Raises:
        Refused: nobody is eligible, or the quotas cannot be kept.
    """
    rows = list(people)
    if not rows:
        raise Refused("没有可以抽取的人。", remedy="请先核定报名的人，或者导入名单。", code="nobody")
    quotas = list(meeting.quotas.all())
    names = list(codes) if codes is not None else [str(one.pk) for one in rows]
    if not quotas:
        entries = [Entry(code) for code in names]
        return draws.prepare(entries, {"": meeting.seats}, meeting.alternates)
    if is_simple(meeting.seats, quotas):
        entries = [Entry(code, one.get_category_display()) for code, one in zip(names, rows, strict=True)]
        places = {quota.value: quota.least for quota in quotas if quota.least}
        return draws.prepare(entries, places, meeting.alternates)
    crossed = [draws.Quota(quota.trait, quota.value, quota.least, quota.most) for quota in quotas]
    entries = [Entry(code, traits=one.traits) for code, one in zip(names, rows, strict=True)]
    return draws.prepare(entries, {"": meeting.seats}, meeting.alternates, crossed)
