from django.apps import AppConfig
from django.urls import reverse


class WorkplanConfig(AppConfig):
    name = "mingzheng.supervision.workplan"
    label = "workplan"
    verbose_name = "工作要点"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.supervision.workplan import datasets, indicators, plan_procedure, procedure, visibility
        from mingzheng.supervision.workplan.models import Assignment, ImportDraft, Plan, PlanTask

        indicators.declare_all()
        datasets.declare_all()
        declare(plan_procedure.PLAN)
        declare(procedure.ASSIGNMENT)
        records.register(
            "workplan.plan",
            label="工作要点",
            model=Plan,
            title=str,
            url=lambda plan: reverse("desk:plan"),
            visible_to=visibility.sees_plan,
        )
        records.register(
            "workplan.draft", label="要点导入", model=ImportDraft, title=str, visible_to=visibility.sees_draft
        )
        records.register(
            "workplan.task",
            label="要点任务",
            model=PlanTask,
            title=str,
            url=lambda task: reverse("desk:plan-task", args=[task.pk]),
            visible_to=visibility.sees_task,
        )
        records.register(
            "workplan.assignment",
            label="任务落实",
            model=Assignment,
            title=str,
            url=lambda assignment: reverse("desk:case", args=[assignment.case_id]) if assignment.case_id else "",
            visible_to=visibility.sees_assignment,
        )
