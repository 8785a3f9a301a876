"""Hidden content of Excel workbooks (ECMA-376): sheets, rows, columns, comments, caches, links. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from mingzheng.core.files import hidden_office, refusals
from mingzheng.core.files.hidden_findings import HiddenFinding, shorten
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.packages import Package, attribute, local

_SAMPLE = 40  # cells shown of a hidden place
_MOST = 500_000  # characters of it that are searched for personal data


def scan(data: bytes, limits: Limits) -> Iterator[HiddenFinding]:
    """Everything a workbook carries besides its visible cells."""
    package = Package(data, "Excel 工作簿", limits)
    main = package.main_part()
    if main not in package:
        raise refusals.corrupt("Excel 工作簿")
    book = package.xml(main)
    targets = {item.get("Id", ""): item.get("Target", "") for item in package.relations(main)}
    strings = _shared_strings(package)
    for sheet in (item for item in book.iter() if local(item) == "sheet"):
        part = targets.get(attribute(sheet, "id"), "")
        if part in package:
            yield from _sheet(package, part, sheet, strings)
    yield from _unused(package, list(package.matching(r"xl/worksheets/[^/]+\.xml")), strings)
    yield from _names(book)
    yield from _caches(package)
    yield from _links(package)
    yield from hidden_office.scan(package)


def _shared_strings(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_text(item) for item in package.xml("xl/sharedStrings.xml")]


def _text(element: Element) -> str:
    return "".join(item.text or "" for item in element.iter() if local(item) in ("t", "text"))


def _sheet(package: Package, part: str, sheet: Element, strings: list[str]) -> Iterator[HiddenFinding]:
    name, state = sheet.get("name", ""), sheet.get("state", "visible")
    root = package.xml(part)
    yield from _comments(package, part, name)
    if state != "visible":
        deep = state == "veryHidden"
        label = "深度隐藏的工作表" if deep else "隐藏的工作表"
        how = "在 VBA 编辑器中取消隐藏，" if deep else "取消隐藏工作表，"
        sample, content = _sample(root, strings, lambda *_: True)
        kind = "very_hidden_sheet" if deep else "hidden_sheet"
        remedy = how + "删除不应公开的内容后另存。"
        yield HiddenFinding(kind, label, f"工作表「{name}」", sample, remedy, content=content)
        return
    yield from _rows_and_columns(root, name, strings)


def _rows_and_columns(root: Element, name: str, strings: list[str]) -> Iterator[HiddenFinding]:
    where = f"工作表「{name}」"
    rows = {_number(row.get("r", "")) for row in root.iter() if local(row) == "row" and _true(row, "hidden")}
    filtered = any(local(item) == "autoFilter" and len(item) for item in root.iter())
    if rows:
        sample, content = _sample(root, strings, lambda row, _: row in rows)
        label = "隐藏或被筛选掉的行" if filtered else "隐藏的行"
        remedy = "清除筛选、取消隐藏行，删除不应公开的内容后另存。"
        yield HiddenFinding("hidden_rows", label, f"{where}共 {len(rows)} 行", sample, remedy, content=content)
    spans = [
        (_number(item.get("min", "")), _number(item.get("max", "")))
        for item in root.iter()
        if local(item) == "col" and _true(item, "hidden")
    ]
    sample, content = _sample(root, strings, lambda _, column: any(low <= column <= high for low, high in spans))
    if sample:
        remedy = "取消隐藏列，删除不应公开的内容后另存。"
        yield HiddenFinding("hidden_columns", "隐藏的列", where, sample, remedy, content=content)


def _sample(root: Element, strings: list[str], wanted: Callable[[int, int], bool]) -> tuple[str, str]:
    """Text of the cells for which ``wanted(row, column)`` holds: the first to be shown, and as much as is searched."""
    texts: list[str] = []
    held = 0
    for cell in root.iter():
        if local(cell) != "c":
            continue
        column, row = _place(cell.get("r", ""))
        if wanted(row, column) and (text := _value(cell, strings)):
            texts.append(text)
            held += len(text)
            if held > _MOST:
                break
    return shorten("；".join(texts[:_SAMPLE])), "\n".join(texts)


def _unused(package: Package, parts: Iterable[str], strings: list[str]) -> Iterator[HiddenFinding]:
    """Strings of the workbook that no cell shows any more: what was deleted, but stayed in the file."""
    used: set[int] = set()
    for part in parts:
        for cell in package.xml(part).iter():
            if local(cell) == "c" and cell.get("t") == "s":
                used.add(_number(next((item.text or "" for item in cell if local(item) == "v"), "")))
    left = [text for index, text in enumerate(strings) if index not in used and text.strip()]
    if left:
        remedy = "把工作表内容“选择性粘贴—数值”到新的工作簿后另存。"
        sample = shorten("；".join(left[:_SAMPLE]))
        yield HiddenFinding(
            "unused_strings", "文件中残留的文字", "工作簿", sample, remedy, content="\n".join(left)[:_MOST]
        )


def _value(cell: Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    raw = next((item.text or "" for item in cell if local(item) == "v"), "")
    if cell.get("t") != "s":
        return raw
    index = _number(raw)
    return strings[index] if index < len(strings) else ""


def _place(reference: str) -> tuple[int, int]:
    """(column, row) of "AB12", both from 1."""
    letters = reference.rstrip("0123456789").upper()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column, _number(reference[len(letters) :])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _true(element: Element, name: str) -> bool:
    return element.get(name, "") in ("1", "true")


def _comments(package: Package, part: str, name: str) -> Iterator[HiddenFinding]:
    remedy = "在“审阅”中删除全部批注后另存。"
    for relation in package.relations(part):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        if kind not in ("comments", "threadedComment") or target not in package:
            continue
        wanted = "comment" if kind == "comments" else "threadedComment"
        for comment in package.xml(target).iter():
            if local(comment) == wanted:
                where = f"工作表「{name}」{comment.get('ref', '')}"
                text = _text(comment)
                yield HiddenFinding("comment", "批注", where, shorten(text), remedy, content=text)


def _names(book: Element) -> Iterator[HiddenFinding]:
    for item in book.iter():
        own = item.get("name", "")
        if local(item) == "definedName" and _true(item, "hidden") and not own.startswith("_xlnm."):
            text = shorten(f"{own} = {item.text or ''}")
            remedy = "在“公式—名称管理器”中删除（隐藏的名称要先取消隐藏）后另存。"
            yield HiddenFinding("hidden_name", "隐藏的名称", "工作簿", text, remedy, serious=False)


def _caches(package: Package) -> Iterator[HiddenFinding]:
    for part in package.matching(r"xl/pivotCache/pivotCacheRecords\d+\.xml"):
        count = package.xml(part).get("count", "")
        text = f"缓存了 {count} 行源数据" if count else "缓存了源数据"
        number = part.removesuffix(".xml").rpartition("Records")[2]
        cached = [part, f"xl/pivotCache/pivotCacheDefinition{number}.xml"]
        values = [item.get("v", "") for one in cached if one in package for item in package.xml(one).iter()]
        remedy = "把数据透视表复制后“选择性粘贴—数值”，删除原表后另存。"
        where = posixpath.basename(part)
        yield HiddenFinding("pivot_cache", "数据透视表缓存", where, text, remedy, content="\n".join(values)[:_MOST])


def _links(package: Package) -> Iterator[HiddenFinding]:
    for part in package.matching(r"xl/externalLinks/externalLink\d+\.xml"):
        values = [item.text or "" for item in package.xml(part).iter() if local(item) == "v"]
        text = shorten("；".join(values[:_SAMPLE])) or "链接到其他工作簿"
        remedy = "在“数据—编辑链接”中断开链接后另存。"
        where = posixpath.basename(part)
        yield HiddenFinding(
            "external_link", "外部工作簿的缓存数据", where, text, remedy, content="\n".join(values)[:_MOST]
        )
