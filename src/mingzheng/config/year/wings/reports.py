"""What the year is told with: 2022's annual reports, the quarters' bulletins with their receipts, 2023's annual reports in January."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import yaml

from mingzheng.config.year.stage import EVENING, Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.config.year.wings import foi_before
from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.annual import commands as figures
from mingzheng.supervision.annual_report import cells, commands, demo, judging, terms
from mingzheng.supervision.annual_report.models import AnnualReport
from mingzheng.supervision.bulletins import commands as bulletins
from mingzheng.supervision.bulletins import demo as quarterly
from mingzheng.supervision.bulletins.models import Bulletin, Receipt
from mingzheng.supervision.workplan.models import Plan

TAKEN_IN, DISTRICT_IN = dt.date(2023, 2, 3), dt.date(2023, 3, 30)
COMPOSED = {1: dt.date(2023, 4, 26), 2: dt.date(2023, 7, 5), 3: dt.date(2023, 10, 12), 4: dt.date(2024, 1, 8)}
SAID = {
    2: "上半年到期的任务按月推进。下一步要抓好8月的政府开放月，各单位提前公布场次和报名办法，并把没有达到目标的指标逐项补上。",
    3: "前三季度各渠道来信、申请总体按期答复。下一步要对照要点查漏补缺，全年到期的任务年底前全部提请核实。",
    4: "全年任务已到收口的时候。逾期和没有达到目标的，责任单位要在年度报告里说明原因和改进安排，区府办纳入明年一季度检查。",
}  # what the office says of a quarter; of the first what the demonstration has
LETTERS_ON = 2  # working day of a month on which the letters go out
WRITTEN_FROM = dt.date(2024, 1, 9)
WRITTEN = 3  # units that publish their report of 2023 by the middle of January, at scale 1
Row = dict[str, Any]


@cache
def words() -> dict[str, str]:
    """The texts of a report, as the room's demonstration has them."""
    found: dict[str, str] = yaml.safe_load(demo.DATA.read_text(encoding="utf-8"))["texts"]
    return found


def plan(stage: Stage) -> None:
    """Past reports first; a bulletin after each quarter; letters each month; the reports of the year in January."""
    stage.at(TAKEN_IN, lambda: _past_units(stage))
    stage.at(DISTRICT_IN, lambda: _past(stage, stage.units["qufuban"], dt.date(2023, 3, 29), district=True))
    for quarter, day in COMPOSED.items():
        tell(stage, day, _bulletin(stage, quarter), order=EVENING)
    for month in range(5, 13):
        day = stage.workday(dt.date(2023, month, 1), LETTERS_ON)
        stage.at(day, lambda: stage.count("letters to units", bulletins.write_letters()))
    _this_year(stage)


# --- the reports of 2022 ---------------------------------------------------------------------------------------------


def _past_units(stage: Stage) -> None:
    """Published by every unit before 31 January on the old site; the late one after it."""
    for unit in terms.units_with_duty(demo.YEAR):
        planted = stage.defect("annual_report_late", unit)
        if planted is not None:
            planted.on(f"units.unit:{unit.pk}")
        _past(stage, unit, dt.date(2023, 2, 2) if planted else dt.date(2023, 1, 19))


def _past(stage: Stage, unit: Unit, published: dt.date, *, district: bool = False) -> None:
    dice = stage.dice("annual", unit.code, district)
    cases = {
        "A": {"natural": dice.randint(3, 12), "business": dice.randint(0, 3)},
        "B": {"natural": dice.randint(0, 2)},
        "D1": {"natural": dice.randint(1, 7)},
        "F3": {"natural": dice.randint(0, 1)},
    }
    if left := foi_before.left_open(None if district else unit):
        cases["carried_out"] = left
    received = sum(number for kinds in cases.values() for number in kinds.values())
    row: Row = {
        "district": district,
        "published_on": published,
        "source": f"区政府门户网站 {published.year}年{published.month}月{published.day}日",
        "table2": {"licences": dice.randint(0, 400), "penalties": dice.randint(0, 90), "coercive": 0, "fees_wan": 0},
        "cases": cases,
        "says": {
            "who": "全区" if district else unit.short,
            "received": str(received),
            "trained": "2",
            "problems": "个别栏目更新不够及时，答复文书说理不够充分",
            "next": "栏目到期前提醒，对答复文书开展季度抽查",
        },
    }
    demo.past(row, unit, words(), stage.office())
    stage.count("annual reports")


# --- the quarters ----------------------------------------------------------------------------------------------------


def _bulletin(stage: Stage, quarter: int) -> Story:
    """Composed and written on one day, approved and sent on the next; every unit signs within three working days."""
    plan = Plan.objects.exclude(issued_at=None).get(year=2023)
    made = bulletins.compose(plan, quarter, stage.office())
    written: dict[str, Any] = quarterly.texts(made, {"overview": SAID.get(quarter, quarterly.WRITTEN)})
    stage.do(made, "edit", stage.office(), **written)
    stage.do(made, "submit", stage.office())
    stage.count("bulletins")
    yield stage.workday(timekeeping.today(), 1)
    stage.do(made, "approve", stage.office(Post.OFFICE_HEAD), to_public=True)
    stage.do(made, "publish", stage.office())
    yield stage.workday(timekeeping.today(), 2)
    _signed(stage, made)


def _signed(stage: Stage, made: Bulletin) -> None:
    for receipt in Receipt.objects.filter(bulletin=made).select_related("unit").order_by("unit__order"):
        if made.quarter == 3 and (planted := stage.defect("bulletin_unsigned", receipt.unit)) is not None:
            planted.on(f"bulletins.receipt:{receipt.pk}")
            continue
        post = Post.OFFICE_CLERK if receipt.unit.kind == Unit.Kind.GOV_OFFICE else Post.OFFICER
        stage.do(receipt, "sign", stage.officer(receipt.unit, post), remark="")


# --- the reports of 2023 ---------------------------------------------------------------------------------------------


def _this_year(stage: Stage) -> None:
    """The district's is drafted and handed in; some units publish theirs in January."""
    units = terms.units_with_duty(demo.YEAR)
    dice = stage.dice("annual reports")
    for unit in dice.sample(units, min(len(units), stage.times(WRITTEN))):
        tell(stage, stage.workday(WRITTEN_FROM, dice.randint(0, 6)), _report(stage, unit))
    tell(stage, stage.workday(WRITTEN_FROM, 8), _report(stage, None))


def _report(stage: Stage, unit: Unit | None) -> Story:
    place = unit or stage.units["qufuban"]
    writer, checker, head = (
        (Post.OFFICER, Post.REVIEWER, Post.HEAD) if unit else (Post.OFFICE_CLERK, Post.OFFICE_CLERK, Post.OFFICE_HEAD)
    )
    actor = stage.officer(place, writer)
    for one in [place] if unit else terms.units_with_duty(2023):
        figures.keep_own(one, 2023, actor, _own(stage, one))
    made = commands.draft(2023, unit, actor)
    stage.count("annual reports")
    stage.do(made, "edit", actor, **texts(made))
    made.refresh_from_db()
    soft = judging.judge(made).soft
    if soft:
        said: dict[str, Any] = {f"reason_{at}": "已逐项核对，数据无误。" for at in range(len(soft))}
        stage.do(made, "explain", actor, **said)
    yield stage.workday(timekeeping.today(), 1)
    stage.do(made, "submit", actor)
    if unit is None:
        return
    stage.do(made, "check", stage.officer(place, checker))
    stage.do(made, "approve", stage.officer(place, head))
    yield stage.workday(timekeeping.today(), 1)
    stage.do(made, "publish", actor)


def _own(stage: Stage, unit: Unit) -> dict[str, Any]:
    """What a unit's own systems counted in the year (table 2); the same whoever asks for it."""
    dice = stage.dice("own figures", unit.code)
    return {
        "licences": dice.randint(0, 400),
        "penalties": dice.randint(0, 90),
        "coercive": dice.choice((0, 0, 0, 2)),
        "fees_wan": "0",
        "source": "业务系统2023年统计",
    }


def texts(report: AnnualReport) -> dict[str, Any]:
    """What the machine wrote, and where a person has to write, a person's words."""
    short = "全区" if report.district else report.unit.short
    says = {
        "who": short,
        "received": "{{ table3.total.new }}",
        "trained": "三",
        "problems": "部分单位解读形式还比较单一，个别栏目的内容不够实用",
        "next": "推广图解、问答和短视频，按季度听取使用者的意见",
    }
    found = {}
    for section in judging.own_sections(report):
        written = report.texts.get(section.key, "")
        own = words()[section.key].format(**says)
        found[section.key] = own if not written or cells.OPEN in written else written
    return found
