"""The groups of a consultation: made by the machine, put right by hand. What is alike is told by ``grouping``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.participation.consultations import grouping, queries, screening
from mingzheng.participation.consultations.basis import ART_18
from mingzheng.participation.consultations.commands import MACHINE
from mingzheng.participation.consultations.models import (
    Consultation,
    Group,
    Opinion,
)

GROUPING = "consultations.group"


def owe_grouping(consultation: Consultation) -> None:
    """Ten thousand opinions take seconds: carried out behind the screens."""
    enqueue(GROUPING, {"consultation": consultation.pk})


@handler(GROUPING, label="归并相近的意见")
def group_owed(payload: dict[str, Any]) -> None:
    """``{consultation}``"""
    found = Consultation.objects.filter(pk=payload["consultation"]).first()
    if found is not None:
        group(found, MACHINE)


@transaction.atomic
def group(consultation: Consultation, actor: Actor) -> int:
    """Put every opinion that has no group to those that say the same, or into a group of its own; existing groups only grow.

    Returns:
        how many opinions found their group.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    pieces = Opinion.handled.filter(consultation=consultation).order_by("pk")
    rows = list(pieces.values_list("pk", "article_id", "text", "group_id"))
    if all(group_id for *_row, group_id in rows):
        return 0
    held: dict[int, list[int]] = {}
    for position, (_pk, _article, _text, group_id) in enumerate(rows):
        if group_id is not None:
            held.setdefault(group_id, []).append(position)
    found = grouping.together(
        [row[2] for row in rows], [row[1] for row in rows], grouping.rules_on(timekeeping.today()), list(held.values())
    )
    placed = _keep_groups(consultation, rows, list(held), found)
    journal.append(
        action="consultations.grouped",
        actor=actor,
        subject=consultation.ref,
        case_id=consultation.case_id,
        summary=f"归并相近意见：{placed} 条意见归入，共 {len(found)} 组",
        basis=ART_18.text,
    )
    touch(f"consultation:{consultation.pk}")
    return placed


def _keep_groups(
    consultation: Consultation, rows: Sequence[tuple[Any, ...]], known: Sequence[int], found: Sequence[Sequence[int]]
) -> int:
    fresh = list(found[len(known) :])
    made = Group.objects.bulk_create(
        Group(
            consultation=consultation,
            article_id=rows[members[0]][1],
            headline=grouping.headline([rows[place][2] for place in members]),
        )
        for members in fresh
    )
    pairs = list(zip(known, found, strict=False)) + [
        (one.pk, members) for one, members in zip(made, fresh, strict=True)
    ]
    changed = [
        Opinion(pk=rows[place][0], group_id=group_id)
        for group_id, members in pairs
        for place in members
        if rows[place][3] is None
    ]
    Opinion.every.bulk_update(changed, ["group"], batch_size=500)
    return len(changed)


def handled(consultation: Consultation, actor: Actor) -> Consultation:
    """The consultation, locked, for who may work on its groups.

    Raises:
        Refused: not their consultation, no such post, or the answers are under review or published.
    """
    found = Consultation.objects.select_for_update(of=("self",)).select_related("case").get(pk=consultation.pk)
    still_in_post(actor)
    if not queries.may_handle(found, actor):
        raise Refused("意见由征集单位的信息员、审核人和负责人处理。", remedy="请切换岗位。", code="wrong_post")
    if found.case is None or found.case.state not in queries.HANDLED:
        raise Refused("现在不能再调整分组。", remedy="反馈退回修改或者更正后可以调整。", code="wrong_state")
    return found


@transaction.atomic
def merge(consultation: Consultation, ids: Sequence[int], actor: Actor) -> Group:
    """Groups that say the same in other words become the first of them. What they were answered before goes to nobody.

    Raises:
        Refused: fewer than two, of different articles, or of another consultation.
    """
    found = handled(consultation, actor)
    rows = list(found.groups.filter(pk__in=ids).order_by("pk"))
    if len(rows) < 2 or len(rows) != len(set(ids)):
        raise Refused("请选择至少两组意见。", code="too_few")
    if len({row.article_id for row in rows}) > 1:
        raise Refused("不同条的意见不能合并。", remedy="先把意见移到同一条。", code="articles")
    first, others = rows[0], rows[1:]
    Opinion.every.filter(group__in=others).update(group=first)
    first.tags = list(dict.fromkeys(tag for row in rows for tag in row.tags))
    first.state, first.answer, first.drafted_by, first.drafted_at = "", "", "", None
    first.save()
    for row in others:
        row.delete()
    note(found, actor, f"合并 {len(rows)} 组相近意见")
    return first


@transaction.atomic
def take_out(opinion: Opinion, actor: Actor) -> Group:
    """An opinion that says something else gets a group of its own.

    Raises:
        Refused: it stands alone already.
    """
    found = handled(opinion.consultation, actor)
    opinion = Opinion.handled.select_related("group").get(pk=opinion.pk)
    if opinion.group is None or Opinion.handled.filter(group=opinion.group).count() < 2:
        raise Refused("这条意见本来就单独一组。", code="alone")
    made = Group.objects.create(
        consultation=found, article_id=opinion.article_id, headline=grouping.headline([opinion.text])
    )
    Opinion.every.filter(pk=opinion.pk).update(group=made)
    note(found, actor, "把一条意见单独分组")
    return made


@transaction.atomic
def describe(group_: Group, actor: Actor, headline: str, tags: Sequence[str]) -> None:
    """The sentence that the adoption table shows, and the words by which staff find it.

    Raises:
        Refused: personal data in the sentence.
    """
    found = handled(group_.consultation, actor)
    screening.refuse_own_data(headline, "headline")
    words = list(dict.fromkeys(word.strip()[:20] for word in tags if word.strip()))[:8]
    Group.objects.filter(pk=group_.pk).update(headline=headline[:300], tags=words)
    note(found, actor, "修改意见概括和关键词")


def note(consultation: Consultation, actor: Actor, summary: str) -> None:
    journal.append(
        action="consultations.grouped",
        actor=actor,
        subject=consultation.ref,
        case_id=consultation.case_id,
        summary=summary,
        basis=ART_18.text,
    )
