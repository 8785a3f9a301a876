"""From a file or pasted text to a draft: read, kept while a person looks at the proposals, confirmed once.

Nothing of a document exists before the confirmation. The reading is made anew from the kept file each time: it is pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post, why_not_open
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import attaching, body_pictures, scanning
from mingzheng.disclosure.documents.commands import begin
from mingzheng.disclosure.documents.intake import agencies, cleaning, proposals
from mingzheng.disclosure.documents.intake.model import Cleaned
from mingzheng.disclosure.documents.models import Attachment, BroughtIn, Edition

BASIS = "《政府信息公开条例》第十三条；要点第八点（拟制公文时明确公开属性）"
LONGEST_PASTE = 1_000_000
KEPT = dt.timedelta(days=60)  # set by 区府办; the law names no number


@dataclass(frozen=True)
class Reading:
    cleaned: Cleaned
    found: proposals.Reading


def waiting(actor: Actor) -> QuerySet[BroughtIn]:
    """What the actor's unit read in and has not confirmed."""
    return BroughtIn.objects.filter(unit_id=actor.unit_id, edition=None, dropped_at=None)


def seen(brought: BroughtIn, actor: Actor | None) -> bool:
    """Its unit and 区府办."""
    return actor is not None and (actor.is_machine or actor.unit_id == brought.unit_id or actor.post in OFFICE_POSTS)


@transaction.atomic
def receive(unit: Unit, actor: Actor, *, data: bytes = b"", name: str = "", pasted: str = "") -> BroughtIn:
    """Read a file or a text and keep it for the confirmation.

    Raises:
        Refused: the actor may not draft for the unit, or nothing readable is in it.
    """
    refusal = why_not_open(procedure_of("documents.release"), unit, actor)
    if refusal:
        raise refusal
    pasted = pasted.replace("\0", "")
    if len(pasted) > LONGEST_PASTE:
        raise Refused("粘贴的内容太长。", remedy="请改为上传文件。", field="pasted", code="too_long")
    cleaned = cleaning.read(data, name) if data else cleaning.read_pasted(pasted)
    title = proposals.propose(cleaned).value("title")
    brought = BroughtIn(
        unit=unit,
        name=(name or str(title or "粘贴的正文"))[:200],
        pasted="" if data else pasted,
        received_at=timekeeping.now(),
        received_by=str(actor)[:200],
    )
    if data:
        # The file needs its owner, and the owner its file: the id is set in the same transaction.
        brought.pasted = "（文件）"
        brought.save()
        brought.file_id = files.store(data, name, owner=brought.ref, actor=actor, label="原文件").pk
        brought.pasted = ""
    brought.save()
    _journal("documents.brought_in", brought, actor, "读入文件，待核对" if data else "读入粘贴的正文，待核对")
    return brought


def read(brought: BroughtIn) -> Reading:
    """The clean text and what is proposed from it."""
    if brought.file_id is None:
        cleaned = cleaning.read_pasted(brought.pasted)
    else:
        data, name = original(brought)
        cleaned = cleaning.read(data, name)
    return Reading(cleaned, proposals.propose(cleaned, known_agencies()))


def original(brought: BroughtIn) -> tuple[bytes, str]:
    """The bytes and the name of the file that was brought in."""
    file = StoredFile.objects.defer("text").get(pk=str(brought.file_id))
    with storages["default"].open(file.key) as stream:
        return stream.read(), file.name


def known_agencies() -> agencies.Agencies:
    rows = Unit.objects.prefetch_related("names")
    return agencies.known((unit.name, [unit.short, *(one.text for one in unit.names.all())]) for unit in rows)


@transaction.atomic
def keep_typed(brought: BroughtIn, typed: Mapping[str, Any]) -> None:
    """What stands in the form, so that whoever comes back finds it."""
    BroughtIn.objects.filter(pk=brought.pk, edition=None).update(typed=dict(typed))


@transaction.atomic
def confirm(brought: BroughtIn, actor: Actor, values: Mapping[str, Any], *, keep_original: str = "internal") -> Edition:
    """The draft, with the text's pictures as its files. Confirmed twice, it is the same draft.

    Args:
        values: header fields as confirmed.
        keep_original: ``public``, ``internal`` or ``no``: what becomes of the file that was read.

    Raises:
        Refused: given up meanwhile, or as ``commands.begin``.
    """
    held = BroughtIn.objects.select_for_update().get(pk=brought.pk)
    if held.edition is not None:
        return held.edition
    if held.dropped_at is not None:
        raise Refused("这次读入已经放弃。", remedy="请重新上传。", code="dropped")
    cleaned = read(held).cleaned
    edition = begin(held.unit, actor, values)
    edition.body = body_pictures.keep(cleaned.html, cleaned.pictures, edition, actor)
    if held.file_id is not None and keep_original != "no":
        edition.original_id = _keep_original(held, edition, actor, public=keep_original == "public")
    edition.save(update_fields=["body", "original_id"])
    scanning.renew(edition)
    held.edition = edition
    held.typed = {}
    if keep_original == "no":
        _forget_file(held, "（原文件不保留）")
    held.save(update_fields=["edition", "typed", "file_id", "pasted"])
    return edition


def _keep_original(brought: BroughtIn, edition: Edition, actor: Actor, *, public: bool) -> Any:
    data, name = original(brought)
    owner = attaching.owner_of(edition, public=public)
    file = files.store(data, name, owner=owner, actor=actor, label="原文件")
    Attachment.objects.get_or_create(
        edition=edition,
        file_id=file.pk,
        defaults={
            "role": Attachment.Role.ORIGINAL,
            "title": name.rsplit(".", 1)[0][:200],
            "public": public,
            "order": 99,
        },
    )
    return file.pk


@transaction.atomic
def drop(brought: BroughtIn, actor: Actor) -> None:
    """Give it up: what was read is forgotten, nothing was made from it.

    Raises:
        Refused: another unit's, or it has become a draft already.
    """
    held = BroughtIn.objects.select_for_update().get(pk=brought.pk)
    if held.unit_id != actor.unit_id:
        raise Refused("这是其他单位读入的文件。", code="wrong_unit")
    refusal = why_not_open(procedure_of("documents.release"), held.unit, actor)
    if refusal:
        raise refusal
    still_in_post(actor)
    if held.edition_id is not None:
        raise Refused("已经建立文稿，不能放弃。", remedy="不需要的文稿请在事项页「作废」。", code="confirmed")
    if held.dropped_at is None:
        _give_up(held, actor, "放弃读入的文件")


def _give_up(held: BroughtIn, actor: Actor, summary: str) -> None:
    held.dropped_at, held.typed = timekeeping.now(), {}
    held.name = held.pasted = "（已放弃）"
    _forget_file(held, held.pasted)
    held.save(update_fields=["dropped_at", "typed", "pasted", "name", "file_id"])
    _journal("documents.brought_in_dropped", held, actor, summary)


def stale() -> QuerySet[BroughtIn]:
    """What nobody confirmed for sixty days may hold personal data."""
    return BroughtIn.objects.filter(edition=None, dropped_at=None, received_at__lt=timekeeping.now() - KEPT)


@forgets(
    "documents.brought_in",
    label="清除没有核对的读入文件",
    what="公文：读入以后没有核对的文件",
    term=f"{KEPT.days}日，由区府办确定",
    due=stale,
)
def drop_stale() -> int:
    """Returns how many were forgotten."""
    with transaction.atomic():
        rows = list(stale().select_for_update())
        for held in rows:
            _give_up(held, Actor.system("读入清理"), "超过60日没有核对，清除读入的文件")
    return len(rows)


def _forget_file(held: BroughtIn, words: str) -> None:
    """The uploaded file goes, bytes and extracted text with it; ``words`` stand in its place (not saved)."""
    if held.file_id is None:
        return
    for file in StoredFile.objects.filter(pk=held.file_id):
        files.remove(file, actor=Actor.system("读入清理"))
    held.file_id, held.pasted = None, words


def _journal(action: str, brought: BroughtIn, actor: Actor, summary: str) -> None:
    journal.append(action=action, actor=actor, subject=brought.ref, summary=summary, basis=BASIS)
