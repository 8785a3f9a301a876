"""``workdays add | between | import | list | load``."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.subcommands import Subcommands
from mingzheng.core.workdays import commands, queries
from mingzheng.core.workdays.models import CalendarYear
from mingzheng.core.workdays.notice import read_notice
from mingzheng.core.workdays.plans import YearPlan, from_json

# Ten thousand working days are forty years: beyond any term in law.
MOST_DAYS = 10_000
LAST_YEAR = 2200


class Command(Subcommands):
    help = "工作日推算：add 加工作日，between 数工作日，import 导入放假安排，list 列出，load 装入随附年份。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="add|between|import|list|load")
        add = what.add_parser("add", help="某日之后第几个工作日（次日为第1日）；负数为倒数")
        add.add_argument("day", metavar="日期", help="如 2023-09-28")
        add.add_argument("days", metavar="天数", help="工作日数，如 20")
        between = what.add_parser("between", help="起日之后至终日（含）的工作日数")
        between.add_argument("start", metavar="起日")
        between.add_argument("end", metavar="终日")
        load_file = what.add_parser("import", help="导入放假安排：通知全文（.txt）或 holiday-cn 格式（.json）")
        load_file.add_argument("file", metavar="文件", type=Path)
        load_file.add_argument("--dry-run", action="store_true", help="只显示将作的改动，不导入")
        show = what.add_parser("list", help="列出已导入的年份")
        load = what.add_parser("load", help="装入随软件附带、尚未导入的年份")
        for sub in (add, between, load_file, show, load):
            sub.add_argument("--json", action="store_true", help="输出 JSON")

    def _add(self, options: dict[str, Any]) -> None:
        found = queries.calendar().add_workdays(_day(options["day"]), _number(options["days"]))
        facts = {"due": found.due.isoformat(), "provisional": found.provisional, "reasons": found.reasons}
        self._say(options, facts, found.reasons)

    def _between(self, options: dict[str, Any]) -> None:
        found = queries.calendar().workdays_between(_day(options["start"]), _day(options["end"]))
        facts = {"days": found.days, "provisional": found.provisional, "reasons": found.reasons}
        self._say(options, facts, found.reasons)

    def _import(self, options: dict[str, Any]) -> None:
        plan, not_used = _read(options["file"])
        if options["dry_run"]:
            done = commands.preview(plan)
        else:
            done = commands.import_year(plan, Actor.system("命令行"), options["file"].name)
        facts = {
            "year": done.year,
            "outcome": done.outcome,
            "imported": not options["dry_run"] and done.outcome != "same",
            "changes": done.changes,
            "not_used": list(not_used),
        }
        lines = [f"{done.year}年放假安排（{'、'.join(plan.papers) or '未注明依据文件'}）"]
        lines += [f"  {line}" for line in done.changes]
        lines += [f"  未采用的文字：{sentence}" for sentence in not_used]
        lines.append(("预览，未导入。将" if options["dry_run"] and done.outcome != "same" else "") + done.summary)
        self._say(options, facts, lines)

    def _list(self, options: dict[str, Any]) -> None:
        held = {row.year: row for row in CalendarYear.objects.all()}
        facts = [
            plan.as_json() | {"source": held[plan.year].source_name, "imported_by": held[plan.year].imported_by}
            for plan in queries.plans()
        ]
        lines = [f"{plan.summary()}（{'、'.join(plan.papers)}）" for plan in queries.plans()]
        self._say(options, facts, lines or ["还没有导入任何年份。请运行 ./run workdays load。"])

    def _load(self, options: dict[str, Any]) -> None:
        done = commands.load_shipped(Actor.system("系统"))
        facts = [{"year": item.year, "outcome": item.outcome} for item in done]
        self._say(options, facts, [item.summary for item in done] or ["随附的年份均已在日历中。"])

    def _say(self, options: dict[str, Any], facts: Any, lines: list[str]) -> None:
        self.stdout.write(json.dumps(facts, ensure_ascii=False) if options["json"] else "\n".join(lines))


def _read(file: Path) -> tuple[YearPlan, tuple[str, ...]]:
    text = _text(file)
    if file.suffix.lower() != ".json":
        reading = read_notice(text)
        return reading.plan, reading.not_used
    try:
        return from_json(json.loads(text)), ()
    except json.JSONDecodeError as error:
        raise Refused(
            f"{file.name} 不是正确的 JSON：第{error.lineno}行第{error.colno}列。",
            remedy="请检查文件是否完整。",
        ) from error


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"无法打开 {file}。", remedy="请检查路径和读取权限。") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(f"{file.name} 不是文本文件。", remedy="请把通知另存为纯文本（.txt）后导入。")


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"“{text}”不是有效的日期。", remedy="请写成 2023-09-28 的形式。") from error
    if day.year > LAST_YEAR:
        raise Refused(f"“{text}”太远。", remedy=f"请写{LAST_YEAR}年以前的日期。")
    return day


def _number(text: str) -> int:
    try:
        number = int(text)
    except ValueError as error:
        raise Refused(f"“{text}”不是整数天数。", remedy="请写成 20 的形式。") from error
    if abs(number) > MOST_DAYS:
        raise Refused(f"天数{text}过大。", remedy=f"请写不超过{MOST_DAYS}的天数。")
    return number
