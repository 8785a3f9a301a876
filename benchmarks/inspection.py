"""Pages per minute of an inspection: ten thousand saved pages of a portal with planted defects, each of which must be found.

``--size N`` pages; no link is asked for. "In one process": read and judged, nothing kept (what ``./run inspect`` does).
"As it runs": a zip uploaded on the desk, slice by slice through the outbox, findings and progress in the database.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.supervision.inspections import shapes

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.workdays import commands as workdays
from mingzheng.supervision.inspections import inspecting, outside, sources
from mingzheng.supervision.inspections.ground import ground_on
from mingzheng.supervision.inspections.models import OutsideFinding
from mingzheng.supervision.inspections.outside import Asked

PAGES = 10_000
DAY = dt.date(2023, 6, 20)
MACHINE = Actor.system("测量")
A_PAGE = 6.0  # milliseconds: ten thousand pages a minute
SHAPES = (
    shapes.four_cells,
    shapes.two_cells,
    shapes.definitions,
    shapes.divs,
    shapes.items,
    shapes.inline,
    shapes.columned,
    shapes.old_tables,
)
# Every so many-eth page has this defect: (rule, what is changed on a good page).
PLANTED: tuple[tuple[int, str, dict[str, Any]], ...] = (
    (20, "date.late", {"published_on": "2023-05-31", "pubdate": "2023-05-31"}),
    (25, "number.form", {"number": "长府办[2023]12号", "text_number": None}),
    (50, "attribute.form", {"attribute": "公开", "mark": None}),
    (100, "header.missing", {"agency": None}),
)


def run() -> dict[str, Any]:
    pages = pages_asked()
    with timekeeping.standing_at(DAY), tempfile.TemporaryDirectory() as folder:
        workdays.load_shipped(MACHINE)
        made, planted = _made(pages)
        rows = [*_in_one_process(Path(folder), made, planted), *_as_it_runs(made, planted)]
    size = sum(map(len, made.values())) / len(made) / 1024
    load = os.getloadavg()[0]
    return {"about": f"{pages} 页，平均 {size:.0f} KB；测完时负载 {load:.1f}", "rows": rows}


def _made(pages: int) -> tuple[dict[str, bytes], Counter[str]]:
    """name → page, and how often each defect was planted."""
    made: dict[str, bytes] = {}
    planted: Counter[str] = Counter()
    for number in range(pages):
        rule, changed = next(((rule, more) for every, rule, more in PLANTED if number % every == every - 1), ("", {}))
        planted[rule] += 1
        given = shapes.facts(**changed)
        made[f"公文/{number // 500}/{number}.html"] = _heavy(SHAPES[number % len(SHAPES)](given), number).encode()
    del planted[""]
    return made, planted


def _heavy(page: str, number: int) -> str:
    """The page within what real portals put around it: menus, scripts, style, related pages."""
    menu = "".join(f"<li><a href='/zwgk/{at}/'><span>栏目{at}</span></a></li>" for at in range(90))
    near = "".join(
        f"<li><a href='/zwgk/{number % 97}/{at}.html' title='相关'>关于做好第{at}项工作的通知</a></li>"
        for at in range(12)
    )
    style = "<style>" + ".xxgk_table td{padding:6px 8px;border:1px solid #ddd}\n" * 80 + "</style>"
    script = "<script>" + "var site = {name: '区政府', hits: 0, list: []};\n" * 60 + "</script>"
    before = f"{style}<div class='nav'><ul>{menu}</ul></div>"
    saved = f"<!-- saved from url=(0040)https://www.example.gov.cn/zwgk/{number % 97}/{number}.html -->\n"
    page = page.replace("<html", f"{saved}<html", 1)
    return page.replace("<body>", f"<body>{before}", 1).replace(
        "</body>", f"<div class='near'><ul>{near}</ul></div>{script}</body>"
    )


def _in_one_process(folder: Path, made: dict[str, bytes], planted: Counter[str]) -> list[dict[str, Any]]:
    for name, data in made.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    spent = _Watch()
    report = inspecting.inspect(sources.folder(folder), ground_on())
    return spent.rows("一个进程里读和判断", Counter(one.rule for one in report.defects), planted, A_PAGE)


def _as_it_runs(made: dict[str, bytes], planted: Counter[str]) -> list[dict[str, Any]]:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    spent = _Watch()
    row = outside.begin(Asked("测量", None, DAY, archive=held.getvalue(), archive_name="测量.zip"), MACHINE)
    while run_due(20, slow=True):
        pass
    found = Counter(OutsideFinding.objects.filter(inspection=row).values_list("rule", flat=True))
    return spent.rows("像平时那样（分段，存入数据库）", found, planted, A_PAGE * 1.5)


class _Watch:
    """Time from its making: that of the clock, and that of the processor, which other work on the machine does not change."""

    def __init__(self) -> None:
        self.clock, self.processor = time.perf_counter(), time.process_time()

    def rows(self, name: str, found: Counter[str], planted: Counter[str], target: float) -> list[dict[str, Any]]:
        """Raises AssertionError where a planted defect was not found, or another one was."""
        clock, processor = time.perf_counter() - self.clock, time.process_time() - self.processor
        pages = pages_asked()
        if found != planted:
            raise AssertionError(f"planted {dict(planted)}, found {dict(found)}")
        return [
            {"name": f"{name}：每分钟", "median": 60 * pages / clock, "unit": "页"},
            {"name": f"{name}：每页用处理器", "median": 1000 * processor / pages, "unit": "ms", "target": target},
        ]


def pages_asked() -> int:
    return int(os.environ.get("MINGZHENG_BENCH_SIZE", PAGES))
