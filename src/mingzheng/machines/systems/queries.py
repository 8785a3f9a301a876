"""Whose token it is, and why it opens nothing any more."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.table import Step
from mingzheng.core.units.queries import actors_for, holders
from mingzheng.machines.systems.models import System, Token

PREFIX = "mz_"


def digest_of(secret: str) -> str:
    """SHA-256 without salt: a token is 192 random bits, nobody tries them out."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opened_by(text: str) -> Token:
    """The token that was shown, when it still opens something today.

    Raises:
        Refused: unknown, revoked, past its last day, or its post is closed; the message says which.
    """
    found = tokens().filter(digest=digest_of(text.removeprefix(PREFIX))).first()
    if found is None:
        raise Refused("没有这个令牌。", remedy="请核对令牌是否抄写完整，或者请系统管理员重新签发。", code="unknown")
    today = timekeeping.today()
    if found.revoked_on is not None:
        raise Refused(
            f"令牌已于{chinese_date(found.revoked_on)}吊销。", remedy="请系统管理员重新签发。", code="revoked"
        )
    if today > found.last_day:
        raise Refused(f"令牌已于{chinese_date(found.last_day)}到期。", remedy="请系统管理员重新签发。", code="expired")
    refusal = closed(found.system)
    if refusal is not None:
        raise refusal
    return found


def closed(system: System) -> Refused | None:
    """Why the system cannot act today: its post was ended, its unit dissolved, or nobody answers for the post any more."""
    today, actor, unit = timekeeping.today(), system.actor, system.holding.unit
    if actor not in actors_for(system.person, today):
        gone = unit.valid_to is not None and unit.valid_to < today
        why = f"{unit.short}已撤销" if gone else f"{system}在{unit.short}的{actor.post.label}岗位已结束"
        return Refused(f"{why}，令牌随之失效。", remedy="请系统管理员重新登记。", code="post_ended")
    if not holders(unit, Post(system.holding.post), today):
        return Refused(
            f"{unit.short}今天没有人担任{actor.post.label}，系统不能代替这个岗位办理。",
            remedy="请该单位先明确任职人员。",
            code="post_empty",
        )
    return None


def judgement(step: Step) -> Refused | None:
    """Why no system takes the step, whatever its post: to look at another's work and say yes or no is for people."""
    if not step.reviews:
        return None
    return Refused(
        f"「{step.label}」要由人来判断，系统不能办理。", remedy="请由担任这个岗位的人办理。", code="wrong_post"
    )


def tokens() -> QuerySet[Token]:
    return Token.objects.select_related("system__person", "system__holding__unit")


def systems() -> QuerySet[System]:
    """All of them with their tokens, for the administrator."""
    rows = System.objects.select_related("person", "holding__unit").prefetch_related("tokens")
    return rows.order_by("person__name", "pk")
