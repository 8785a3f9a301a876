"""``plan parse FILE | import FILE | issue | board``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.core.subcommands import Subcommands
from mingzheng.core.units.models import PostHolding, held_by_people
from mingzheng.core.units.queries import actors_for
from mingzheng.supervision.workplan import importing, queries, reviewing
from mingzheng.supervision.workplan.models import ImportDraft, Plan

KINDS = "要点文件：.txt、.docx、.pdf、.xlsx 或 .csv"
LARGEST = 60 * 1024 * 1024


class Command(Subcommands):
    help = "读入、导入、下达政务公开工作要点，查看进度。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="parse|import|issue|board")
        parse = what.add_parser("parse", help="只读不存：列出文件中的要点和任务")
        parse.add_argument("file", metavar="文件", type=Path, help=KINDS)
        parse.add_argument("--json", action="store_true", help="输出 JSON")
        load = what.add_parser("import", help="导入要点：读出、核对、确认；同一份文件不会导入两次")
        load.add_argument("file", metavar="文件", type=Path, help=KINDS)
        load.add_argument("--yes", action="store_true", help="不再询问，推断出的栏目一律按读出的内容确认")
        load.add_argument("--json", action="store_true", help="输出 JSON")
        load.add_argument(
            "--as",
            dest="username",
            metavar="账号",
            default="",
            help="以哪个账号办理（须有区府办岗位）；默认第一位区府办经办",
        )
        issue = what.add_parser("issue", help="下达最新导入的要点")
        issue.add_argument("--as", dest="username", metavar="账号", default="", help="以哪个账号办理（须有区府办岗位）")
        board = what.add_parser("board", help="最新要点的进度")
        board.add_argument("--json", action="store_true", help="输出 JSON")

    # --- parse -----------------------------------------------------------------------------------

    def _parse(self, options: dict[str, Any]) -> None:
        parsed = importing.read_notice(_read(options["file"]), options["file"].name)
        if options["json"]:
            self.stdout.write(json.dumps(parsed, ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            f"{parsed['title']}\n{parsed['issuer']}　{parsed['number'] or '（无发文字号）'}　{parsed['year']} 年度"
        )
        self.stdout.write(f"要点 {len(parsed['points'])} 条，任务 {len(parsed['tasks'])} 项。\n")
        for row in parsed["tasks"]:
            self.stdout.write(self._line(row))
        for warning in parsed["warnings"]:
            self.stdout.write(f"注意：{warning}")

    def _line(self, row: dict[str, Any]) -> str:
        units = "、".join(row["units"]) + ("等" if row["open_ended"] else "")
        flag = f"　【推断：{'、'.join(row['inferred'])}】" if row["inferred"] else ""
        return f"{row['number']:>3}　{row['content']}\n     {row['group']}　{units}　{row['due']}{flag}"

    # --- import ----------------------------------------------------------------------------------

    def _import(self, options: dict[str, Any]) -> None:
        actor = _office_actor(options["username"])
        data = _read(options["file"])
        done = importing.plan_of_file(data)
        if done is not None:
            self._say(done, options, created=False)
            return
        draft = importing.start_import(data, options["file"].name, actor)
        if options["yes"]:
            importing.accept_all(draft, actor)
        elif sys.stdin.isatty():
            self._ask(draft, actor)
        else:
            raise CommandError("要点已读入，但还没有导入：有内容待人确认。请在终端中运行、加 --yes，或到工作台核对。")
        plan = importing.confirm_import(ImportDraft.objects.get(pk=draft.pk), actor)
        self._say(plan, options, created=True)

    def _say(self, plan: Plan, options: dict[str, Any], *, created: bool) -> None:
        if options["json"]:
            facts = {
                "plan": plan.pk,
                "title": plan.title,
                "year": plan.year,
                "tasks": plan.tasks.count(),
                "created": created,
            }
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        elif not created:
            self.stdout.write(f"这份文件已经导入，即《{plan.title}》，{plan.tasks.count()} 项任务；没有重复创建。")
        else:
            self.stdout.write(f"已导入《{plan.title}》，{plan.tasks.count()} 项任务，待下达（./run plan issue）。")

    def _ask(self, draft: ImportDraft, actor: Actor) -> None:
        """Put every open question to the person at the terminal."""
        review = reviewing.review(draft)
        tasks: dict[str, Any] = {}
        for row in review.rows:
            for cell in (cell for cell in row.cells.values() if cell.flagged and not cell.settled):
                self.stdout.write(
                    f"\n第 {row.number} 项「{row.cells['content'].value}」\n  {cell.why}\n  原文：{row.source}"
                )
                tasks.setdefault(str(row.number), {"confirmed": []}).update(
                    self._ask_cell(cell, tasks.get(str(row.number)))
                )
        names: dict[str, str] = {}
        members: dict[str, list[str]] = {}
        for question in review.names:
            answer = self._ask_name(question)
            if question.open_word:
                members[question.text] = answer
            else:
                names[question.text] = answer[0]
        importing.decide(draft, actor, {"tasks": tasks, "names": names, "members": members})

    def _ask_cell(self, cell: reviewing.CellView, held: dict[str, Any] | None) -> dict[str, Any]:
        shown = "、".join(cell.value) if isinstance(cell.value, list) else cell.value
        answer = input(f"  {cell.name} 推断为「{shown}」。回车确认，或输入正确内容：").strip()
        confirmed = [*(held or {}).get("confirmed", []), cell.name]
        if not answer:
            return {"confirmed": confirmed}
        value = answer.replace("，", "、").split("、") if cell.name == "units" else answer
        return {cell.name: value, "confirmed": confirmed}

    def _ask_name(self, question: reviewing.NameQuestion) -> list[str]:
        where = "、".join(str(number) for number in question.tasks)
        if question.open_word:
            answer = input(
                f"\n「{question.text}」（第 {where} 项）指哪些单位？回车为各单位，或输入单位代码（逗号分隔）："
            ).strip()
            return [code.strip() for code in answer.replace("，", ",").split(",")] if answer else importing.everyone()
        near = "、".join(f"{unit.short}({unit.code})" for unit in question.suggestions) or "没有相近的名称"
        while True:
            answer = input(
                f"\n「{question.text}」（第 {where} 项）不在单位表中。相近：{near}。请输入单位代码："
            ).strip()
            if answer:
                return [answer]

    # --- issue and board ---------------------------------------------------------------------------

    def _issue(self, options: dict[str, Any]) -> None:
        plan = queries.plan_of()
        waiting = Plan.objects.filter(issued_at=None).first() or plan
        if waiting is None or waiting.case is None:
            raise CommandError("还没有导入要点。请先运行 ./run plan import FILE。")
        entry = act(waiting.case, "issue", _office_actor(options["username"]))
        self.stdout.write(f"《{waiting.title}》{entry.summary}。")

    def _board(self, options: dict[str, Any]) -> None:
        plan = queries.plan_of()
        if plan is None:
            raise CommandError("还没有导入要点。请先运行 ./run plan import FILE。")
        found = queries.board(plan)
        if options["json"]:
            rows = [
                {"number": row.task.number, "total": row.tally.total, "done": row.tally.done, "light": row.tally.light}
                for row in found.rows
            ]
            self.stdout.write(
                json.dumps({"as_of": str(found.today), "sentence": found.sentence, "tasks": rows}, ensure_ascii=False)
            )
            return
        self.stdout.write(f"{plan.title}　{found.today}\n{found.sentence}\n")
        for row in found.rows:
            word = queries.LIGHT_WORDS[row.tally.light]
            self.stdout.write(
                f"{row.task.number:>3}　{word}　办结 {row.tally.done}/{row.tally.total}　{row.task.content[:40]}"
            )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path.name} 超过 60 MB。", remedy="请确认是要点文件。")
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"无法打开 {path}。", remedy="请检查路径和读取权限。") from error


def _office_actor(username: str) -> Actor:
    """The person on whose behalf the command line acts: always a real holder of an office post."""
    day = timekeeping.today()
    posts = [Post.OFFICE_CLERK.value, Post.OFFICE_HEAD.value]
    holdings = (
        PostHolding.objects.filter(held_by_people(day), post__in=posts).select_related("person").order_by("post", "id")
    )
    if username:
        holdings = holdings.filter(person__username=username)
    for holding in holdings:
        for actor in actors_for(holding.person, day):
            if actor.post in (Post.OFFICE_CLERK, Post.OFFICE_HEAD):
                return actor
    who = f"账号「{username}」" if username else "单位表中"
    raise Refused(f"{who}没有区府办的岗位。", remedy="请先建好单位和人员（./run units import、./run people import）。")
