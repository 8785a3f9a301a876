"""The items of the example systems. Invented for the demonstration; no official weight is among them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mingzheng.supervision.assessment.sheets import Row

NOTE = "示例：演示用的指标和分值，没有经过审定，不代表任何正式的考核要求。"
TOWNS = ("street", "town")
DEPARTMENTS = ("department",)
SHARE = "按比例得分"
HANDED_IN = ("shangwuwei", "jiangsu", "tianshan")
HALF = ("fagaiwei", "xinhua")
SAID = {
    "机构和人员": "明确分管负责人和信息员，调整后三天内更新到平台。",
    "业务培训": "4 月、5 月各组织一次业务培训，信息员和各科室经办人参加。",
    "听取工作汇报": "5 月，主要负责人主持会议听取政务公开工作汇报。",
}


def _machine(group: str, name: str, points: int, figure: str, formula: str = SHARE, kinds: tuple[str, ...] = ()) -> Row:
    return Row(group, name, Decimal(points), way="machine", figure=figure, formula=formula, kinds=kinds)


BESIDE = [
    Row("加减分", "创新做法", Decimal(3), "经验在全区以上范围交流或者推广的，由单位申报。", way="bonus"),
    Row("加减分", "被通报批评", Decimal(5), "因政务公开工作被区级以上通报批评的，每次扣 1 分。", way="deduction"),
]
ROWS_2022 = [
    _machine("主动公开（40分）", "公文按期公开", 15, "documents.in_time"),
    _machine("主动公开（40分）", "公文全量备案", 15, "filing.months"),
    _machine("主动公开（40分）", "公开属性认定", 10, "documents.determined"),
    Row(
        "窗口和专区（40分）", "窗口答复质量", Decimal(25), "答到问题、写明依据、留下联系方式。",
        way="sample", kinds=TOWNS, figure="questions.window_answers", sample=3, assessors=2,
    ),
    _machine("窗口和专区（40分）", "专区咨询转办", 15, "corners.handed_over", kinds=TOWNS),
    Row("组织保障（20分）", "机构和人员", Decimal(10), "分管负责人、信息员明确，变动及时更新。"),
    Row("组织保障（20分）", "业务培训", Decimal(10), "每年不少于两次，有签到和材料。"),
    *BESIDE,
]  # fmt: skip
ROWS_2023 = [
    _machine("主动公开（30分）", "公文按期公开", 8, "documents.in_time"),
    _machine("主动公开（30分）", "公开属性认定", 6, "documents.determined", "按比例得分，达到90%得满分"),
    _machine("主动公开（30分）", "公文全量备案", 6, "filing.months"),
    _machine("主动公开（30分）", "经他人审查", 4, "documents.reviewed", "达到100%得满分，否则不得分"),
    _machine("主动公开（30分）", "文件标签分类", 6, "tags.tagged"),
    _machine("依申请公开（15分）", "申请按期答复", 9, "foi.in_time"),
    _machine("依申请公开（15分）", "办理全程留痕", 6, "foi.traced"),
    Row(
        "解读和咨询（20分）", "解读质量", Decimal(10), "背景、对象、口径、新旧差异、联系方式写清楚，不照抄原文。",
        way="sample", kinds=DEPARTMENTS, figure="interpretations.quality", sample=2, assessors=2,
    ),
    Row(
        "解读和咨询（20分）", "窗口咨询答复质量", Decimal(10), "答到问题、写明依据、留下联系方式。",
        way="sample", kinds=TOWNS, figure="questions.window_answers", sample=3, assessors=2,
    ),
    _machine("政民互动（20分）", "来信按期答复", 8, "letters.in_time"),
    Row(
        "政民互动（20分）", "来信答复质量", Decimal(12), "答到每个问题，说明依据和理由，语气平和。",
        way="sample", figure="letters.clean_replies", sample=3, assessors=2,
    ),
    _machine("要点落实（5分）", "要点任务办结", 5, "workplan.done"),
    Row("组织保障（10分）", "机构和人员", Decimal(4), "分管负责人、信息员明确，变动及时更新。"),
    Row("组织保障（10分）", "业务培训", Decimal(3), "每年不少于两次，有签到和材料。"),
    Row("组织保障（10分）", "听取工作汇报", Decimal(3), "主要负责人每年至少听取一次汇报。"),
    *BESIDE,
]  # fmt: skip


def revised() -> list[Row]:
    """This year's items with the weight moved from publishing to answering: a draft for trying."""
    moved = {"公文全量备案": 2, "公开属性认定": 4, "窗口咨询答复质量": 16}
    groups = {"主动公开（30分）": "主动公开（24分）", "解读和咨询（20分）": "解读和咨询（26分）"}
    return [
        replace(row, group=groups.get(row.group, row.group), points=Decimal(moved.get(row.name, row.points)))
        for row in ROWS_2023
    ]
