"""Accepting what was tracked in a Word part, on its tree. Pure; shared by scrubbing and by reading a document's body."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = ("del", "moveFrom")
_KEPT = ("ins", "moveTo")
_CHANGES = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange",
    "numberingChange", "cellIns", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
)  # fmt: skip
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")


def accept_changes(root: etree._Element) -> int:
    """The text as it stands when every tracked change is accepted. Returns how many marks were taken out."""
    count = _delete_rows_and_cells(root)
    count += _join_deleted_paragraphs(root)
    for name in _GONE:
        for element in list(root.iter(W + name)):
            remove(element)
            count += 1
    for name in _KEPT:
        for element in list(root.iter(W + name)):
            unwrap(element)
            count += 1
    return count + remove_all(root, _CHANGES)


def remove_comment_marks(root: etree._Element) -> int:
    """Where comments were anchored."""
    return remove_all(root, _COMMENT_MARKS)


def remove_hidden_runs(root: etree._Element, hidden_styles: frozenset[str] = frozenset()) -> int:
    """Runs that Word does not show (w:vanish), by themselves or by their style."""
    count = 0
    for run in list(root.iter(W + "r")):
        properties = run.find(W + "rPr")
        if properties is None:
            continue
        style = properties.find(W + "rStyle")
        by_style = style is not None and style.get(W + "val", "") in hidden_styles
        if by_style or is_on(properties.find(W + "vanish")):
            remove(run)
            count += 1
    return count


def remove_all(root: etree._Element, names: Iterable[str]) -> int:
    """Every element of some names, with what is in it."""
    found = [element for name in names for element in root.iter(W + name)]
    for element in found:
        remove(element)
    return len(found)


def is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(W + "val", "").lower() not in ("0", "false", "off")


def _delete_rows_and_cells(root: etree._Element) -> int:
    count = 0
    for row in list(root.iter(W + "tr")):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            remove(row)
            count += 1
    for cell in list(root.iter(W + "tc")):
        properties = cell.find(W + "tcPr")
        if properties is not None and properties.find(W + "cellDel") is not None:
            remove(cell)
            count += 1
    return count


def _join_deleted_paragraphs(root: etree._Element) -> int:
    """A paragraph whose mark is deleted (17.13.5.15) continues in the one that follows."""
    count = 0
    for paragraph in reversed(list(root.iter(W + "p"))):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None or (mark.find(W + "del") is None and mark.find(W + "moveFrom") is None):
            continue
        following = paragraph.getnext()
        rest = [child for child in paragraph if child.tag != W + "pPr"]
        count += 1
        if following is not None and following.tag == W + "p":
            at = 1 if following.find(W + "pPr") is not None else 0
            for offset, child in enumerate(rest):
                following.insert(at + offset, child)
            remove(paragraph)
        elif not any(child.tag not in (W + "del", W + "moveFrom") for child in rest) and _may_go(paragraph):
            remove(paragraph)
        else:
            for name in ("del", "moveFrom"):
                element = mark.find(W + name)
                if element is not None:
                    mark.remove(element)
    return count


def _may_go(paragraph: etree._Element) -> bool:
    """A cell must keep one paragraph."""
    parent = paragraph.getparent()
    return parent is not None and (parent.tag != W + "tc" or len(parent.findall(W + "p")) > 1)


def remove(element: etree._Element) -> None:
    """Take an element out with what is in it; text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)
