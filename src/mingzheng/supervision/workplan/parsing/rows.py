"""A table that came as broken lines: find its rows by their numbers, cut each row into columns by best fit.

The cells of merged columns print where the page layout put them, so no fixed order of lines can be
trusted; every row is cut
where vocabulary, shape, the body text and line lengths together fit best.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .columns import CONTENT, DUE, GROUP, NUMBER, UNITS, header_at
from .model import Line
from .paragraphs import PART
from .scoring import MISSING, Fragment, Scorer
from .unitnames import split_units
from .words import CN, em, join

_NUMBERED = re.compile(r"^(?P<n>\d{1,3})(?:[.．、](?!\d)\s*|\s+|$)(?P<rest>.*)$")
_END = re.compile(
    r"^(?:抄送|主送|抄报|[（(]此件|注[：:]|备注[：:]|印发|.{4,24}(?:办公室|秘书[处科])\s*20\d\d\s*年.*印发)"
)
_CJK = re.compile("[\u4e00-\u9fff]")
_ASCII_EDGE = re.compile("[0-9A-Za-z%+.]")


_LONGEST = {CONTENT: 40, UNITS: 30, GROUP: 8, DUE: 5}  # fragments in one cell
_MOST = 70  # fragments in one row


@dataclass
class DumpRow:
    """Lines of one row as fragments, with the columns in force there."""

    number: int
    fragments: list[Fragment]
    columns: list[str]
    lines: list[Line] = field(default_factory=list)
    after_page_break: bool = False
    section: str = ""
    orphans: bool = False
    turned: bool = False


@dataclass
class Region:
    """The lines of a table and which of them are headers."""

    start: int
    lines: list[Line]
    headers: dict[int, list[str]]
    covered: set[int]


def find_region(lines: tuple[Line, ...]) -> Region | None:
    """Find the first header; everything after it up to the closing lines of the paper is the table."""
    headers: dict[int, list[str]] = {}
    covered: set[int] = set()
    i, first, end = 0, -1, len(lines)
    while i < len(lines):
        found = header_at(lines, i) if i not in covered else None
        if found:
            first = i if first < 0 else first
            headers[i] = found[1]
            covered.update(range(i, found[0]))
            i = found[0]
            continue
        if first >= 0 and _END.match(lines[i].text):
            end = i
            break
        i += 1
    if first < 0:
        return None
    return Region(first, list(lines[:end]), headers, covered)


def cut_rows(region: Region) -> list[DumpRow]:
    """Cut the table into rows at the chain of row numbers that fits best."""
    starts = _chain(region)
    rows: list[DumpRow] = []
    columns = region.headers[region.start]
    section = ""
    bounds = [*starts, (len(region.lines), 0, "")]
    orphans = [i for i in range(region.start, bounds[0][0]) if i not in region.covered]
    for (at, number, rest), (following, _, _) in pairwise(bounds):
        columns = _columns_at(region, at) or columns
        own, next_section = _own_lines(region, at, following)
        # what stands above the first number belongs to the first row (centred numbers)
        extra = [] if rows else [i for i in orphans if not PART.match(region.lines[i].text)]
        if not rows:
            section = _section_in(region, orphans)
        row = DumpRow(number, [], columns, section=section, orphans=bool(extra))
        row.after_page_break = region.lines[at].page_start or any(at - k in region.covered for k in (1,))
        row.lines = [region.lines[i] for i in (*extra, at, *own)]
        for i in (*extra, at, *own):
            text = rest if i == at else region.lines[i].text
            row.fragments.extend(_fragments(region, i, text))
        # a header inside the row tells that a page turned, though nothing may show where
        inside = [h for h in region.headers if at < h < following]
        row.turned = any(not region.lines[h].page_start for h in inside)
        rows.append(row)
        section = next_section or section
    return rows


def _columns_at(region: Region, at: int) -> list[str] | None:
    earlier = [i for i in region.headers if i < at]
    return region.headers[max(earlier)] if earlier else None


def _section_in(region: Region, indexes: list[int]) -> str:
    for i in reversed(indexes):
        match = PART.match(region.lines[i].text)
        if match:
            return match["text"] or ""
    return ""


def _own_lines(region: Region, at: int, following: int) -> tuple[list[int], str]:
    """Lines of a row after its number; a chapter line just above the next number is not one of them."""
    own = [i for i in range(at + 1, following) if i not in region.covered and not _page_number(region, i)]
    while own and re.fullmatch(r"\d{1,3}", region.lines[own[-1]].text):
        own.pop()  # no cell ends a row with a bare number: the page ended here
    section = ""
    if own and following < len(region.lines):
        tail = max((k for k in range(len(own)) if k >= len(own) - 2), default=0)
        for k in (tail - 1, tail):
            match = PART.match(region.lines[own[k]].text) if k >= 0 else None
            if match and not re.match(rf"^[{CN}]+是", region.lines[own[k]].text):
                section = "".join([match["text"] or "", *(region.lines[i].text for i in own[k + 1 :])])
                return own[:k], section
    return own, section


def _page_number(region: Region, i: int) -> bool:
    """A bare number at the foot or head of a page, not one of the row numbers."""
    lines = region.lines
    turns = i + 1 in region.headers or i + 1 == len(lines) or lines[i].page_start or lines[i + 1].page_start
    return turns and bool(re.fullmatch(r"\d{1,3}", lines[i].text))


def _fragments(region: Region, index: int, text: str) -> list[Fragment]:
    line = region.lines[index]
    page = line.page_start or (index - 1) in region.covered
    out: list[Fragment] = []
    position = 0
    for match in re.finditer(r"\S+", text):
        gap = "line"
        if out:
            blanks = text[position : match.start()]
            soft = _ASCII_EDGE.match(text[match.start()]) or _ASCII_EDGE.match(text[position - 1])
            gap = "soft" if soft and len(blanks) == 1 and blanks != "\t" else "hard"
        out.append(Fragment(match[0], line.no, gap, page and not out))
        position = match.end()
    return out


def _chain(region: Region) -> list[tuple[int, int, str]]:
    """The best rising chain of row numbers: steps of one are best; empty rows and page numbers cost."""
    found = []
    for i in range(region.start, len(region.lines)):
        match = _NUMBERED.match(region.lines[i].text)
        if match and i not in region.covered:
            found.append((i, int(match["n"]), match["rest"]))
    best: list[tuple[float, int]] = []
    weight = _Weights(region)
    for k, (at, value, _) in enumerate(found):
        score, back = weight.start(value), -1
        for j in range(max(0, k - 80), k):
            step = best[j][0] + weight.step(found[j], at, value)
            if step > score:
                score, back = step, j
        best.append((score, back))
    if not best:
        return []
    ends = [b[0] + weight.last(found[k]) for k, b in enumerate(best)]
    k, out = max(range(len(best)), key=lambda n: ends[n]), []
    while k >= 0:
        out.append(found[k])
        k = best[k][1]
    return out[::-1]


@dataclass
class _Weights:
    region: Region
    sums: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        total = 0
        self.sums = [0]
        for i, line in enumerate(self.region.lines):
            total += 0 if i in self.region.covered else len(_CJK.findall(line.text))
            self.sums.append(total)

    def start(self, value: int) -> float:
        return 1.0 - 0.25 * min(abs(value - 1), 12)

    def text(self, one: tuple[int, int, str], until: int) -> float:
        return -1.6 if self.sums[until] - self.sums[one[0]] < 4 else 0.0

    def last(self, one: tuple[int, int, str]) -> float:
        """A number with nothing after it is the number of the last page."""
        return -1.6 if self.sums[-1] == self.sums[one[0]] else 0.0

    def step(self, one: tuple[int, int, str], at: int, value: int) -> float:
        gap = value - one[1]
        score = self.text(one, at)
        if gap == 1:
            return score + 1.0
        if gap == 0:
            return score + 0.3
        if 2 <= gap <= 6:
            return score + 0.8 - 0.2 * gap
        if gap < 0:  # numbers may begin again in a new chapter
            if value != 1:
                return -50.0
            headed = at - 1 in self.region.covered or PART.match(self.region.lines[at - 1].text)
            return score + 0.5 if headed else score - 1.2 if one[1] >= 2 else -50.0
        return score - 3.0 - 0.2 * gap


def cut_by_lines(columns: list[str], fragments: list[Fragment], scorer: Scorer) -> Cut:
    """Cut a row printed line by line across its columns: each line holds a piece of several cells.

    Beam search over one column per fragment; inside a line the columns rise.
    """
    beam: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for i in range(min(len(fragments), 40)):
        grown = []
        for _, places in beam:
            low = 0 if fragments[i].gap == "line" or not places else places[-1]
            for c in range(low, len(columns)):
                chosen = (*places, c)
                grown.append((_fit_of(columns, fragments, chosen, scorer, cut=i + 1 < len(fragments)), chosen))
        grown.sort(key=lambda way: -way[0])
        beam = grown[:60]
    if len(fragments) > 40 or not beam:
        return Cut([], float("-inf"))
    score, places = beam[0]
    runs = [(columns[c], [f for f, p in zip(fragments, places, strict=True) if p == c]) for c in sorted(set(places))]
    score += sum(MISSING[c] for c in dict.fromkeys(columns) if c not in {columns[p] for p in places})
    return Cut(runs, score)


def _fit_of(
    columns: list[str], fragments: list[Fragment], places: tuple[int, ...], scorer: Scorer, *, cut: bool
) -> float:
    back = sum(1 for a, b in pairwise(places) if b < a)
    return -0.7 * back + sum(
        scorer.score(columns[c], [f for f, p in zip(fragments, places, strict=False) if p == c], cut=cut)
        for c in set(places)
    )


_Runs = tuple[tuple[int, int, int], ...]
_Layer = dict[tuple[int, bool], list[tuple[float, _Runs]]]


@dataclass
class Cut:
    """A row cut into columns: text fragments per column index, and how well it fits."""

    runs: list[tuple[str, list[Fragment]]]
    score: float


def cut_row(row: DumpRow, scorer: Scorer) -> Cut:
    """Best cut of a row into its columns, in their order; after a page break the columns may begin again."""
    columns = [c for c in row.columns if c != NUMBER]
    fragments = row.fragments[:_MOST]
    plain = _search(columns, fragments, scorer, broken=False)
    turns = any(f.page for f in fragments[1:])
    if turns or row.turned:
        marked = fragments if turns else [replace(f, page=f.gap == "line") for f in fragments]
        broken = _search(columns, marked, scorer, broken=True)
        plain = max(plain, broken, key=lambda c: c.score)
    if any(f.gap == "hard" for f in fragments) and any(f.gap == "line" for f in fragments[1:]):
        return max(plain, cut_by_lines(columns, fragments, scorer), key=lambda c: c.score)
    return plain


def _search(columns: list[str], fragments: list[Fragment], scorer: Scorer, *, broken: bool) -> Cut:
    """Dynamic programme over (position, last column, begun again).

    broken: the row goes on over a page break.
    """
    size = len(fragments)
    keep = 4 if broken else 1
    layers: list[_Layer] = [{} for _ in range(size + 1)]
    layers[0][(-1, False)] = [(0.0, ())]
    fits: dict[tuple[int, int, int], float] = {}
    for i in range(size):
        for (last, again), ways in layers[i].items():
            restart = broken and fragments[i].page and not again and last >= 0
            for c in range(0 if restart else last + 1, len(columns)):
                for j in range(i + 1, min(size, i + _LONGEST.get(columns[c], 12)) + 1):
                    if (c, i, j) not in fits:
                        fits[c, i, j] = scorer.score(columns[c], fragments[i:j], cut=broken)
                    fit = fits[c, i, j] - (1.0 if c <= last else 0.0)
                    slot = layers[j].setdefault((c, again or c <= last), [])
                    slot.extend((score + fit, (*runs, (c, i, j))) for score, runs in ways)
                    if len(slot) > keep:
                        slot.sort(key=lambda way: -way[0])
                        del slot[keep:]
    return _finish(layers[size], columns, fragments, scorer, broken=broken)


def _finish(
    ends: _Layer,
    columns: list[str],
    fragments: list[Fragment],
    scorer: Scorer,
    *,
    broken: bool,
) -> Cut:
    best = Cut([], float("-inf"))
    for score, runs in [way for (_, again), ways in ends.items() if again or not broken for way in ways]:
        out = [(columns[c], fragments[i:j]) for c, i, j in runs]
        used: dict[str, list[list[Fragment]]] = {}
        for role, run in out:
            used.setdefault(role, []).append(run)
        score += sum(MISSING[c] for c in dict.fromkeys(columns) if c not in used)
        if broken:
            score += sum(scorer.joined(role, parts) for role, parts in used.items() if len(parts) > 1)
        if score > best.score:
            best = Cut(out, score)
    return best


def widths_of(cuts: list[Cut]) -> dict[str, float]:
    """Printed width of each column, from the first reading of all rows."""
    out: dict[str, float] = {}
    sizes: dict[str, list[float]] = {}
    for cut in cuts:
        for role, run in cut.runs:
            sizes.setdefault(role, []).extend(em(f.text) for f in run)
    for role, values in sizes.items():
        values.sort()
        if len(values) >= 6:
            out[role] = values[min(len(values) - 1, int(len(values) * 0.9))]
    return out


def read_rows(region: Region, scorer: Scorer) -> list[tuple[DumpRow, Cut]]:
    """Read the table: once by words alone, then again with the column widths that reading showed."""
    rows = cut_rows(region)
    scorer.widths = _first_widths(rows, bool(scorer.headings))
    cuts = [cut_row(r, scorer) for r in rows]
    scorer.widths = widths_of(cuts)
    scorer.names = _names(cuts, scorer)
    if not scorer.headings:
        scorer.seen = _repeated_groups(cuts)
    scorer.stranger = _stranger(cuts, scorer)
    scorer.forget()
    cuts = [cut_row(r, scorer) for r in rows]
    return list(zip(rows, cuts, strict=True))


def _stranger(cuts: list[Cut], scorer: Scorer) -> float:
    """Where the table's groups are the body's headings, a group that is none of them is hardly a group."""
    groups = [join([f.text for f in run]) for cut in cuts for role, run in cut.runs if role == GROUP]
    if not groups or not scorer.headings:
        return 0.0
    known = sum(g in scorer.headings for g in groups) / len(groups)
    return -5.0 if known >= 0.5 else -1.0 if known >= 0.2 else 0.0


def _names(cuts: list[Cut], scorer: Scorer) -> Counter[str]:
    """Names of units and how many rows have them."""
    return Counter(
        name
        for cut in cuts
        for role, run in cut.runs
        if role == UNITS
        for name in split_units("\n".join(f.text for f in run), scorer.known).units
    )


def _first_widths(rows: list[DumpRow], headed: bool) -> dict[str, float]:
    """Without headings to know the groups by, the narrow lines that open rows show the group column's
    width.
    """
    sizes = sorted(em(f.text) for r in rows for f in r.fragments)
    if headed or len(sizes) < 12:
        return {}
    wide = sizes[int(len(sizes) * 0.9)]
    return {CONTENT: wide, GROUP: wide * 0.45} if wide > 10 else {}


def _repeated_groups(cuts: list[Cut]) -> set[str]:
    return {join([f.text for f in run]) for cut in cuts for role, run in cut.runs if role == GROUP and len(run) > 1}
