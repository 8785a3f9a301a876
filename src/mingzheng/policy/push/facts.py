"""The facts of a profile as conditions read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from mingzheng.policy.push.columns import Column, Kind, Who, columns_of, section_of
from mingzheng.policy.push.conditions.tree import NUMBER, amount_of
from mingzheng.policy.push.models import Profile, facts_model

YES, NO = ("是", "有", "yes", "1", "true"), ("否", "无", "没有", "no", "0", "false")
EARLIEST = dt.date(1900, 1, 1)


def values_of(profile: Profile) -> dict[str, Any]:
    """Values by field; None: nobody knows. One query."""
    fields = [column.field for column in columns_of(profile.who)]
    found = facts_model(profile.who).objects.filter(profile_id=profile.pk).values(*fields).first()
    return found if found is not None else dict.fromkeys(fields)


def parse(column: Column, typed: Any, today: dt.date) -> Any:
    """One cell or field; None when it is empty.

    Raises:
        ValueError: in words that name what is expected and repeat nothing of what was typed: it may be somebody's secret.
    """
    if isinstance(typed, dt.datetime):
        typed = typed.date()
    text = typed.strip() if isinstance(typed, str) else typed
    if text is None or text == "":
        return None
    parser = {Kind.YEARS: _day, Kind.FLAG: _flag, Kind.CHOICE: _choice, Kind.NUMBER: _number}[column.kind]
    return parser(column, text, today)


def _day(column: Column, text: Any, today: dt.date) -> dt.date:
    try:
        day = (
            text if isinstance(text, dt.date) else dt.date.fromisoformat(str(text).replace("/", "-").replace(".", "-"))
        )
    except ValueError as error:
        raise ValueError(f"「{column.label}」应填日期，如 1990-05-01。") from error
    if not EARLIEST <= day <= today:
        raise ValueError(f"「{column.label}」的日期应在 1900 年和今天之间。")
    return day


def _flag(column: Column, text: Any, _today: dt.date) -> bool:
    plain = str(text).lower()
    if plain in YES or plain in NO:
        return plain in YES
    raise ValueError(f"「{column.label}」应填「是」或者「否」。")


def _choice(column: Column, text: Any, _today: dt.date) -> str:
    plain = str(text)
    if plain in column.choices:
        return plain
    code = next((code for code, label in column.choices.items() if label == plain), None)
    if code is None:
        some = "、".join(list(column.choices.values())[:6])
        raise ValueError(f"「{column.label}」应填选项之一：{some}{'……' if len(column.choices) > 6 else ''}。")
    return code


def _number(column: Column, text: Any, _today: dt.date) -> int:
    if isinstance(text, float) and text == int(text):
        text = int(text)
    match = NUMBER.fullmatch(str(text).replace(",", "").replace("，", ""))
    number = amount_of(match) if match else None
    most = 10**15 if column.money else 2**31 - 1
    if number is None or number != int(number) or number >= most:
        raise ValueError(f"「{column.label}」应填整数（{column.unit}）{'，可以写 500万' if column.money else ''}。")
    return int(number)


DATES = {"age": "出生日期", "graduated": "毕业日期", "founded": "成立日期"}


def headings(who: Who) -> dict[str, Column]:
    """What a column is called in the head of a table: its name, its code, and the date from which years are counted."""
    found: dict[str, Column] = {}
    for column in columns_of(who):
        found |= {column.label: column, column.code: column}
        if column.code in DATES:
            found[DATES[column.code]] = column
    return found


def completed(who: Who, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values with what follows from them: the 门类 of an industry's 大类."""
    found = dict(values)
    if who is Who.ENTERPRISE and found.get("division"):
        found["section"] = section_of(found["division"])
    return found
