"""Is there a text at all, and can it be had without a script."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.page import Kind, Page

SHORTEST = 20  # characters; below this there is no text


def empty(page: Page, _ground: Ground) -> Iterator[Defect]:
    if page.kind not in (Kind.DOCUMENT, Kind.ARTICLE) or page.body.length >= SHORTEST:
        return
    if page.kind is Kind.ARTICLE and page.body.around >= SHORTEST:
        return  # an event or a matter is told in facts and sections, of which the longest prose may be one line
    files = [link for link in page.links if link.use == "attachment"]
    shown = f"正文只有 {page.body.length} 个字"
    if files or page.body.pictures:
        yield said(
            page, "body.file_only", f"{shown}，另有附件 {len(files)} 个、图片或嵌入内容 {page.body.pictures} 处。"
        )
    elif page.scripted:
        yield said(page, "body.script", f"{shown}，页面带有脚本。")
    else:
        yield said(page, "body.empty", f"{shown}。")


CHECKS: tuple[Check, ...] = (empty,)
