"""Taking hidden things out of a workbook: sheets, rows, columns, comments, names, strings left behind. Pure.

Hidden rows and columns are emptied and shown as blank ones. Where a hidden sheet was, the formulas of the others become their values.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from mingzheng.core.files import scrub_office
from mingzheng.core.files.scrub_office import Parts

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEETS = r"xl/worksheets/[^/]+\.xml"


def clean(parts: Parts) -> None:
    """Everything that the scan of workbooks finds and that can be taken out safely."""
    main = parts.package.main_part()
    gone = _hidden_sheets(parts, main)
    parts.say(gone, "删除 {} 个隐藏的工作表")
    roots = [parts.root(name) for name in parts.matching(_SHEETS)]
    parts.say(sum(map(_rows, roots)), "清空 {} 个隐藏的行")
    parts.say(sum(map(_columns, roots)), "清空 {} 个隐藏的列")
    if parts.said:
        for root in roots:
            _formulas_to_values(root)
        for name in parts.matching(r"xl/calcChain\.xml"):
            parts.drop(name)
    _comments(parts, roots)
    _names(parts, main)
    _strings(parts, roots)
    scrub_office.clean_shared(parts)


def _hidden_sheets(parts: Parts, main: str) -> int:
    book = parts.root(main)
    targets = {item.get("Id", ""): item.get("Target", "") for item in parts.package.relations(main)}
    sheets = list(book.iter(S + "sheet"))
    hidden = [index for index, sheet in enumerate(sheets) if sheet.get("state", "visible") != "visible"]
    if not hidden or len(hidden) == len(sheets):
        return 0
    for index in hidden:
        name = targets.get(sheets[index].get(R + "id", ""), "")
        for relation in parts.package.relations(name):
            if relation.get("TargetMode") != "External" and parts.has(relation.get("Target", "")):
                parts.drop(relation["Target"])
        parts.drop(name)
        sheets[index].getparent().remove(sheets[index])
    _renumber(book, hidden)
    return len(hidden)


def _renumber(book: Any, hidden: list[int]) -> None:
    """Names and the active tab count sheets by their place."""
    for name in list(book.iter(S + "definedName")):
        place = name.get("localSheetId", "")
        if place.isdigit():
            if int(place) in hidden:
                name.getparent().remove(name)
            else:
                name.set("localSheetId", str(int(place) - sum(index < int(place) for index in hidden)))
    for view in book.iter(S + "workbookView"):
        view.attrib.pop("activeTab", None)
        view.attrib.pop("firstSheet", None)


def _rows(root: Any) -> int:
    hidden = [row for row in root.iter(S + "row") if row.get("hidden") in ("1", "true")]
    for row in hidden:
        row.getparent().remove(row)
    if hidden:
        for item in list(root.iter(S + "autoFilter")):
            item.getparent().remove(item)
    return len(hidden)


def _columns(root: Any) -> int:
    spans = []
    for column in list(root.iter(S + "col")):
        if column.get("hidden") in ("1", "true"):
            spans.append((int(column.get("min", "0")), int(column.get("max", "0"))))
            column.attrib.pop("hidden")
    emptied = set()
    for cell in list(root.iter(S + "c")) if spans else ():
        place = _column(cell.get("r", ""))
        if any(low <= place <= high for low, high in spans):
            emptied.add(place)
            cell.getparent().remove(cell)
    return max(len(emptied), len(spans)) if spans else 0


def _column(reference: str) -> int:
    column = 0
    for letter in re.sub(r"\d+$", "", reference).upper():
        column = column * 26 + ord(letter) - 64
    return column


def _formulas_to_values(root: Any) -> None:
    for formula in list(root.iter(S + "f")):
        formula.getparent().remove(formula)


def _comments(parts: Parts, roots: list[Any]) -> None:
    names = parts.matching(r"xl/(?:comments/?[^/]*|threadedComments/[^/]+|persons/[^/]+)\.xml")
    count = sum(len(list(parts.root(name).iter("{*}comment"))) for name in names if "threaded" not in name)
    for name in names:
        parts.drop(name)
    if names:
        for name in parts.matching(r"xl/drawings/(?:commentsDrawing|vmlDrawing)\d*\.(?:vml|xml)"):
            parts.drop(name)
        for root in roots:
            for item in list(root.iter(S + "legacyDrawing")):
                item.getparent().remove(item)
    parts.say(count, "删除 {} 条批注")


def _names(parts: Parts, main: str) -> None:
    count = 0
    for name in list(parts.root(main).iter(S + "definedName")):
        broken = "#REF!" in (name.text or "")
        if broken or (name.get("hidden") in ("1", "true") and not name.get("name", "").startswith("_xlnm.")):
            name.getparent().remove(name)
            count += 1
    parts.say(count, "删除 {} 个隐藏的名称")


def _strings(parts: Parts, roots: list[Any]) -> None:
    """Strings that no cell shows any more are emptied; their places stay, since cells count them."""
    if not parts.has("xl/sharedStrings.xml"):
        return
    used = {
        (cell.findtext(S + "v") or "").strip() for root in roots for cell in root.iter(S + "c") if cell.get("t") == "s"
    }
    count = 0
    for index, item in enumerate(parts.root("xl/sharedStrings.xml").iterchildren(S + "si")):
        if str(index) not in used and "".join(item.itertext()).strip():
            for child in list(item):
                item.remove(child)
            etree.SubElement(item, S + "t").text = ""
            count += 1
    parts.say(count, "清除 {} 条残留的文字")
