"""``retention``: what is kept how long, by which rule, and what is due today."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mingzheng.core.outbox import daily
from mingzheng.core.outbox.forgetting import Rule, rules


class Command(BaseCommand):
    help = "保存期限：什么保存多久、依据什么、今天有多少到期；到期的由后台进程每天清除。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        done = daily.last_done()
        rows = [_row(rule, done) for rule in rules()]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['what']}")
            said = f"    保存{row['term']}" if row["term"][0].isdigit() else f"    {row['term']}"
            self.stdout.write(f"{said}。依据：{row['basis']}。")
            if row["due"] is not None or row["done"]:
                due = "" if row["due"] is None else f"到期待清除 {row['due']} 项；"
                self.stdout.write(f"    {due}最近一次清除：{row['done'] or '八天内没有'}。")
        waiting = sum(row["due"] or 0 for row in rows)
        self.stdout.write(f"共 {len(rows)} 条规则，到期待清除 {waiting} 项。")


def _row(rule: Rule, done: dict[str, Any]) -> dict[str, Any]:
    last = done.get(rule.name)
    return {
        "rule": rule.name,
        "what": rule.what,
        "term": rule.said_term,
        "basis": rule.basis,
        "due": rule.count(),
        "done": f"{last:%Y-%m-%d}" if last else "",
    }
