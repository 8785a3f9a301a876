"""Tables whose cells are known (Word, Excel, CSV, ruled PDF): header, columns, merged cells, rows cut
by pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .columns import CONTENT, DUE, GROUP, NUMBER, OTHER, UNITS, roles_of, settle
from .model import Cell, Grid, Line, RawRow
from .paragraphs import PART, POINT
from .unitnames import looks_like_unit, split_units
from .words import CN, cn_int, join, squeeze


@dataclass
class TableRows:
    """Task rows found in the tables of a file, and what was met on the way."""

    rows: list[RawRow] = field(default_factory=list)
    used: list[Grid] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lead: dict[str, str] = field(default_factory=dict)


def rows_of(grids: tuple[Grid, ...], lines: tuple[Line, ...] = ()) -> TableRows:
    """Read every task table. A table without a header goes on from the one before when it is as wide.

    lines: the text between the tables; a chapter heading right over a table names the group of its rows.
    """
    out = TableRows()
    before: _GridReader | None = None
    for grid in grids:
        own = _headed(grid)
        reader = _GridReader(grid, out, before.roles if before is not None and not own else None)
        reader.section = _heading_over(grid, lines)
        if before is not None and not reader.section and not _text_between(before.grid, grid, lines):
            reader.section = before.section
        reader.read()
        if reader.found:
            before = reader
            out.used.append(grid)
    return out


def _headed(grid: Grid) -> bool:
    """Whether a table has a header of its own, under title rows at most."""
    for row in grid.rows[:6]:
        if roles_of([squeeze(c.text) if not c.across else "" for c in row]) is not None:
            return True
        if sum(1 for c in row if c.text and not c.across and not c.joined) > 2:
            return False
    return False


def _heading_over(grid: Grid, lines: tuple[Line, ...]) -> str:
    """一、… in the line right over the table, or as the name of its sheet."""
    sheet = re.fullmatch("工作表“(.*)”", grid.where)
    above = sheet[1] if sheet else next((ln.text for ln in reversed(lines) if ln.no <= grid.at), "")
    match = PART.match(above) or POINT.match(above)
    text = (match["text"] or "").strip("：: ") if match else ""
    return text if len(text) <= 45 and "。" not in text else ""


def _text_between(one: Grid, other: Grid, lines: tuple[Line, ...]) -> bool:
    if other.where.startswith("工作表"):
        return True
    return any(one.at < ln.no <= other.at and not re.fullmatch(r"\W*\d{1,3}\W*", ln.text) for ln in lines)


class _GridReader:
    def __init__(self, grid: Grid, out: TableRows, roles: list[str | None] | None) -> None:
        self.grid, self.out = grid, out
        width = max((len(r) for r in grid.rows), default=0)
        self.roles: list[str | None] | None = roles if roles is not None and len(roles) == width else None
        self.names: list[str] = []
        self.found = False
        self.section = ""
        self.fresh = True  # the first row after a header or a table's top may go on from the page before

    def read(self) -> None:
        skip = 0
        for i, row in enumerate(self.grid.rows):
            if skip:
                skip -= 1
                continue
            texts = [squeeze(c.text) for c in row]
            header, size = self._header(i)
            if header is not None:
                self.roles, self.fresh, skip = header, True, size - 1
                continue
            if self.roles is None or not any(texts):
                continue
            if self._is_section(row, texts):
                continue
            self._row(i, row)
            self.fresh = False

    def _header(self, i: int) -> tuple[list[str | None] | None, int]:
        row = self.grid.rows[i]
        if i + 1 < len(self.grid.rows) and any(c.joined for c in self.grid.rows[i + 1]):
            below = self.grid.rows[i + 1]
            names = [b.text if i < len(below) and b.text else a.text for a, b in zip(row, below, strict=False)]
            two = roles_of([squeeze(n) for n in names])
            if two is not None and not any(cn_int(squeeze(b.text)) for b in below):
                self.names = names
                return two, 2
        names = [c.text if not c.across else "" for c in row]
        roles = roles_of([squeeze(n) for n in names])
        if roles is not None:
            self.names = names
            # a header merged across columns names all of them
            for k, cell in enumerate(row):
                if cell.across and roles[k] is None and k:
                    roles[k] = roles[k - 1] if roles[k - 1] != NUMBER else None
            if GROUP not in roles and roles.count(CONTENT) > 1:
                roles = settle(roles)
        return roles, 1

    def _is_section(self, row: tuple[Cell, ...], texts: list[str]) -> bool:
        """A row that is one merged cell, or holds one text that is a chapter mark, is a heading inside
        the table.
        """
        own = [t for c, t in zip(row, texts, strict=True) if t and not c.across and not c.joined]
        label = ""
        if len(own) == 2 and re.fullmatch(f"[{CN}]{{1,3}}、?", own[0]) and self._nothing_else(row, texts):
            label = own.pop(0).rstrip("、")  # 一 ｜ 主动公开, in two cells
        if len(own) != 1:
            return False
        text, spans = own[0], sum(c.across for c in row)
        match = PART.match(text) or POINT.match(text)
        wide = spans >= max(1, len([c for c in row if c]) - 2) and len(row) > 2
        if not (wide or label or (match and not spans)):
            return False
        if match or label:
            said = (match["label"], (match["text"] or "").strip()) if match else (label, text)
            self.out.sections.append(said)
        self.section = ((match["text"] or "") if match else text).strip("：: ") if len(text) <= 60 else self.section
        return True

    def _nothing_else(self, row: tuple[Cell, ...], texts: list[str]) -> bool:
        spread = sum(c.across for c in row)
        return len(row) > 2 and (spread >= len(row) - 2 or sum(map(bool, texts)) == 2)

    def _row(self, i: int, row: tuple[Cell, ...]) -> None:
        cells, merged, own = self._gather(row)
        number_text = squeeze(cells.pop(NUMBER, ""))
        number = _number(number_text)
        if number is None and number_text and not cells.get(CONTENT):
            return  # 合计, 备注 and the like
        where = f"{self.grid.where}第{i + self.grid.first_row}行"
        source = f"{where}：" + "｜".join(join([c.text]) for c in row if c.text and not c.across)
        if number is None and self._goes_on(cells, merged, own):
            self._append(cells, source)
            return
        if not squeeze(cells.get(CONTENT, "")):
            if not squeeze(cells.get(GROUP, "")) or GROUP in merged:
                return
            cells[CONTENT] = cells[GROUP]
        raw = RawRow(number, cells, source, merged, after_page_break=self.fresh, section=self.section)
        if NUMBER in merged:
            raw.notes["number"] = "merged"
        self.out.rows.append(raw)
        self.found = True

    def _gather(self, row: tuple[Cell, ...]) -> tuple[dict[str, str], set[str], set[str]]:
        """Texts by role. Two columns of units are joined, the lead first; own: roles with text of this
        very row.
        """
        cells: dict[str, str] = {}
        merged: set[str] = set()
        own: set[str] = set()
        for role, cell in zip(self.roles or [], row, strict=False):
            if role is None or role == OTHER or not cell.text or (cell.across and role in cells):
                continue
            glue = {UNITS: "；", CONTENT: "；", DUE: "，"}.get(role)
            # of two group columns the later one is the finer
            cells[role] = f"{cells[role]}{glue}{cell.text}" if role in cells and glue else cell.text
            (merged if cell.joined else own).add(role)
        return cells, merged - own, own

    def _goes_on(self, cells: dict[str, str], merged: set[str], own: set[str]) -> bool:
        """A row without a number just after a page turn, whose cells complete the row before."""
        if not (self.fresh and self.out.rows and NUMBER in (self.roles or [])) or merged:
            return False
        before = self.out.rows[-1].cells
        text = squeeze(before.get(CONTENT, ""))
        units = before.get(UNITS, "")
        if CONTENT in own:
            return bool(text) and not text.endswith("。") and not ({UNITS, DUE} <= own)
        return UNITS in own and (not units or not looks_like_unit(split_units(units).units[-1]) or len(own) == 1)

    def _append(self, cells: dict[str, str], source: str) -> None:
        last = self.out.rows[-1]
        for role, text in cells.items():
            last.cells[role] = f"{last.cells[role]}\n{text}" if last.cells.get(role) else text
        last.source += f"\n{source}"
        last.notes["broken"] = "这一行被分页拆开，已按上下文接上。"


def _number(text: str) -> int | None:
    plain = text.strip("（）()、.．。 第项")
    if re.fullmatch(r"\d{1,4}\.0", plain):
        plain = plain[:-2]
    value = cn_int(plain) if plain else None
    return value if value is not None and value < 10_000 else None
