"""Opinions that came by other ways than the web, and what is not shown of any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.table import Act
from mingzheng.participation.consultations import commands, screening, sheets, telling
from mingzheng.participation.consultations.models import Channel, Consultation, Opinion, SheetImport, Told


def enter(act: Act) -> None:
    """An offline opinion goes into the same ledger, with its channel, who wrote it down, and the proof.

    Written down after the period it is 补录 with a reason; received after the period it is late besides, and answered like any.
    """
    found: Consultation = act.subject
    facts = act.data
    if act.day > found.closes_on and not facts["added_why"]:
        raise Refused(
            "征集已经截止，补录要写明理由。", remedy="请写为什么现在才登记。", field="added_why", code="added"
        )
    made = written_down(found, {**facts, "doubt": screening.screen(facts["text"], "text")}, act)
    made.save()
    commands.keep_author(made, facts)
    if facts["proof_file"]:
        files.store(facts["proof_file"].data, facts["proof_file"].name, owner=made.ref, actor=act.actor, label="凭据")
        files.keep(made.ref, act.actor)
    touch(f"consultation:{found.pk}")
    marks = "，逾期收到" if made.late else "，补录" if made.added else ""
    act.note = f"{made.get_channel_display()}，{made.get_author_kind_display()}{marks}"
    act.facts = {"opinion": made.pk}


def written_down(found: Consultation, facts: Mapping[str, Any], act: Act, **more: Any) -> Opinion:
    """An offline opinion, not saved: who writes it down and when, and whether it is 补录 or late, follow from the step."""
    added = act.day > found.closes_on
    return Opinion(
        consultation=found,
        article=facts["article"],
        channel=facts["channel"],
        point=facts["point"] if facts["channel"] == Channel.POINT else None,
        author_kind=facts["author_kind"],
        shown_as=commands.shown_as(facts["author_kind"], facts["name"], named=facts["named"]),
        text=facts["text"],
        publish=facts["publish"],
        verified=facts["verified"],
        received_on=facts["received_on"],
        entered_at=timekeeping.now(),
        entered_by=str(act.actor)[:250],
        proof=facts["proof"],
        added=added,
        added_why=facts["added_why"] if added else "",
        late=facts["received_on"] > found.closes_on,
        doubt=facts["doubt"],
        **more,
    )


def enter_sheet(act: Act) -> None:
    """Every faultless row of a sheet that was tried goes into the ledger; a row that is there already does not come twice."""
    found: Consultation = act.subject
    held: SheetImport = SheetImport.objects.select_for_update().get(pk=act.data["sheet"].pk)
    if held.status != SheetImport.Status.TRIED:
        raise Refused(f"这份表格{held.get_status_display()}。", remedy="请刷新页面后查看。", code="moved_on")
    tried = sheets.try_out(found, bytes(held.sheet), held.name)
    if not tried.fresh:
        raise Refused("没有可以导入的行。", remedy="请改正表格后重新上传。", code="nothing")
    made = Opinion.objects.bulk_create(
        [written_down(found, row.facts, act, sheet=held, row_digest=row.digest) for row in tried.fresh],
        batch_size=500,
    )
    commands.keep_authors(zip(made, (row.facts for row in tried.fresh), strict=True))
    held.status, held.sheet, held.done_at = SheetImport.Status.DONE, b"", timekeeping.now()
    held.good, held.known, held.bad, held.added = len(tried.fresh), tried.known, tried.bad_lines, len(made)
    held.save()
    files.keep(held.ref, act.actor)
    touch(f"consultation:{found.pk}")
    act.note = f"{held.name}：导入 {len(made)} 条，已有 {tried.known} 条，有错 {tried.bad_lines} 行"
    act.facts = {"sheet": held.pk, "sha256": held.sha256, "added": len(made)}


def _chosen(act: Act) -> list[Opinion]:
    found: Consultation = act.subject
    rows = list(found.opinions.select_for_update(of=("self",)).filter(pk__in=act.data["opinions"]))
    if not rows or len(rows) != len(set(act.data["opinions"])):
        raise Refused("没有找到选中的意见。", remedy="请从意见台账里选择。", field="opinions", code="no_opinion")
    return rows


def _keep_marks(rows: list[Opinion]) -> None:
    """What is decided on an opinion holds for the parts into which it was divided."""
    parts = list(Opinion.every.filter(part_of__in=rows))
    whole = {row.pk: row for row in rows}
    for part in parts:
        part.held_back, part.doubt = whole[part.part_of_id or 0].held_back, ""
    Opinion.every.bulk_update([*rows, *parts], ["held_back", "doubt"], batch_size=500)


def hold_back(act: Act) -> None:
    """The original stays and counts; the public does not read it, and its author is told why."""
    rows = _chosen(act)
    for row in rows:
        row.held_back, row.doubt = act.data["reason"], ""
    _keep_marks(rows)
    telling.owe(Opinion.objects.filter(pk__in=[row.pk for row in rows]), Told.What.HELD_BACK)
    act.note = f"{len(rows)} 条，{act.data['reason'][:100]}"
    act.facts = {"opinions": [row.pk for row in rows]}


def show(act: Act) -> None:
    """A person looked: nothing speaks against showing it."""
    rows = _chosen(act)
    for row in rows:
        row.held_back, row.doubt = "", ""
    _keep_marks(rows)
    act.note = f"{len(rows)} 条"
    act.facts = {"opinions": [row.pk for row in rows]}
