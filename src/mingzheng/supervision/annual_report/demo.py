"""The 2022 reports of the demonstration: published before the platform opened, so they are taken in as past reports; one is late.

Their numbers are invented for the demonstration and say so on every page (the whole site is marked as one).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import Cast
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.annual import commands as figures
from mingzheng.requests.foi.annual import disclosed
from mingzheng.requests.foi.law.tables import COLUMNS, RESULT_ROWS, ROWS
from mingzheng.supervision.annual_report import commands, judging, laying, terms
from mingzheng.supervision.annual_report.models import AnnualReport

DATA = Path(__file__).parent / "data" / "demo-2022.yaml"
YEAR = 2022
TAKEN_IN = dt.date(2023, 5, 8)
LATE_BEGUN, LATE_WRITTEN = dt.date(2023, 5, 22), dt.date(2023, 6, 12)


def play(*, say: Callable[[str], None]) -> None:
    """Past reports into the archive; two units that missed 31 January still write theirs."""
    say("演示区：2022年年度报告……")
    cast = Cast()
    held: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    units = {unit.code: unit for unit in Unit.objects.all()}
    with timekeeping.standing_at(TAKEN_IN):
        clerk = cast.of(units["qufuban"], Post.OFFICE_CLERK)
        for row in held["past"]:
            past(row, units[row["unit"]], held["texts"], clerk)
    for row in held["late"]:
        _late(row, units[row["unit"]], cast, held["texts"])


def past(row: dict[str, Any], unit: Unit, texts: dict[str, str], clerk: Actor) -> None:
    district = bool(row.get("district"))
    past = commands.Past(unit, district, YEAR, row["published_on"], f"演示数据：{row['source']}")
    report = AnnualReport(unit=unit, year=YEAR, district=district)
    government = terms.is_government(unit, YEAR, district=district)
    said = {key: text.format(**row["says"]) for key, text in texts.items()}
    tables = _tables(row)
    # The documents of the demonstration are there: their numbers are counted, not invented.
    tables["table2"]["normative"] = disclosed.normative(YEAR, report.scope, timekeeping.today()).numbers()
    content = laying.content(report.title, report.agency, YEAR, said, tables, government=government)
    commands.take_in(past, page_of(laying.whole(content)), "2022年年报.html", clerk)


def page_of(report: laying.Whole) -> bytes:
    """The report as the page that the unit's old site had, for the import to read."""
    lines = [f"<h1>{report.title}</h1>"]
    for part in report.parts:
        lines.append(f"<h2>{part.heading}</h2>")
        for place, sub in enumerate(part.subs):
            lines.append(f"<h3>（{'一二三四五六七八'[place]}）{sub.title}</h3>")
            lines += [f"<p>{line}</p>" for line in sub.paragraphs]
        if part.table is not None:
            lines.append("<table>")
            for row in part.table.rows:
                cells = "".join(
                    f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{cell.text if cell.value is None else cell.value}</td>'
                    for cell in row
                )
                lines.append(f"<tr>{cells}</tr>")
            lines.append("</table>")
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(lines)}</body></html>'.encode()


def _tables(row: dict[str, Any]) -> dict[str, Any]:
    """Table 3 from (kind, row) → number; what is not named is 0, sums are summed."""
    kinds = list(COLUMNS)[:-1]
    rows = {key: [int(row["cases"].get(key, {}).get(kind, 0)) for kind in kinds] for key in ROWS}
    rows["total"] = [sum(column) for column in zip(*(rows[key] for key in RESULT_ROWS), strict=True)]
    rows["new"] = [
        done + out - came
        for done, out, came in zip(rows["total"], rows["carried_out"], rows["carried_in"], strict=True)
    ]
    lines = [{"key": key, "label": label, "values": [*rows[key], sum(rows[key])]} for key, label in ROWS.items()]
    none = {"upheld": 0, "corrected": 0, "other": 0, "pending": 0}
    four = {}
    for kind in ("reconsideration", "direct_suit", "suit_after_reconsideration"):
        cells = none | row.get("remedies", {}).get(kind, {})
        four[kind] = cells | {"total": sum(cells.values())}
    return {
        "table2": {"regulations": {"issued": 0, "abolished": 0, "in_force": 0}, **row["table2"]},
        "table3": {"columns": list(COLUMNS), "rows": lines},
        "table4": four,
    }


def _late(row: dict[str, Any], unit: Unit, cast: Cast, texts: dict[str, str]) -> None:
    with timekeeping.standing_at(LATE_BEGUN):
        officer = cast.of(unit, Post.OFFICER)
        figures.keep_own(unit, YEAR, officer, row["own"])
        report = commands.draft(YEAR, unit, officer)
    if not row.get("written"):
        return
    with timekeeping.standing_at(LATE_WRITTEN):
        officer = cast.of(unit, Post.OFFICER)
        own = {one.key: texts[one.key].format(**row["says"]) for one in judging.own_sections(report)}
        own["requests"] = report.texts["requests"]
        own["fees"] = report.texts["fees"]
        _do(report, "edit", officer, own)
        report.refresh_from_db()
        soft = judging.judge(report).soft
        if soft:
            _do(report, "explain", officer, {f"reason_{at}": "已逐项核对，数据无误。" for at in range(len(soft))})
        _do(report, "submit", officer, {})


def _do(report: AnnualReport, command: str, actor: Actor, data: dict[str, Any]) -> None:
    if report.case_id is None:
        raise LookupError(report)
    act(Case.objects.get(pk=report.case_id), command, actor, data)
