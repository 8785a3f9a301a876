"""Text of a Word document (ECMA-376): paragraphs as lines, table cells parted by tabs. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mingzheng.core.files import refusals
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.packages import Package, attribute, local

_SKIPPED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delText", "Fallback", "binData"}
)
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SIDE_PARTS = r"word/(?:header|footer|footnotes|endnotes)\d*\.xml"


def read(data: bytes, limits: Limits) -> tuple[str, int]:
    """Body first, then headers, footers and notes. Numbers that Word makes itself (automatic lists) are not in the text."""
    package = Package(data, "Word 文档", limits)
    main = package.main_part()
    if main not in package:
        raise refusals.corrupt("Word 文档")
    parts = [main, *package.matching(_SIDE_PARTS)]
    texts = ["\n".join(blocks(package.xml(part))) for part in parts]
    return "\n".join(text for text in texts if text.strip()), 0


def blocks(node: Element) -> Iterator[str]:
    """One string per paragraph or table row below ``node``."""
    for child in node:
        name = local(child)
        if name == "p":
            yield inline(child)
        elif name == "tr":
            cells = [cell for cell in child.iter() if local(cell) == "tc"] if _flat(child) else list(_cells(child))
            yield "\t".join(" ".join(filter(None, blocks(cell))).replace("\n", " ") for cell in cells)
        elif name not in _SKIPPED:
            yield from blocks(child)


def _flat(row: Element) -> bool:
    return all(local(child) in ("tc", "trPr", "tblPrEx") for child in row) and not any(
        local(inner) == "tbl" for inner in row.iter()
    )


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) not in _SKIPPED:
            yield from _cells(child)


def inline(node: Element) -> str:
    """The visible text of a paragraph; text boxes anchored in it follow on their own lines."""
    pieces: list[str] = []
    for child in node:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _MARKS:
            pieces.append(_MARKS[name])
        elif name == "txbxContent":
            pieces += ["\n", "\n".join(blocks(child))]
        elif name not in _SKIPPED and not (name == "r" and is_hidden(child)):
            pieces.append(inline(child))
    return "".join(pieces)


def is_hidden(run: Element) -> bool:
    """Is this run marked as hidden text (w:vanish)?"""
    for properties in run:
        if local(properties) == "rPr":
            return any(local(item) == "vanish" and _on(item) for item in properties)
    return False


def _on(item: Element) -> bool:
    return attribute(item, "val").lower() not in ("0", "false", "off")
