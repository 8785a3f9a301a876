"""Annual reports for tests: tables that balance, and whole reports out of them."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from mingzheng.requests.foi.law.tables import COLUMNS, RESULT_ROWS, ROWS
from mingzheng.supervision.annual_report import laying
from mingzheng.supervision.annual_report.laying import Whole

SEEN_LEAVES = [5548, 2168, 13, 30, 11, 51, 104, 85, 286, 150, 3222, 180, 19, 203, 148, 0, 101, 5, 318, 203, 965]
"""The total column of a published report (spec law §3): 14069 + 560 = 13810 + 819."""

TEXTS = {
    "proactive": "全年主动公开信息，制发行政规范性文件3件，废止1件，重点领域信息按目录更新。",
    "requests": "本年新收政府信息公开申请14069件，上年结转560件；办理答复13810件，结转下年度继续办理819件。予以公开5548件。",
    "management": "加强政府信息管理，规范公文公开属性的认定，定期清理规范性文件。",
    "platform": "加强平台建设，政府信息公开专栏按期更新，政务新媒体规范运行。",
    "safeguard": "加强监督保障，全年组织培训两次，开展日常检查并督促整改。",
    "assessment": "政务公开纳入年度绩效考核，占有相应权重。",
    "review": "委托第三方开展社会评议，结果已经反馈各单位。",
    "accountability": "本年度没有发生责任追究的情形。",
    "problems": "主要问题是：部分单位答复不够规范，个别栏目更新不够及时，基层培训覆盖面不够。",
    "improvements": "下一步将改进答复质量，逐件复核，并按季度检查栏目更新，扩大培训范围。",
    "fees": "本年没有收取信息处理费。",
    "plan": "2022年政务公开工作要点各项任务均已落实。",
    "more": "没有其他需要报告的事项。",
}


def seen_tables() -> dict[str, Any]:
    """The published total column, spread over the six kinds so that every identity holds."""
    dice = random.Random(3)
    totals = {**dict(zip(RESULT_ROWS, SEEN_LEAVES, strict=True)), "carried_in": 560, "carried_out": 819}
    rows: dict[str, list[int]] = {key: spread(total, dice) for key, total in totals.items()}
    rows["total"] = [sum(column) for column in zip(*(rows[key] for key in RESULT_ROWS), strict=True)]
    rows["new"] = [
        total + out - came
        for total, out, came in zip(rows["total"], rows["carried_out"], rows["carried_in"], strict=True)
    ]
    assert rows["new"][-1] == 14069 and rows["total"][-1] == 13810
    return tables_of(rows)


def spread(total: int, dice: random.Random) -> list[int]:
    """Six parts and their sum; the first is the largest, so that nothing falls below nought."""
    parts = [dice.randrange(0, total // 12 + 1) for _ in range(5)]
    return [total - sum(parts), *parts, total]


def tables_of(rows: dict[str, list[int]]) -> dict[str, Any]:
    return {
        "table2": {
            "regulations": {"issued": 0, "abolished": 0, "in_force": 0},
            "normative": {"issued": 3, "abolished": 1, "in_force": 12},
            "licences": 1200,
            "penalties": 340,
            "coercive": 7,
            "fees_wan": 12.5,
        },
        "table3": {
            "columns": list(COLUMNS),
            "rows": [{"key": key, "label": label, "values": rows[key]} for key, label in ROWS.items()],
        },
        "table4": {
            "reconsideration": {"upheld": 5, "corrected": 1, "other": 2, "pending": 3, "total": 11},
            "direct_suit": {"upheld": 1, "corrected": 0, "other": 0, "pending": 1, "total": 2},
            "suit_after_reconsideration": {"upheld": 2, "corrected": 0, "other": 1, "pending": 0, "total": 3},
        },
    }


def whole(tables: dict[str, Any] | None = None, **texts: str) -> Whole:
    """A report on 2022 of 某区人民政府, published on 20 March 2023."""
    agency = "上海市某区人民政府"
    held = laying.content(
        f"{agency}2022年政府信息公开工作年度报告",
        agency,
        2022,
        {**TEXTS, **texts},
        tables or seen_tables(),
        government=True,
    )
    return laying.whole(held, dt.date(2023, 3, 20))


def row(tables: dict[str, Any], key: str) -> list[int]:
    """The seven numbers of a row, to be changed in place."""
    found: list[int] = next(one["values"] for one in tables["table3"]["rows"] if one["key"] == key)
    return found
