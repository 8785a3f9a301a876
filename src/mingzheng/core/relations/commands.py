"""Making and removing links. Both are journaled on both records."""

from __future__ import annotations

from django.db import transaction

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.kinds import kind_of
from mingzheng.core.relations.models import Link


@transaction.atomic
def link(source: RecordRef, kind: str, target: RecordRef, actor: Actor) -> Link:
    """Link two records; linking them again returns the existing link.

    Raises:
        Refused: a record does not exist, is not visible to the actor, or both are the same.
    """
    if source == target:
        raise Refused("一份记录不能与自己关联。", remedy="请选择另一份记录。")
    names = kind_of(kind)
    for ref in (source, target):
        found = records.fetch(ref) is not None if actor.is_machine else records.visible(ref, actor)
        if not found:
            raise Refused("找不到要关联的记录。", remedy="请核对编号，或确认您有权查看。", code="no_record")
    made, created = Link.objects.get_or_create(
        kind=kind,
        source_kind=source.kind,
        source_id=source.id,
        target_kind=target.kind,
        target_id=target.id,
        defaults={"made_at": timekeeping.now(), "made_by": actor.person_id},
    )
    if created:
        _journal(source, f"{names.label}：{_title(target)}", actor)
        _journal(target, f"{names.inverse}：{_title(source)}", actor)
    return made


@transaction.atomic
def unlink(made: Link, actor: Actor) -> None:
    """Remove a link; the journal keeps that it was there. Removing it again does nothing.

    Raises:
        Refused: the actor may see neither record.
    """
    names = kind_of(made.kind)
    source, target = RecordRef(made.source_kind, made.source_id), RecordRef(made.target_kind, made.target_id)
    if not actor.is_machine and not any(records.visible(ref, actor) for ref in (source, target)):
        raise Refused("找不到这条关联。", remedy="请核对编号，或确认您有权查看。", code="no_record")
    if not Link.objects.filter(pk=made.pk).delete()[0]:
        return
    _journal(source, f"取消关联（{names.label}）：{_title(target)}", actor)
    _journal(target, f"取消关联（{names.inverse}）：{_title(source)}", actor)


def _title(ref: RecordRef) -> str:
    record = records.resolve(ref)
    return f"{record.label}《{record.title}》" if record else str(ref)


def _journal(subject: RecordRef, summary: str, actor: Actor) -> None:
    journal.append(action="relation.changed", actor=actor, subject=subject, summary=summary)
