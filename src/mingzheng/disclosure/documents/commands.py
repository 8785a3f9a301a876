"""Every write to documents that is not a step of a case: beginning, correcting, taking over, planning effects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.quoting import shortened
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import attaching, body_pictures, rules, scanning, texts
from mingzheng.disclosure.documents.effects import BASIS
from mingzheng.disclosure.documents.going_public import RELEASE_DUE
from mingzheng.disclosure.documents.intake.model import Picture
from mingzheng.disclosure.documents.models import Attachment, Document, Edition, Effect, Grant
from mingzheng.disclosure.documents.retagging import tags_of


@transaction.atomic
def begin(unit: Unit, actor: Actor, values: Mapping[str, Any], *, source_key: str | None = None) -> Edition:
    """A new document with its first draft and its case.

    Args:
        values: header fields and body by the names of ``rules.FIELDS``; the body is cleaned here.
        source_key: the record's key in the system that it is moved in from; the same key is never taken twice.

    Raises:
        Refused: the actor may not draft for the unit, there is no title, or the source was moved in before.
    """
    title = str(values.get("title") or "").strip()
    if not title:
        raise Refused("没有标题。", remedy="请填写标题。", field="title")
    if source_key and Document.objects.filter(source_key=source_key).exists():
        raise Refused("这份文件已经迁入过。", remedy="不用再迁入。", code="moved_already")
    document = Document.objects.create(
        unit=unit,
        title=title[:300],
        doc_number=str(values.get("doc_number") or "")[:64],
        opened_at=timekeeping.now(),
        source_key=source_key,
    )
    edition = Edition(document=document, serial=1, issuer=unit.name)
    return _open(edition, actor, values)


def _open(edition: Edition, actor: Actor, values: Mapping[str, Any]) -> Edition:
    for name, value in values.items():
        if name in rules.FIELDS:
            setattr(edition, name, value)
    edition.title = edition.title[:300]
    edition.body = texts.clean(edition.body)
    edition.save()
    edition.case = open_case(
        "documents.release",
        edition.ref,
        unit=edition.document.unit,
        actor=actor,
        title=edition.title,
        number=edition.doc_number,
    )
    edition.save(update_fields=["case"])
    scanning.renew(edition)
    return edition


@transaction.atomic
def correct(document: Document, actor: Actor, *, change_note: str) -> Edition:
    """A correction: the next edition, a copy of the live (or withdrawn) one, in drafting; its clock starts today.

    Raises:
        Refused: a draft is in hand already, or nothing was ever published.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    last = document.editions.exclude(status=Edition.Status.DROPPED).order_by("-serial").first()
    if last is None or last.status == Edition.Status.DRAFT:
        raise Refused("这份文件已有一稿在办理。", remedy="请打开在办的文稿。", code="draft_in_hand")
    if last.published_at is None:
        raise Refused("这份文件没有公开过，不用更正。", remedy="请另行起草。", code="never_published")
    top = document.editions.order_by("-serial").values_list("serial", flat=True)[0]
    fresh = Edition(document=document, serial=top + 1, original_id=None)
    copied = {name: getattr(last, name) for name in rules.FIELDS} | {"change_note": change_note[:500]}
    if document.live_id == last.pk:
        copied["tags"] = tags_of(document)  # as they are called today, with what was added since
    try:
        edition = _open(fresh, actor, copied)
    except IntegrityError as error:
        raise Refused("这份文件已有一稿在办理。", remedy="请打开在办的文稿。", code="draft_in_hand") from error
    _copy_files(last, edition, actor)
    Grant.objects.bulk_create(
        [
            Grant(
                edition=edition,
                kind=one.kind,
                unit=one.unit,
                group=one.group,
                code_hash=one.code_hash,
                label=one.label,
            )
            for one in last.grants.all()
        ]
    )
    scanning.renew(edition)
    return edition


def _copy_files(source: Edition, target: Edition, actor: Actor) -> None:
    """Each edition keeps its own files, so that what an old edition showed stays as it was."""
    body = target.body
    for row in source.attachments.all():
        file = StoredFile.objects.get(pk=row.file_id)
        with storages["default"].open(file.key) as stream:
            owner = attaching.owner_of(target, public=row.public)
            copy = files.store(stream.read(), file.name, owner=owner, actor=actor, label=file.label)
        Attachment.objects.create(
            edition=target,
            file_id=copy.pk,
            role=row.role,
            title=row.title,
            alt=row.alt,
            order=row.order,
            public=row.public,
        )
        body = body.replace(str(row.file_id), str(copy.pk))
    if body != target.body:
        target.body = body
        target.save(update_fields=["body"])


@dataclass(frozen=True)
class Moved:
    """A document of an older system. ``files``: (name, bytes, title) of its attachments.

    ``pictures``: those for which stand-ins stand in the body; ``original``: (name, bytes) of the paper itself, and
    ``original_public``: may the public download it?
    """

    source: str
    key: str
    published_at: dt.datetime
    values: Mapping[str, Any]
    index_number: str | None = None
    files: tuple[tuple[str, bytes, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    original: tuple[str, bytes] | None = None
    original_public: bool = False


@transaction.atomic
def adopt(unit: Unit, moved: Moved, actor: Actor) -> Edition:
    """Take over a document that an older system had reviewed and published; nothing is taken twice.

    Args:
        actor: the machine acting for whoever moves the archive in.

    Raises:
        Refused: taken already, or a rule of the header fields that concerns every public document does not hold.
    """
    # Pictures need the edition as their owner, and the body their addresses.
    first = {**moved.values, "body": ""} if moved.pictures else moved.values
    edition = begin(unit, actor, first, source_key=moved.key)
    document = edition.document
    if moved.pictures:
        edition.body = body_pictures.keep(str(moved.values.get("body") or ""), moved.pictures, edition, actor)
        edition.save(update_fields=["body"])
    if moved.index_number:
        if Document.objects.filter(index_number=moved.index_number).exists():
            raise Refused(f"索引号 {moved.index_number} 已有文件使用。", remedy="请核对索引号。", field="index_number")
        document.index_number = moved.index_number
        document.save(update_fields=["index_number"])
    for order, (name, data, title) in enumerate(moved.files, 1):
        file = files.store(data, name, owner=edition.ref, actor=actor)
        Attachment.objects.get_or_create(edition=edition, file_id=file.pk, defaults={"title": title, "order": order})
    if moved.original is not None:
        name, data = moved.original
        owner = attaching.owner_of(edition, public=moved.original_public)
        edition.original_id = files.store(data, name, owner=owner, actor=actor, label="原文件").pk
        facts = {"role": Attachment.Role.ORIGINAL, "title": name.rsplit(".", 1)[0][:200], "order": 99}
        Attachment.objects.get_or_create(
            edition=edition, file_id=edition.original_id, defaults={**facts, "public": moved.original_public}
        )
        edition.save(update_fields=["original_id"])
    if moved.pictures or moved.files or moved.original is not None:
        scanning.renew(edition)  # else begin has looked at all there is
    assert edition.case is not None  # noqa: S101 - begin opened it
    act(edition.case, "adopt", actor, {"source": moved.source[:200], "published_at": moved.published_at})
    return Edition.objects.select_related("document").get(pk=edition.pk)


@transaction.atomic
def plan_effect(edition: Edition, actor: Actor, **facts: Any) -> Effect:
    """What a draft will do to another document once it is released (废止、修改…). Only while it is being drafted.

    Raises:
        Refused: the draft lies with a reviewer, the actor does not draft for the unit, or the target is the document itself.
    """
    require_drafting(edition, actor)
    if facts["target"].pk == edition.document_id:
        raise Refused("文件不能废止或修改自己。", remedy="请选择另一份文件。", field="target")
    effect = Effect.objects.create(source_edition=edition, status=Effect.Status.PLANNED, **facts)
    _drafted(edition, actor, "documents.effect_planned", f"写入效力变动：{_said(effect)}", effect)
    return effect


def _said(effect: Effect) -> str:
    return f"{chinese_date(effect.effective_on)}起{effect.get_kind_display()}{_name_of(effect.target)}"


def _name_of(document: Document) -> str:
    """《标题》（文号）"""
    number = f"（{document.doc_number}）" if document.doc_number else ""
    return f"《{document.title}》{number}"


def _drafted(edition: Edition, actor: Actor, action: str, summary: str, effect: Effect) -> None:
    """In the journal of the draft; and whoever did it has contributed and cannot review."""
    assert edition.case is not None  # noqa: S101 - require_drafting asked
    journal.append(
        action=action,
        actor=actor,
        subject=edition.case.ref,
        summary=summary,
        basis=BASIS,
        case_id=edition.case.pk,
        data={"effect": effect.pk, "kind": effect.kind, "target": effect.target_id},
    )
    if actor.person_id:
        Contribution.objects.get_or_create(
            case=edition.case, person_id=actor.person_id, defaults={"command": "plan_effect"}
        )


@transaction.atomic
def unplan_effect(effect: Effect, actor: Actor) -> None:
    """Take a planned effect out of its draft.

    Raises:
        Refused: as ``plan_effect``.
    """
    if effect.status != Effect.Status.PLANNED or effect.source_edition is None:
        raise Refused("这项效力变动已经登记，不能删除。", remedy="请另行登记更正。", code="recorded")
    require_drafting(effect.source_edition, actor)
    _drafted(effect.source_edition, actor, "documents.effect_unplanned", f"移除效力变动：{_said(effect)}", effect)
    effect.delete()


@transaction.atomic
def propose_effect(target: Document, actor: Actor, facts: Mapping[str, Any]) -> Effect:
    """An effect whose cause is not a document of this platform (another organ's, a decision): the unit's head confirms it.

    Args:
        facts: ``kind``, ``effective_on``, ``source`` or ``source_text``, ``article``, ``new_expiry``, ``note``.

    Raises:
        Refused: the actor may not propose for the unit, or nothing of the target was ever published.
    """
    if not target.editions.filter(published_at__isnull=False).exists():
        raise Refused("这份文件没有公开过，不登记效力变动。", remedy="请核对文件。", code="never_published")
    effect = Effect.objects.create(target=target, status=Effect.Status.PROPOSED, **facts)
    effect.case = open_case(
        "documents.effect",
        RecordRef("documents.effect", str(effect.pk)),
        unit=target.unit,
        actor=actor,
        title=f"{effect.get_kind_display()}：{target.title}",
        number=target.doc_number,
    )
    effect.save(update_fields=["case"])
    return effect


def require_drafting(edition: Edition, actor: Actor) -> None:
    """The permission of ``edit``, for what belongs to a draft but is kept in rows of its own.

    Raises:
        Refused: with the reason of the table.
    """
    from mingzheng.core.procedures.permission import still_in_post, why_not

    case = edition.case
    if case is None:
        raise Refused("这份文稿没有事项。", remedy="请联系系统管理员。", code="no_case")
    refusal = why_not(case.table, case.table.step("edit", case.state), "edit", case, actor)
    if refusal:
        raise refusal
    still_in_post(actor)


SAID = 400  # characters of the reason with which a paper goes back


@handler(RELEASE_DUE, label="定时公开")
def release_due(payload: dict[str, Any]) -> None:
    """``{edition}``: publish what was signed for now. Not yet due or no longer scheduled: nothing happens.

    What may not go public any more by then (a tag was retired, a word entered the lexicon) goes back to whoever signs, with the
    reason; the others of the day are not held up by it.
    """
    edition = Edition.objects.select_related("case", "document").filter(pk=payload["edition"]).first()
    if edition is None or edition.case is None or edition.case.state != "scheduled" or edition.release_at is None:
        return
    if edition.release_at > timekeeping.now():
        return
    machine = Actor.system("定时公开")
    try:
        act(edition.case, "release_due", machine)
    except Refused as refused:
        case = Case.objects.get(pk=edition.case.pk)
        act(case, "hold_back", machine, MultiValueDict({"reason": [shortened(str(refused), SAID)]}))


@daily("documents.release_due", label="定时公开（补漏）")
def release_all_due() -> None:
    """What a stopped worker or a moved demonstration day passed over."""
    waiting = Edition.objects.filter(
        status=Edition.Status.DRAFT, case__state="scheduled", release_at__lte=timekeeping.now()
    )
    for edition_id in list(waiting.values_list("pk", flat=True)):
        release_due({"edition": edition_id})
