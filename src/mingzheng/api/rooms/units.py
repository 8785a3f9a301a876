"""单位."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room
from mingzheng.api.paging import Many, Paging, by_key
from mingzheng.core import timekeeping
from mingzheng.core.units import queries
from mingzheng.core.units.models import Unit

ROOM = Room("单位", "公开主体。其他接口中的 `unit` 都写单位代码。")


class UnitOut(BaseModel):
    """一个单位。"""

    code: str = Field(description="代码，不变", examples=["fagaiwei"])
    name: str = Field(description="全称")
    short: str = Field(description="简称")
    kind: str = Field(description="类别：gov_office、department、street、town、institution、vertical")
    address: str
    phone: str
    valid_from: dt.date = Field(description="设立日期")


@ROOM.read("/units", "列出单位", Many[UnitOut], about="今天存在的单位，按区里的顺序。")
def units(request: HttpRequest, asked: Query[Paging]) -> Many[UnitOut]:
    found = queries.units_on(timekeeping.today())
    return by_key(request, asked, found, lambda one: f"{one.order:09d}.{one.pk:09d}", _said)


def _said(unit: Unit) -> UnitOut:
    return UnitOut.model_validate(unit, from_attributes=True)
