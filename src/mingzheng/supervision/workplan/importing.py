"""From a file to a plan: read, check with a person, confirm. Nothing is created before the confirmation."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Any

from django.db import connection, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit, UnitGroup
from mingzheng.core.units.queries import Directory, office
from mingzheng.supervision.workplan import fitting, made
from mingzheng.supervision.workplan.binding import binding_for
from mingzheng.supervision.workplan.models import ImportDraft, Plan, PlanPart, PlanPoint, PlanTask
from mingzheng.supervision.workplan.parsing.due import FIRST_YEAR, LAST_YEAR
from mingzheng.supervision.workplan.parsing.model import to_json
from mingzheng.supervision.workplan.parsing.notice import parse_notice
from mingzheng.supervision.workplan.reviewing import due_of, merged_task, review


def known_names() -> list[str]:
    """Every name of every unit and group, for the parser's unit vocabulary; none before the database is set up:
    reading a file needs no database.
    """
    if Unit._meta.db_table not in connection.introspection.table_names():
        return []
    directory = Directory.load()
    return sorted({*directory.units, *directory.groups})


def read_notice(data: bytes, name: str) -> dict[str, Any]:
    """Parse a file into plain data (the form of ``plan parse --json`` with the points' text).

    Raises:
        Refused: the file cannot be read.
    """
    parsed = parse_notice(data, name, known_units=known_names())
    plain = to_json(parsed)
    plain["preamble"] = parsed.preamble
    plain["points"] = [
        {"label": point.label, "title": point.title, "part": point.part, "text": point.text} for point in parsed.points
    ]
    for row, task in zip(plain["tasks"], parsed.tasks, strict=True):
        row["source"] = task.source
    return plain


def plan_of_file(data: bytes) -> Plan | None:
    """The plan that was imported from exactly this file, if any."""
    return Plan.objects.filter(source_sha256=hashlib.sha256(data).hexdigest()).first()


@transaction.atomic
def start_import(data: bytes, name: str, actor: Actor) -> ImportDraft:
    """Read a notice and keep what was found for a person to check; reading the same file again continues there.

    Raises:
        Refused: no office post, an unreadable file, a file without tasks, or one that was imported already.
    """
    _need_office(actor)
    digest = hashlib.sha256(data).hexdigest()
    done = plan_of_file(data)
    if done is not None:
        raise Refused(f"这份文件已经导入，即《{done.title}》。", remedy="同一份文件不会重复导入。", code="imported")
    waiting = ImportDraft.objects.filter(sha256=digest, status=ImportDraft.Status.OPEN).first()
    if waiting is not None:
        return waiting
    parsed = read_notice(data, name)
    if not parsed["tasks"]:
        raise Refused(
            "没有在文件中找到任务。", remedy="请确认文件含有任务分解表，或有逐条编号的要点。", code="no_tasks"
        )
    facts = {"name": name[:200], "parsed": parsed, "created_at": timekeeping.now(), "created_by": actor.person_name}
    draft, created = ImportDraft.objects.get_or_create(sha256=digest, status=ImportDraft.Status.OPEN, defaults=facts)
    if not created:  # a colleague read the same file meanwhile
        return draft
    files.store(data, name, owner=RecordRef("workplan.draft", str(draft.pk)), actor=actor, label="要点原件")
    _journal(draft, "plan.read", f"读入《{name}》：找到 {len(parsed['tasks'])} 项任务，待核对。", actor)
    return draft


@transaction.atomic
def decide(draft: ImportDraft, actor: Actor, changes: dict[str, Any], *, revision: int | None = None) -> ImportDraft:
    """Lay a person's decisions over what was read. Only the keys given are changed.

    Args:
        changes: any of ``header``, ``tasks`` (by number, as text), ``names``, ``members`` — the shape of ``decisions``.

    Raises:
        Refused: the draft is no longer open, somebody else changed it, or a unit code does not exist.
    """
    _need_office(actor)
    draft = _locked(draft)
    if revision is not None and revision != draft.revision:
        raise Refused("您打开页面之后，有人改动了这份核对。", remedy="请刷新后再填。", code="stale")
    _check_codes(changes)
    _check_dates(changes)
    for key in ("header", "names", "members"):
        draft.decisions.setdefault(key, {}).update(changes.get(key, {}))
    tasks = draft.decisions.setdefault("tasks", {})
    for number, fields in changes.get("tasks", {}).items():
        tasks.setdefault(str(number), {}).update(fields)
    draft.revision += 1
    draft.save(update_fields=["decisions", "revision"])
    if any(changes.values()):
        _journal(draft, "plan.decided", f"核对《{draft.name}》：{_decided(changes)}。", actor)
    return draft


def _decided(changes: dict[str, Any]) -> str:
    """第 13、61 项，1 个单位名称 … — what was decided, in a few words."""
    numbers = list(changes.get("tasks", {}))
    tasks = f"第 {'、'.join(numbers[:10])} {f'等 {len(numbers)} ' if len(numbers) > 10 else ''}项" if numbers else ""
    names = len(changes.get("names", {})) + len(changes.get("members", {}))
    parts = [tasks, f"{names} 个单位名称" if names else "", "年度" if changes.get("header") else ""]
    return "，".join(part for part in parts if part)


def _check_codes(changes: dict[str, Any]) -> None:
    codes = set(changes.get("names", {}).values()) | {
        code for codes in changes.get("members", {}).values() for code in codes
    }
    missing = codes - set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
    if missing:
        raise Refused(f"单位代码不存在：{'、'.join(sorted(missing))}。", remedy="请从列表中选择。")


def _check_dates(changes: dict[str, Any]) -> None:
    """A year and days that a person typed must be such; they are read again at every review."""
    year = changes.get("header", {}).get("year")
    if year and not (re.fullmatch(r"[0-9]{4}", str(year)) and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise Refused("年度应是四位数字。", remedy="请写成 2023。", field="year")
    for number, fields in changes.get("tasks", {}).items():
        if not fields.get("due_on"):
            continue
        try:
            day = dt.date.fromisoformat(fields["due_on"])
        except ValueError as error:
            raise Refused(f"第 {number} 项的日期写法不对。", remedy="请写成 2023-06-30。", field="due_on") from error
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Refused(
                f"第 {number} 项的日期 {chinese_date(day)} 不在合理的年份。", remedy="请核对年份。", field="due_on"
            )


def accept_all(draft: ImportDraft, actor: Actor) -> ImportDraft:
    """Confirm every inferred cell as read, and let open words mean every unit (各单位). For ``plan import --yes``.

    Unknown unit names are not settled here: nobody guesses them.
    """
    everyone_codes = everyone()
    tasks = {
        str(row["number"]): {"confirmed": list(row["inferred"])} for row in draft.parsed["tasks"] if row["inferred"]
    }
    members = {
        question.text: everyone_codes for question in review(draft).names if question.open_word and not question.chosen
    }
    return decide(draft, actor, {"tasks": tasks, "members": members})


def everyone() -> list[str]:
    """Codes of every unit that 各单位 means today: what an open word means unless a person says otherwise."""
    group = UnitGroup.objects.filter(name="各单位").first()
    day = timekeeping.today()
    units = group.expand(day) if group else Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE)
    return [unit.code for unit in units]


@transaction.atomic
def confirm_import(draft: ImportDraft, actor: Actor) -> Plan:
    """Create the plan with its tasks.

    Raises:
        Refused: something still waits for a person (each named), or the draft is no longer open.
    """
    _need_office(actor)
    draft = _locked(draft)
    found = review(draft)
    if not found.ready:
        more = f"等 {len(found.open_points)} 处" if len(found.open_points) > 3 else ""
        raise Refused(
            "还不能导入：" + "".join(found.open_points[:3]) + more, remedy="请在核对页逐项确认。", code="not_ready"
        )
    parsed = {**draft.parsed, "year": found.year, "tasks": [merged_task(draft, row) for row in draft.parsed["tasks"]]}
    plan = make_plan(parsed, draft.decisions, name=draft.name, sha256=draft.sha256, actor=actor)
    draft.status, draft.plan = ImportDraft.Status.CONFIRMED, plan
    draft.save(update_fields=["status", "plan"])
    return plan


def make_plan(parsed: dict[str, Any], decisions: dict[str, Any], *, name: str, sha256: str, actor: Actor) -> Plan:
    """Write a plan that has been decided in full, and open its case at 待下达."""
    plan = Plan.objects.create(
        year=parsed["year"],
        **fitting.header(parsed, _plan_title(parsed)),
        dated=parsed.get("dated") or None,
        preamble=parsed.get("preamble", ""),
        source_name=name,
        source_sha256=sha256,
        imported_at=timekeeping.now(),
    )
    points = _make_points(plan, parsed)
    tasks = [_task(plan, row, points, decisions) for row in parsed["tasks"]]
    PlanTask.objects.bulk_create(tasks)
    unit = office()
    if unit is None:
        raise Refused("单位表中没有区政府办公室。", remedy="请先导入单位表。", code="no_office")
    plan.case = open_case(
        "workplan.plan",
        RecordRef("workplan.plan", str(plan.pk)),
        unit=unit,
        actor=actor,
        title=plan.title,
        number=plan.number,
    )
    plan.save(update_fields=["case"])
    made.tell(plan, actor)
    return plan


def _plan_title(parsed: dict[str, Any]) -> str:
    """The plan's own name: what the notice forwards, without 关于印发…的通知 around it or 任务分解表 behind it."""
    title = re.sub(r"(?:任务|责任)分解表$", "", str(parsed.get("title") or ""))
    forwarded = re.search(r"关于印发《?(.+?)》?的通知$", title)
    return (forwarded[1] if forwarded else title) or f"{parsed['year']}年政务公开工作要点"


def _make_points(plan: Plan, parsed: dict[str, Any]) -> list[PlanPoint]:
    parts = {
        row["label"]: PlanPart.objects.create(plan=plan, order=order, **fitting.heading(PlanPart, row))
        for order, row in enumerate(parsed.get("parts", []), 1)
    }
    return [
        PlanPoint.objects.create(
            plan=plan,
            part=parts.get(row.get("part", "")),
            text=row.get("text", ""),
            order=order,
            **fitting.heading(PlanPoint, row),
        )
        for order, row in enumerate(parsed.get("points", []), 1)
    ]


def _task(plan: Plan, row: dict[str, Any], points: list[PlanPoint], decisions: dict[str, Any]) -> PlanTask:
    due_on, rule, due_points, count = due_of(row, plan.year)
    if due_on is None:
        raise Refused(f"第 {row['number']} 项的完成时限没有对应的日期。", remedy="请在核对页指定。", code="no_due")
    return PlanTask(
        plan=plan,
        point=next((point for point in points if row["group"] and point.title == row["group"]), None),
        number=row["number"],
        group=row["group"],
        content=row["content"],
        units_text=list(row["units"]),
        open_ended=row["open_ended"],
        due_text=row["due"],
        due_on=due_on,
        due_points=due_points,
        count_target=count,
        due_rule=rule,
        attest=binding_for(row["content"]).attest,
        confirmed=decisions.get("tasks", {}).get(str(row["number"]), {}).get("confirmed", []),
    )


@transaction.atomic
def drop_import(draft: ImportDraft, actor: Actor) -> None:
    """Give up a draft; the file may be read again later."""
    _need_office(actor)
    draft = _locked(draft)
    draft.status = ImportDraft.Status.DROPPED
    draft.save(update_fields=["status"])
    _journal(draft, "plan.dropped", f"放弃导入《{draft.name}》。", actor)


def _locked(draft: ImportDraft) -> ImportDraft:
    fresh = ImportDraft.objects.select_for_update().get(pk=draft.pk)
    if fresh.status != ImportDraft.Status.OPEN:
        raise Refused(f"这份文件{fresh.get_status_display()}，不能再改。", code="not_open")
    return fresh


def _need_office(actor: Actor) -> None:
    if actor.post not in OFFICE_POSTS and not actor.is_machine:
        raise Refused("导入要点由区府办办理。", remedy="请切换到区府办的岗位。", code="wrong_post")


def _journal(draft: ImportDraft, action: str, summary: str, actor: Actor) -> None:
    journal.append(action=action, actor=actor, subject=RecordRef("workplan.draft", str(draft.pk)), summary=summary)
