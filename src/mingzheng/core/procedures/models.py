"""Cases of every kind in one table, their clocks as ledgers, and who contributed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from mingzheng.core import records
from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.procedures.reckoning import ClockStatus, Event, LengthUnit, Rule
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.procedures.table import ClockMove, Procedure, State
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, Unit

CLOCK_STATUSES = [
    (ClockStatus.RUNNING.value, "计算中"),
    (ClockStatus.PAUSED.value, "中止"),
    (ClockStatus.STOPPED.value, "已停止"),
]


class DeadlineRule(models.Model):
    """A deadline as dated data: a case keeps the version under which its clock started."""

    UNITS = [(LengthUnit.WORKDAY.value, "工作日"), (LengthUnit.DAY.value, "日"), (LengthUnit.DATE.value, "指定日期")]

    code = models.CharField("代码", max_length=48)
    version = models.PositiveSmallIntegerField("版本", default=1)
    label = models.CharField("名称", max_length=100)
    length = models.PositiveSmallIntegerField("长度", null=True, blank=True)
    unit = models.CharField("单位", max_length=8, choices=UNITS)
    warn = models.PositiveSmallIntegerField("提前预警（工作日）", default=3)
    article = models.CharField("依据", max_length=200)
    source = models.CharField("来源与可信程度", max_length=200, blank=True)
    valid_from = models.DateField("施行日期")

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="deadline_rule_version"),
            models.CheckConstraint(condition=Q(unit="date") | Q(length__isnull=False), name="deadline_rule_length"),
        ]

    def __str__(self) -> str:
        return f"{self.label} v{self.version}"

    def as_rule(self) -> Rule:
        return Rule(self.label, self.article, LengthUnit(self.unit), self.length)


class Case(models.Model):
    """One matter in a procedure. ``due_on`` and ``warn_on`` cache its nearest running clock; NULL when none runs."""

    procedure = models.CharField("程序", max_length=48)
    version = models.PositiveSmallIntegerField("程序版本")
    state = models.CharField("环节", max_length=32)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases")
    title = models.CharField("事项", max_length=300)
    number = models.CharField("编号", max_length=64, blank=True)
    subject_kind = models.CharField(max_length=48)
    subject_id = models.CharField(max_length=48)
    opened_at = models.DateTimeField("开始时间")
    closed_at = models.DateTimeField("结束时间", null=True)
    due_on = models.DateField("期限", null=True)
    warn_on = models.DateField("预警日", null=True)
    provisional = models.BooleanField("期限暂定", default=False)
    revision = models.PositiveIntegerField("修订号", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "subject_kind", "subject_id"], name="case_once_per_subject"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(due_on=None), name="case_closed_has_no_due"),
        ]
        indexes = [
            # Ask with closed_at=None: then dates, queues and their order all come from these two. The first carries
            # what queues ask for, so that a rare state is found without reading the rows (measured: ./bench clocks).
            # closed_at is in it because SQLite checks it again and would read the row for that.
            models.Index(
                fields=["due_on", "id", "procedure", "state", "unit", "closed_at"],
                name="case_due",
                condition=Q(closed_at=None),
            ),
            models.Index(fields=["unit", "due_on", "id"], name="case_unit_due", condition=Q(closed_at=None)),
            models.Index(fields=["unit", "procedure", "state"], name="case_unit_open", condition=Q(closed_at=None)),
            models.Index(fields=["procedure", "state"], name="case_open", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def table(self) -> Procedure:
        return procedure_of(self.procedure)

    @property
    def state_now(self) -> State:
        return self.table.state(self.state)

    @property
    def ref(self) -> RecordRef:
        return RecordRef(self.subject_kind, self.subject_id)

    @property
    def subject(self) -> Any:
        """The room's own record behind the case (read once per instance)."""
        if not hasattr(self, "_subject"):
            self._subject = records.fetch(self.ref)
        return self._subject

    def light(self, today: dt.date) -> str:
        """``red`` overdue, ``amber`` within the warning span, ``green`` on time, ``off`` when no clock runs."""
        if self.due_on is None:
            return "off"
        if today > self.due_on:
            return "red"
        return "amber" if self.warn_on is not None and today >= self.warn_on else "green"


class Clock(models.Model):
    """One clock of a case. The columns below the rule are a cache of what ``reckon`` says of the events."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    name = models.CharField("时钟", max_length=48)
    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT)
    status = models.CharField("状态", max_length=8, choices=CLOCK_STATUSES, default=ClockStatus.RUNNING.value)
    due_on = models.DateField("期限", null=True)
    provisional = models.BooleanField("暂定", default=False)
    met_on = models.DateField("停止日", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], condition=~Q(status="stopped"), name="clock_runs_once")
        ]
        indexes = [models.Index(fields=["due_on"], name="clock_running", condition=Q(status="running"))]

    def __str__(self) -> str:
        return f"{self.rule.label} {date_or_unset(self.due_on)}"

    @property
    def late(self) -> bool:
        return self.met_on is not None and self.due_on is not None and self.met_on > self.due_on


class ClockEvent(models.Model):
    """An entry of a clock's ledger: when it took effect, when and by whom it was recorded, on what article."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="events")
    move = models.CharField("动作", max_length=8, choices=[(move.value, move.label) for move in ClockMove])
    effective_on = models.DateField("生效日")
    recorded_at = models.DateTimeField("登记时间")
    days = models.PositiveSmallIntegerField("天数", null=True)
    date = models.DateField("指定日期", null=True)
    article = models.CharField("依据", max_length=200, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    ref = models.CharField("中止事由", max_length=48, blank=True, default="")
    person_id = models.BigIntegerField("登记人")
    entry_id = models.BigIntegerField("日志编号", null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_move_display()} {chinese_date(self.effective_on)}"

    def as_event(self) -> Event:
        return Event(ClockMove(self.move), self.effective_on, self.days, self.date, self.article, self.note, self.ref)


class Contribution(models.Model):
    """A person who contributed to a case: they may not review it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contributions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    command = models.CharField(max_length=48)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="contribution_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.command}"
