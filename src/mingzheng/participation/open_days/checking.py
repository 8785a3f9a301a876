"""The door: each ticket is valid once on each list. A phone may scan without a connection; what counts is decided here.

The first scan that reaches the server lets a party in. A second one, whether made at the same moment on another phone, kept
offline or sent twice, is answered with when the first was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils.timezone import localtime

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_moment
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.participation.open_days.basis import POINT_21
from mingzheng.participation.open_days.models import CheckInList, OpenDay, Scan, SignUp
from mingzheng.participation.open_days.models.visitors import ticket_digest

OPENS_BEFORE = dt.timedelta(hours=1)
CLOSES_AFTER = dt.timedelta(hours=2)  # phones that had no connection send what they kept
ENTRANCE = "入场"
DOOR_POSTS = (Post.OFFICER, Post.REVIEWER, Post.HEAD, Post.WINDOW)
Outcome = Scan.Outcome
_BY_STATUS = {SignUp.Status.GIVEN_BACK: Outcome.GIVEN_BACK, SignUp.Status.WAITING: Outcome.NO_PLACE}


@dataclass(frozen=True)
class Tried:
    """One scan as a phone sends it. ``key`` tells tries apart; ``people`` None: as many as signed up."""

    key: str
    ticket: str
    scanned_at: dt.datetime | None = None
    people: int | None = None
    offline: bool = False


def entrance(open_day: OpenDay) -> CheckInList:
    """The list of the entrance, made with the session's announcement or when it is first asked for."""
    return new_list(open_day, ENTRANCE)


def new_list(open_day: OpenDay, name: str) -> CheckInList:
    """A list of its own, for the entrance or for a part of the session; asked for again, the same one."""
    found, _new = CheckInList.objects.get_or_create(
        open_day=open_day,
        name=name,
        defaults={
            "salt": secrets.token_hex(16),
            "opens_at": open_day.starts_at - OPENS_BEFORE,
            "closes_at": open_day.ends_at + CLOSES_AFTER,
        },
    )
    return found


@transaction.atomic
def add_list(open_day: OpenDay, name: str, actor: Actor) -> CheckInList:
    """A list for a part of the session, on which each ticket is valid once more.

    Raises:
        Refused: not at this door, the session is over or cancelled, or it has a list of this name.
    """
    still_in_post(actor)
    name = " ".join(name.split())
    if not keeps_door(open_day, actor):
        raise Refused("签到由举办单位的工作人员办理。", remedy="请切换到该单位的岗位。", code="other_unit")
    if open_day.cancelled or open_day.announced_at is None or timekeeping.now() > open_day.ends_at + CLOSES_AFTER:
        raise Refused("这场活动没有公布、已经取消或者已经结束。", remedy="不能再建名单。", code="over")
    if open_day.check_in_lists.filter(name=name).exists():
        raise Refused("已经有这个名称的名单。", remedy="请直接使用，或者换一个名称。", field="name", code="twice")
    made = new_list(open_day, name)
    journal.append(
        action="open_days.list_added",
        actor=actor,
        subject=open_day.ref,
        case_id=open_day.case_id,
        summary=f"建立签到名单「{name}」",
        basis=POINT_21.text,
    )
    return made


def keeps_door(open_day: OpenDay, actor: Actor) -> bool:
    """Who stands at the door: people of the unit that holds the session."""
    return actor.unit_id == open_day.unit_id and actor.post in DOOR_POSTS


@transaction.atomic
def scan(check_in_list: CheckInList, tried: Tried, actor: Actor) -> Scan:
    """Try a ticket.

    Returns:
        What came of it; sent again under the same key, the same. A second one of a ticket is ``TWICE``.

    Raises:
        Refused: not at this door, or not at this time.
    """
    still_in_post(actor)
    moment = timekeeping.now()
    held = CheckInList.objects.select_for_update().select_related("open_day").get(pk=check_in_list.pk)
    before = Scan.objects.filter(list=held, key=tried.key).first()
    if before is not None:
        return before
    scanned_at = min(tried.scanned_at or moment, moment)
    _require_door(held, scanned_at, actor)
    row = SignUp.objects.filter(open_day=held.open_day, ticket_digest=ticket_digest(tried.ticket)).first()
    outcome = _outcome(held, row)
    people = min(tried.people or row.people, row.people) if row and outcome == Outcome.IN else 0
    return Scan.objects.create(
        list=held,
        sign_up=row,
        key=tried.key,
        outcome=outcome,
        people=people,
        scanned_at=scanned_at,
        received_at=moment,
        offline=tried.offline,
        by=str(actor)[:250],
    )


def _require_door(held: CheckInList, scanned_at: dt.datetime, actor: Actor) -> None:
    open_day = held.open_day
    if not keeps_door(open_day, actor):
        raise Refused("签到由举办单位的工作人员办理。", remedy="请切换到该单位的岗位。", code="other_unit")
    if open_day.cancelled or open_day.announced_at is None:
        raise Refused("这场活动没有公布，或者已经取消。", code="cancelled")
    if scanned_at < held.opens_at:
        raise Refused(
            "还没有到签到时间。", remedy=f"{chinese_moment(localtime(held.opens_at))} 起可以签到。", code="early"
        )
    if scanned_at > held.closes_at:
        raise Refused("签到已经结束。", remedy="漏签的人数，请在登记结果时写明。", code="late")


def _outcome(held: CheckInList, row: SignUp | None) -> Scan.Outcome:
    if row is None:
        return Outcome.UNKNOWN
    if row.status != SignUp.Status.IN:
        return _BY_STATUS.get(SignUp.Status(row.status), Outcome.NO_PLACE)
    return Outcome.TWICE if Scan.objects.filter(list=held, sign_up=row, outcome=Outcome.IN).exists() else Outcome.IN


def first_scan(found: Scan) -> Scan | None:
    """The scan that let the party in."""
    if found.sign_up_id is None:
        return None
    return Scan.objects.filter(list=found.list_id, sign_up=found.sign_up_id, outcome=Outcome.IN).first()


def said(found: Scan) -> str:
    """What the phone shows, in one sentence; without a name, the screen is seen by those who queue."""
    if found.outcome == Outcome.IN:
        row = found.sign_up
        children = f"，其中儿童 {row.children} 人" if row and row.children else ""
        return f"可以入场：{found.people} 人{children}。"
    if found.outcome == Outcome.TWICE:
        first = first_scan(found)
        when = f"{localtime(first.scanned_at):%H:%M:%S} 由{first.by}签过到" if first else "签过到"
        return f"这张票已经用过：{when}。"
    if found.outcome == Outcome.NO_PLACE:
        return "这张票没有录取（待定或候补）。有空位时，可以按现场来的人登记。"
    if found.outcome == Outcome.GIVEN_BACK:
        return "这张票的人已经退出。有空位时，可以按现场来的人登记。"
    return "没有这张票，或者不是这场活动的票。请核对日期和场次。"


@transaction.atomic
def walk_in(check_in_list: CheckInList, people: int, actor: Actor) -> None:
    """Who came without a ticket is counted, nothing else.

    Raises:
        Refused: as ``scan``.
    """
    still_in_post(actor)
    held = CheckInList.objects.select_for_update().select_related("open_day").get(pk=check_in_list.pk)
    _require_door(held, timekeeping.now(), actor)
    CheckInList.objects.filter(pk=held.pk).update(walk_ins=F("walk_ins") + people)
    journal.append(
        action="open_days.walk_in",
        actor=actor,
        subject=held.open_day.ref,
        case_id=held.open_day.case_id,
        summary=f"现场登记没有票的 {people} 人",
        basis=POINT_21.text,
    )


def phone_digest(salt: str, ticket: str) -> str:
    """What a phone holds of a ticket to know it again without a connection; the script makes the same."""
    return hashlib.sha256(f"{salt}|{ticket}".encode()).hexdigest()


def for_phone(held: CheckInList) -> list[dict[str, object]]:
    """Digests of the tickets that are valid here, with how many people: no name, no number."""
    scanned = set(held.scans.filter(outcome=Outcome.IN).values_list("sign_up_id", flat=True))
    rows = held.open_day.sign_ups.filter(status=SignUp.Status.IN)
    return [
        {"d": phone_digest(held.salt, row.ticket), "n": row.people, "c": row.children, "in": row.pk in scanned}
        for row in rows
    ]


@dataclass(frozen=True)
class AtDoor:
    """How it stands: parties and people expected, parties and people in, without a ticket, turned back."""

    expected: int
    expected_people: int
    came: int
    people: int
    walk_ins: int
    twice: int


def at_door(held: CheckInList) -> AtDoor:
    expected = held.open_day.sign_ups.filter(status=SignUp.Status.IN)
    came = held.scans.filter(outcome=Outcome.IN)
    return AtDoor(
        expected.count(),
        expected.aggregate(n=Sum("people"))["n"] or 0,
        came.count(),
        came.aggregate(n=Sum("people"))["n"] or 0,
        held.walk_ins,
        held.scans.filter(Q(outcome=Outcome.TWICE)).count(),
    )


def counted(open_day: OpenDay) -> int:
    """People who came through the entrance, with and without a ticket."""
    held = open_day.check_in_lists.filter(name=ENTRANCE).first()
    if held is None:
        return 0
    found = at_door(held)
    return found.people + found.walk_ins
