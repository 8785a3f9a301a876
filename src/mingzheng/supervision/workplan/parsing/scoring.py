"""How well a run of text fits a column: by vocabulary, shape, the notice's own body text and line lengths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from mingzheng.core.errors import Refused

from .columns import CONTENT, DUE, GROUP, OTHER, UNITS
from .due import looks_like_due
from .limits import MAX_TRIALS
from .unitnames import UnitList, split_units
from .words import depth_at_end, em, join

MISSING = {CONTENT: -6.0, UNITS: -0.8, DUE: -0.8, GROUP: 0.0, OTHER: 0.0}


@dataclass(frozen=True)
class Fragment:
    """A piece of a printed line. gap: what stands before it (line, hard = blank between Chinese,
    soft = beside ASCII);
    page: a page begins with it."""

    text: str
    no: int
    gap: str
    page: bool = False


@dataclass
class Scorer:
    """Scores of runs of fragments.

    headings: titles of points; body: text of the points; widths: ems per column.
    """

    headings: Collection[str] = ()
    body: str = ""
    known: Collection[str] = ()
    widths: dict[str, float] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    stranger: float = -1.0  # a group name that is no heading of the body
    trials: int = 0
    names: Counter[str] = field(default_factory=Counter)
    _cache: dict[tuple[str, tuple[str, ...]], float] = field(default_factory=dict)
    _lists: dict[str, UnitList] = field(default_factory=dict)  # what a cell's units are does not change with knowledge

    def forget(self) -> None:
        """Drop remembered scores after the knowledge changed."""
        self._cache.clear()

    def score(self, role: str, run: list[Fragment], *, cut: bool = False) -> float:
        """Fit of a run to a column; higher is better. cut: a page break cuts the cell before or after
        the run.
        """
        self.trials += 1
        if self.trials > MAX_TRIALS:
            raise Refused("表格文字过长过乱，分不清行列。", remedy="请上传 .docx 或 .xlsx 的任务表。", code="too_large")
        text = join([f.text for f in run])
        key = (role + "|" * cut, tuple(f.text for f in run))
        if key not in self._cache:
            self._cache[key] = self._of(role, text, run, cut)
        gaps = sum(1 for f in run[1:] if f.gap == "hard" and not (role == UNITS and "、" not in text))
        return self._cache[key] - 1.5 * gaps + self._by_width(role, run)

    def _of(self, role: str, text: str, run: list[Fragment], cut: bool) -> float:
        if role == CONTENT:
            return self._content(text, run, cut)
        if role == UNITS:
            return self._units(text, run, cut)
        if role == DUE:
            return 4 + 0.3 * len(run) if looks_like_due(text) else -6
        if role == GROUP:
            return self._group(text)
        return -0.5 if len(text) <= 30 else -3

    def _content(self, text: str, run: list[Fragment], cut: bool) -> float:
        score = 1.0
        plain = text.strip("。；，、")
        if len(plain) >= 6 and plain in self.body:
            score += 3
        elif len(plain) >= 10 and self.body:
            # the annex shortens the body; that its last words stand there still says where the cell ends
            score += 1.0 * (plain[-5:] in self.body) + 1.0 * (plain[:5] in self.body)
        if not cut and (text.endswith(("、", "，", "（", "“", "《", "：")) or depth_at_end(text) != 0):
            score -= 3
        if text[0] in "、，。）；":
            score -= 4
        if text[0] in "和及与的":
            score -= 1.5
        if text.endswith("各"):
            score -= 2
        if len(text) < 4:
            score -= 2
        if looks_like_due(run[-1].text) and len(run) > 1:
            score -= 2
        return score

    def _units(self, text: str, run: list[Fragment], cut: bool) -> float:
        if cut:
            text = text.strip("、")
        found = self._listed("\n".join(f.text for f in run))
        if not found.units or (found.strange and not (cut and len(found.strange) < len(found.units))):
            return -6
        if not cut and (text[-1] in "、，（" or depth_at_end(text) != 0):
            return -4
        if text[0] in "、，）等":
            return -6
        doubt = max(self._doubt(u) for u in found.units)
        return 3.0 + 0.6 * len(run) - doubt

    def _listed(self, text: str) -> UnitList:
        if text not in self._lists:
            self._lists[text] = split_units(text, self.known)
        return self._lists[text]

    def _doubt(self, name: str) -> float:
        """How unlike a name it is to begin as this one does; names met in other rows are beyond doubt."""
        if name in self.known:
            return 0.0
        often = self.names.get(name, 0)
        if any(len(n) < len(name) and name.endswith(n) and k > 2 * often for n, k in self._trusted()):
            return 3.0  # a name known from other rows with a scrap of another cell before it
        if often >= 2:
            return 0.0
        if re.match("相关|有关|其[他它]", name):
            return 0.5 if re.fullmatch("..(?:责任|职能|业务|承办|主管)?(?:单位|部门|机构|街镇)", name) else 3.0
        if re.fullmatch("[^各区]{2,10}各[^各]{0,6}(?:单位|部门)", name):
            return 1.2  # 重大行政决策各承办单位
        if re.match("各|区|市|县|本|全|相关|有关|其他", name) and not re.search("各", name[1:]):
            return 0.5 if self.names else 0.0
        inner = re.search("[区各市县]|相关|有关", re.sub("（.*?）", "", name)[1:])
        return 3.0 if inner and not re.match("[^区]{1,3}区[^区各]+$", name) else 1.2

    def _trusted(self) -> list[tuple[str, int]]:
        return [(n, count) for n, count in self.names.items() if count >= 3 and n[0] in "区市县各"]

    def joined(self, role: str, runs: list[list[Fragment]]) -> float:
        """Fit of one cell printed in two places, before and after a page break."""
        if role != CONTENT:
            return 0.0 if role in (UNITS, GROUP) else -4.0
        text = join([f.text for run in runs for f in run])
        first = join([f.text for f in runs[0]])
        score = -3.0 if depth_at_end(text) != 0 or text.endswith(("、", "，")) else 0.0
        if self.body:
            score += 2.0 if text[max(0, len(first) - 4) : len(first) + 4] in self.body else -0.5
        if first.endswith("。") or em(runs[0][-1].text) < self.widths.get(CONTENT, 0.0) * 0.6:
            score -= 3.0
        return score

    def _group(self, text: str) -> float:
        plain = re.sub("^（[一二三四五六七八九十]+）|^[一二三四五六七八九十]+、", "", text)
        if plain in self.headings or plain in self.seen:
            return 8.0
        if len(text) > 40 or "。" in text or len(text) < 3:
            return -6
        if depth_at_end(text) != 0 or text.endswith(("、", "，", "的", "和")):
            return -3
        near = max((fuzz.ratio(plain, h) for h in self.headings), default=0.0)
        if near >= 88:
            return 6.0
        if any(h.startswith(plain) or h.endswith(plain) for h in self.headings):
            return -1.5
        return self.stranger if self.headings else 0.0

    def _by_width(self, role: str, run: list[Fragment]) -> float:
        """Cells break at their own width: no line is wider, and only the last line of a cell is much
        shorter.
        """
        width = self.widths.get(role)
        if not width:
            return 0.0
        score = 0.0
        for i, fragment in enumerate(run):
            size = em(fragment.text)
            if size > width + 1.2:
                score -= min(3.0, 0.8 * (size - width))
            ends_line = i + 1 < len(run) and run[i + 1].gap == "line" and not run[i + 1].page
            if ends_line and role in (CONTENT, GROUP) and size < width * 0.6:
                score -= 1.2 if role == CONTENT else 0.4
        return score
