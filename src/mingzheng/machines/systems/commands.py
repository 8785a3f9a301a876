"""Registering a system in its post, issuing and revoking its tokens. An administrator's acts, all of them journaled."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.units.commands import add_system, end_post, hold_post
from mingzheng.core.units.models import Person, Unit
from mingzheng.machines.systems.models import Operation, System, Token
from mingzheng.machines.systems.queries import PREFIX, closed, digest_of

LONGEST = dt.timedelta(days=366)
# 审核、审查、签发 are a person's judgement; a system prepares and files.
POSTS = (Post.OFFICER, Post.WINDOW, Post.HOTLINE, Post.OFFICE_CLERK)
# What only some posts can do; the others are for all of them.
FOR: dict[str, tuple[Post, ...]] = {
    Operation.LETTERS: (Post.HOTLINE, Post.OFFICE_CLERK, Post.OFFICER),
    Operation.APPLICATIONS: (Post.OFFICER, Post.WINDOW),
    Operation.DOCUMENTS: (Post.OFFICER,),
}
BASIS = "《网络安全法》第二十一条（安全管理制度，最小授权）"


def _only_admin(actor: Actor) -> None:
    if actor.post is not Post.ADMIN and not actor.is_machine:
        raise Refused("外部系统由系统管理员管理。", remedy="请联系系统管理员。", code="wrong_post")
    still_in_post(actor)


@transaction.atomic
def register(name: str, unit: Unit, post: Post, contact: str, actor: Actor) -> System:
    """A system gets its one post in one unit; it can do nothing before a token is issued.

    Raises:
        Refused: the name is taken, the post is one of judgement, the unit is dissolved, or by anybody but an administrator.
    """
    _only_admin(actor)
    today, name = timekeeping.today(), name.strip()
    if post not in POSTS:
        allowed = "、".join(one.label for one in POSTS)
        raise Refused(f"{post.label}的事由人来判断，不能交给系统。", remedy=f"可选的岗位：{allowed}。", field="post")
    if Person.objects.filter(is_system=True, name=name).exists():
        raise Refused("已有同名的外部系统。", remedy="请换一个名称，日志里要能分清。", field="name")
    if unit.valid_to is not None and unit.valid_to < today:
        raise Refused(f"{unit.short}已撤销。", remedy="请选择其他单位。", field="unit")
    person = add_system(f"system.{secrets.token_hex(6)}", name, actor)
    holding = hold_post(person, unit, post, actor, since=today)
    made = System.objects.create(person=person, holding=holding, contact=contact.strip(), registered_on=today)
    _journal("system.registered", made, actor, f"登记外部系统「{name}」：{unit.short}{post.label}")
    return made


@transaction.atomic
def issue(system: System, operations: Collection[str], last_day: dt.date, actor: Actor) -> tuple[Token, str]:
    """A token, and the text that is shown once.

    Raises:
        Refused: no operation, one that the post cannot use, a last day that is over or more than a year ahead, or the post is closed.
    """
    _only_admin(actor)
    today, post = timekeeping.today(), system.actor.post
    refusal = closed(system)
    if refusal is not None:
        raise refusal
    if not operations:
        raise Refused("没有选择可用的操作。", remedy="请至少选一项，只选用得着的。", field="operations")
    for one in sorted(operations):
        if post not in FOR.get(Operation(one), POSTS):
            raise Refused(
                f"{post.label}不能“{Operation(one).label}”。",
                remedy="请去掉这一项，或者换一个岗位登记。",
                field="operations",
            )
    if last_day < today:
        raise Refused("有效期已经过去。", remedy="请填写今天或以后的日期。", field="last_day")
    if last_day > today + LONGEST:
        raise Refused("有效期最长一年。", remedy="到期前再签发一个，先换后停。", field="last_day")
    secret = secrets.token_urlsafe(24)
    made = Token.objects.create(
        system=system,
        digest=digest_of(secret),
        head=secret[:6],
        operations=sorted(operations),
        issued_on=today,
        last_day=last_day,
    )
    _journal("system.token_issued", system, actor, f"签发令牌 {made.head}…，有效期至{chinese_date(last_day)}", made)
    return made, PREFIX + secret


@transaction.atomic
def revoke(token: Token, why: str, actor: Actor) -> None:
    """The token opens nothing from the next request on. Revoking a revoked one changes nothing.

    Raises:
        Refused: no reason, or by anybody but an administrator.
    """
    _only_admin(actor)
    if not why.strip():
        raise Refused("请写明吊销的理由。", remedy="如：人员变动、疑似泄露、不再对接。", field="why")
    token = Token.objects.select_for_update(of=("self",)).select_related("system__person").get(pk=token.pk)
    if token.revoked_on is not None:
        return
    token.revoked_on, token.revoked_why = timekeeping.today(), why.strip()[:100]
    token.save(update_fields=["revoked_on", "revoked_why"])
    _journal("system.token_revoked", token.system, actor, f"吊销令牌 {token.head}…：{token.revoked_why}", token)


@transaction.atomic
def close(system: System, why: str, actor: Actor) -> None:
    """The system leaves: every token is revoked, its post ends today.

    Raises:
        Refused: as ``revoke``.
    """
    _only_admin(actor)
    if not why.strip():
        raise Refused("请写明停用的理由。", remedy="如：不再对接、换了新系统。", field="why")
    for token in system.tokens.filter(revoked_on=None):
        revoke(token, why, actor)
    if system.holding.valid_to is None:
        end_post(system.holding, timekeeping.today(), actor)
    _journal("system.closed", system, actor, f"停用外部系统「{system}」：{why.strip()[:100]}")


def note_use(token: Token) -> None:
    """The day of the last use; one write a day."""
    today = timekeeping.today()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)


def _journal(action: str, system: System, actor: Actor, summary: str, token: Token | None = None) -> None:
    facts = {"token": token.pk, "operations": token.operations} if token is not None else {}
    journal.append(action=action, actor=actor, subject=system.ref, summary=summary, basis=BASIS, data=facts)
