"""Handing a sheet of offline opinions in: tried at once, taken into the ledger by a step, gone when nobody confirms it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.fields import Upload
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.procedures.permission import allows, still_in_post
from mingzheng.participation.consultations import sheets
from mingzheng.participation.consultations.basis import ART_14
from mingzheng.participation.consultations.models import Consultation, SheetImport

SHEET_DAYS = 7  # a sheet that nobody confirms
Status = SheetImport.Status


@transaction.atomic
def begin(
    consultation: Consultation, actor: Actor, data: bytes, name: str, proofs: Sequence[Upload] = ()
) -> SheetImport:
    """Keep a sheet and judge its rows; nothing goes into the ledger.

    Args:
        proofs: scans and minutes that prove the opinions of the sheet; kept for good once it is taken in.

    Raises:
        Refused: no table, wrong headings, too many rows, or the actor may not enter opinions here.
    """
    _may(consultation, actor)
    tried = sheets.try_out(consultation, data, name)
    made = SheetImport.objects.create(
        consultation=consultation,
        name=name[-120:],
        sha256=sha256(data).hexdigest(),
        sheet=data,
        good=len(tried.fresh),
        known=tried.known,
        bad=tried.bad_lines,
        by=str(actor)[:250],
        made_at=timekeeping.now(),
    )
    files.store_all(proofs, owner=made.ref, actor=actor, label="凭据")
    journal.append(
        action="consultations.sheet_tried",
        actor=actor,
        subject=consultation.ref,
        case_id=consultation.case_id,
        summary=f"试算线下意见表：可以导入 {made.good} 条，已有 {made.known} 条，有错 {made.bad} 行",
        basis=ART_14.text,
        data={"sheet": made.pk, "sha256": made.sha256},
    )
    return made


@transaction.atomic
def drop(sheet: SheetImport, actor: Actor) -> None:
    """Give it up; the sheet is deleted at once.

    Raises:
        Refused: it was taken in or given up before.
    """
    _may(sheet.consultation, actor)
    row = SheetImport.objects.select_for_update().get(pk=sheet.pk)
    if row.status != Status.TRIED:
        raise Refused(f"这份表格{row.get_status_display()}。", remedy="请刷新页面后查看。", code="moved_on")
    row.status, row.sheet, row.done_at = Status.DROPPED, b"", timekeeping.now()
    row.save(update_fields=["status", "sheet", "done_at"])


def _may(consultation: Consultation, actor: Actor) -> None:
    still_in_post(actor)
    if not allows(consultation.case, actor, "enter_sheet"):
        raise Refused(
            "现在不能在这里登记线下意见。", remedy="由征集单位的人员在征集期间和反馈公布以前办理。", code="may_not"
        )


def left() -> QuerySet[SheetImport]:
    """Sheets that nobody confirmed: there are names in them."""
    limit = timekeeping.now() - dt.timedelta(days=SHEET_DAYS)
    return SheetImport.objects.filter(status=Status.TRIED, made_at__lt=limit)


@forgets(
    "consultations.sheets",
    label="清除没有确认的线下意见表",
    what="意见征集：没有确认的线下意见表",
    term=f"{SHEET_DAYS}日",
    due=left,
)
def clear() -> int:
    """Returns how many went."""
    return left().update(status=Status.DROPPED, sheet=b"", done_at=timekeeping.now())
