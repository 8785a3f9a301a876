"""Columns and the front page: is there anything, and is it fresh (the national veto items)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.core.dates import chinese_date
from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.page import Kind, Page

NEWS = re.compile(r"要闻|动态|新闻|资讯")
TOLD = 300  # characters: a page that tells so much is not empty, whatever one line of it says
NOTICES = re.compile(r"通知|公告|公示|政策|文件|规范性")


def limit_of(page: Page, ground: Ground) -> int | None:
    """Days within which the column must have something new; None when no national rule names it."""
    names = f"{page.meta.get('columnname', '')} {page.meta.get('columntype', '')}"
    names = names if names.strip() else f"{page.heading} {page.title}"
    if NEWS.search(names):
        return ground.number("news_days")
    return ground.number("notice_days") if NOTICES.search(names) else None


def stale(page: Page, ground: Ground) -> Iterator[Defect]:
    if page.kind not in (Kind.COLUMN, Kind.HOME):
        return
    days = [entry.day for entry in page.entries if entry.day is not None and entry.day <= ground.day]
    limit = ground.number("home_days") if page.kind is Kind.HOME else limit_of(page, ground)
    if not days or limit is None:
        return
    newest = max(days)
    age = (ground.day - newest).days
    if age > limit:
        rule = "home.stale" if page.kind is Kind.HOME else "column.stale"
        yield said(page, rule, f"最新一条是 {chinese_date(newest)}，已 {age} 天没有更新（不超过 {limit} 天）。")


def empty(page: Page, _ground: Ground) -> Iterator[Defect]:
    if page.kind is not Kind.COLUMN or page.entries or page.asks or not page.meta.get("columnname"):
        return
    if page.says_nothing and page.body.length < TOLD:
        yield said(page, "column.empty", f"栏目里没有一条内容，页面写着「{page.says_nothing}」。")
    elif page.script_list:
        yield said(
            page,
            "column.empty",
            "不用脚本时，栏目里没有一条内容。",
            unsure="列表由脚本载入，机器看不到",
            mend="打开核对；列表宜由服务器直接输出，便于检索和存档。",
        )
    elif page.body.length < 20 and not any(link.in_body and link.text for link in page.links):
        yield said(page, "column.empty", "栏目里没有内容。")


CHECKS: tuple[Check, ...] = (stale, empty)
