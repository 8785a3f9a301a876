"""What a bulletin says of a quarter: cells, tables, bars and the machine's text, read from the records of a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mingzheng.core import cells
from mingzheng.core.cells import Cell
from mingzheng.core.dates import chinese_date
from mingzheng.core.numbers import percent_text
from mingzheng.core.quoting import quoted
from mingzheng.supervision.bulletins.models import QUARTERS, quarter_end
from mingzheng.supervision.bulletins.standing import Figures, aimed
from mingzheng.supervision.indicators.lights import WORDS
from mingzheng.supervision.training import queries as training
from mingzheng.supervision.workplan import queries as workplan
from mingzheng.supervision.workplan.models import Plan, SupervisionLetter
from mingzheng.supervision.workplan.queries import LIGHT_WORDS, Board, Share, Tally, TaskRow, tally

MOST_UNITS = 5  # named as ahead of the others
MOST_NUMBERS = 10  # of late tasks in a line of the table
Table = dict[str, Any]


@dataclass(frozen=True)
class Part:
    key: str
    heading: str
    text: str
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Composed:
    cells: dict[str, Cell]
    tables: dict[str, Table]
    bars: list[list[Any]]
    parts: list[Part]


def compose(plan: Plan, quarter: int, day: dt.date) -> Composed:
    """Everything of the quarter as the records show it on a day."""
    board = as_of(workplan.board(plan, today=day), day)
    begins = dt.date(plan.year, quarter * 3 - 2, 1)
    span = (begins, min(day, quarter_end(plan.year, quarter)))
    numbers = _Numbers(plan, quarter, day, board, span, Figures.of(plan, day))
    parts = [
        numbers.overview(),
        numbers.progress(),
        numbers.good(),
        numbers.problems(),
        numbers.urged(),
        numbers.next(),
    ]
    return Composed(cells.cells(numbers.found), numbers.tables, numbers.bars, parts)


def as_of(board: Board, day: dt.date) -> Board:
    """The board without what was finished after the day: a share counts as open until its final date."""
    found = [_as_of(share, day) for share in board.shares]
    by_task: dict[int, list[Share]] = {}
    for share in found:
        by_task.setdefault(share.task_id, []).append(share)
    rows = [
        TaskRow(row.task, tally(by_task.get(row.task.pk, [])), [one for one in by_task.get(row.task.pk, []) if one.light == "red"])
        for row in board.rows
    ]  # fmt: skip
    return Board(board.plan, day, rows, tally(found), found)


def _as_of(share: Share, day: dt.date) -> Share:
    if share.done_on is None or share.done_on <= day:
        return share
    return replace(share, state="accepted", done_on=None, due_on=share.final_on)


class _Numbers:
    """Collects cells and tables on the way through the sections."""

    def __init__(
        self, plan: Plan, quarter: int, day: dt.date, board: Board, span: tuple[dt.date, dt.date], figures: Figures
    ) -> None:
        self.plan, self.quarter, self.day, self.board, self.span = plan, quarter, day, board, span
        self.figures = figures
        self.found: list[Cell] = []
        self.tables: dict[str, Table] = {}
        self.bars: list[list[Any]] = []

    def cell(self, key: str, label: str, value: Any) -> str:
        """Keep a cell; gives the reference to it."""
        self.found.append(Cell(key, label, str(value)))
        return f"{{{{ {key} }}}}"

    # --- sections -------------------------------------------------------------------------------------------------

    def overview(self) -> Part:
        total = self.board.total
        late = {share.unit_id for share in self.board.shares if share.light == "red"}
        tasks = self.cell("tasks.total", "任务项数", len(self.board.rows))
        units = self.cell("units.late", "有逾期的单位数", len(late))
        text = (
            f"截至{chinese_date(self.day)}，年度要点的 {tasks} 项任务分解到各单位共 {self.cell('shares.total', '各单位任务件数', total.total)} 件，"
            f"已核实办结 {self.cell('shares.done', '已办结件数', total.done)} 件"
            f"（{self.cell('shares.percent', '办结率', _percent(total))}），"
            f"正常推进 {self.cell('shares.green', '正常推进件数', total.lights['green'])} 件，"
            f"临近期限 {self.cell('shares.amber', '临近期限件数', total.lights['amber'])} 件，"
            f"逾期 {self.cell('shares.red', '逾期件数', total.lights['red'])} 件"
            f"{f'，涉及 {units} 个单位' if late else ''}。"
        )
        return Part("overview", "总体情况", "\n".join([text, *self._lights()]))

    def _lights(self) -> Iterable[str]:
        """How the figures that prove the tasks stand to their targets, and what moved since the quarter began."""
        count = self.figures.lights
        if not count.total():
            return
        said = {code: self.cell(f"figures.{code}", f"{word}的指标", count[code]) for code, word in WORDS.items()}
        total = self.cell("figures.total", "从记录计算的指标", count.total())
        yield (
            f"从记录计算的 {total} 项指标中，达到目标 {said['green']} 项，接近 {said['amber']} 项，未达到 {said['red']} 项；"
            f"没有目标或者还没有记录的 {said['none']} 项不评。"
        )
        better, worse = self.figures.moved(self.span[0] - dt.timedelta(days=1))
        if better or worse:
            up = self.cell("figures.better", "本季度转好的指标", better)
            down = self.cell("figures.worse", "本季度转差的指标", worse)
            yield f"与季度开始时相比，{up} 项转好，{down} 项转差。"

    def progress(self) -> Part:
        rows = []
        for place, part in enumerate(self.board.by_part(), 1):
            title = part.part.title if part.part else "其他"
            total = _sum(row.tally for point in part.points for row in point.rows)
            tasks = sum(len(point.rows) for point in part.points)
            share = _percent(total)
            for name, label, value in (
                ("total", "件数", total.total),
                ("done", "办结", total.done),
                ("percent", "办结率", share),
                ("red", "逾期", total.lights["red"]),
            ):
                self.cell(f"part{place}.{name}", f"{title}：{label}", value)
            lit = self.figures.of_tasks(row.task.pk for point in part.points for row in point.rows)
            three = "/".join(str(lit[code]) for code in ("green", "amber", "red"))
            rows.append([title, str(tasks), str(total.total), str(total.done), share, str(total.lights["red"]), three])
            self.bars.append([title, round(_share(total), 1), share])
        head = ["工作要点的部分", "任务", "件数", "办结", "办结率", "逾期", "指标达到/接近/未达到"]
        self.tables["parts"] = {"caption": "各部分任务进展", "head": head, "rows": rows}
        self._tasks()
        return Part("progress", "各项任务进展", "各部分任务的进展如下；逐项任务的数字见附件。", ("parts",))

    def _tasks(self) -> None:
        """Every task with its figures, computed from the records behind them, and how each stands to its target."""
        rows = []
        for row in self.board.rows:
            texts = []
            for place, one in enumerate(self.figures.of_task(row.task.pk)):
                key = f"task.{row.task.number}" if place == 0 else f"task.{row.task.number}.{place + 1}"
                self.cell(key, f"第{row.task.number}项：{one.indicator.label}", one.figure.text)
                texts.append(f"{one.indicator.label} {one.figure.text}{aimed(one)}")
            share = f"{row.tally.done}/{row.tally.total}"
            rows.append(
                [str(row.task.number), row.task.content, "；".join(texts) or "暂无记录来源", share, LIGHT_WORDS[row.tally.light]]
            )  # fmt: skip
        head = ["序号", "任务内容", "记录中的数字", "办结/件数", "进展"]
        self.tables["tasks"] = {"caption": "", "head": head, "rows": rows}

    def good(self) -> Part:
        first, last = self.span
        published = list(training.public_cases().filter(published_at__date__range=(first, last)))
        held = [one for one in training.held(self.plan.year, "training", until=last) if one.day >= first]
        lines = []
        number = self.cell("cases.published", "本季度公布的优秀案例", len(published))
        if published:
            named = "；".join(f"{one.unit.short}{quoted(one.title)}" for one in reversed(published))
            lines.append(f"经评审公布优秀案例 {number} 个：{named}。")
        people = sum(one.people for one in held)
        sessions = self.cell("training.held", "本季度培训场数", len(held))
        came = self.cell("training.people", "本季度培训人次", people)
        if held:
            lines.append(f"举办业务培训 {sessions} 场，{came} 人次参加。")
        ahead = self._ahead()
        if ahead:
            lines.append(f"{'、'.join(ahead)}办结较快，且没有逾期。")
        return Part("good", "经验做法", "\n".join(lines) or "本季度没有公布的优秀案例和已登记的培训。")

    def _ahead(self) -> list[str]:
        """Units without anything overdue that have finished most, by share; only those that have finished something."""
        rows = [row for row in workplan.by_unit(self.board) if not row.tally.lights["red"] and row.tally.done]
        rows.sort(key=lambda row: -row.tally.done / row.tally.total)
        return [row.unit for row in rows[:MOST_UNITS]]

    def problems(self) -> Part:
        late = [row for row in workplan.by_unit(self.board) if row.tally.lights["red"]]
        below = self._below()
        if not late:
            return Part("problems", "存在问题", "\n".join(["没有逾期的任务。", *below]), ("figures",))
        numbers = {task.pk: task.number for task in (row.task for row in self.board.rows)}
        named: dict[int, Counter[int]] = {}
        for share in self.board.shares:
            if share.light == "red":
                named.setdefault(share.unit_id, Counter())[numbers[share.task_id]] += 1
        rows = [
            [
                row.unit,
                str(row.tally.lights["red"]),
                _numbers(sorted(named[row.unit_id])),
                chinese_date(row.tally.oldest_red) if row.tally.oldest_red else "",
            ]
            for row in late
        ]
        head = ["单位", "逾期", "任务序号", "最早应于"]
        self.tables["units"] = {"caption": "逾期任务（按单位）", "head": head, "rows": rows}
        most = self.cell("units.most", "逾期最多的单位的件数", late[0].tally.lights["red"])
        text = f"{{{{ units.late }}}} 个单位有逾期任务，{_most(late, most)}。请对照下表，抓紧补齐记录、提请办结。"
        return Part("problems", "存在问题", "\n".join([text, *below]), ("units", "figures"))

    def _below(self) -> list[str]:
        """The figures below their targets, each once, with the units whose own share of it is below."""
        rows = self.figures.below()
        if not rows:
            return []
        head = ["任务", "指标", "现在", "目标", "未达到的单位"]
        self.tables["figures"] = {"caption": "未达到目标的指标", "head": head, "rows": rows}
        return ["{{ figures.red }} 项指标没有达到目标，见下表；计算办法和每条记录可在政务公开平台查看。"]

    def urged(self) -> Part:
        first, last = self.span
        issued = SupervisionLetter.objects.filter(assignment__task__plan=self.plan, issued_on__range=(first, last))
        total = issued.count()
        answered = issued.filter(answered_on__lte=last).count()
        number = self.cell("letters.issued", "本季度发出督办单", total)
        done = self.cell("letters.answered", "其中已答复", answered)
        rest = self.cell("letters.open", "其中待答复", total - answered)
        if not total:
            return Part("urged", "督办情况", "本季度没有发出督办单。")
        return Part("urged", "督办情况", f"发出督办单 {number} 份，已答复 {done} 份，待答复 {rest} 份。")

    def next(self) -> Part:
        """What falls due in the quarter that follows the bulletin's."""
        first = quarter_end(self.plan.year, self.quarter) + dt.timedelta(days=1)
        last = quarter_end(first.year, (first.month + 2) // 3)
        due: dict[int, list[dt.date]] = {}
        numbers = {row.task.number: row.task for row in self.board.rows}
        for task in numbers.values():
            points = [dt.date.fromisoformat(one["on"]) for one in task.due_points] or [task.due_on]
            days = sorted(day for day in points if first <= day <= last)
            if days and task.pk not in self._settled():
                due[task.number] = days
        count = self.cell("next.tasks", "下季度有节点的任务项数", len(due))
        if not due:
            rest = "请按年度时限继续推进" if first.year == self.plan.year else "新一年的任务以新一年的要点为准"
            return Part("next", "下季度安排", f"下季度没有到期的任务节点，{rest}。")
        rows = [
            [str(number), numbers[number].content, "、".join(f"{day.month}月{day.day}日" for day in days)]
            for number, days in sorted(due.items(), key=lambda pair: (pair[1][0], pair[0]))
        ]
        self.tables["due"] = {"caption": "下季度到期的任务节点", "head": ["序号", "任务内容", "到期"], "rows": rows}
        name = f"{first.year}年第{QUARTERS[(first.month + 2) // 3]}季度"
        return Part("next", "下季度安排", f"{name}有 {count} 项任务到期或有分期节点，请各单位提前安排。", ("due",))

    def _settled(self) -> set[int]:
        return {row.task.pk for row in self.board.rows if row.tally.light == "done"}


def _most(late: list[workplan.UnitRow], most: str) -> str:
    """Who has most; nobody is named before others who have as many. ``most``: the reference to the number."""
    tied = [row.unit for row in late if row.tally.lights["red"] == late[0].tally.lights["red"]]
    if len(tied) == 1:
        return f"其中{tied[0]}最多，{most} 件"
    return f"每个单位 {most} 件" if len(tied) == len(late) else f"最多的单位各有 {most} 件"


def _sum(tallies: Iterable[Tally]) -> Tally:
    found = Tally()
    for one in tallies:
        found.total += one.total
        found.lights.update(one.lights)
    return found


def _share(of: Tally) -> float:
    return 100 * of.done / of.total if of.total else 0.0


def _percent(of: Tally) -> str:
    """One decimal: of two thousand shares ten are not none."""
    return f"{percent_text(_share(of), 1)}%"


def _numbers(numbers: list[int]) -> str:
    """The first of them, and how many there are in all: the desk has the whole list."""
    said = "、".join(map(str, numbers[:MOST_NUMBERS]))
    return said if len(numbers) <= MOST_NUMBERS else f"{said}等 {len(numbers)} 项"
