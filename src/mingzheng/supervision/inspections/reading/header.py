"""The header fields of a page, from tables, definition lists, pairs of elements, running text or meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from mingzheng.supervision.inspections.reading import labels
from mingzheng.supervision.inspections.reading.tree import Node, Piece, pieces, tag, text_of

PROSE = 45  # so long, and a sentence: the text of the document has begun
WHOLE = 3  # so many fields make a header
COLUMN_NAME = re.compile(
    r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
)  # of a table of data: what a field is called there, not its value
LONGEST = 500
# What stands beside a header and is none of it: counters, type sizes, buttons; and any label that we do not know.
STOP = re.compile(
    r"[【\[(（]?\s*(浏览|阅读|点击|访问|字体|字号|打印|分享|收藏|下载|作者|编辑|责任编辑|审核|视力保护|扫一扫)"
)
UNKNOWN_LABEL = re.compile(r"\S{1,8}[：:]")
AFTER_VALUE = re.compile(
    r"[\s|｜]+([【\[(（]?\s*(浏览|阅读|点击|访问|字体|字号|打印|分享|收藏)|[^\s\d：:]{2,8}[：:](?!\d)).*"
)
BADGE = re.compile(r"[【\[]?(现行有效|有效|部分失效|已失效|失效|已废止|废止|已修改|尚未(施行|生效)|未生效)[】\]]?")
HEADINGS = 50  # rows of a table among which its heading stands (some repeat it)
CUT_UP = ("number", "index_number")  # values that inline elements like to cut up


@dataclass(frozen=True)
class Field:
    """One field as the page shows it. ``value`` is "" when the label stands there alone."""

    name: str
    label: str
    value: str
    where: str


NONE = Field("", "", "", "")


def read_header(root: Node, meta: dict[str, str]) -> dict[str, Field]:
    """name → field. What the page shows counts before its meta tags; the first one of a name counts."""
    found: dict[str, Field] = {}
    beside = _no_header(root)
    stream = [piece for piece in pieces(root) if not _lies_in(piece, beside)]
    _take(found, _columned(root))
    _take(found, _defined(root))
    start, end = _prose(stream)
    _take(found, _shown(stream[:start]))
    if len(found) < WHOLE:
        late = list(_shown(stream[end:]))
        if len({field.name for field in late}) >= WHOLE:
            _take(found, late)
    _take(found, _of_meta(meta))
    if not found.get("validity", NONE).value:
        found |= _badge(stream[:start])
    return found


def _badge(stream: list[Piece]) -> dict[str, Field]:
    """A mark of validity that stands alone beside the title, without a label."""
    shown = next((piece.text for piece in stream if BADGE.fullmatch(piece.text)), "")
    return {"validity": Field("validity", "有效性标志", shown, "badge")} if shown else {}


def _no_header(root: Node) -> set[Node]:
    """What uses the same words and is no header: labels of a form, the heading of a table of many documents."""
    found = {label for label in root.iter("label") if label.get("for") or any(True for _ in label.iter("input"))}
    for table in root.iter("table"):
        rows = list(table.iterchildren("tr", "thead", "tbody"))
        rows = [inner for row in rows for inner in ([row] if tag(row) == "tr" else row.iterchildren("tr"))]
        if len(rows) > 2:
            found |= {row for row in rows[:HEADINGS] if _is_heading(row)}
    return found


def _is_heading(row: Node) -> bool:
    above = row.getparent()
    if above is not None and tag(above) == "thead" and all(tag(cell) == "th" for cell in _cells(row)):
        return True
    names = [bool(labels.field_of(_text(cell))) for cell in _cells(row)]
    return len(names) >= 3 and any(one and other for one, other in pairwise(names))


def _lies_in(piece: Piece, nodes: set[Node]) -> bool:
    return bool(nodes) and (piece.node in nodes or any(above in nodes for above in piece.node.iterancestors()))


def _take(found: dict[str, Field], fields: Iterable[Field]) -> None:
    for field in fields:
        if COLUMN_NAME.fullmatch(field.value):
            continue
        held = found.get(field.name)
        if held is None or (not held.value and field.value):
            found[field.name] = field


def _prose(stream: list[Piece]) -> tuple[int, int]:
    """(first, after last) piece of running prose: labels within the document's own text are not its header."""
    marks = [
        index
        for index, piece in enumerate(stream)
        if len(piece.text) >= PROSE
        and "。" in piece.text
        and labels.inline().match(piece.text) is None
        and not _is_value(stream, index)
    ]
    return (marks[0], marks[-1] + 1) if marks else (len(stream), len(stream))


def _is_value(stream: list[Piece], index: int) -> bool:
    return index > 0 and bool(labels.field_of(stream[index - 1].text))


# --- a list of definitions, wherever it stands --------------------------------------------------


def _defined(root: Node) -> list[Field]:
    """The header as ``<dl>``: on a page that says something in prose before it, too."""
    for whole in root.iter("dl"):
        pairs = [(node, node.getnext()) for node in whole.iter("dt")]
        known = [
            _field(name, labels.clean(text_of(node)), text_of(value), "dl")
            for node, value in pairs
            if value is not None and tag(value) == "dd" and (name := labels.field_of(labels.clean(text_of(node))))
        ]
        if len(known) >= WHOLE:
            return known
    return []


# --- a row of labels above a row of values -----------------------------------------------------


def _columned(root: Node) -> list[Field]:
    found: list[Field] = []
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if _cells(row)]
        if len(rows) != 2:
            continue
        names = [labels.field_of(_text(cell)) for cell in _cells(rows[0])]
        values = [_text(cell) for cell in _cells(rows[1])]
        if len(names) < 2 or not all(names) or len(names) != len(values) or any(map(labels.field_of, values)):
            continue
        shown = [labels.clean(_text(cell)) for cell in _cells(rows[0])]
        found += [_field(name, label, value, "table") for name, label, value in zip(names, shown, values, strict=True)]
    return found


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row if tag(cell) in ("td", "th")]


def _text(node: Node) -> str:
    return labels.clean(" ".join(piece.text for piece in pieces(node)))


# --- a label, then its value -------------------------------------------------------------------


def _shown(stream: list[Piece]) -> list[Field]:
    found: list[Field] = []
    index = 0
    while index < len(stream):
        piece = stream[index]
        name = "" if _explains(piece) else labels.field_of(piece.text)
        if name:
            value, index = _value(stream, index)
            found.append(_field(name, piece.text, value, tag(piece.block)))
            continue
        index += 1
        within = _inline(piece)
        if within and within[-1].name in CUT_UP:
            rest, index = _run(stream, index, piece.block)
            within[-1] = replace(within[-1], value=within[-1].value + "".join(rest))
        found += within
    return found


def _explains(piece: Piece) -> bool:
    """What stands beside its term is said of it, and no label itself."""
    return tag(piece.block) == "dd" and any(tag(one) == "dt" for one in piece.block.itersiblings(preceding=True))


def _value(stream: list[Piece], index: int) -> tuple[str, int]:
    """The value that belongs to the label at ``index``, and where to go on."""
    label = stream[index]
    index += 1
    same, index = _run(stream, index, label.block)
    if any(same):
        return "".join(same), index
    if index < len(stream) and _beside(stream[index], label) and not _is_label(stream[index].text):
        value, index = _run(stream, index, stream[index].block)
        return "".join(value), index
    return "", index


def _run(stream: list[Piece], index: int, block: Node) -> tuple[list[str], int]:
    """Pieces of one block up to the next label: a value may be cut up by inline elements."""
    found: list[str] = []
    while index < len(stream) and stream[index].block is block and not _ends(stream[index].text):
        text = stream[index].text
        found.append(text.lstrip("：: ") if not any(found) else text)
        index += 1
    return found, index


def _ends(text: str) -> bool:
    return _is_label(text) or STOP.match(text) is not None or UNKNOWN_LABEL.fullmatch(text) is not None


def _is_label(text: str) -> bool:
    return bool(labels.field_of(text)) or labels.inline().match(text) is not None


def _beside(piece: Piece, label: Piece) -> bool:
    """In the same row, list item or pair: not what happens to follow somewhere below."""
    parent = piece.block.getparent()
    return parent is label.block.getparent() or parent is label.block


def _inline(piece: Piece) -> list[Field]:
    """Labels with colons within one piece of text: 索引号：SY…　发布日期：2023-04-17."""
    hits = list(labels.inline().finditer(piece.text))
    found = []
    for hit, after in zip_longest(hits, hits[1:]):
        value = piece.text[hit.end() : after.start() if after else len(piece.text)]
        value = AFTER_VALUE.sub("", value).strip(" |｜；;，,【[")
        name = labels.field_of(hit[1])
        if name and not (name not in ("summary", "title", "reason") and "。" in value):
            found.append(_field(name, hit[1], value, "text"))
    return found


def _field(name: str, label: str, value: str, where: str) -> Field:
    value = labels.clean(value)[:LONGEST]
    return Field(name, labels.clean(label).strip("：: "), "" if labels.is_blank(value) else value, where)


def _of_meta(meta: dict[str, str]) -> list[Field]:
    known = labels.by_meta()
    return [_field(known[name], name, value, "meta") for name, value in meta.items() if name in known]
