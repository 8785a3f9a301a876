"""公众代表列席、抽签."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import Fact, Pk, Root, UnitRef, moment, unit_ref
from mingzheng.core import keyset
from mingzheng.participation.delegates import presenting, queries
from mingzheng.participation.delegates.models import Meeting
from mingzheng.participation.draws import presenting as draws_words
from mingzheng.participation.draws import queries as draws_
from mingzheng.participation.draws.models import Draw

ROOM = Room("公众代表和抽签", "公众代表列席会议，可以核对的抽签。代表和报名人的姓名不在其中。")


class MeetingLine(BaseModel):
    """一次公众代表列席的会议。"""

    id: int
    title: str
    level: str = Field(description="哪一级会议")
    unit: UnitRef
    starts_at: dt.datetime
    seats: int = Field(description="名额")
    cancelled_why: str = Field(description="取消的原因，没有取消时为空")
    published_at: dt.datetime | None = Field(description="结果公开的时间")
    url: str


class StatementOut(BaseModel):
    """代表的一条意见和它的结果。"""

    speaker: str = Field(description="以什么身份发言")
    text: str
    unit: UnitRef = Field(description="研究单位")
    outcome: str
    answer: str
    answered_on: dt.date | None


class MeetingOut(MeetingLine):
    """一次会议：怎样选代表，谁的类别来了，说了什么，结果如何。"""

    about: str
    place: str
    quotas: str = Field(description="各类名额")
    calls_until: dt.date | None = Field(description="报名截止")
    topics: list[str] = Field(description="议题")
    draw: int | None = Field(description="抽签的编号")
    attended: int = Field(description="到会的代表人数")
    by_category: list[Fact]
    summary: str = Field(description="列席情况；结果公开前为空")
    statements: list[StatementOut] = Field(description="结果公开前为空")


BY_START = keyset.Order("starts_at", descending=True)


@ROOM.read(
    "/delegate-meetings", "列出公众代表列席的会议", Many[MeetingLine], shows=["delegates"], about="按开会时间从后到先。"
)
def delegate_meetings(request: HttpRequest, asked: Query[Paging]) -> Many[MeetingLine]:
    root = Root(request)
    return by_rows(request, asked, queries.public(), BY_START, lambda row: MeetingLine(**_meeting(row, root)))


def _meeting(row: Meeting, root: Root) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "level": row.get_level_display(),
        "unit": unit_ref(row.unit),
        "starts_at": moment(row.starts_at),
        "seats": row.seats,
        "cancelled_why": row.cancelled_why,
        "published_at": moment(row.published_at),
        "url": root.page(row),
    }


@ROOM.read("/delegate-meetings/{record_id}", "取一次公众代表列席的会议", MeetingOut)
def delegate_meeting(request: HttpRequest, record_id: Pk) -> Said:
    row = queries.public().filter(pk=record_id).first()
    if row is None:
        raise Problem(404)
    share = queries.share([row]) if row.published_at else None
    found = draws_.of_owner(row.ref)
    statements = row.statements.select_related("invitation__candidate", "unit") if row.published_at else []
    body = MeetingOut(
        **_meeting(row, Root(request)),
        about=row.about,
        place=row.place,
        quotas=presenting.quotas(row),
        calls_until=row.calls_until,
        topics=[one.title for one in row.topics.all()],
        draw=found.pk if found else None,
        attended=share.people if share else 0,
        by_category=[Fact(label=label, count=n) for label, n in share.by_category] if share else [],
        summary=row.summary if row.published_at else "",
        statements=[
            StatementOut(
                speaker=presenting.speaker(one),
                text=one.text,
                unit=unit_ref(one.unit),
                outcome=one.get_outcome_display() if one.outcome else "",
                answer=one.answer,
                answered_on=one.answered_on,
            )
            for one in statements
        ],
    )
    return Said(body, ["delegates", f"meeting:{row.pk}"])


# --- 抽签


class DrawLine(BaseModel):
    """一次抽签。"""

    id: int
    title: str
    unit: UnitRef
    frozen_at: dt.datetime = Field(description="名单冻结的时间")
    seed_on: dt.date = Field(description="种子产生的日期")
    drawn_at: dt.datetime | None
    voided_at: dt.datetime | None
    url: str


class LotOut(BaseModel):
    """抽中的一个代码。"""

    code: str
    category: str
    kind: str = Field(description="名额或者候补")
    rank: int


class DrawOut(DrawLine):
    """一次抽签：名单、种子和结果，任何人都能核对。"""

    places: str = Field(description="名额")
    people: int = Field(description="名单上有多少")
    seed_source: str
    seed: str = Field(description="种子；抽签前为空")
    list_sha256: str = Field(description="冻结的名单的 SHA-256")
    list_url: str = Field(description="名单文件，逐字节照冻结时")
    result_url: str | None = Field(description="供核对程序使用的结果文件")
    script_url: str = Field(description="核对程序")
    lots: list[LotOut]


BY_FREEZE = keyset.Order("frozen_at", descending=True)


@ROOM.read("/draws", "列出抽签", Many[DrawLine], shows=["draws"], about="按名单冻结的时间从后到先，作废的也列出。")
def draws(request: HttpRequest, asked: Query[Paging]) -> Many[DrawLine]:
    root = Root(request)
    rows = draws_.public().defer("list_text")
    return by_rows(request, asked, rows, BY_FREEZE, lambda row: DrawLine(**_draw(row, root)))


def _draw(row: Draw, root: Root) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "unit": unit_ref(row.unit),
        "frozen_at": moment(row.frozen_at),
        "seed_on": row.seed_on,
        "drawn_at": moment(row.drawn_at),
        "voided_at": moment(row.voided_at),
        "url": root.page(row),
    }


@ROOM.read("/draws/{record_id}", "取一次抽签", DrawOut)
def draw(request: HttpRequest, record_id: Pk) -> Said:
    row = draws_.public().filter(pk=record_id).first()
    if row is None:
        raise Problem(404)
    root = Root(request)
    body = DrawOut(
        **_draw(row, root),
        places=draws_words.places(row),
        people=row.people,
        seed_source=row.seed_source,
        seed=row.seed if row.drawn_at else "",
        list_sha256=row.list_sha256,
        list_url=root(reverse("portal:draw-list", args=[row.pk])),
        result_url=root(reverse("portal:draw-result", args=[row.pk])) if row.drawn_at else None,
        script_url=root(reverse("portal:draw-script")),
        lots=[LotOut(code=one.code, category=one.category, kind=one.kind, rank=one.rank) for one in row.lots.all()],
    )
    return Said(body, ["draws", f"draw:{row.pk}"])
