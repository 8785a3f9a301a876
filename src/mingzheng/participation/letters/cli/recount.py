"""``./run letters recount [--mend]``: the counters of the statistics compared with the letters."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters import counting

HELP = "按来信重新计算统计并与现有的统计核对"
SHOWN = 20


def arguments(parser: CommandParser) -> None:
    parser.add_argument("--mend", action="store_true", help="有差别的改正过来")


def run(options: dict[str, Any], out: Any) -> None:
    found = counting.recount(mend=options["mend"])
    if not found:
        out.write("统计与来信一致。")
        return
    names = dict(Unit.objects.values_list("pk", "short"))
    said = [
        f"{month:%Y-%m} {names.get(unit, unit)} {channel} {kind}：{'，'.join(f'{name} 差 {more:+}' for name, more in figures.items())}"
        for (month, unit, channel, kind), figures in sorted(found.months.items())
    ]
    said += [f"{month:%Y-%m} {matter}：差 {more:+}" for (month, matter), more in sorted(found.matters.items())]
    for one in said[:SHOWN]:
        out.write(one)
    if len(said) > SHOWN:
        out.write(f"……另有 {len(said) - SHOWN} 处")
    if options["mend"]:
        out.write(f"已改正 {len(said)} 处。")
    else:
        raise Refused(f"有 {len(said)} 处不一致。", remedy="运行 ./run letters recount --mend 改正。", code="differs")
