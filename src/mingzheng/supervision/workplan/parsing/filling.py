"""From rows to tasks: what is missing is filled from context, and every filling is said to be one."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from .columns import CONTENT, DUE, GROUP, NUMBER, UNITS
from .due import looks_like_due
from .duephrase import find_due
from .model import ParsedTask, Point, RawRow
from .paragraphs import ITEM_DOT
from .unitnames import UnitList, split_units
from .words import join, squeeze

_MARK = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d{1,3}[.．、])\s*")
_SUBMARK = re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]")


@dataclass
class Filler:
    """Fills rows in order.

    points: of the body; known: unit names; table: whether rows come from a table, where an empty
    cell means the one above.
    """

    points: Collection[Point]
    known: Collection[str]
    year: int
    table: bool
    warnings: list[str] = field(default_factory=list)

    def tasks(self, rows: list[RawRow]) -> tuple[ParsedTask, ...]:
        """Turn rows into tasks; problems go to `warnings`."""
        numbers = self._numbers(rows)
        groups = self._groups(rows)
        units = self._units(rows, numbers)
        dues = self._dues(rows, numbers)
        out = []
        for i, row in enumerate(rows):
            why: dict[str, str] = {}
            for name, (_, reason) in (("units", units[i]), ("due", dues[i]), ("group", groups[i])):
                if reason:
                    why[name] = reason
            found = units[i][0]
            if found.strange:
                self.warnings.append(f"第{numbers[i]}项的“{'、'.join(found.strange)}”不像单位名称，请对照原文核对。")
            out.append(
                ParsedTask(
                    numbers[i],
                    groups[i][0],
                    _tidy(row.cells.get(CONTENT, "")),
                    found.units,
                    found.open_ended,
                    dues[i][0],
                    tuple(why),
                    why,
                    row.source,
                )
            )
        self._overall(rows, out)
        return tuple(out)

    # numbers

    def _numbers(self, rows: list[RawRow]) -> list[int]:
        written = [r.number for r in rows]
        given = [n for n in written if n is not None]
        begins_again = any(b == 1 and a > 1 for a, b in itertools.pairwise(given))
        split = sum(r.notes.get(NUMBER) == "merged" for r in rows)
        if not given or begins_again or split:
            if begins_again:
                self.warnings.append("原文的序号不止一次从1开始，已按先后顺序重新编号，请核对。")
            if split:
                self.warnings.append(f"有{split}行与上一行共用一个序号，已按行拆成单独任务并重新编号，请核对。")
            return list(range(1, len(rows) + 1))
        return self._as_written(written)

    def _as_written(self, written: list[int | None]) -> list[int]:
        out: list[int] = []
        taken = {n for n in written if n is not None}
        for n in written:
            if n is None:
                n = (out[-1] if out else 0) + 1
                while n in taken:
                    n += 1
                taken.add(n)
                self.warnings.append(f"有一行没有序号，暂编为第{n}项，请核对。")
            out.append(n)
        twice = [n for n, k in Counter(out).items() if k > 1]
        if twice:
            self.warnings.append(f"序号{_list(twice)}重复出现，请核对原文后改正。")
        missing = sorted(set(range(min(out), max(out) + 1)) - set(out)) if max(out) < 3000 else []
        if min(out) > 1 and min(out) < 3000:
            missing = [*range(1, min(out)), *missing]
        if missing:
            self.warnings.append(f"没有找到序号{_list(missing)}，请核对原文是否缺行或编号跳号。")
        if any(a > b for a, b in itertools.pairwise(out)):
            self.warnings.append("序号没有按从小到大排列，请核对。")
        return out

    # groups

    def _groups(self, rows: list[RawRow]) -> list[tuple[str, str]]:
        titles = [p.title for p in self.points]
        printed = [_MARK.sub("", join([r.cells[GROUP]])) if r.cells.get(GROUP) else "" for r in rows]
        if not self.table:
            return [(g, "") for g in printed]
        column = any(printed)
        out: list[tuple[str, str]] = []
        for i, row in enumerate(rows):
            if printed[i]:
                out.append(self._completed(printed[i], titles))
            elif column:
                out.append(self._carried(i, rows, printed, out))
            elif row.section:
                out.append((row.section, ""))
            else:
                out.append(self._from_body(row))
        return out

    def _completed(self, printed: str, titles: list[str]) -> tuple[str, str]:
        """A group name cut off by a page is completed from the heading that begins with it."""
        if printed in titles or len(printed) < 4:
            return printed, ""
        longer = [t for t in titles if t.startswith(printed)]
        if len(longer) == 1 and not re.search("[，。]", longer[0][len(printed) : len(printed) + 1]):
            return longer[0], f"表中只有“{printed}”，按正文标题补全，请确认。"
        return printed, ""

    def _carried(
        self, i: int, rows: list[RawRow], printed: list[str], before: list[tuple[str, str]]
    ) -> tuple[str, str]:
        """An empty cell belongs to the group above: normal for a merged cell, unless the body says
        otherwise.
        """
        following = next((g for g in printed[i + 1 :] if g), "")
        said = self._point_of(rows[i])
        if not before:
            group = following
            return group, "这一行上面没有任务名称，按下面最近的任务名称填写，请确认。"
        group = before[-1][0]
        if said and said != group and said == following:
            return said, f"这一行没有写任务名称；它的内容出自正文“{said}”，按正文填写，请确认。"
        if rows[i].section and rows[i].section != rows[i - 1].section:
            return rows[i].section, "这一行没有写任务名称，按表中所在章节填写，请确认。"
        sure = GROUP in rows[i].merged or group in (said, following)
        if rows[i].after_page_break and not sure:
            return group, "这一行在换页处且没有写任务名称，按上一行填写，请确认。"
        return group, ""

    def _from_body(self, row: RawRow) -> tuple[str, str]:
        said = self._point_of(row)
        if said:
            return said, "表中没有任务名称一栏，按正文中对应的标题填写，请确认。"
        return "", ""

    def _point_of(self, row: RawRow) -> str:
        """Title of the point that the content is taken from; empty unless one point clearly stands out."""
        content = _tidy(row.cells.get(CONTENT, ""))[:200]
        if len(content) < 6:
            return ""
        exact = [p.title for p in self.points if content in p.text]
        if len(exact) == 1:
            return exact[0]
        scores = sorted(((fuzz.partial_ratio(content, p.text[:2000]), p.title) for p in self.points), reverse=True)
        if scores and scores[0][0] >= 80 and (len(scores) == 1 or scores[0][0] - scores[1][0] >= 12):
            return scores[0][1]
        return ""

    # units

    def _units(self, rows: list[RawRow], numbers: list[int]) -> list[tuple[UnitList, str]]:
        own = [split_units(r.cells[UNITS], self.known) if r.cells.get(UNITS) else None for r in rows]
        out: list[tuple[UnitList, str]] = []
        nobody = UnitList((), open_ended=False)
        for i, found in enumerate(own):
            if found is not None and found.units:
                out.append((found, rows[i].notes.get(UNITS, "")))
            elif not self.table or not any(own):
                out.append((nobody, "原文没有写责任单位，请填写。"))
            elif out:
                above = out[-1][0]
                stands = max(k for k in range(i) if not out[k][1] or k == 0)
                out.append((above, _reason("责任单位", numbers[stands], "、".join(above.units), above=True)))
            else:
                at = next(k for k, u in enumerate(own) if u is not None)
                below = own[at] or nobody
                out.append((below, _reason("责任单位", numbers[at], "、".join(below.units), above=False)))
        self._cut_short(rows, numbers, out)
        return out

    def _cut_short(self, rows: list[RawRow], numbers: list[int], units: list[tuple[UnitList, str]]) -> None:
        """A list that is the beginning of the commonest one, in a row that misses another cell, may
        have been cut.
        """
        common = Counter(u.units for u, why in units if not why).most_common(1)
        if not self.table or not common or common[0][1] < 3:
            return
        usual = common[0][0]
        for i, (found, why) in enumerate(units):
            n = len(found.units)
            if not why and 0 < n < len(usual) and usual[:n] == found.units and not rows[i].cells.get(DUE):
                self.warnings.append(
                    f"第{numbers[i]}项的责任单位只有“{'、'.join(found.units)}”，别的行多写作“{'、'.join(usual)}”，"
                    "且这一行缺完成时限，可能是原文缺字，请核对。"
                )

    # time limits

    def _dues(self, rows: list[RawRow], numbers: list[int]) -> list[tuple[str, str]]:
        own = [squeeze(r.cells.get(DUE, "")).strip("。；;，, ") for r in rows]
        column = self.table and any(own)
        out: list[tuple[str, str]] = []
        for i, due in enumerate(own):
            if due:
                if column and not looks_like_due(due):
                    self.warnings.append(f"第{numbers[i]}项的完成时限“{due}”系统不认得，请人工确定日期。")
                out.append((due, rows[i].notes.get(DUE, "")))
                continue
            said = find_due(_tidy(rows[i].cells.get(CONTENT, "")), self.year)
            if said and (not column or re.search("[月日]", said.replace("每月", ""))):
                out.append((said, "完成时限一栏是空的，取任务内容里写的时限，请确认。" if column else ""))
            elif not column:
                out.append(("", "原文没有写完成时限，请填写。"))
            elif out:
                stands = max(k for k in range(i) if not out[k][1] or k == 0)
                out.append((out[-1][0], _reason("完成时限", numbers[stands], out[-1][0], above=True)))
            else:
                at = next(k for k, d in enumerate(own) if d)
                out.append((own[at], _reason("完成时限", numbers[at], own[at], above=False)))
        return out

    # the whole

    def _overall(self, rows: list[RawRow], tasks: list[ParsedTask]) -> None:
        if not tasks:
            return
        empty = [t.number for t in tasks if not t.content]
        if empty:
            self.warnings.append(f"第{_list(empty)}项没有读到任务内容，请对照原文补写。")
        doubtful = [t.number for row, t in zip(rows, tasks, strict=True) if "doubt" in row.notes]
        if doubtful:
            self.warnings.append(
                f"第{_list(doubtful)}项的文字次序混乱，行列拆分把握不大，请逐字核对；"
                "有 Word 或 Excel 原件时请改用原件。"
            )
        bare = [t.number for t in tasks if not t.units]
        if len(bare) == len(tasks):
            self.warnings.append("原文没有写责任单位：每一项的责任单位都要人工填写。")
        elif bare:
            self.warnings.append(f"第{_list(bare)}项没有找到责任单位，请填写。")
        undated = [t.number for t in tasks if not t.due]
        if len(undated) == len(tasks):
            self.warnings.append("原文没有写完成时限：每一项的完成时限都要人工填写。")
        elif undated:
            self.warnings.append(f"第{_list(undated)}项没有找到完成时限，请填写。")
        filled = [
            t.number
            for t in tasks
            if self.table and any(f in t.inferred and value for f, value in (("units", t.units), ("due", t.due)))
        ]
        if filled:
            self.warnings.append(f"第{_list(filled)}项有单元格是按合并单元格的规律补填的，请逐项确认。")


def _reason(name: str, number: int, value: str, *, above: bool) -> str:
    side = "上面" if above else "下面"
    return f"这一行没有写{name}，按{side}第{number}项的合并单元格填为“{value}”，请确认。"


def _tidy(content: str) -> str:
    text = re.sub(rf"^\d{{1,3}}(?:{ITEM_DOT}|、(?!\d))", "", join([content]))
    if len(_SUBMARK.findall(text)) == 1:  # a lone （1） is the mark of this task, not a list inside it
        text = re.sub(f"^(?:{_SUBMARK.pattern})", "", text)
    return text.strip("；;，, ").removesuffix("。")


def _list(numbers: list[int]) -> str:
    """1、2、5—9."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    shown = [str(r[0]) if len(r) == 1 else f"{r[0]}、{r[1]}" if len(r) == 2 else f"{r[0]}—{r[-1]}" for r in runs[:40]]
    return "、".join(shown) + ("等" if len(runs) > 40 else "")
