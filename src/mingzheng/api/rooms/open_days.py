"""政府开放."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import OneOf, Pk, Root, UnitRef, Year, moment, unit_ref
from mingzheng.core import keyset
from mingzheng.participation.open_days import presenting, queries
from mingzheng.participation.open_days.models import OpenDay

ROOM = Room("政府开放", "各年的开放月和每一场开放活动。报名人不在其中。")
FIELDS = "、".join(f"{code} {label}" for code, label in OpenDay.Field.choices)


class OpenDayLine(BaseModel):
    """列表中的一场开放活动。"""

    id: int
    title: str
    field: str = Field(description=f"领域：{FIELDS}")
    unit: UnitRef = Field(description="举办单位")
    programme: int | None = Field(description="属于哪一年的开放月；常态化活动为 null")
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    address: str
    capacity: int | None = Field(description="名额；null 指不限、不用报名")
    cancelled_why: str = Field(description="取消的原因，没有取消时为空")
    url: str


class OpenDayPart(BaseModel):
    """一个环节。"""

    kind: str
    arranged: str = Field(description="安排")
    outcome: str = Field(description="情况；结果公布前为空")


class OpenDayQuestion(BaseModel):
    """现场问题和答复。"""

    question: str
    answer: str
    unit: UnitRef = Field(description="答复单位")


class OpenDayOut(OpenDayLine):
    """一场开放活动。"""

    about: str
    audience: str = Field(description="适合谁")
    route: str = Field(description="怎么来")
    access: list[str] = Field(description="无障碍")
    access_note: str
    contact: str = Field(description="联系电话")
    sign_up_from: dt.datetime | None
    sign_up_until: dt.datetime | None
    rule: list[str] = Field(description="怎样决定谁来")
    phase: str = Field(description="、".join(one.value for one in presenting.Phase))
    parts: list[OpenDayPart]
    result_on: dt.date | None = Field(description="结果公布的日期")
    people: int | None = Field(description="参加人数；结果公布前为 null")
    summary: str
    questions: list[OpenDayQuestion]
    calendar_url: str = Field(description="日历文件（ics）")


class OpenDaysAsked(Paging):
    field: Annotated[str, OneOf("", *OpenDay.Field.values)] = Field("", description=f"领域：{FIELDS}")
    year: int | None = Field(None, ge=1949, le=2149, description="举办的年份")


BY_START = keyset.Order("starts_at", descending=True)


@ROOM.read("/open-days", "列出开放活动", Many[OpenDayLine], shows=["open_days"], about="按开始时间从后到先。")
def open_days(request: HttpRequest, asked: Query[OpenDaysAsked]) -> Many[OpenDayLine]:
    root, rows = Root(request), queries.public_days()
    rows = rows.filter(field=asked.field) if asked.field else rows
    rows = rows.filter(starts_at__year=asked.year) if asked.year else rows
    return by_rows(request, asked, rows, BY_START, lambda row: OpenDayLine(**_day(row, root)))


def _day(row: OpenDay, root: Root) -> dict[str, Any]:
    programme = row.programme
    return {
        **{name: getattr(row, name) for name in ("title", "field", "place", "address", "capacity", "cancelled_why")},
        "id": row.pk,
        "unit": unit_ref(row.unit),
        "programme": programme.year if programme and programme.decided_on else None,
        "starts_at": moment(row.starts_at),
        "ends_at": moment(row.ends_at),
        "url": root.page(row),
    }


@ROOM.read("/open-days/{record_id}", "取一场开放活动", OpenDayOut, about="`phase` 是提问时的状态。")
def open_day(request: HttpRequest, record_id: Pk) -> OpenDayOut:
    """Its phase goes by the minute, so that it is made anew each time."""
    row = queries.public_day(record_id)
    if row is None:
        raise Problem(404)
    root, told = Root(request), row.result_on is not None
    return OpenDayOut(
        **_day(row, root),
        **{name: getattr(row, name) for name in ("about", "audience", "route", "access_note", "contact", "result_on")},
        access=presenting.access_labels(row),
        sign_up_from=moment(row.sign_up_from),
        sign_up_until=moment(row.sign_up_until),
        rule=presenting.rule(row),
        phase=presenting.phase(row).value,
        parts=[
            OpenDayPart(kind=one.get_kind_display(), arranged=one.arranged, outcome=one.outcome if told else "")
            for one in row.parts.all()
        ],
        people=row.people if told else None,
        summary=row.summary if told else "",
        questions=[
            OpenDayQuestion(question=one.shown, answer=one.answer, unit=unit_ref(one.unit))
            for one in queries.published_questions(row).select_related("unit")
        ],
        calendar_url=root(reverse("portal:open-day-ics", args=[row.pk])),
    )


class ProgrammeOut(BaseModel):
    """一年的开放月。"""

    year: int
    title: str
    about: str
    theme: str = Field(description="活动主题")
    opens_on: dt.date
    closes_on: dt.date
    planned: int | None = Field(description="确定的场次")
    decided_on: dt.date | None = Field(description="确定并公布的日期")
    decided_why: str = Field(description="怎样确定的")
    summary: str = Field(description="总结；公布前为空")
    sessions: int = Field(description="公布了多少场")
    url: str


BY_YEAR = keyset.Order("id", descending=True)


@ROOM.read("/open-programmes", "列出各年的开放月", Many[ProgrammeOut], shows=["open_days"], about="后建立的在前。")
def open_programmes(request: HttpRequest, asked: Query[Paging]) -> Many[ProgrammeOut]:
    root = Root(request)
    return by_rows(request, asked, queries.decided_programmes(), BY_YEAR, lambda row: _programme(row, root))


@ROOM.read("/open-programmes/{year}", "取一年的开放月", ProgrammeOut, example={"year": 2023})
def open_programme(request: HttpRequest, year: Year) -> Said:
    row = queries.decided_programmes().filter(year=year).first()
    if row is None:
        raise Problem(404)
    return Said(_programme(row, Root(request)), ["open_days", f"programme:{row.pk}"])


def _programme(row: Any, root: Root) -> ProgrammeOut:
    same = ("year", "title", "about", "theme", "opens_on", "closes_on", "planned", "decided_on", "decided_why")
    return ProgrammeOut(
        **{name: getattr(row, name) for name in same},
        summary=row.summary if row.summed_on else "",
        sessions=row.sessions,
        url=root.page(row),
    )
