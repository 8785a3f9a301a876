"""Which rows of a table are its head, where the file does not say. Pure; works on HTML before it is made canonical."""

from __future__ import annotations

import html as escaping
import re
from collections.abc import Iterator

from mingzheng.disclosure.documents.intake.tree import Node, parse

_NUMBER = re.compile(r"[\d.,，%％\-—–/元万亿 ]+")
_LONGEST = 24


def with_headers(html: str) -> tuple[str, int]:
    """The HTML with head rows marked in top tables that have none; how many were judged by their first row."""
    if "<table" not in html.lower():
        return html, 0
    root = parse(html)
    judged = 0
    for table in list(_tables(root)):
        rows = list(_rows(table))
        if rows and not any(_tag(cell) == "th" for row in rows for cell in row.children) and not _has_head(table):
            judged += _promote(table, rows)
    return "".join(map(_written, root.children)), judged


def _tables(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == "table":
                yield child
            else:
                yield from _tables(child)


def _rows(table: Node) -> Iterator[Node]:
    for child in table.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from _rows(child)


def _has_head(table: Node) -> bool:
    return any(_tag(child) == "thead" and isinstance(child, Node) and child.children for child in table.children)


def _tag(node: Node | str) -> str:
    return node.tag if isinstance(node, Node) else ""


def _text(node: Node | str) -> str:
    return node if isinstance(node, str) else "".join(map(_text, node.children))


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.children if isinstance(cell, Node) and cell.tag in ("td", "th")]


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1")
    return min(int(value), 50) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _looks_head(row: Node) -> bool:
    words = [" ".join(_text(cell).split()) for cell in _cells(row)]
    return all(word and len(word) <= _LONGEST and not _NUMBER.fullmatch(word) for word in words)


def _promote(table: Node, rows: list[Node]) -> int:
    first = _cells(rows[0])
    width = sum(_span(cell, "colspan") for cell in first)
    if width < 2 or len(rows) < 2:
        return 0
    title = len(first) == 1 and _span(first[0], "colspan") == width
    height = max(_span(cell, "rowspan") for cell in first) + (1 if title else 0)
    if height >= len(rows) or not all(_looks_head(row) for row in rows[:height]):
        return 0
    for row in rows[:height]:
        for cell in _cells(row):
            cell.tag = "th"
            cell.attributes["scope"] = "colgroup" if _span(cell, "colspan") > 1 else "col"
    captions = [child for child in table.children if _tag(child) == "caption"]
    table.children = [*captions, Node("thead", {}, list(rows[:height])), Node("tbody", {}, list(rows[height:]))]
    return 1


def _written(node: Node | str) -> str:
    if isinstance(node, str):
        return escaping.escape(node, quote=False)
    attributes = "".join(f' {name}="{escaping.escape(value)}"' for name, value in node.attributes.items())
    if node.tag in ("br", "hr", "img"):
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{''.join(map(_written, node.children))}</{node.tag}>"
