"""``./run foi clock FILE.jsonl [--json]``: each line a history; see docs/requests-clock.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core.errors import Refused
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi.calculator import rules_now
from mingzheng.requests.foi.cli._values import Out, lines
from mingzheng.requests.foi.law.clockwork import After, Happening, play
from mingzheng.requests.foi.law.histories import read_line

HELP = "推演一件申请的答复期限：每发生一件事之后的状态、期限和理由"


def arguments(parser: CommandParser) -> None:
    parser.add_argument("file", metavar="FILE.jsonl", help="每行一件申请：{“id”: …, “events”: […]}；- 为标准输入")
    parser.add_argument("--json", action="store_true", help="输出 JSON，每行一件申请")


def run(options: dict[str, Any], out: Out) -> None:
    rules, days = rules_now(), calendar()
    wrong = []
    for n, line in _lines(options["file"]):
        try:
            ident, history = read_line(line)
        except Refused as refused:
            wrong.append(f"第 {n} 行：{refused}")
            continue
        after = play(history, rules, days)
        out.write(_as_json(ident, after) if options["json"] else _as_text(ident, history, after))
    if wrong:
        raise CommandError("\n".join(wrong))


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    with lines(name) as given:
        yield from ((n, line) for n, line in enumerate(given, 1) if line.strip())


def _as_json(ident: str | int, after: list[After]) -> str:
    return json.dumps({"id": ident, "after": [_row(one) for one in after]}, ensure_ascii=False)


def _row(one: After) -> dict[str, Any]:
    row: dict[str, Any] = {
        "n": one.n,
        "state": one.state,
        "due": one.due and one.due.isoformat(),
        "provisional": one.provisional,
        "reasons": list(one.reasons),
    }
    if one.waiting:
        row["waiting"] = [{"for": w.what, "ref": w.ref, "due": w.due.isoformat()} for w in one.waiting]
    if one.refused:
        row["refused"] = one.refused
    return row


def _as_text(ident: str | int, history: list[Happening], after: list[After]) -> str:
    lines = [f"{ident}"]
    for event, one in zip(history, after, strict=True):
        due = one.due.isoformat() if one.due else "—"
        lines.append(f"  {one.n}. {event.date} {event.label}：{one.label}，期限 {due}{'（暂定）' * one.provisional}")
        shown = [f"没有登记：{one.refused}"] if one.refused else one.reasons
        lines += [f"     {line}" for line in shown]
    return "\n".join(lines)
