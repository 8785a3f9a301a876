"""Every write to files: check, keep the bytes, read the text, journal, in one transaction.

Bytes and rows live in two places. ``store`` writes the bytes first and takes them away when its own transaction fails;
when the *caller's* transaction fails later, the bytes remain without a row: harmless, unreachable, removed by ``sweep``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import conf
from mingzheng.core.files.extraction import Extracted, extract_text
from mingzheng.core.files.hidden import scan_hidden
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.models import StoredFile, storage_key
from mingzheng.core.files.names import safe_name
from mingzheng.core.files.sniffing import require_uploadable, sniff
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef

logger = logging.getLogger(__name__)
BASIS = "《政府信息公开条例》第四十五条（登记、归档）"
ORPHAN_AGE = dt.timedelta(hours=24)
_UNREADABLE = frozenset({"legacy", "no_reader", "too_long"})


def store(data: bytes, name: str, *, owner: RecordRef, actor: Actor, label: str = "") -> StoredFile:
    """Keep a file under a record. The same bytes under the same name and record give the file already kept.

    Args:
        data: the whole file.
        name: the name the sender gave it.
        label: what it is for the reader (申请表, 证明材料); the name is shown when empty.

    Raises:
        Refused: wrong type or size, name against content, damaged, encrypted or malicious file, unknown owner.
    """
    limits = conf.limits()
    kind = sniff(data, name, limits)
    require_uploadable(kind)
    if records.fetch(owner) is None:
        raise Refused("文件所属的记录不存在。", remedy="请刷新页面后重试。", code="no_owner")
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "name": safe_name(name, kind.extension)}
    held = StoredFile.objects.filter(owner_kind=owner.kind, owner_id=owner.id, **facts).first()
    if held is not None:
        return held
    status, extracted = _text_of(data, name, limits)
    file = StoredFile(
        id=uuid.uuid4(),
        label=label[:200],
        type=kind.code,
        mime=kind.mime,
        size=len(data),
        owner_kind=owner.kind,
        owner_id=owner.id,
        uploaded_by=actor.person_id,
        uploaded_by_text=str(actor)[:250],
        uploaded_at=timekeeping.now(),
        pages=extracted.pages,
        text=extracted.text,
        text_status=status,
        hidden_findings=[finding.as_row() for finding in scan_hidden(data, name, limits)],
        **facts,
    )
    try:
        _write(file, data, actor)
    except IntegrityError:  # the same file arrived twice at the same moment: the constraint let one through
        return StoredFile.objects.get(owner_kind=owner.kind, owner_id=owner.id, **facts)
    return file


class Checked(Protocol):
    """What an upload field took (``fields.Upload``)."""

    @property
    def data(self) -> bytes: ...

    @property
    def name(self) -> str: ...


def store_all(uploads: Iterable[Checked] | None, *, owner: RecordRef, actor: Actor, label: str = "") -> None:
    """Keep under a record what a form took; where it took nothing, nothing.

    Raises:
        Refused: as ``store``.
    """
    for upload in uploads or ():
        store(upload.data, upload.name, owner=owner, actor=actor, label=label)


def _text_of(data: bytes, name: str, limits: Limits) -> tuple[StoredFile.TextStatus, Extracted]:
    try:
        found = extract_text(data, name, limits)
    except Refused as refused:
        if refused.code not in _UNREADABLE:
            raise
        return StoredFile.TextStatus.UNREADABLE, Extracted("", "")
    if found.text.strip():
        return StoredFile.TextStatus.READ, found
    image = found.kind in ("png", "jpeg", "gif", "webp")
    return (StoredFile.TextStatus.IMAGE if image else StoredFile.TextStatus.EMPTY), found


def _write(file: StoredFile, data: bytes, actor: Actor) -> None:
    storage = storages["default"]
    storage.save(file.key, ContentFile(data))
    try:
        with transaction.atomic():
            file.save(force_insert=True)
            _journal("file.stored", file, actor, "存入文件")
    except BaseException:
        storage.delete(file.key)
        raise


@transaction.atomic
def keep(owner: RecordRef, actor: Actor, *, only: Iterable[uuid.UUID] | None = None) -> int:
    """Fix every file of a record that leaves its draft: from now on none can be removed.

    Args:
        only: just these of its files, because something else stands on them already.

    Returns:
        The number of files newly fixed.
    """
    waiting = StoredFile.objects.select_for_update().filter(owner_kind=owner.kind, owner_id=owner.id, kept_at=None)
    fixed = list(waiting if only is None else waiting.filter(pk__in=list(only)))
    for file in fixed:
        file.kept_at = timekeeping.now()
        file.save(update_fields=["kept_at"])
        _journal("file.kept", file, actor, "文件归入事项")
    return len(fixed)


@transaction.atomic
def purge(owner: RecordRef, actor: Actor, *, basis: str) -> int:
    """Remove every file of a record whose time is over, kept or not. The journal says that, and the fingerprints.

    The bytes go when the transaction commits. Pointers from other rows must be taken away first.

    Args:
        basis: the rule that sets the time.

    Returns:
        The number of files removed.
    """
    held = list(StoredFile.objects.select_for_update().filter(owner_kind=owner.kind, owner_id=owner.id).defer("text"))
    for file in held:
        _journal("file.purged", file, actor, "文件按期清除", basis)
        key = file.key
        file.delete()
        transaction.on_commit(partial(storages["default"].delete, key), robust=True)
    return len(held)


@transaction.atomic
def remove(file: StoredFile, *, actor: Actor) -> None:
    """Remove a file that its record has not yet kept. The bytes go when the transaction commits.

    Raises:
        Refused: the file is part of the record already, or another person uploaded it.
    """
    held = StoredFile.objects.select_for_update().filter(pk=file.pk).first()
    if held is None:
        return
    if held.kept_at is not None:
        raise Refused("文件已归入事项，不能删除。", remedy="确需更正的，请补充上传新文件并说明。", code="file_kept")
    if not actor.is_machine and held.uploaded_by != actor.person_id:
        raise Refused("只有上传人可以删除草稿中的文件。", remedy="请联系上传人处理。", code="not_uploader")
    _journal("file.removed", held, actor, "删除草稿文件")
    held.delete()
    transaction.on_commit(partial(storages["default"].delete, storage_key(file.pk)), robust=True)


@transaction.atomic
def move(file: StoredFile, owner: RecordRef, *, actor: Actor) -> StoredFile:
    """Give a file that its record has not yet kept to another record; who may see that record may see the file.

    Returns:
        The file as it is held there: the same, or the one with the same bytes and name that was there already.

    Raises:
        Refused: the file is part of its record already.
    """
    held = StoredFile.objects.select_for_update().get(pk=file.pk)
    if held.owner == owner:
        return held
    if held.kept_at is not None:
        raise Refused("文件已归入事项，不能移动。", remedy="确需更正的，请补充上传新文件并说明。", code="file_kept")
    same = {"owner_kind": owner.kind, "owner_id": owner.id, "sha256": held.sha256, "name": held.name}
    twin = StoredFile.objects.filter(**same).first()
    if twin is not None:
        return twin
    held.owner_kind, held.owner_id = owner.kind, owner.id
    held.save(update_fields=["owner_kind", "owner_id"])
    _journal("file.moved", held, actor, "文件改归")
    return held


def _journal(action: str, file: StoredFile, actor: Actor, verb: str, basis: str = BASIS) -> None:
    """File names may name a person, so the journal says only the type, the size and the fingerprint."""
    data: dict[str, Any] = {
        "file": str(file.pk),
        "sha256": file.sha256,
        "size": file.size,
        "type": file.type,
        "hidden": len(file.hidden_findings),
    }
    kilobytes = max(1, round(file.size / 1024))
    summary = f"{verb}（{file.file_type.label}，{kilobytes} KB）。"
    journal.append(action=action, actor=actor, subject=file.owner, summary=summary, basis=basis, data=data)


def sweep(min_age: dt.timedelta = ORPHAN_AGE) -> int:
    """Delete stored bytes that no row knows and that are older than ``min_age``; returns how many.

    Age is measured against a file written now, so that neither a demonstration day nor a remote clock misleads it.
    """
    storage = storages["default"]
    probe = storage.save(f"files/probe-{uuid.uuid4()}", ContentFile(b"."))
    limit = storage.get_modified_time(probe) - min_age
    storage.delete(probe)
    removed = 0
    for key in _stored_keys("files"):
        name = key.rpartition("/")[2]
        if storage.get_modified_time(key) <= limit and not _known(name):
            storage.delete(key)
            removed += 1
    if removed:
        logger.info("removed %d stored files without a row", removed)
    return removed


def _known(name: str) -> bool:
    try:
        return StoredFile.objects.filter(pk=uuid.UUID(name)).exists()
    except ValueError:
        return False


def _stored_keys(folder: str) -> Iterator[str]:
    folders, files = storages["default"].listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for inner in folders:
        yield from _stored_keys(f"{folder}/{inner}")
