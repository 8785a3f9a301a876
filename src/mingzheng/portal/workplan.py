"""The work plan's reader for the portal: public facts of the issued plan, drawn by the portal's own pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingzheng.portal.providers import PlanChange
from mingzheng.supervision.indicators.public import PublicPlan, Reader
from mingzheng.supervision.workplan import public, queries
from mingzheng.supervision.workplan.models import Plan


@dataclass(frozen=True)
class PlanFile:
    """A file of the plan for everybody: the annex as issued, or its due dates. ``label``: how the page calls it."""

    label: str
    name: str
    data: bytes


class WorkPlan:
    """The plan as everybody reads it, with its files; these do not change once it is issued."""

    def __init__(self) -> None:
        self._reader = Reader()
        self._held: tuple[PublicPlan, PublicPlan] | None = None  # as it was read, and with its files
        self._files: tuple[Any, dict[str, PlanFile]] | None = None

    def current(self) -> PublicPlan | None:
        plan = public.issued_plan()
        if plan is None:
            return None
        found = self._reader.of(plan)
        if self._held is None or self._held[0] is not found:
            lines = [
                (file.label, reverse(f"portal:plan-{kind}"), len(file.data))
                for kind, file in self._files_of(plan).items()
            ]
            self._held = (found, replace(found, files=lines))
        return self._held[1]

    def changes(self, limit: int) -> list[PlanChange]:
        return [_change(step) for step in public.steps(limit)]

    def files(self) -> dict[str, PlanFile]:
        """``xlsx`` and ``ics`` of the issued plan; they do not change once it is issued. Empty without a plan."""
        plan = public.issued_plan()
        return self._files_of(plan) if plan else {}

    def _files_of(self, plan: Plan) -> dict[str, PlanFile]:
        version, held = (plan.pk, plan.issued_at), self._files
        if held is None or held[0] != version:
            held = self._files = (version, _make_files(plan))
        return held[1]


SOURCE = WorkPlan()


def _make_files(plan: Plan) -> dict[str, PlanFile]:
    # Imported here: every command and page starts faster without the makers of workbooks and calendars.
    from mingzheng.papers.plan_ics import plan_calendar
    from mingzheng.papers.plan_xlsx import plan_workbook

    sheet = plan_workbook(queries.board(plan), with_progress=False)
    calendar = plan_calendar(plan, name=plan.title)
    return {
        "xlsx": PlanFile("任务分解表.xlsx", f"{plan.title}任务分解表.xlsx", sheet),
        "ics": PlanFile("完成时限日历.ics", f"{plan.title}完成时限日历.ics", calendar),
    }


# --- what changed ----------------------------------------------------------------------------------------


def _change(step: public.Step) -> PlanChange:
    if step.task is None:
        title = _("《%(title)s》任务下达") % {"title": step.plan.title}
        summary = _("各项任务已下达各责任单位，进展逐项公布。")
        return PlanChange(f"plan-{step.plan.pk}-issued", step.when, title, summary)
    task = step.task
    return PlanChange(
        f"task-{task.pk}-done",
        step.when,
        _("第 %(number)d 项办结：%(content)s") % {"number": task.number, "content": task.content},
        _("责任单位：%(units)s。均已办结并经区府办核实。") % {"units": task.units_written},
        f"{reverse('portal:plan')}#task-{task.number}",
    )
