"""What the steps of a bulletin and of a receipt change."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db.models import Max

from mingzheng.core import cells, proofs, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import queries as journal
from mingzheng.core.outbox.commands import publish as tell
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.procedures.table import Act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.bulletins import composing
from mingzheng.supervision.bulletins.models import Bulletin, Receipt, Section
from mingzheng.supervision.indicators.commands import read_plan

MACHINE = Actor.system("季度通报")


def starts(act: Act) -> dt.date:
    """The quarter's last day, or the day of issue of a plan that came later."""
    bulletin: Bulletin = act.subject
    issued = bulletin.plan.issued_at
    day = issued.astimezone(timekeeping.now().tzinfo).date() if issued else bulletin.ends_on
    return max(bulletin.ends_on, day)


def stops(act: Act) -> dt.date:
    """Published before the quarter's end (it cannot be) or on the day."""
    return max(act.day, starts(act))


def compose(act: Act) -> None:
    """The figures of today replace those of an earlier day; what people wrote stays."""
    bulletin: Bulletin = act.subject
    read_plan(bulletin.plan, act.day)  # the bulletin and the boards of that day say the same
    made = composing.compose(bulletin.plan, bulletin.quarter, act.day)
    head = journal.head()
    bulletin.cells, bulletin.tables, bulletin.bars = cells.pack(made.cells), made.tables, made.bars
    bulletin.figures_on, bulletin.journal_position, bulletin.journal_hash = act.day, head.position, head.hash
    bulletin.save()
    for place, part in enumerate(made.parts, 1):
        Section.objects.update_or_create(
            bulletin=bulletin,
            key=part.key,
            defaults={
                "place": place,
                "heading": part.heading,
                "machine": part.text,
                "tables": [name for name in part.tables if name in made.tables],
            },
        )
    act.note = f"数字截至 {chinese_date(act.day)}，{len(bulletin.cells)} 个"
    act.facts = {"figures_on": act.day.isoformat(), "journal_position": head.position}


def edit(act: Act) -> None:
    bulletin: Bulletin = act.subject
    changed = []
    for section in bulletin.sections.all():
        keep, written = act.data[f"keep_{section.key}"], act.data[f"text_{section.key}"]
        if (keep, written) != (section.uses_machine, section.written):
            section.uses_machine, section.written = keep, written
            section.save(update_fields=["uses_machine", "written"])
            changed.append(section.heading)
    act.note = "、".join(changed) or "没有改动"


def quarter_is_over(bulletin: Any, _actor: Actor) -> bool:
    return bool(timekeeping.today() >= bulletin.ends_on)


def figures_after_quarter(bulletin: Any, _actor: Actor) -> bool:
    return bulletin.figures_on is not None and bulletin.figures_on >= bulletin.ends_on


def composed(bulletin: Any, _actor: Actor) -> bool:
    return bulletin.figures_on is not None


def says_something(bulletin: Any, _actor: Actor) -> bool:
    """Every section has a text, and every reference an answer."""
    held = bulletin.held
    return all(
        text_of(section).strip() and not cells.unknown(text_of(section), held) for section in bulletin.sections.all()
    )


def text_of(section: Section) -> str:
    """What stands in a section, references not yet filled in."""
    return "\n".join(
        part for part in (section.machine if section.uses_machine else "", section.written) if part.strip()
    )


def approve(act: Act) -> None:
    act.subject.to_public = act.data["to_public"]
    act.subject.save(update_fields=["to_public"])
    act.note = "向社会公开" if act.subject.to_public else "发各单位"


def publish(act: Act) -> None:
    """Numbered, sent to every unit of the plan; from now on nothing of it changes."""
    bulletin: Bulletin = act.subject
    last = Bulletin.objects.filter(plan=bulletin.plan).aggregate(n=Max("serial"))["n"] or 0
    bulletin.serial, bulletin.published_at = last + 1, timekeeping.now()
    bulletin.save(update_fields=["serial", "published_at"])
    act.case.number = bulletin.number
    units = list(Unit.objects.filter(assignments__task__plan=bulletin.plan).distinct().order_by("order", "id"))
    Receipt.objects.bulk_create(Receipt(bulletin=bulletin, unit=unit, sent_on=act.day) for unit in units)
    receipts = list(bulletin.receipts.select_related("unit"))
    wanted = [NewCase(one.ref, one, one.unit, f"签收：{bulletin}", bulletin.number) for one in receipts]
    for receipt, case in zip(receipts, open_cases("bulletins.receipt", wanted, MACHINE), strict=True):
        receipt.case = case
    Receipt.objects.bulk_update(receipts, ["case"])
    act.note = f"{bulletin.number}，发 {len(receipts)} 个单位"
    act.facts = {
        "units": len(receipts),
        "figures_on": str(bulletin.figures_on),
        proofs.FACT: proofs.written(parts_of(bulletin)),
    }
    touch("bulletins", "figures", f"plan:{bulletin.plan_id}")
    searchable.changed("bulletins.bulletin", bulletin.pk)
    tell("bulletins.published", {"bulletin": bulletin.pk})


def parts_of(bulletin: Bulletin) -> proofs.Parts:
    """What is fixed by publication, for the journal: every figure by name, every section, tables and chart."""
    held = {f"数字“{cell.label}”（{cell.key}）": cell.text for cell in bulletin.held.values()}
    said = {
        f"部分“{one.heading}”": json.dumps([one.machine, one.uses_machine, one.written, one.tables], ensure_ascii=False)
        for one in bulletin.sections.all()
    }
    facts = {"文号": bulletin.number, "版次": str(bulletin.edition), "数字截至": str(bulletin.figures_on)}
    drawn = {"图": json.dumps(bulletin.bars, ensure_ascii=False)}
    return {**facts, **held, **said, **proofs.flat(bulletin.tables, "表"), **drawn}


def not_corrected(bulletin: Any, _actor: Actor) -> bool:
    return not Bulletin.objects.filter(corrects=bulletin.pk).exists()


def is_correction(bulletin: Any, _actor: Actor) -> bool:
    return bulletin.corrects_id is not None


def correct(act: Act) -> None:
    """A new edition begins; the old one stays as it is and says that there is a newer one once that is published."""
    from mingzheng.supervision.bulletins.commands import begin_edition

    begin_edition(act.subject, act.actor, act.data["reason"])
    note_reason(act)


def drop(act: Act) -> None:
    """An edition that is not needed after all lets go of what it was to correct."""
    act.subject.corrects = None
    act.subject.save(update_fields=["corrects"])
    note_reason(act)


def sign(act: Act) -> None:
    receipt: Receipt = act.subject
    receipt.signed_on, receipt.signed_by, receipt.remark = act.day, act.actor.person_name, act.data["remark"]
    receipt.save(update_fields=["signed_on", "signed_by", "remark"])
    touch("figures")
