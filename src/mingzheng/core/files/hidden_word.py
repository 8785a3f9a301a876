"""Hidden content of Word documents (ECMA-376): tracked changes, comments, hidden text. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mingzheng.core.files import hidden_office, hidden_private, refusals
from mingzheng.core.files.hidden_findings import HiddenFinding, shorten
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.packages import Package, attribute, local
from mingzheng.core.files.text_word import inline, is_hidden

_ACCEPT = "在“审阅”中接受或拒绝全部修订，关闭修订后另存。"
_CHANGES = {
    "ins": ("tracked_insertion", "修订：插入"),
    "del": ("tracked_deletion", "修订：删除"),
    "moveFrom": ("tracked_move", "修订：移走"),
    "moveTo": ("tracked_move", "修订：移入"),
}
_FORMATS = frozenset(
    ["rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "cellIns", "cellDel"]
)
_SIDE = r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml"
_NAMES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_SMALLEST = 4  # half-points: text of 2 pt and below cannot be read


def scan(data: bytes, limits: Limits) -> Iterator[HiddenFinding]:
    """Everything a Word file carries besides its visible text."""
    package = Package(data, "Word 文档", limits)
    main = package.main_part()
    if main not in package:
        raise refusals.corrupt("Word 文档")
    hidden_styles = _hidden_styles(package)
    for part in dict.fromkeys([main, *package.matching(_SIDE)]):
        yield from _scan_part(package.xml(part), _place(part, main), hidden_styles)
    yield from _comments(package)
    yield from _settings(package)
    yield from hidden_office.scan(package)


def _place(part: str, main: str) -> str:
    stem = part.rpartition("/")[2].rstrip("0123456789.xml")
    return "正文" if part == main else _NAMES.get(stem, part)


def _scan_part(root: Element, place: str, hidden_styles: frozenset[str]) -> Iterator[HiddenFinding]:
    paragraph, format_changes = 0, 0
    for element in root.iter():
        name = local(element)
        where = f"{place}第 {paragraph or 1} 段"
        if name == "p":
            paragraph += 1
            where = f"{place}第 {paragraph} 段"
            yield from _hidden_runs(element, where, hidden_styles)
            yield from _pieced(element, where, hidden_styles)
        elif name in _CHANGES:
            kind, label = _CHANGES[name]
            who = attribute(element, "author")
            text = _all_text(element) or "（段落标记）"
            yield HiddenFinding(
                kind, f"{label}（{who}）" if who else label, where, shorten(text), _ACCEPT, content=text
            )
        elif name in _FORMATS:
            format_changes += 1
        elif name == "altChunk":
            yield HiddenFinding("alt_chunk", "嵌入的外部文档片段", where, "", "把片段转成普通文字后另存。")
    if format_changes:
        text = f"{format_changes} 处"
        yield HiddenFinding("tracked_format", "修订：格式", place, text, _ACCEPT, serious=False)


def _hidden_runs(paragraph: Element, where: str, hidden_styles: frozenset[str]) -> Iterator[HiddenFinding]:
    by_style = _style_of(paragraph, "pStyle") in hidden_styles
    runs = [run for child in paragraph for run in _runs(child)]
    hidden = "".join(_all_text(run) for run in runs if by_style or _run_hidden(run, hidden_styles))
    if hidden.strip():
        remedy = "显示隐藏文字（“文件—选项—显示”），删除或取消隐藏后另存。"
        yield HiddenFinding("hidden_text", "隐藏文字", where, shorten(hidden), remedy, content=hidden)
    faint = "".join(_all_text(run) for run in runs if _unreadable(run))
    if faint.strip():
        remedy = "选中全文，把字体颜色改为自动、字号改为正常后核对，再删除不应公开的内容。"
        yield HiddenFinding("faint_text", "白色或极小的文字", where, shorten(faint), remedy, content=faint)


def _pieced(paragraph: Element, where: str, hidden_styles: frozenset[str]) -> Iterator[HiddenFinding]:
    """A number that shows only when what was deleted or hidden is read together with what stands around it."""
    if not any(local(item) in ("del", "moveFrom", "vanish") for item in paragraph.iter()):
        return
    before = "".join(_reading(paragraph, ("ins", "moveTo")))
    everything = _all_text(paragraph)
    visible = inline(paragraph)
    remedy = "这个数字由删除、隐藏的文字和正文拼成。接受全部修订、删除隐藏文字后另存。"
    yield from hidden_private.beyond([before, everything], visible, where, remedy)


def _reading(node: Element, skipped: tuple[str, ...]) -> Iterator[str]:
    for child in node:
        if local(child) in ("t", "delText"):
            yield child.text or ""
        elif local(child) not in skipped:
            yield from _reading(child, skipped)


def _runs(node: Element) -> Iterator[Element]:
    """Runs of one paragraph, without those of text boxes inside it."""
    if local(node) == "r":
        yield node
    elif local(node) not in ("p", "txbxContent"):
        for child in node:
            yield from _runs(child)


def _run_hidden(run: Element, hidden_styles: frozenset[str]) -> bool:
    return is_hidden(run) or _style_of(run, "rStyle") in hidden_styles


def _style_of(element: Element, kind: str) -> str:
    for properties in element:
        if local(properties) in ("pPr", "rPr"):
            return next((attribute(item, "val") for item in properties if local(item) == kind), "")
    return ""


def _unreadable(run: Element) -> bool:
    properties = next((item for item in run if local(item) == "rPr"), None)
    if properties is None:
        return False
    facts = {local(item): attribute(item, "val").upper() for item in properties}
    shaded = "shd" in facts or "highlight" in facts
    size = facts.get("sz", "")
    return (facts.get("color") == "FFFFFF" and not shaded) or (size.isdigit() and int(size) <= _SMALLEST)


def _all_text(element: Element) -> str:
    return "".join(item.text or "" for item in element.iter() if local(item) in ("t", "delText"))


def _hidden_styles(package: Package) -> frozenset[str]:
    if "word/styles.xml" not in package:
        return frozenset()
    styles = [item for item in package.xml("word/styles.xml") if local(item) == "style"]
    return frozenset(attribute(style, "styleId") for style in styles if is_hidden(style))


def _comments(package: Package) -> Iterator[HiddenFinding]:
    for part in package.matching(r"word/comments\d*\.xml"):
        for number, comment in enumerate(package.xml(part), 1):
            who = attribute(comment, "author")
            label = f"批注（{who}）" if who else "批注"
            remedy = "在“审阅”中删除文档中的所有批注后另存。"
            text = _all_text(comment)
            yield HiddenFinding("comment", label, f"批注 {number}", shorten(text), remedy, content=text)


def _settings(package: Package) -> Iterator[HiddenFinding]:
    if "word/settings.xml" not in package:
        return
    for item in package.xml("word/settings.xml").iter():
        if local(item) == "docVar":
            text = f"{attribute(item, 'name')}：{attribute(item, 'val')}"
            remedy = "在“文件—信息—检查文档”中删除文档变量后另存。"
            yield HiddenFinding("document_variable", "文档变量", "文档设置", shorten(text), remedy, content=text)
