"""Some reports of visitors and a few findings of an earlier inspection, made by the room's own commands from a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.models import PostHolding, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.supervision.inspections import commands, reports
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import ErrorReport, Finding
from mingzheng.supervision.inspections.owners import Owners

SEED = 47
OLD_SITE = "https://old.example.invalid/sitemap.xml"

# (day, kind, page, text, unit it is passed to or "", outcome or "", answer)
REPORTS: list[tuple[dt.date, str, str, str, str, str, str]] = [
    (
        dt.date(2023, 5, 9),
        "text",
        "/zfxxgk/zhinan/",
        "指南“办公时间”一段里“周一至周五”写成了“周一至周無”。",
        "",
        "mended",
        "已核实，确为录入错误，当日已改正。感谢您的指正。",
    ),
    (
        dt.date(2023, 5, 22),
        "link",
        "/zhengce/",
        "页面下方“办事指南”的链接点开是 404。",
        "",
        "will",
        "属实。对应事项已调整到新的办事页面，我们正在更换全部旧链接，预计一周内完成。",
    ),
    (
        dt.date(2023, 6, 6),
        "fact",
        "/zfxxgk/fdzdgk/",
        "页面写的街道办事处地址还是搬迁前的地址。",
        "xinhua",
        "mended",
        "已与街道核对，办公地址已于今年搬迁，页面已更新为新地址和电话。",
    ),
    (
        dt.date(2023, 6, 12),
        "other",
        "/hudong/",
        "希望把小区门口的路灯修一下。",
        "",
        "not_error",
        "您反映的是城市管理诉求，不属于页面错误，请拨打 12345 或在“我要写信”中提出，会有专门单位答复。",
    ),
    (dt.date(2023, 6, 19), "display", "/gongzuoyaodian/", "手机上打开，任务表最右边一列看不全。", "", "", ""),
    (dt.date(2023, 6, 20), "text", "/zfxxgk/zhidu/", "制度列表第三条的文号括号用成了方括号。", "", "", ""),
]
DEFECTS = [
    Defect(
        "number.form",
        "https://old.example.invalid/zwgk/2022/0815/3721.html",
        "关于做好 2022 年防汛防台工作的通知",
        "发文字号写作「长府办[2022]08号」。应写成「长府办〔2022〕8号」。",
        agency="上海市长宁区人民政府办公室",
    ),
    Defect(
        "date.late",
        "https://old.example.invalid/zwgk/2023/0327/4410.html",
        "关于调整义务教育阶段学校招生范围的通知",
        "成文日期 2023年2月6日，发布日期 2023年3月27日，用了 35 个工作日（不超过 20 个）。",
        agency="上海市长宁区教育局",
    ),
    Defect(
        "validity.unmarked",
        "https://old.example.invalid/zwgk/2021/1109/2987.html",
        "上海市长宁区促进文化创意产业发展专项资金管理办法",
        "页面上没有标注有效性。",
        agency="上海市长宁区文化和旅游局",
    ),
    Defect(
        "agency.disagree",
        "https://old.example.invalid/zwgk/2022/1020/3902.html",
        "上海市长宁区财政局关于公布行政事业性收费目录的通知",
        "标题：上海市长宁区财政局；落款：上海市长宁区发展和改革委员会。",
        unsure="名称不同，未必是不同机关",
        agency="上海市长宁区财政局",
    ),
    Defect(
        "column.stale",
        "https://old.example.invalid/xwzx/jdxw/",
        "街道动态",
        "最新一条是 2023年5月18日，已 33 天没有更新（不超过 14 天）。",
    ),
]


def play(*, say: Callable[[str], None]) -> None:
    """Visitors write in May and June; the old site was inspected on 20 June."""
    dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret
    say("演示区：网站纠错和检查……")
    for row in REPORTS:
        with timekeeping.standing_at(row[0]):
            report = reports.submit(kind=row[1], page=row[2], text=row[3])
        if row[5]:
            _handle(report, row, dice)
    _findings()


def _handle(report: ErrorReport, row: tuple[dt.date, str, str, str, str, str, str], dice: random.Random) -> None:
    day, _kind, _page, _text, passed_to, outcome, answer = row
    with timekeeping.standing_at(day + dt.timedelta(days=1)):
        office = _holder("", Post.OFFICE_CLERK)
        target = _unit(passed_to)
        if target is not None:
            _act(report, "assign", office, {"unit": str(target), "reason": "页面由该单位维护，请核实办理。"})
        by = _holder(passed_to, Post.OFFICER) if target is not None else office
        _act(report, "accept", by, {})
    with timekeeping.standing_at(day + dt.timedelta(days=dice.choice([1, 2]))):
        if outcome == "not_error":
            _act(report, "not_error", by, {"answer": answer})
            return
        _act(report, "answer", by, {"outcome": outcome, "answer": answer})
        if outcome == "mended":
            mended = timekeeping.today().isoformat()
            _act(report, "close", by, {"mended_on": mended, "remark": ""})


def _act(report: ErrorReport, command: str, actor: Actor, data: dict[str, Any]) -> None:
    report.refresh_from_db()
    assert report.case is not None  # noqa: S101 - submitting opens it
    act(report.case, command, actor, data)


def _unit(code: str) -> int | None:
    holding = PostHolding.objects.filter(unit__code=code).first() if code else None
    return holding.unit_id if holding else None


def _holder(unit: str, post: Post) -> Actor:
    """The person in a post today; office posts are 区府办's whatever unit is asked for."""
    day = timekeeping.today()
    rows = PostHolding.objects.filter(held_on(day), post=post.value).select_related("person").order_by("id")
    holding = rows.filter(unit__code=unit).first() if unit else rows.first()
    if holding is None:
        raise LookupError(f"nobody is {post} of {unit or 'any unit'} on {day}")
    return next(one for one in actors_for(holding.person, day) if one.post is post and one.unit_id == holding.unit_id)


def _findings() -> None:
    day = dt.date(2023, 6, 20)
    with timekeeping.standing_at(day):
        owners = Owners()
        commands.record(None, OLD_SITE, DEFECTS, owners, day)
        office = _holder("", Post.OFFICE_CLERK)
        commands.confirm(Finding.objects.get(source=OLD_SITE, rule="number.form"), office)
