"""Beginning a report, beginning every unit's, reminding, and taking in reports of past years."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mingzheng.core import proofs, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import keep, store
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import publish as announce
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post, why_not_open
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.requests.foi.annual import commands as foi_figures
from mingzheng.requests.foi.law.checks import TABLE2, TABLE2_SINGLE
from mingzheng.requests.foi.law.tables import ROWS
from mingzheng.supervision.annual_report import checking, drafting, queries, steps, terms
from mingzheng.supervision.annual_report.models import AnnualEdition, AnnualReport
from mingzheng.supervision.annual_report.reading.parts import PARTS
from mingzheng.supervision.annual_report.sections import sections

BASIS = "《政府信息公开条例》第四十九条、第五十条"
OPENED_UNTIL = (3, 31)
WEB_PAGES = (".html", ".htm", ".xhtml")
IMPORTERS = (Post.OFFICER, Post.HEAD, *OFFICE_POSTS)


@transaction.atomic
def draft(year: int, unit: Unit | None, actor: Actor) -> AnnualReport:
    """Begin the report of a unit, or of the district (``unit`` None), with its figures and the machine's draft.

    Raises:
        Refused: the year is not over, there is one already, the unit owes none, or the actor's post may not begin it.
    """
    if year >= timekeeping.today().year:
        raise Refused(f"{year}年还没有结束。", remedy="年度报告在次年编制。", field="year", code="year")
    if year < terms.FIRST_YEAR:
        raise Refused(f"{year}年还没有年度报告的规定。", remedy="请核对年度。", field="year", code="year")
    district, whose = unit is None, unit or office()
    if whose is None:
        raise Refused("没有区政府办公室。", remedy="请先导入单位。", code="no_office")
    if refusal := why_not_open(procedure_of("annual_report.report"), whose, actor):
        raise refusal
    if AnnualReport.objects.filter(unit=whose, year=year, district=district).exists():
        raise Refused(f"{year}年的年度报告已经有了。", remedy="请在列表中打开。", field="year", code="exists")
    report = AnnualReport(unit=whose, year=year, district=district, due_on=terms.due(year, district=district))
    government = terms.is_government(whose, year, district=district)
    drawn = steps.draw(report)
    report.texts = drafting.texts(year, report.scope, government=government, drawn=drawn)
    report.save()
    report.case = open_case("annual_report.report", report.ref, unit=whose, actor=actor, title=report.title)
    report.save(update_fields=["case"])
    return report


def draft_missing(year: int) -> int:
    """Begin the report of every unit that owes one and of the district; how many were begun. For the machine."""
    actor, begun = Actor.system("年度报告"), 0
    for one in queries.standing(year):
        if one.report is None and not one.before:
            draft(year, None if one.district else one.unit, actor)
            begun += 1
    return begun


def draft_due() -> None:
    """Every day from 1 January to 31 March: last year's reports are begun, so that their clocks run and nobody is forgotten."""
    today = timekeeping.today()
    if (today.month, today.day) <= OPENED_UNTIL:
        draft_missing(today.year - 1)


@transaction.atomic
def begin_for_units(year: int, actor: Actor) -> int:
    """区府办 has the missing reports begun; their officers are told.

    Raises:
        Refused: another post, or the year is not over.
    """
    _office(actor)
    if year >= timekeeping.today().year:
        raise Refused(f"{year}年还没有结束。", remedy="年度报告在次年编制。", code="year")
    begun = draft_missing(year)
    journal.append(
        action="annual_report.begun",
        actor=actor,
        subject=RecordRef("units.unit", str(actor.unit_id)),
        summary=f"为 {begun} 个单位建立{year}年年度报告",
        basis=BASIS,
    )
    return begun


@transaction.atomic
def remind(report: AnnualReport, actor: Actor) -> None:
    """区府办 reminds the writers of a report that is not published.

    Raises:
        Refused: another post, published already, or reminded today.
    """
    _office(actor)
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if report.published_on is not None or report.case is None:
        raise Refused("报告已经公布，不用提醒。", code="published")
    today = timekeeping.today()
    if report.reminded_on == today:
        raise Refused("今天已经提醒过。", remedy="请明天再看。", code="reminded")
    report.reminded_on = today
    report.save(update_fields=["reminded_on"])
    journal.append(
        action="annual_report.reminded",
        actor=actor,
        subject=report.ref,
        case_id=report.case_id,
        summary=f"提醒{report.unit.short}公布{report.year}年年度报告（期限 {chinese_date(report.due_on)}）",
        basis=BASIS,
    )
    announce("annual_report.reminded", {"report": report.pk})


def _office(actor: Actor) -> None:
    if actor.post not in OFFICE_POSTS:
        raise Refused("由区府办办理。", remedy="请切换岗位。", code="wrong_post")
    still_in_post(actor)


# --- past reports ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Past:
    """A report published before the platform: whose, on which year, when and where it was published."""

    unit: Unit
    district: bool
    year: int
    published_on: dt.date
    source: str


def may_import(unit: Unit, actor: Actor, *, district: bool) -> bool:
    """区府办 for every unit; a unit's officer and head for the unit's own report."""
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return True
    return not district and actor.post in IMPORTERS and actor.unit_id == unit.pk


@transaction.atomic
def take_in(past: Past, data: bytes, name: str, actor: Actor) -> AnnualReport:
    """Keep a past report in the archive, as it was published: its text and its three tables, read from the file.

    What the checks find is kept with it, nothing is mended: it was published so. Its closing figures serve next year's check.

    Raises:
        Refused: not the actor's unit, there is one already, the day lies wrong, or tables or text cannot be read whole.
    """
    if not may_import(past.unit, actor, district=past.district):
        raise Refused(
            "您现在的岗位不能导入这份报告。", remedy="由该单位的信息员、负责人或者区府办导入。", code="wrong_unit"
        )
    still_in_post(actor)
    _days(past)
    if AnnualReport.objects.filter(unit=past.unit, year=past.year, district=past.district).exists():
        raise Refused(f"{past.year}年的年度报告已经有了。", remedy="请在列表中核对。", field="year", code="exists")
    read = checking.check_file(data, name)
    tables = _whole(read)
    if read.text.year is not None and read.text.year != past.year:
        raise Refused(f"文件标题写的是{read.text.year}年。", remedy="请核对年度。", field="year", code="year")
    report = AnnualReport(
        unit=past.unit,
        year=past.year,
        district=past.district,
        origin=AnnualReport.Origin.IMPORT,
        tables=tables,
        found={"findings": [{"check": one.check, "where": one.where, "text": one.text} for one in read.findings]},
        taken={"day": timekeeping.today().isoformat()},
        due_on=terms.due(past.year, district=past.district),
        published_on=past.published_on,
    )
    report.save()
    edition = steps.keep_edition(report, _content(report, read), past.published_on, source=past.source)
    _keep_original(edition, data, name, actor)
    if not past.district:
        foi_figures.keep_closing([steps.closing_of(report, past.source[:200])], actor)
    _told(report, edition, actor, len(read.findings), hashlib.sha256(data).hexdigest())
    return report


def _keep_original(edition: AnnualEdition, data: bytes, name: str, actor: Actor) -> None:
    """The file as it was given, fixed with the edition; a web page is not kept: it could carry a script."""
    if name.lower().endswith(WEB_PAGES):
        return
    edition.original = store(data, name, owner=edition.report.ref, actor=actor, label="报告原文件")
    keep(edition.report.ref, actor, only=[edition.original.pk])
    edition.save(update_fields=["original"])


def _days(past: Past) -> None:
    today = timekeeping.today()
    if past.year >= today.year:
        raise Refused(f"{past.year}年还没有结束。", remedy="请核对年度。", field="year", code="year")
    if not dt.date(past.year, 12, 31) < past.published_on <= today:
        raise Refused("公布日期应在该年度结束以后、今天以前。", remedy="请核对日期。", field="published_on", code="day")


def _whole(read: checking.Checked) -> dict[str, Any]:
    """The tables, when all of them are there."""
    lacking = [
        one for one in read.findings if one.check in ("missing_table", "missing_column", "missing_row", "not_a_number")
    ]
    two = read.tables.get("table2", {})
    if lacking or any(key not in two for key in (*TABLE2, *TABLE2_SINGLE)):
        named = "；".join(f"{one.where}：{one.text}" for one in lacking[:5]) or "表二不完整"
        raise Refused(f"表格没有读全：{named}", remedy="请核对文件后再导入。", field="file", code="tables")
    missing = [title for number, title in PARTS.items() if number in (1, 5) and number not in read.text.parts]
    if missing:
        raise Refused(f"没有找到：{'、'.join(missing)}。", remedy="请核对文件后再导入。", field="file", code="parts")
    three = {row["key"]: row for row in read.tables["table3"]["rows"]}
    rows = [{"key": key, "label": label, "values": three[key]["values"]} for key, label in ROWS.items()]
    return {**read.tables, "table3": {"columns": read.tables["table3"]["columns"], "rows": rows}}


def _content(report: AnnualReport, read: checking.Checked) -> dict[str, Any]:
    parts: dict[str, list[dict[str, Any]]] = {}
    titles = {one.title for one in sections(government=True)}
    for number in PARTS:
        subs: list[dict[str, Any]] = []
        for line in read.text.parts.get(number, []):
            bare = line.text.lstrip("（）一二三四五六七八()、. 0123456789")
            if bare in titles:
                subs.append({"title": bare, "paragraphs": []})
            elif not subs:
                subs.append({"title": "", "paragraphs": [line.text]})
            else:
                subs[-1]["paragraphs"].append(line.text)
        parts[str(number)] = subs
    return {
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "parts": parts,
        "tables": report.tables,
    }


def _told(report: AnnualReport, edition: AnnualEdition, actor: Actor, findings: int, original: str) -> None:
    journal.append(
        action="annual_report.taken_in",
        actor=actor,
        subject=report.ref,
        summary=f"导入{report.title}（{chinese_date(edition.published_on)} 公布），检查发现 {findings} 处",
        basis=BASIS,
        data={
            "sha256": edition.sha256,
            "source": edition.source,
            "original_sha256": original,
            proofs.FACT: proofs.written(steps.parts_of(report)),
        },
    )
    steps.shown(report, actor)
