"""Histories as they are written down: a JSON object or the row of a form becomes a ``Happening``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law.happenings import CHANNELS, KINDS, PARTIES, Happening

NAMES = ("type", "event", "kind")
"""Under which of these keys an event may name itself."""
PARTY_KEYS = ("party", "kind", "whom", "consult_kind")
YEARS = (1900, 2999)
MOST_DAYS = 366
LONGEST_REF = 20
MOST_EVENTS = 200

Row = Mapping[str, Any]


def read_line(line: str | bytes) -> tuple[str | int, list[Happening]]:
    """``{"id": …, "events": […]}``.

    Raises:
        Refused: the line is not so written.
    """
    try:
        found = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
    except UnicodeDecodeError as error:
        raise Refused("不是 UTF-8 编码。", code="json") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"不是 JSON：{error}", code="json") from error
    if not isinstance(found, dict) or not isinstance(found.get("events"), list):
        raise Refused("应为 {“id”: …, “events”: […]}，缺少 events 列表。", code="shape")
    if not isinstance(found.get("id"), str | int):
        raise Refused("缺少 id（文字或整数）。", code="shape")
    if len(found["events"]) > MOST_EVENTS:
        raise Refused(f"events 超过 {MOST_EVENTS} 项。", code="shape")
    return found["id"], [_numbered(n, row) for n, row in enumerate(found["events"], 1)]


def _numbered(n: int, row: Any) -> Happening:
    if not isinstance(row, dict):
        raise Refused(f"第 {n} 个事项不是对象。", code="shape")
    try:
        return read(row)
    except Refused as refused:
        raise Refused(f"第 {n} 个事项：{refused}", field=refused.field, code=refused.code) from refused


def read(row: Row) -> Happening:
    """One event.

    Raises:
        Refused: an unknown event, a date that is none, or what the event needs is lacking; ``field`` names it.
    """
    kind = _kind(row)
    day = _day(row, "date")
    if day is None:
        raise Refused("缺少日期 date。", remedy="写成 2024-01-31。", field="date", code="date")
    return Happening(
        kind,
        day,
        recorded=_day(row, "recorded"),
        delivered=_day(row, "delivered"),
        channel=_channel(row, kind),
        party=_party(row) if kind == "consult_sent" else "",
        ref=_ref(row),
        position=str(row.get("position") or "")[:LONGEST_REF],
        days=_count(row, "days") if kind == "extension" else 0,
        until=_until(row) if kind == "delayed" else None,
        period_days=_count(row, "period_days") if kind == "correction_requested" else 0,
        approved=_day_or_yes(row, "approved"),
        notified=_day_or_yes(row, "notified"),
        outcome=str(row.get("outcome") or "").strip()[:LONGEST_REF],
    )


def _kind(row: Row) -> str:
    said = [str(row[key]).strip().replace("-", "_") for key in NAMES if row.get(key)]
    for name in said:
        if name in KINDS:
            return name
    if not said:
        raise Refused("缺少事项名称 type。", field="kind", code="kind")
    raise Refused(
        f"没有「{said[0][:40]}」这种事项。", remedy=f"可用的有：{'、'.join(KINDS)}。", field="kind", code="kind"
    )


def _day(row: Row, key: str) -> dt.date | None:
    value = row.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):
        return value
    try:
        found = dt.datetime.strptime(str(value).strip(), "%Y-%m-%d").date()
    except ValueError:
        found = dt.date.min
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise Refused(
            f"{key} 的日期「{str(value)[:20]}」不对。", remedy="写成 2024-01-31，应是有的一天。", field=key, code="date"
        )
    return found


def _until(row: Row) -> dt.date:
    day = _day(row, "until")
    if day is None:
        raise Refused("延迟答复应写明确定的答复日期 until。", remedy="写成 2024-01-31。", field="until", code="date")
    return day


def _day_or_yes(row: Row, key: str) -> dt.date | bool | None:
    value = row.get(key)
    return value if isinstance(value, bool) else _day(row, key)


def _channel(row: Row, kind: str) -> str:
    channel = str(row.get("channel") or "").strip().replace("-", "_")
    if channel and channel not in CHANNELS:
        raise Refused(
            f"没有「{channel[:20]}」这种渠道。",
            remedy=f"可用的有：{'、'.join(CHANNELS)}。",
            field="channel",
            code="channel",
        )
    if kind == "submitted" and not channel:
        raise Refused(
            "提交申请应写明渠道 channel。", remedy=f"可用的有：{'、'.join(CHANNELS)}。", field="channel", code="channel"
        )
    return channel or ("signed_post" if kind == "posted" else "")


def _party(row: Row) -> str:
    for key in PARTY_KEYS:
        if (party := str(row.get(key) or "").strip().replace("-", "_")) in PARTIES:
            return party
    raise Refused("征求意见应写明对象：third_party 或 co_agency。", field="party", code="party")


def _ref(row: Row) -> str:
    ref = str(row.get("ref") or "").strip()
    if len(ref) > LONGEST_REF:
        raise Refused(f"编号 ref 不超过 {LONGEST_REF} 个字。", field="ref", code="ref")
    return ref


def _count(row: Row, key: str) -> int:
    value = row.get(key)
    if value is None or value == "":
        return 0
    text = "" if isinstance(value, bool) else str(value).strip()
    if not (text.isascii() and text.lstrip("-").isdigit()) or abs(int(text[:9])) > MOST_DAYS:
        raise Refused(f"{key} 应是 {MOST_DAYS} 以内的整数。", field=key, code="number")
    return int(text)
