"""An interpretation leads to what it interprets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.labels import tight
from mingzheng.supervision.inspections.reading.page import PAPER, Kind, Page

INTERPRETS = re.compile(r"解读[》）)]?$|^政策解读|政策解读[：:]|^(一图读懂|图解)|起草说明$")
ORIGINAL = re.compile(
    r"《.{4,}》|政策原文|(解读|相关|关联|政策)(的)?文件|原文(链接|件)?|文件(原文|全文|链接)|相关(政策|链接|阅读)"
)


def leads_back(page: Page, _ground: Ground) -> Iterator[Defect]:
    """The page interprets a document; no link of its own text leads to one."""
    column = page.meta.get("columnname", "")
    named = INTERPRETS.search(page.name.strip()) or "解读" in column
    if page.kind is not Kind.ARTICLE or not named or "案例" in column:  # a good case is about interpreting
        return
    if not any(link.in_body and (ORIGINAL.search(link.text) or PAPER.search(tight(link.text))) for link in page.links):
        yield said(page, "interpretation.unlinked", "解读页面上没有通向所解读文件的链接。")


CHECKS: tuple[Check, ...] = (leads_back,)
