"""Beginning, making, cleaning and voiding redactions: check, change, journal, in one transaction. Boxes: ``drawing``."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files import conf
from mingzheng.core.files import queries as file_queries
from mingzheng.core.files.models import StoredFile
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.records import RecordRef
from mingzheng.requests.redaction import making, office, owners
from mingzheng.requests.redaction.copying import pictures, reading
from mingzheng.requests.redaction.copying.faults import UnverifiedError
from mingzheng.requests.redaction.copying.verifying import Report
from mingzheng.requests.redaction.models import Box, Proposal, Redaction
from mingzheng.requests.redaction.working import drawable, locked, may_work, write_down

logger = logging.getLogger(__name__)
TOPIC = "redaction.make"
MOST_PAGES = 500


def begin(owner: RecordRef, file: StoredFile, actor: Actor) -> Redaction:
    """Start covering parts of a file of the owner; the one already begun when there is one.

    Raises:
        Refused: the actor may not, the file belongs to another record, or it is of a kind that cannot be covered.
    """
    may_work(owner, actor)
    file = file_queries.owned(str(file.pk), owner)
    if file.type not in making.TYPES:
        raise Refused(
            f"{file.file_type.label}不能直接遮盖。",
            remedy="请打印或另存为 PDF 后上传，再遮盖；Word、Excel 可以清除隐藏内容。",
            code="kind",
        )
    held = Redaction.objects.filter(_open_of(owner, file)).first()
    if held is not None:
        return held
    pages = _pages_of(file)
    try:
        with transaction.atomic():
            redaction = _new(owner, file, actor, pages=pages)
            write_down("begun", redaction, actor, f"开始遮盖一份材料（{file.file_type.label}，{pages} 页）。")
    except IntegrityError:  # begun twice at the same moment: the constraint let one through
        return Redaction.objects.get(_open_of(owner, file))
    return redaction


def _open_of(owner: RecordRef, file: StoredFile) -> Q:
    return Q(owner_kind=owner.kind, owner_id=owner.id, original=file, status__in=["draft", "making"])


def _pages_of(file: StoredFile) -> int:
    data = making.content(file)
    if file.type != "pdf":
        pictures.upright(data)
        return 1
    pages = reading.page_count(data)
    if pages > MOST_PAGES:
        raise Refused(
            f"这份文件有 {pages} 页，一次最多遮盖 {MOST_PAGES} 页。", remedy="请拆分后上传。", code="too_long"
        )
    return pages


def _new(owner: RecordRef, file: StoredFile, actor: Actor, **facts: Any) -> Redaction:
    files.keep(owner, actor, only=[file.pk])  # the original must not be taken away from under its copy
    redaction = Redaction.objects.create(
        owner_kind=owner.kind,
        owner_id=owner.id,
        original=file,
        begun_by=actor.person_id,
        begun_by_text=str(actor)[:250],
        begun_at=timekeeping.now(),
        **facts,
    )
    owners.contributed(owner, actor)
    return redaction


# --- making ------------------------------------------------------------------------------------------------


@transaction.atomic
def ask(redaction: Redaction, actor: Actor, version: int) -> Redaction:
    """Have the copy made and checked, of the boxes that the person saw. The worker does it page by page.

    Raises:
        Refused: ``stale`` when somebody changed a box meanwhile, ``no_boxes``, ``undecided`` proposals, or it may not be made.
    """
    redaction = drawable(redaction, actor)
    if version != redaction.version:
        remedy = "请核对页面上现在的遮盖，再生成副本。"
        raise Refused("您打开页面之后，遮盖有了变化，没有生成。", remedy=remedy, code="stale")
    if not redaction.boxes.exists():
        raise Refused("还没有遮盖任何内容。", remedy="全部可以公开的，可以直接提供原件。", code="no_boxes")
    waiting = redaction.proposals.filter(status=Proposal.Status.OPEN).count()
    if waiting:
        remedy = "请逐条确认要不要遮盖，再生成副本。"
        raise Refused(f"机器提示的 {waiting} 处还没有决定。", remedy=remedy, code="undecided")
    redaction.status, redaction.steps_done, redaction.failure = Redaction.Status.MAKING, 0, ""
    redaction.made_by, redaction.made_by_text = actor.person_id, str(actor)[:250]
    redaction.version += 1
    redaction.save(update_fields=["status", "steps_done", "failure", "made_by", "made_by_text", "version"])
    owners.contributed(redaction.owner, actor)
    rows = list(redaction.boxes.values_list("ground", flat=True))
    data = {"boxes": len(rows), "grounds": dict(Counter(rows))}
    write_down("asked", redaction, actor, f"提交生成遮盖副本，共 {len(rows)} 处。", data)
    enqueue(TOPIC, {"redaction": redaction.pk, "version": redaction.version})
    return redaction


@transaction.atomic
def stop(redaction: Redaction, actor: Actor) -> Redaction:
    """Back to drawing; what the worker has done so far is dropped.

    Raises:
        Refused: the actor may not work on it.
    """
    redaction = locked(redaction, actor)
    if redaction.status == Redaction.Status.MAKING:
        _to_draft(redaction, "")
        write_down("stopped", redaction, actor, "停止生成，继续遮盖。")
    return redaction


def make(payload: dict[str, Any]) -> None:
    """``{redaction, version}``, by the worker: build, check, keep. A copy that fails its check is not kept anywhere."""
    redaction = Redaction.objects.select_related("original").filter(pk=payload["redaction"]).first()
    if redaction is None or not _still_wanted(redaction, payload["version"]):
        return
    rows = Redaction.objects.filter(pk=redaction.pk, status=Redaction.Status.MAKING, version=payload["version"])
    try:
        data, report = making.make(redaction, lambda done: _told(rows, done))
    except UnverifiedError as fault:
        logger.warning("redaction %s failed its check", redaction.pk)
        _failed(redaction, payload["version"], f"副本没有通过核验，没有保存。{fault}")
    except Refused as refused:
        if refused.code != "dropped":
            _failed(redaction, payload["version"], str(refused))
    else:
        _finished(redaction, payload["version"], data, report)


def _told(rows: Any, done: int) -> None:
    """Progress; somebody who stopped the making is heard of at the next page."""
    if not rows.update(steps_done=done):
        raise Refused("已停止生成。", code="dropped")


def _still_wanted(redaction: Redaction, version: int) -> bool:
    return redaction.status == Redaction.Status.MAKING and redaction.version == version


@transaction.atomic
def _failed(redaction: Redaction, version: int, why: str) -> None:
    held = Redaction.objects.select_for_update().get(pk=redaction.pk)
    if _still_wanted(held, version):
        _to_draft(held, why)
        write_down("refused", held, Actor.system("遮盖核验"), "遮盖副本没有通过核验，没有保存。", {"why": why[:300]})


def _to_draft(redaction: Redaction, why: str) -> None:
    redaction.status, redaction.failure, redaction.steps_done = Redaction.Status.DRAFT, why[:300], 0
    redaction.version += 1
    redaction.save(update_fields=["status", "failure", "steps_done", "version"])


def _finished(redaction: Redaction, version: int, data: bytes, report: Report) -> None:
    # The bytes are kept and read before the row is locked: neither takes long while somebody waits for the database.
    machine = Actor.system("遮盖核验")
    copy = _stored(redaction, machine, data)
    with transaction.atomic():
        held = Redaction.objects.select_for_update(of=("self",)).select_related("original").get(pk=redaction.pk)
        if not _still_wanted(held, version):
            files.remove(copy, actor=machine)
            return
        for earlier in Redaction.objects.filter(original=held.original, way=held.way, status=Redaction.Status.MADE):
            if earlier.owner == held.owner:
                _void(earlier, machine, "已有新的遮盖本")
        _keep(held, machine, copy, report)
        summary = f"生成遮盖副本并核验通过（{held.pages} 页，{held.boxes.count()} 处）。"
        write_down("made", held, machine, summary, {"checks": len(report.checks), "copy": str(copy.pk)})


def _stored(redaction: Redaction, actor: Actor, data: bytes) -> StoredFile:
    label = "遮盖本" if redaction.way == Redaction.Way.BOXES else "已清除隐藏内容"
    return files.store(data, making.name_of(redaction), owner=redaction.owner, actor=actor, label=label)


def _keep(redaction: Redaction, actor: Actor, copy: StoredFile, report: Report) -> None:
    files.keep(redaction.owner, actor, only=[copy.pk])
    redaction.copy, redaction.status, redaction.report = copy, Redaction.Status.MADE, report.as_row()
    redaction.made_at = redaction.verified_at = timekeeping.now()
    redaction.failure = ""
    redaction.version += 1
    redaction.save()


# --- the whole ------------------------------------------------------------------------------------------------


@transaction.atomic
def clean(owner: RecordRef, file: StoredFile, actor: Actor) -> Redaction:
    """A copy of a Word or Excel file without what it hides.

    Raises:
        Refused: the actor may not; tracked changes, which are for people to decide; what cannot be taken out surely.
    """
    may_work(owner, actor)
    file = file_queries.owned(str(file.pk), owner)
    if file.type not in office.TYPES:
        remedy = "PDF 和图片请用“遮盖”；其他格式请另存为 .docx、.xlsx 或 PDF。"
        raise Refused("只能清除 Word（.docx）和 Excel（.xlsx）文件的隐藏内容。", remedy=remedy, code="kind")
    held = Redaction.objects.filter(
        owner_kind=owner.kind, owner_id=owner.id, original=file, way=Redaction.Way.CLEANING, status="made"
    ).first()
    if held is not None:
        return held
    data, report = office.clean(making.content(file), file.name, conf.limits())
    way = Redaction.Way.CLEANING
    redaction = _new(owner, file, actor, way=way, made_by=actor.person_id, made_by_text=str(actor)[:250])
    _keep(redaction, actor, _stored(redaction, actor, data), report)
    write_down("cleaned", redaction, actor, f"清除隐藏内容，生成副本（{file.file_type.label}）。")
    return redaction


@transaction.atomic
def void(redaction: Redaction, actor: Actor, reason: str) -> Redaction:
    """This redaction does not count; its copy stays in the record and must not be given out.

    Raises:
        Refused: no reason, or the actor may not.
    """
    redaction = locked(redaction, actor)
    if redaction.status == Redaction.Status.VOID:
        return redaction
    if len(reason.strip()) < 2:
        raise Refused("请写明作废的原因。", remedy="例如：遮盖范围有误，重新遮盖。", field="reason", code="reason")
    owners.contributed(redaction.owner, actor)
    return _void(redaction, actor, reason.strip())


def _void(redaction: Redaction, actor: Actor, reason: str) -> Redaction:
    redaction.status, redaction.voided_at = Redaction.Status.VOID, timekeeping.now()
    redaction.void_reason = reason[:200]
    redaction.version += 1
    redaction.save(update_fields=["status", "voided_at", "void_reason", "version"])
    write_down("voided", redaction, actor, "遮盖件作废。")
    return redaction


@transaction.atomic
def again(redaction: Redaction, actor: Actor) -> Redaction:
    """A new draft with the boxes of one that is finished, to change some of them.

    Raises:
        Refused: as ``begin``; or another draft of the same file is open.
    """
    may_work(redaction.owner, actor)
    fresh = begin(redaction.owner, redaction.original, actor)
    if fresh.pk == redaction.pk or fresh.boxes.exists():
        return fresh
    rows = list(redaction.boxes.all())
    for row in rows:
        row.pk, row.redaction = None, fresh
    Box.objects.bulk_create(rows)
    decided = list(redaction.proposals.exclude(status=Proposal.Status.OPEN))
    for one in decided:
        one.pk, one.redaction = None, fresh
    Proposal.objects.bulk_create(decided)
    write_down("again", fresh, actor, f"按原来的 {len(rows)} 处遮盖重新开始。", {"from": redaction.pk})
    return fresh
