"""The facts that the case screen shows for a plan and for an assignment."""

from __future__ import annotations

from typing import Any

from mingzheng.supervision.workplan.models import Assignment, Plan


def plan_facts(plan: Plan) -> list[tuple[str, Any]]:
    """Label and value, in reading order."""
    return [
        ("年度", f"{plan.year}年"),
        ("发文机关", plan.issuer),
        ("发文字号", plan.number),
        ("成文日期", plan.dated),
        ("审议会议", plan.meeting),
        ("来源文件", plan.source_name),
        ("任务", f"{plan.tasks.count()} 项"),
    ]


def assignment_facts(assignment: Assignment) -> list[tuple[str, Any]]:
    """Label and value, in reading order."""
    task = assignment.task
    return [
        ("任务名称", task.group),
        ("任务内容", task.content),
        ("要点依据", str(task.point) if task.point else ""),
        ("责任单位（原文）", task.units_written),
        ("完成时限（原文）", task.due_text),
        ("期限如何得出", task.due_rule),
        ("次数目标", f"{task.count_target} 次" if task.count_target else ""),
        ("所属要点", task.plan.title),
    ]
