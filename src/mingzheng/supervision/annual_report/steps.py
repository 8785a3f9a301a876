"""What each step changes in a report. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from mingzheng.core import proofs, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as announce
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.catalogue import commands as catalogue
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.requests.foi.annual import commands as foi_figures
from mingzheng.requests.foi.annual.reading import Closing
from mingzheng.supervision.annual_report import cells, drafting, judging, laying, terms
from mingzheng.supervision.annual_report.models import AnnualEdition, AnnualReport

NAMED = 6
COLUMN = "nianbao"


def edit(act: Act) -> None:
    report: AnnualReport = act.subject
    changed = []
    for one in judging.own_sections(report):
        typed = act.data.get(one.key, "").replace("\r\n", "\n").strip()
        if report.texts.get(one.key, "") != typed:
            report.texts[one.key] = typed
            changed.append(one.title)
    _forget_old_reasons(report)
    report.save(update_fields=["texts", "reasons"])
    act.note = "、".join(changed) or "没有改动"


def redraw(act: Act) -> None:
    """The figures as they are now; the texts as well when asked."""
    report: AnnualReport = act.subject
    drawn = draw(report)
    if act.data.get("again"):
        report.texts = drafting.texts(
            report.year,
            report.scope,
            government=terms.is_government(report.unit, report.year, district=report.district),
            drawn=drawn,
        )
    _forget_old_reasons(report)
    report.save(update_fields=["tables", "cells", "found", "taken", "texts", "reasons"])
    act.note = "数字和文字" if act.data.get("again") else "数字"


def draw(report: AnnualReport) -> drafting.Snapshot:
    """Put a new snapshot into the report, unsaved."""
    drawn = drafting.snapshot(report.year, report.scope)
    report.tables, report.cells = drawn.tables, drawn.cells
    report.found, report.taken = drawn.found, drawn.taken
    return drawn


def explain(act: Act) -> None:
    report: AnnualReport = act.subject
    report.reasons = dict(act.data["reasons"])
    report.save(update_fields=["reasons"])
    act.note = f"{len(report.reasons)} 处"


def _forget_old_reasons(report: AnnualReport) -> None:
    """A reason stands only as long as its finding does."""
    keys = {one.key for one in judging.judge(report).soft}
    report.reasons = {key: reason for key, reason in report.reasons.items() if key in keys}


def submit(act: Act) -> None:
    """Everything hard is mended, everything soft explained, and the records still say what the snapshot says.

    Raises:
        Refused: naming what is wrong and what to do.
    """
    ready(act.subject)


def approve(act: Act) -> None:
    ready(act.subject)
    found = judging.judge(act.subject)
    act.facts = {"reasons": found.reasons, "tables": _digest(act.subject.tables)}


def ready(report: AnnualReport) -> None:
    """May the report go on?

    Raises:
        Refused: as ``submit``.
    """
    found = judging.judge(report)
    if found.hard:
        raise Refused(_listed(found.hard), remedy="请改正后再办理。", code="findings")
    if found.unexplained:
        raise Refused(_listed(found.unexplained), remedy="请用「说明理由」逐处说明，或者改正。", code="unexplained")
    now, said = drafting.tables(report.year, report.scope)
    if now != report.tables or said["findings"] != report.found.get("findings"):
        raise Refused("取数以后，记录有了变动，表格不再是最新的。", remedy="请退回编写，重新取数。", code="moved")


def _listed(found: list[Any]) -> str:
    more = f"……共 {len(found)} 处" if len(found) > NAMED else ""
    return "；".join(f"{one.where}：{one.text}" for one in found[:NAMED]) + more


def publish(act: Act) -> None:
    """The report as it was approved becomes an edition; nothing in it changes any more."""
    report: AnnualReport = act.subject
    ready(report)
    number = report.editions.count() + 1
    made = keep_edition(report, content_of(report), act.day, reason=report.correcting)
    report.correcting = ""
    report.published_on = report.published_on or act.day
    report.save(update_fields=["correcting", "published_on"])
    if not report.district:
        _keep_closing(report, act.actor)
    shown(report, act.actor)
    announce("annual_report.published", {"report": report.pk})
    act.note = f"第{number}版" if number > 1 else ("逾期公布" if report.late else "按期公布")
    act.facts = {"edition": number, "sha256": made.sha256, proofs.FACT: proofs.written(parts_of(report))}


def parts_of(report: AnnualReport) -> proofs.Parts:
    """What is fixed by publication, for the journal: every value of the tables and every paragraph of every edition."""
    found: proofs.Parts = {}
    for one in report.editions.order_by("number"):
        found |= {f"第{one.number}版/公布日期": one.published_on.isoformat(), f"第{one.number}版/更正理由": one.reason}
        found |= proofs.flat(one.content, f"第{one.number}版")
    return found


def content_of(report: AnnualReport) -> dict[str, Any]:
    """The report with its figures filled in, as an edition keeps it."""
    texts = {key: cells.filled(text, report.cells) for key, text in report.texts.items()}
    government = terms.is_government(report.unit, report.year, district=report.district)
    return laying.content(report.title, report.agency, report.year, texts, report.tables, government=government)


def keep_edition(
    report: AnnualReport, content: dict[str, Any], day: dt.date, *, reason: str = "", source: str = ""
) -> AnnualEdition:
    return AnnualEdition.objects.create(
        report=report,
        number=report.editions.count() + 1,
        published_on=day,
        reason=reason,
        content=content,
        sha256=_digest(content),
        source=source,
        kept_at=timekeeping.now(),
    )


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _keep_closing(report: AnnualReport, actor: Actor) -> None:
    """Next year's 上年结转 is checked against what was published."""
    foi_figures.keep_closing([closing_of(report, f"{report.year}年年报（本平台公布）")], actor)


def closing_of(report: AnnualReport, source: str) -> Closing:
    two = report.tables["table2"]
    carried = next(row["values"] for row in report.tables["table3"]["rows"] if row["key"] == "carried_out")
    return Closing(
        report.unit, report.year, two["regulations"]["in_force"], two["normative"]["in_force"], carried, source
    )


def shown(report: AnnualReport, actor: Actor) -> None:
    """Pages, search and the column of reports follow."""
    touch("annual_reports", f"annual_report:{report.pk}")
    searchable.changed("annual_report.report", report.pk)
    newest = report.editions.order_by("-number").first()
    if newest is not None and Column.objects.filter(code=COLUMN, closed_on=None).exists():
        catalogue.place(
            report.ref,
            [COLUMN],
            title=report.title,
            url=report.get_absolute_url(),
            published_on=newest.published_on,
            actor=actor,
        )


def correct(act: Act) -> None:
    report: AnnualReport = act.subject
    report.correcting = act.data["reason"]
    report.reasons = {}
    report.save(update_fields=["correcting", "reasons"])
    act.note = shortened(report.correcting)


def give_up(act: Act) -> None:
    """The published edition stands; what was typed for the correction stays as the next draft."""
    report: AnnualReport = act.subject
    report.correcting = ""
    report.save(update_fields=["correcting"])


def send_back(act: Act) -> None:
    act.note = shortened(act.data["reason"])


# --- clocks and guards -----------------------------------------------------------------------------------------------


due = days.held("due_on")


def rule(act: Act) -> str:
    return "annual_report.district" if act.subject.district else "annual_report.unit"


def being_corrected(report: AnnualReport, _actor: Actor) -> bool:
    return bool(report.correcting) and report.published_on is not None
