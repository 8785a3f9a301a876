"""The texts of a report: which there are, under which part, and how they are headed (国办公开办函〔2021〕30号). Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """``part``: 1, 5 or 6; parts two to four are the tables. ``government``: only governments write it."""

    key: str
    part: int
    title: str
    hint: str
    government: bool = False


SECTIONS = (
    Section("proactive", 1, "主动公开", "公开了哪些信息，重点领域、政策解读、公众参与做得怎样。"),
    Section("requests", 1, "依申请公开", "收到和办理申请的情况，办理制度和质量。"),
    Section("management", 1, "政府信息管理", "公文公开属性、规范性文件的管理和清理、动态调整。"),
    Section("platform", 1, "平台建设", "政府信息公开专栏、政务新媒体、公报、政务公开专区。"),
    Section("safeguard", 1, "监督保障", "组织领导、培训、检查和整改。"),
    Section("assessment", 1, "工作考核", "考核的组织和结果。", government=True),
    Section("review", 1, "社会评议", "社会评议、满意度的情况。", government=True),
    Section("accountability", 1, "责任追究", "责任追究的情况；没有发生的也要写明。", government=True),
    Section("problems", 5, "存在的主要问题", "写真实的问题，不写“无”。"),
    Section("improvements", 5, "改进情况", "对上年问题的改进，和今年准备采取的措施。"),
    Section("fees", 6, "收取信息处理费情况", "依国办函〔2020〕109号收取的数额；没有收取的也要写明。"),
    Section("plan", 6, "政务公开工作要点落实情况", "逐项写年度政务公开工作要点的落实情况。"),
    Section("more", 6, "其他需要报告的事项", "没有的写“没有其他需要报告的事项”。"),
)
BY_KEY = {one.key: one for one in SECTIONS}


def sections(*, government: bool) -> list[Section]:
    """Those that a report has, in its order."""
    return [one for one in SECTIONS if government or not one.government]
