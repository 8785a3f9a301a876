"""Dates: can they be read, do they agree, do they keep the statutory time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading import labels, numbers
from mingzheng.supervision.inspections.reading.page import Kind, Page

READ = ("written_on", "issued_on", "published_on", "effective_on")


def form(page: Page, _ground: Ground) -> Iterator[Defect]:
    for name in READ:
        value = page.value(name)
        if value and numbers.parse_date(value) is None:
            yield said(page, "date.form", f"{labels.names()[name]}写作「{value}」。", name)


def _published(page: Page) -> dt.date | None:
    return numbers.parse_date(page.value("published_on")) or numbers.parse_date(page.meta.get("pubdate", ""))


def span(page: Page, ground: Ground) -> Iterator[Defect]:
    """From written to published: at most twenty working days (条例 26), and never backwards."""
    written, published = numbers.parse_date(page.value("written_on")), _published(page)
    if written is None or published is None:
        return
    if published < written:  # wrong on any page that shows both
        yield said(page, "date.before", f"成文日期 {chinese_date(written)}，发布日期 {chinese_date(published)}。")
        return
    if page.kind is not Kind.DOCUMENT:
        return
    most = ground.number("publish_workdays")
    if (published - written).days <= most:
        return  # fewer days than working days allowed: no calendar is needed
    yield from _late(page, ground, written, published, most)


def _late(page: Page, ground: Ground, written: dt.date, published: dt.date, most: int) -> Iterator[Defect]:
    shown = f"成文日期 {chinese_date(written)}，发布日期 {chinese_date(published)}"
    try:
        counted = ground.calendar.workdays_between(written, published)
        certain = not counted.provisional
    except Refused:
        certain = False
    if not certain:
        yield said(
            page,
            "date.late",
            f"{shown}，相隔 {(published - written).days} 日。",
            unsure="这一年度的工作日历没有登记，不能计算工作日",
            mend="登记该年度放假安排后重新检查，或人工核对。",
        )
    elif counted.days > most:
        yield said(page, "date.late", f"{shown}，用了 {counted.days} 个工作日（不超过 {most} 个）。")


def future(page: Page, ground: Ground) -> Iterator[Defect]:
    for name in ("written_on", "published_on"):
        day = numbers.parse_date(page.value(name))
        if day is not None and day > ground.day:
            yield said(
                page,
                "date.future",
                f"{labels.names()[name]} {chinese_date(day)}，检查当天是 {chinese_date(ground.day)}。",
                name,
            )


def agree(page: Page, _ground: Ground) -> Iterator[Defect]:
    shown, tagged = numbers.parse_date(page.value("published_on")), numbers.parse_date(page.meta.get("pubdate", ""))
    from_meta = page.fields.get("published_on") is not None and page.fields["published_on"].where == "meta"
    if shown is not None and tagged is not None and shown != tagged and not from_meta:
        yield said(page, "date.meta_differs", f"页面显示 {shown}，PubDate 标签为 {tagged}。")
    if page.kind is not Kind.DOCUMENT:
        return
    written, signed = numbers.parse_date(page.value("written_on")), page.body.signed_on
    if written is not None and signed is not None and written != signed:
        yield said(
            page,
            "date.text_differs",
            f"页面写 {chinese_date(written)}，正文落款 {chinese_date(signed)}。",
            unsure="落款也许是另一份文件的",
        )


CHECKS: tuple[Check, ...] = (form, span, future, agree)
