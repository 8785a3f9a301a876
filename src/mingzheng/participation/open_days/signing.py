"""Signing up and giving back: what a visitor does with a session."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.core import codes, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.participation.open_days import allotting
from mingzheng.participation.open_days.models import OpenDay, SignUp, Visitor
from mingzheng.participation.open_days.models.visitors import TICKET, ticket_digest

CODE = "mingzheng.open_days.code"
NUMBER_LENGTH = 6


def digest(code: str) -> str:
    """What is kept of a query code."""
    return codes.digest(CODE, code)


@transaction.atomic
def sign_up(
    open_day: OpenDay, facts: dict[str, Any], code: str = "", verified: Verified | None = None
) -> tuple[SignUp, str]:
    """Take a sign-up. Who comes first has no advantage: who comes in is decided after the window.

    Args:
        facts: name, phone, email, people, children, needs.
        code: the query code to be given; "" makes a fresh one.
        verified: who signs up and lets that be known; the sign-up is marked.

    Returns:
        the sign-up, and its code, which is shown on its receipt and kept only as a digest.

    Raises:
        Refused: outside the window, cancelled, too many for one party, or this number has signed up already.
    """
    open_day = OpenDay.objects.select_for_update().get(pk=open_day.pk)
    require_open(open_day)
    if facts["people"] > open_day.party_most:
        raise Refused(
            f"每次报名最多 {open_day.party_most} 人。", remedy="请减少人数。", field="people", code="too_many"
        )
    if open_day.visitors.filter(phone=facts["phone"]).exists():
        raise Refused(
            "这个手机号已经报过名。", remedy="请用查询码查看；要改人数，先退出再报。", field="phone", code="twice"
        )
    code = code or codes.new_code()
    held = digest(code)
    row = SignUp.objects.create(
        open_day=open_day,
        number=_number(open_day),
        code_digest=held,
        ticket_digest=ticket_digest(codes.code_for(TICKET, held)),
        people=facts["people"],
        children=facts["children"],
        signed_at=timekeeping.now(),
    )
    kept = {name: facts.get(name, "") for name in ("name", "phone", "email", "needs")}
    try:
        with transaction.atomic():
            Visitor.objects.create(sign_up=row, open_day=open_day, **kept)
    except IntegrityError:  # the constraint says no where the question above was asked a moment too early
        raise Refused("这个手机号已经报过名。", remedy="请用查询码查看。", field="phone", code="twice") from None
    identity.mark(row.ref, verified)
    touch(f"open_day:{open_day.pk}")
    return row, code


def _number(open_day: OpenDay) -> str:
    """A fresh number for the public list: it says nothing of when somebody signed up."""
    while open_day.sign_ups.filter(number=(made := codes.new_code(NUMBER_LENGTH))).exists():
        continue
    return made


def require_open(open_day: OpenDay) -> None:
    """Raises ``Refused`` outside the window, saying when it is."""
    moment = timekeeping.now()
    if open_day.announced_at is None or open_day.cancelled or open_day.held_at:
        raise Refused("这场活动现在不接受报名。", remedy="请看其他活动。", code="closed")
    if open_day.sign_up_from is None or open_day.sign_up_until is None:
        raise Refused("这场活动不用报名，直接来就可以。", code="no_sign_up")
    if moment < open_day.sign_up_from:
        raise Refused("报名还没有开始。", remedy="请在报名开始后再来。", code="early")
    if moment > open_day.sign_up_until or open_day.settled_at:
        raise Refused("报名已经截止。", remedy="有空位时可以直接到现场。", code="late")


@transaction.atomic
def give_back(row: SignUp) -> SignUp:
    """The party does not come: forgotten at once, and whoever is next moves up.

    Raises:
        Refused: given back before, the session has begun, or somebody of the party is in.
    """
    open_day = OpenDay.objects.select_for_update().get(pk=row.open_day_id)
    row = SignUp.objects.select_for_update().get(pk=row.pk)
    if row.status == SignUp.Status.GIVEN_BACK:
        raise Refused("已经退出了。", code="given_back")
    if row.scans.filter(outcome="in").exists() or timekeeping.now() >= open_day.starts_at:
        raise Refused("活动已经开始，不能再退出。", remedy="不来也没有关系，感谢关注。", code="late")
    row.status, row.rank, row.given_back_at = SignUp.Status.GIVEN_BACK, None, timekeeping.now()
    row.save(update_fields=["status", "rank", "given_back_at"])
    Visitor.objects.filter(sign_up=row).delete()
    identity.forget(row.ref.kind, [row.pk])
    allotting.promote(open_day)
    touch(f"open_day:{open_day.pk}")
    return row
