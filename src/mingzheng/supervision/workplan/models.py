"""The plan as the notice has it, its tasks, and each unit's share of a task."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit


class Plan(models.Model):
    """A year's work-point notice (政务公开工作要点) after a person confirmed its import."""

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=200)
    issuer = models.CharField("发文机关", max_length=128, blank=True)
    number = models.CharField("发文字号", max_length=64, blank=True)
    dated = models.DateField("成文日期", null=True)
    meeting = models.CharField("审议会议", max_length=128, blank=True)
    preamble = models.TextField("前言", blank=True)
    source_name = models.CharField("来源文件", max_length=200)
    source_sha256 = models.CharField("来源文件指纹", max_length=64, unique=True)
    imported_at = models.DateTimeField("导入时间")
    issued_at = models.DateTimeField("下达时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="plan")

    class Meta:
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return self.title


class PlanPart(models.Model):
    """A chapter: 一、围绕中心工作…"""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="parts")
    label = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="part_order")]

    def __str__(self) -> str:
        return f"{self.label}、{self.title}"


class PlanPoint(models.Model):
    """A numbered point with its text: （八）规范发布公开政府信息。"""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="points")
    part = models.ForeignKey(PlanPart, on_delete=models.CASCADE, null=True, related_name="points")
    label = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="point_order")]

    def __str__(self) -> str:
        return f"{self.label}{self.title}"


class PlanTask(models.Model):
    """One row of the annex (任务分解表). ``due_points``: list of {label, on}; ``due_rule``: how the dates were found."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    point = models.ForeignKey(PlanPoint, on_delete=models.SET_NULL, null=True, related_name="tasks")
    number = models.PositiveSmallIntegerField("序号")
    group = models.CharField("任务名称", max_length=200, blank=True)
    content = models.TextField("任务内容")
    units_text = models.JSONField("责任单位（原文）", default=list)
    open_ended = models.BooleanField("列举未尽（等）", default=False)
    due_text = models.CharField("完成时限（原文）", max_length=64, blank=True)
    due_on = models.DateField("完成期限")
    due_points = models.JSONField("分期节点", default=list)
    count_target = models.PositiveSmallIntegerField("次数目标", null=True)
    due_rule = models.TextField("期限如何得出", blank=True)
    attest = models.BooleanField("须提交书面说明", default=False)
    confirmed = models.JSONField("由人确认的栏目", default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="task_number")]

    def __str__(self) -> str:
        return f"第{self.number}项 {self.content}"

    @property
    def units_written(self) -> str:
        return "、".join(self.units_text) + ("等" if self.open_ended else "")

    def counted_until(self, day: dt.date) -> dt.date:
        """The day up to which the task's records count: ``day``, at most the end of the plan's year or its own later term.

        In January the figures of last year's plan go on saying what last year came to; a task that is due then (the annual
        report) is counted until it is due.
        """
        return min(day, max(dt.date(self.plan.year, 12, 31), self.due_on))

    @property
    def periodic(self) -> bool:
        """Is it due at several points of the year?"""
        return len(self.due_points) > 1

    def points_from(self, day: dt.date) -> list[dict[str, str]]:
        """The due points on or after a day; a task that is not periodic has none."""
        if not self.periodic:
            return []
        return [point for point in self.due_points if point["on"] >= day.isoformat()]


class Assignment(models.Model):
    """A unit's share of a task: the case that the unit carries out and 区府办 verifies."""

    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="assignment")
    submitted_on = models.DateField("提请办结日", null=True)
    done_on = models.DateField("办结日", null=True)
    extension_asked = models.DateField("申请延期至", null=True)
    extension_to = models.DateField("批准延期至", null=True)
    returned_reason = models.TextField("退回原因", blank=True)

    class Meta:
        ordering = ["task__number", "unit__order"]
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="assignment_once")]

    def __str__(self) -> str:
        return f"第{self.task.number}项 {self.task.content}（{self.unit.short}）"


class Progress(models.Model):
    """What was done, when. ``counts_for``: label of the due point it answers; ``times``: how often, toward a target."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="progress")
    text = models.TextField("进展")
    done_on = models.DateField("完成日期")
    counts_for = models.CharField("对应期次", max_length=32, blank=True)
    times = models.PositiveSmallIntegerField("次数", default=0)
    recorded_at = models.DateTimeField("登记时间")
    by_name = models.CharField("登记人", max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "counts_for"], condition=~Q(counts_for=""), name="point_reported_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Attestation(models.Model):
    """A dated statement with proof, for what no record of the platform can show (attest)."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待核对"
        CONFIRMED = "confirmed", "已核对"
        REJECTED = "rejected", "未通过"

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="attestations")
    statement = models.TextField("说明")
    dated = models.DateField("事实发生日期")
    file_id = models.UUIDField("证明材料")
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.WAITING)
    remark = models.TextField("核对意见", blank=True)
    made_at = models.DateTimeField("提交时间")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.statement[:60]


class SupervisionLetter(models.Model):
    """督办单 from 区府办 on one assignment, numbered per year without gaps."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="letters")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    text = models.TextField("督办要求")
    issued_on = models.DateField("发出日期")
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="letter_number"),
            models.UniqueConstraint(fields=["assignment"], condition=Q(answered_on=None), name="letter_open_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"督〔{self.year}〕{self.serial}号"


class ImportDraft(models.Model):
    """A notice that was read but not yet confirmed: what the machine found, and what a person decided about it.

    ``decisions``: {"header": {...}, "tasks": {"13": {"due": "全年", "confirmed": ["due"]}}, "names": {"区X": "code"},
    "members": {"各承办单位": ["code", …]}}.
    """

    class Status(models.TextChoices):
        OPEN = "open", "待确认"
        CONFIRMED = "confirmed", "已导入"
        DROPPED = "dropped", "已放弃"

    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    parsed = models.JSONField("读出的内容")
    decisions = models.JSONField("人的决定", default=dict)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, null=True, related_name="draft")
    created_at = models.DateTimeField("读入时间")
    created_by = models.CharField("读入人", max_length=64)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["sha256"], condition=Q(status="open"), name="draft_open_once")]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_status_display()}）"

    def task_decisions(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.decisions.get("tasks", {}).get(str(number), {})
        return found
