"""Every write to people and posts (units come in by ``importing``). Each is journaled."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Delegation, Person, PostHolding, Unit


def only_posts(actor: Actor, *posts: Post) -> None:
    if actor.post not in posts and not actor.is_machine:
        who = "、".join(post.label for post in posts)
        raise Refused(f"单位、人员和岗位由{who}维护。", remedy="请切换到该岗位，或联系系统管理员。", code="wrong_post")


def encode_password(password: str) -> str:
    """A password as it is stored; slow on purpose, so a demonstration encodes its common one once."""
    return make_password(password)


@transaction.atomic
def add_person(
    username: str, name: str, actor: Actor, *, password: str | None = None, encoded: str | None = None
) -> Person:
    """Open an account. Without a password the person cannot sign in until one is set.

    Args:
        encoded: an already encoded password (``encode_password``), when many accounts share one.

    Raises:
        Refused: when the account name is taken or malformed, the password is weak, or by anybody but an administrator.
    """
    only_posts(actor, Post.ADMIN)
    if Person.objects.filter(username=username).exists():
        raise Refused(f"账号「{username}」已被使用。", remedy="请换一个账号名。", field="username")
    person = Person(username=username, name=name.strip())
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise Refused(f"账号「{username}」不能开设：{'；'.join(error.messages)}", remedy="请改正后重试。") from error
    if password is not None:
        _strong_enough(password, person)
    if encoded is not None:
        person.password = encoded
    else:
        person.set_password(password)
    person.save()
    journal.append(action="person.added", actor=actor, subject=_ref(person), summary=f"开设账号：{name}。")
    return person


@transaction.atomic
def add_system(username: str, name: str, actor: Actor) -> Person:
    """Another system as somebody who acts: it holds posts and is named in the journal, and can never sign in.

    Raises:
        Refused: when the account name is taken or malformed, or by anybody but an administrator.
    """
    made = add_person(username, name, actor)
    made.is_system = True
    made.save(update_fields=["is_system"])
    return made


@transaction.atomic
def set_password(person: Person, password: str, actor: Actor) -> None:
    """Give a person a new password; that it was given is journaled, the password never.

    Raises:
        Refused: when the password is weak, or by anybody but an administrator.
    """
    only_posts(actor, Post.ADMIN)
    if person.is_system:
        raise Refused(f"{person.name} 是外部系统，不用密码登录。", remedy="请在“外部系统”页面签发令牌。", code="system")
    _strong_enough(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    journal.append(
        action="person.password_set", actor=actor, subject=_ref(person), summary=f"为 {person.name} 设置登录密码。"
    )


def _strong_enough(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(
            f"密码不合要求：{'；'.join(error.messages)}", remedy="请换一个更长、不常见的密码。", field="password"
        ) from error


@transaction.atomic
def link_directory(person: Person, identifier: str, actor: Actor) -> None:
    """Let who has this identifier in the directory of staff sign in to this account; "" takes the link away.

    Raises:
        Refused: it belongs to another account, or by anybody but an administrator.
    """
    only_posts(actor, Post.ADMIN)
    wanted = identifier.strip()[:120] or None
    if person.directory_id == wanted:
        return
    if wanted and Person.objects.filter(directory_id=wanted).exclude(pk=person.pk).exists():
        raise Refused("这个目录标识已经登记在另一个账号上。", remedy="请核对是谁的。", field="directory", code="taken")
    person.directory_id = wanted
    person.save(update_fields=["directory_id"])
    word = "登记" if wanted else "删去"
    summary = f"{word} {person.name} 的人员目录标识。"
    journal.append(action="person.directory_linked", actor=actor, subject=_ref(person), summary=summary)


@transaction.atomic
def hold_post(
    person: Person, unit: Unit, post: Post, actor: Actor, *, since: dt.date, until: dt.date | None = None
) -> PostHolding:
    """Let a person hold a post in a unit from a day on (``until`` counts too).

    Raises:
        Refused: for an office post outside 区府办, a span that ends before it begins or overlaps one in the same post,
            or by anybody but an administrator.
    """
    only_posts(actor, Post.ADMIN)
    if post in (Post.OFFICE_CLERK, Post.OFFICE_HEAD) and unit.kind != Unit.Kind.GOV_OFFICE:
        raise Refused(f"「{post.label}」岗位只设在区政府办公室。", remedy="请选择其他岗位。", field="post")
    if until is not None and until < since:
        raise Refused("任职结束日期早于开始日期。", remedy="请改正日期。", field="until")
    same = PostHolding.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=since), person=person, unit=unit, post=post.value
    )
    if same.filter(Q(valid_from__lte=until) if until else Q()).exists():
        raise Refused(f"{person.name} 在这段时间已任{unit.short}{post.label}。", remedy="请改正日期。", field="since")
    holding = PostHolding.objects.create(person=person, unit=unit, post=post.value, valid_from=since, valid_to=until)
    span = f"自 {chinese_date(since)}" + (f" 至 {chinese_date(until)}" if until else "")
    journal.append(
        action="post.held",
        actor=actor,
        subject=_ref(person),
        summary=f"{person.name} 任{unit.short}{post.label}，{span}。",
    )
    return holding


@transaction.atomic
def end_post(holding: PostHolding, on: dt.date, actor: Actor) -> None:
    """The last day on which the post is held; from the next day on the person cannot act in it."""
    only_posts(actor, Post.ADMIN)
    if on < holding.valid_from:
        raise Refused("离任日期早于任职日期。", remedy="请改正日期。", field="on")
    holding.valid_to = on
    holding.save(update_fields=["valid_to"])
    summary = f"{holding.person.name} 任{holding.unit.short}{Post(holding.post).label}至 {chinese_date(on)} 止。"
    journal.append(action="post.ended", actor=actor, subject=_ref(holding.person), summary=summary)


@transaction.atomic
def delegate(
    holding: PostHolding, to: Person, actor: Actor, *, since: dt.date, until: dt.date, reason: str
) -> Delegation:
    """Let somebody else exercise a post during an absence. Only the holder or an administrator may.

    Raises:
        Refused: for the wrong person, oneself, a missing reason, or a span outside the holding.
    """
    if actor.person_id != holding.person_id and actor.post is not Post.ADMIN and not actor.is_machine:
        raise Refused("只有本人或系统管理员可以委托岗位。", remedy="请由任职人本人办理。", code="wrong_person")
    if to.pk == holding.person_id:
        raise Refused("不能委托给自己。", remedy="请选择另一位同事。", field="delegate")
    if not to.is_active:
        raise Refused(f"{to.name} 的账号已停用，不能接受委托。", remedy="请选择另一位同事。", field="delegate")
    if not reason.strip():
        raise Refused("没有填写委托事由。", remedy="请写明，如「休假」「出差」。", field="reason")
    ends = holding.valid_to
    if until < since or since < holding.valid_from or (ends is not None and until > ends):
        raise Refused("委托期间不在任职期间之内。", remedy="请改正起止日期。", field="until")
    made = Delegation.objects.create(
        holding=holding, delegate=to, valid_from=since, valid_to=until, reason=reason.strip()
    )
    summary = f"{holding.person.name} 将{holding.unit.short}{Post(holding.post).label}委托 {to.name} 代理，{chinese_date(since)} 至 {chinese_date(until)}：{reason.strip()}。"
    journal.append(action="post.delegated", actor=actor, subject=_ref(holding.person), summary=summary)
    return made


@transaction.atomic
def end_delegation(delegation: Delegation, on: dt.date, actor: Actor) -> None:
    """End a delegation early; ``on`` is its last day. Before its first day it is withdrawn altogether.

    Raises:
        Refused: for the wrong person, or a day after the agreed end.
    """
    holder = delegation.holding.person
    if actor.person_id != holder.pk and actor.post is not Post.ADMIN and not actor.is_machine:
        raise Refused("只有委托人本人或系统管理员可以结束委托。", remedy="请由委托人本人办理。", code="wrong_person")
    if on > delegation.valid_to:
        raise Refused("提前结束的日期晚于原定的委托期。", remedy="要延长请另作委托。", field="on")
    if on < delegation.valid_from:
        summary = (
            f"{holder.name} 撤回对 {delegation.delegate.name} 的委托（原定 {chinese_date(delegation.valid_from)} 起）。"
        )
        delegation.delete()
    else:
        summary = f"{holder.name} 对 {delegation.delegate.name} 的委托至 {chinese_date(on)} 止。"
        delegation.valid_to = on
        delegation.save(update_fields=["valid_to"])
    journal.append(action="post.delegation_ended", actor=actor, subject=_ref(holder), summary=summary)


@transaction.atomic
def close_account(person: Person, actor: Actor) -> None:
    """Let a person sign in no more; every open session ends with the next request. What they did stays.

    Closing a closed account changes nothing.
    """
    if not person.is_active:
        return
    person.is_active = False
    person.save(update_fields=["is_active"])
    journal.append(action="person.closed", actor=actor, subject=_ref(person), summary=f"停用账号：{person.name}。")


def note_second_factor_reset(person: Person, actor: Actor) -> None:
    """Write down that a lost second factor was revoked."""
    summary = f"撤销 {person.name} 的第二因素，待本人重新登记。"
    journal.append(action="person.second_factor_reset", actor=actor, subject=_ref(person), summary=summary)


def _ref(person: Person) -> RecordRef:
    return RecordRef("units.person", str(person.pk))
