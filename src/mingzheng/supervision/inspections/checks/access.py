"""Can a page be used with a screen reader: as much as its source shows, which is a sample and no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.page import Page


def language(page: Page, _ground: Ground) -> Iterator[Defect]:
    if not page.access.language:
        yield said(page, "access.language", "html 元素没有 lang 属性。")


def nameless(page: Page, _ground: Ground) -> Iterator[Defect]:
    """Pictures, fields and links of which a screen reader can say nothing: one defect each kind and page."""
    for rule, what, found in (
        ("access.picture", "张图片没有 alt 属性", page.access.pictures),
        ("access.field", "个填写栏没有名称", page.access.fields),
        ("access.link", "个链接没有文字", page.access.links),
    ):
        if found:
            yield said(page, rule, f"{len(found)} {what}，如 {_few(found)}。")


def _few(found: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(found[:3]))


CHECKS: tuple[Check, ...] = (language, nameless)
