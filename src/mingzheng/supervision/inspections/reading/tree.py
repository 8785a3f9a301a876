"""A page as a tree, and its text in the order of reading. The parser opens nothing and expands nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree, html

from mingzheng.supervision.inspections.reading.labels import clean

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3"
        " h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
UNREAD = frozenset({"script", "style", "noscript", "template", "head", "select", "textarea", "object", "svg"})
# An empty one of these is an empty value, not nothing.
CELLS = frozenset({"td", "dd", "span", "div", "p", "em"})
DEEPEST = 200
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

Node: TypeAlias = Any  # an element of lxml, which has no types


@dataclass(frozen=True)
class Piece:
    """A piece of text and the block element in which it stands; ``text`` is "" for an empty cell."""

    text: str
    block: Node
    node: Node


def parse(text: str) -> Node | None:
    """The tree of a page, or None when there is nothing to parse."""
    try:
        # As bytes of a named encoding: a declaration within the text would contradict the text that we already decoded.
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def tag(node: Node) -> str:
    return node.tag if isinstance(node.tag, str) else ""


def unread(node: Node) -> bool:
    name = node.tag
    if not isinstance(name, str) or name in UNREAD or node.get("hidden") is not None:
        return True
    style = node.get("style")
    return style is not None and HIDDEN.search(style) is not None


def inside(root: Node, names: Collection[str]) -> set[Node]:
    """Every element that is, or lies in, one of these. Asked once for a page: climbing from each link is much slower."""
    return {below for node in root.iter(*names) for below in node.iter()}


def pieces(root: Node) -> list[Piece]:
    """Text pieces in the order of reading. ``<br>`` ends a piece."""
    found: list[Piece] = []
    _walk(root, root, 0, found)
    return found


def _walk(node: Node, block: Node, depth: int, found: list[Piece]) -> None:
    if depth > DEEPEST or unread(node):
        return
    here = node if node.tag in BLOCKS else block
    text = clean(node.text)
    if text:
        found.append(Piece(text, here, node))
    elif len(node) == 0 and node.tag in CELLS:
        found.append(Piece("", here, node))
    for child in node:
        _walk(child, here, depth + 1, found)
        tail = clean(child.tail)
        if tail:
            found.append(Piece(tail, here, node))


def lines(root: Node) -> list[str]:
    """The text block by block: what a reader sees as lines and paragraphs."""
    found: list[str] = []
    held: list[str] = []
    _gather(root, found, held, 0)
    _flush(found, held)
    return found


def _gather(node: Node, found: list[str], held: list[str], depth: int) -> None:
    if depth > DEEPEST or unread(node):
        return
    is_block = node.tag in BLOCKS
    if is_block or node.tag == "br":
        _flush(found, held)
    if node.text:
        held.append(node.text)
    for child in node:
        _gather(child, found, held, depth + 1)
        if child.tail:
            held.append(child.tail)
    if is_block:
        _flush(found, held)


def _flush(found: list[str], held: list[str]) -> None:
    if not held:
        return
    text = clean("".join(held))
    held.clear()
    if text:
        found.append(text)


def text_of(node: Node) -> str:
    return " ".join(lines(node))
