"""The way in: a file becomes a parsed notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzheng.core.errors import Refused

from .body import Body, read_body
from .columns import CONTENT, GROUP, UNITS, roles_of
from .filling import Filler
from .gridrows import TableRows, rows_of
from .inline import rows_in_text
from .limits import MAX_CHARS
from .model import Cell, Line, ParsedNotice, ParsedTask, Part, Point, RawRow, Source
from .paragraphs import without_noise
from .reading import read_source
from .rows import Cut, DumpRow, Region, find_region, read_rows
from .scoring import Scorer
from .unitnames import normalise_unit
from .words import join

_DOUBTFUL = 1.0  # a row whose best cut scores less than this is shown as doubtful


def parse_notice(data: bytes, name: str, *, known_units: Sequence[str] = ()) -> ParsedNotice:
    """Take a work-point notice apart.

    Args:
        data: the file (.txt, .docx, .pdf with text, .xlsx, .csv).
        name: its name; only tells .csv from .txt.
        known_units: names of units the caller knows, with aliases; they help to tell names from other text.

    Returns:
        The notice with its points and tasks. What was filled from context is flagged in each task's
        `inferred` and
        explained in `why`; doubts about the whole stand in `warnings`.

    Raises:
        Refused: the file cannot be read, or there is nothing of a notice in it.
    """
    source = read_source(data, name)
    if sum(len(ln.text) for ln in source.lines) > MAX_CHARS:
        raise Refused("文字超过四十万字，不像一份通知。", remedy="请只保留通知正文和任务表。", code="too_large")
    known = frozenset(normalise_unit(u) for u in known_units if u.strip())
    table = rows_of(source.grids, source.lines)
    parsed = _from_grids(source, table, known) if table.rows else _from_lines(_flattened(source), known)
    if not parsed.tasks and not parsed.points:
        raise Refused(
            "没有在文件里找到任务。",
            remedy="请确认是工作要点通知或任务分解表；表格要有“责任单位”“任务内容”等表头。",
            code="no_tasks",
        )
    year = parsed.year or _year_in(name)
    warnings = [*source.warnings, *parsed.warnings]
    if not year:
        warnings.append("没有找到是哪一年的工作要点，请填写年份。")
    return replace(parsed, year=year, warnings=tuple(dict.fromkeys(warnings)))


def _year_in(name: str) -> int:
    match = re.search(r"(?<!\d)(20\d\d)(?!\d)", name)
    return int(match[1]) if match else 0


def _from_grids(source: Source, table: TableRows, known: frozenset[str]) -> ParsedNotice:
    lines = _outside(source, table)
    body = read_body(without_noise(tuple(lines)))
    _outline_from_table(body, table)
    filler = Filler(body.points, known, body.year, table=True)
    tasks = filler.tasks(table.rows)
    return _notice(body, tasks, [*table.warnings, *filler.warnings])


def _outside(source: Source, table: TableRows) -> list[Line]:
    """Lines outside the task tables; text of other tables, and of rows above a header, is kept in its
    place.
    """
    lines = list(source.lines)
    drawn = {g.at for g in source.grids if g.first_row > 1 or g.where == "表格"}
    for grid in source.grids:
        if grid in table.used and grid.at in drawn:
            lines = [ln for ln in lines if not grid.first_row <= ln.no < grid.first_row + len(grid.rows)]
        above = grid.rows if grid not in table.used else _above_header(grid.rows)
        if grid.at not in drawn or not source.lines:
            lines.extend(
                Line(grid.at, c.text) for row in above for c in row if c.text and not c.across and not c.joined
            )
    return sorted(lines, key=lambda ln: ln.no)


def _above_header(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    for i, row in enumerate(rows):
        if roles_of([c.text for c in row]) is not None:
            return rows[:i]
    return ()


def _outline_from_table(body: Body, table: TableRows) -> None:
    """A notice that is one table has its chapters and points inside it."""
    if not body.parts:
        body.parts = [Part(label, title) for label, title in table.sections]
    if not body.points:
        groups = dict.fromkeys(join([r.cells[GROUP]]) for r in table.rows if r.cells.get(GROUP))
        body.points = _points_of_groups(list(groups), table.rows)


def _points_of_groups(groups: list[str], rows: list[RawRow]) -> list[Point]:
    from .paragraphs import POINT

    out = []
    for group in groups:
        match = POINT.match(group)
        if match:
            text = "。".join(r.cells.get(CONTENT, "") for r in rows if join([r.cells.get(GROUP, "")]) == group)
            out.append(Point(f"（{match['label']}）", match["text"], "", text))
    return out


def _flattened(source: Source) -> tuple[Line, ...]:
    """No task table: cells of layout tables are read as lines."""
    lines = list(source.lines)
    if not any(g.where == "表格" and source.lines for g in source.grids):
        for grid in source.grids:
            for row in grid.rows:
                lines.extend(
                    Line(grid.at, piece)
                    for c in row
                    if c.text and not c.across and not c.joined
                    for piece in c.text.split("\n")
                    if piece.strip()
                )
    return tuple(sorted(lines, key=lambda ln: ln.no))


def _from_lines(lines: tuple[Line, ...], known: frozenset[str]) -> ParsedNotice:
    lines = without_noise(lines)
    region = find_region(lines)
    if region is not None:
        annex = _annex_start(lines, region.start)
        body = read_body(lines[:annex], [ln.text for ln in lines[annex : region.start]])
        rows = _dump_rows(region, body, known)
        if rows:
            filler = Filler(body.points, known, body.year, table=True)
            return _notice(body, filler.tasks(rows), filler.warnings)
    body = read_body(lines)
    found = rows_in_text(body, known)
    filler = Filler(body.points, known, body.year, table=False)
    tasks = filler.tasks(found.rows)
    warnings = [*found.warnings, *filler.warnings]
    if tasks and not found.with_duty:
        warnings.insert(0, "没有找到任务分解表，也没有写明责任单位的括号：任务按编号段落拆出，请逐项核对。")
    return _notice(body, tasks, warnings)


def _annex_start(lines: tuple[Line, ...], header: int) -> int:
    """The annex begins at its own mark (附件) or title, a few lines above the header."""
    for i in range(header - 1, max(-1, header - 9), -1):
        if lines[i].text.startswith(("附件", "附表", "附 件")):
            return i
    at = header
    while at > 0 and at > header - 4 and not lines[at - 1].text.endswith("。") and len(lines[at - 1].text) < 30:
        at -= 1
    return at if at < header and any("表" in ln.text or "清单" in ln.text for ln in lines[at:header]) else header


def _dump_rows(region: Region, body: Body, known: frozenset[str]) -> list[RawRow]:
    scorer = Scorer(frozenset(p.title for p in body.points), "\n".join(p.text for p in body.points), known)
    return [_raw(row, cut) for row, cut in read_rows(region, scorer)]


def _raw(row: DumpRow, cut: Cut) -> RawRow:
    cells: dict[str, str] = {}
    for role, run in cut.runs:
        text = "".join((" " if f.gap == "hard" else "\n") + f.text for f in run).strip()
        glue = "；" if role == UNITS and row.columns.count(UNITS) > 1 else "\n"
        finer = role == GROUP and row.columns.count(GROUP) > 1
        cells[role] = f"{cells[role]}{glue}{text}" if role in cells and not finer else text
    source = "\n".join(f"第{ln.no}行：{ln.text}" for ln in row.lines)
    raw = RawRow(row.number, cells, source, after_page_break=row.after_page_break, section=row.section)
    if cut.score < _DOUBTFUL or len(cells.get(GROUP, "")) > 40 or row.orphans:
        raw.notes["doubt"] = "1"
    return raw


def _notice(body: Body, tasks: tuple[ParsedTask, ...], warnings: list[str]) -> ParsedNotice:
    if not body.issuer:
        warnings.append("没有找到发文机关，请填写。")
    if not tasks and body.points:
        warnings.append("只读到了要点，没有读到任务，请确认附件任务分解表是否一并上传。")
    return ParsedNotice(
        title=body.title,
        issuer=body.issuer,
        number=body.number,
        year=body.year,
        dated=body.dated,
        meeting=body.meeting,
        addressees=body.addressees,
        preamble=body.preamble,
        parts=tuple(body.parts),
        points=tuple(body.points),
        tasks=tasks,
        warnings=tuple(warnings),
    )
