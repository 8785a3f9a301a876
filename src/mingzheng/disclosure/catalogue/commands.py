"""Every write to the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.catalogue.models import Column, Placement

BASIS = "《政府信息公开条例》第二十四条"


@transaction.atomic
def place(
    record: RecordRef, codes: Iterable[str], *, title: str, url: str, published_on: dt.date, actor: Actor
) -> list[Column]:
    """Let a public record stand in these columns and in no others; placing it again renews title, address and date.

    Raises:
        Refused: a column does not exist or is closed.
    """
    wanted = {column.code: column for column in Column.objects.filter(code__in=set(codes), closed_on=None)}
    unknown = sorted(set(codes) - wanted.keys())
    if unknown:
        raise Refused(f"没有栏目「{'、'.join(unknown)}」，或栏目已停用。", remedy="请重新选择栏目。", field="columns")
    before = set(_standing(record).values_list("column__code", flat=True))
    _standing(record).exclude(column__in=wanted.values()).delete()
    facts = {"title": title[:300], "url": url[:300], "published_on": published_on, "placed_at": timekeeping.now()}
    for column in wanted.values():
        Placement.objects.update_or_create(column=column, record_kind=record.kind, record_id=record.id, defaults=facts)
    if before != wanted.keys():
        names = "、".join(column.title for column in wanted.values()) or "无"
        _journal("catalogue.placed", record, f"列入栏目：{names}", actor)
    touch(*(f"column:{code}" for code in before | wanted.keys()))
    return list(wanted.values())


@transaction.atomic
def displace(record: RecordRef, *, actor: Actor) -> int:
    """Take a record out of every column; returns how many."""
    codes = list(_standing(record).values_list("column__code", flat=True))
    if codes:
        _standing(record).delete()
        _journal("catalogue.displaced", record, "从栏目中撤下", actor)
        touch(*(f"column:{code}" for code in codes))
    return len(codes)


def _standing(record: RecordRef) -> QuerySet[Placement]:
    return Placement.objects.filter(record_kind=record.kind, record_id=record.id)


def _journal(action: str, record: RecordRef, summary: str, actor: Actor) -> None:
    journal.append(action=action, actor=actor, subject=record, summary=summary, basis=BASIS)
