"""Hidden content of PDF files: properties, annotations, attachments, scripts, text under boxes. By pdfium.

Text under a box is judged from the drawing order: an opaque filled shape or a picture drawn after text that it covers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from mingzheng.core.files.hidden_findings import HiddenFinding, not_judged, shorten
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.text_pdf import opened

MAX_PAGES, MAX_OBJECTS, MAX_COVERS = 300, 10_000, 500  # per file; per page; covering shapes judged per page
_WHOLE_PAGE = 0.8  # a picture over this share of the page is a scan, the text beneath it its text layer
_PROPERTIES = {"Author": "作者", "Creator": "制作软件", "Title": "标题", "Subject": "主题", "Keywords": "关键词"}
_ANNOTATIONS = {
    1: "批注",
    3: "文本框",
    9: "高亮",
    10: "下划线",
    12: "删除线",
    13: "图章",
    15: "手写",
    17: "附件",
    28: "密文标记",
}
_HARMLESS = frozenset({2, 16, 20})  # links, pop-up windows of other notes, form fields
Box = tuple[float, float, float, float]  # left, bottom, right, top in points
_CLEAN = "在生成 PDF 的软件中清除文档属性后重新导出。"
_REDACT = "删除被遮盖的原文后重新导出 PDF；只盖上色块不能防止复制文字。"


def scan(data: bytes, limits: Limits) -> Iterator[HiddenFinding]:
    """Everything a PDF carries besides what is seen on its pages."""
    with opened(data) as document:
        found = [*_document(document), *_pages(document)]
    yield from found
    yield from _bytes(data)


def _document(document: pypdfium2.PdfDocument) -> Iterator[HiddenFinding]:
    for name, text in document.get_metadata_dict(skip_empty=True).items():
        if name in _PROPERTIES:
            label = f"文档属性：{_PROPERTIES[name]}"
            yield HiddenFinding("property", label, "文档属性", shorten(text), _CLEAN, serious=False)
    for number in range(document.count_attachments()):
        name = document.get_attachment(number).get_name()
        remedy = "在 PDF 编辑软件中删除附件后另存。"
        yield HiddenFinding("attachment", "内嵌附件", f"附件 {number + 1}", shorten(name), remedy)
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield HiddenFinding("javascript", "脚本程序", "文档", "", "用“打印到 PDF”重新生成文件。")


def _bytes(data: bytes) -> Iterator[HiddenFinding]:
    """What shows only in the file itself: earlier versions that an incremental save left behind."""
    expected = 2 if b"/Linearized" in data[:2048] else 1
    if data.count(b"%%EOF") > expected:
        remedy = "用“打印到 PDF”重新生成文件，不要在原文件上保存修改。"
        text = "文件经过多次保存，较早的版本仍在文件中"
        yield HiddenFinding("earlier_versions", "残留的早期版本", "全文", text, remedy, serious=False)


def _pages(document: pypdfium2.PdfDocument) -> Iterator[HiddenFinding]:
    for number in range(min(len(document), MAX_PAGES)):
        where = f"第 {number + 1} 页"
        try:
            yield from _page(document, number, where)
        except pypdfium2.PdfiumError:
            yield not_judged("这一页无法分析", "请人工检查这一页。", where)
    if len(document) > MAX_PAGES:
        yield not_judged(f"只检查了前 {MAX_PAGES} 页", "请拆分文件后分别检查。")


def _page(document: pypdfium2.PdfDocument, number: int, where: str) -> Iterator[HiddenFinding]:
    page = document[number]
    try:
        yield from _annotations(page, where)
        yield from _covered(page, where)
    finally:
        page.close()


def _annotations(page: pypdfium2.PdfPage, where: str) -> Iterator[HiddenFinding]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        text = _annotation_text(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in _HARMLESS:
            remedy = "在 PDF 编辑软件中删除批注和标记后另存。"
            label = f"批注：{_ANNOTATIONS.get(kind, '其他标记')}"
            yield HiddenFinding("annotation", label, where, shorten(text), remedy, content=text)


def _annotation_text(annotation: Any) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(annotation, b"Contents", pointer, size)
    return buffer.raw.decode("utf-16-le", "ignore").rstrip("\0")


@dataclass
class _Drawn:
    """What one page draws, in order."""

    texts: list[Box] = field(default_factory=list)
    covers: list[tuple[Box, int]] = field(default_factory=list)  # with the number of texts drawn before
    invisible: str = ""
    forms: bool = False
    cut: bool = False


def _drawn(page: pypdfium2.PdfPage, textpage: Any) -> _Drawn:
    drawn = _Drawn()
    for count, item in enumerate(page.get_objects(max_depth=1, textpage=textpage)):
        if count >= MAX_OBJECTS or len(drawn.covers) >= MAX_COVERS:
            drawn.cut = True
            break
        if item.type == raw.FPDF_PAGEOBJ_FORM:
            drawn.forms = True
        elif item.type != raw.FPDF_PAGEOBJ_TEXT:
            if drawn.texts and is_opaque(item):
                drawn.covers.append((item.get_bounds(), len(drawn.texts)))
        elif raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            drawn.invisible += item.extract()
        else:
            drawn.texts.append(item.get_bounds())
    return drawn


def _covered(page: pypdfium2.PdfPage, where: str) -> Iterator[HiddenFinding]:
    area = page.get_width() * page.get_height()
    textpage = page.get_textpage()
    drawn = _drawn(page, textpage)
    for box, before in drawn.covers:
        if any(_overlap(box, text) for text in drawn.texts[:before]):
            yield from _beneath(textpage, box, area, where)
    if drawn.invisible.strip():
        yield _text_layer(drawn.invisible, where)
    if drawn.forms:
        yield not_judged("这一页含有组合图形，其中的遮盖关系无法判断", "请人工检查这一页。", where)
    if drawn.cut:
        yield not_judged("这一页的图形过多，未全部检查", "请人工检查这一页是否有被遮盖的文字。", where)


def is_opaque(item: Any) -> bool:
    """Is this an opaque filled shape, or a picture?"""
    if item.type == raw.FPDF_PAGEOBJ_IMAGE:
        return not raw.FPDFPageObj_HasTransparency(item)
    if item.type != raw.FPDF_PAGEOBJ_PATH or raw.FPDFPageObj_HasTransparency(item):
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(item, *channels)
    return bool(fill.value != raw.FPDF_FILLMODE_NONE and channels[3].value == 255)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _beneath(textpage: Any, box: Box, area: float, where: str) -> Iterator[HiddenFinding]:
    left, bottom, right, top = box
    if right - left < 4 or top - bottom < 4:  # a rule or an underline
        return
    text = textpage.get_text_bounded(left + 0.5, bottom + 0.5, right - 0.5, top - 0.5)
    if not text.strip():
        return
    if area and (right - left) * (top - bottom) / area > _WHOLE_PAGE:
        yield _text_layer(text, where)
    else:
        yield HiddenFinding("covered_text", "色块或图片下的文字", where, shorten(text), _REDACT, content=text)


def _text_layer(text: str, where: str) -> HiddenFinding:
    remedy = "请核对文字层与图像一致；图像上涂去的内容，文字层中也要删除。"
    return HiddenFinding("text_layer", "扫描件的文字层", where, shorten(text), remedy, serious=False)
