"""来信选登和统计."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import Fact, Pk, Root, UnitRef, unit_ref
from mingzheng.core import keyset, timekeeping
from mingzheng.participation.letters import presenting, queries, statistics
from mingzheng.participation.letters.models import Selection

ROOM = Room("来信", "选登的来信和答复，办理统计。来信的原文和来信人从不公开。")


class SelectionLine(BaseModel):
    """列表中的一件选登的来信。"""

    id: int
    title: str
    channel: str = Field(description="渠道")
    kind: str = Field(description="性质")
    unit: UnitRef = Field(description="答复单位")
    received_on: dt.date = Field(description="收到日期")
    replied_on: dt.date | None = Field(description="答复日期")
    published_on: dt.date | None = Field(description="选登日期")
    url: str


class SelectionOut(SelectionLine):
    """一件选登的来信和答复，经隐去个人信息。"""

    matter: str = Field(description="事项")
    text: str = Field(description="公开的来信")
    reply: str = Field(description="公开的答复")


BY_DAY = keyset.Order("published_on", descending=True)


@ROOM.read("/letters", "列出选登的来信", Many[SelectionLine], shows=["letters"], about="按选登日期从新到旧。")
def letters(request: HttpRequest, asked: Query[Paging]) -> Many[SelectionLine]:
    root = Root(request)
    return by_rows(request, asked, queries.public(), BY_DAY, lambda row: SelectionLine(**_selection(row, root)))


def _selection(row: Selection, root: Root) -> dict[str, Any]:
    letter = row.letter
    return {
        "id": row.pk,
        "title": row.title,
        "channel": letter.get_channel_display(),
        "kind": letter.get_kind_display(),
        "unit": unit_ref(row.unit),
        "received_on": letter.received_on,
        "replied_on": letter.replied_on,
        "published_on": row.published_on,
        "url": root.page(row),
    }


@ROOM.read("/letters/{record_id}", "取一件选登的来信", SelectionOut)
def letter(request: HttpRequest, record_id: Pk) -> Said:
    row = queries.public_one(record_id)
    if row is None:
        raise Problem(404)
    body = SelectionOut(
        **_selection(row, Root(request)),
        matter=presenting.matter_word(row.letter.matter),
        text=row.text,
        reply=row.reply,
    )
    return Said(body, ["letters", f"letter:{row.letter_id}"])


class LetterFigures(BaseModel):
    """一行统计。"""

    label: str
    received: int = Field(description="收到")
    replied: int = Field(description="答复")
    declined: int = Field(description="不予受理")
    rated: int = Field(description="评价")
    in_time_percent: float | None = Field(description="按期答复的百分比；没有答复、单位件数少时为 null")
    days: float | None = Field(description="平均几日答复；单位件数少时为 null")
    satisfied_percent: float | None = Field(description="满意的百分比；评价少于规定件数时为 null")


class LetterStatistics(BaseModel):
    """一年的办理统计。"""

    year: int
    until: dt.date = Field(description="统计到哪一天")
    total: LetterFigures
    months: list[LetterFigures]
    channels: list[LetterFigures]
    kinds: list[LetterFigures]
    units: list[LetterFigures]
    matters: list[Fact] = Field(description="来信最多的事项")


class YearAsked(BaseModel):
    year: int | None = Field(None, ge=1949, le=2149, description="年份，默认今年")


@ROOM.read(
    "/letter-statistics",
    "来信办理统计",
    LetterStatistics,
    absent=True,
    about="照网页：只数件数，不含任何来信的内容。没有来信的年份回答 404。",
    example={"year": 2023},
)
def letter_statistics(request: HttpRequest, asked: Query[YearAsked]) -> LetterStatistics:
    """It counts letters as they come in, so that it is made anew each time."""
    today = timekeeping.today()
    year = asked.year or today.year
    if year not in statistics.years(today):
        raise Problem(404)
    report = statistics.year(year, today)

    def said(one: statistics.Line) -> LetterFigures:
        return LetterFigures(
            **{name: getattr(one, name) for name in ("label", "received", "replied", "declined", "rated")},
            days=one.days if one.ranked else None,
            in_time_percent=one.in_time if one.ranked else None,
            satisfied_percent=one.satisfied if one.rated >= report.rated_least else None,
        )

    return LetterStatistics(
        year=year,
        until=report.last,
        total=said(report.total),
        **{name: [said(one) for one in getattr(report, name)] for name in ("months", "channels", "kinds", "units")},
        matters=[Fact(label=label, count=n) for label, n in report.matters],
    )
