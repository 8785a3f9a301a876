from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse

if TYPE_CHECKING:
    from mingzheng.disclosure.documents.models import Edition


class InterpretationsConfig(AppConfig):
    name = "mingzheng.policy.interpretations"
    label = "interpretations"
    verbose_name = "政策解读"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.documents import demo_hooks, gates
        from mingzheng.policy.interpretations import (
            finding,
            following,  # noqa: F401 - registers its handlers and its daily job
            gate,
            indicators,
            procedure,
            queries,
            task_procedure,
            traces,
        )
        from mingzheng.policy.interpretations.models import Interpretation, Task
        from mingzheng.policy.policies import stages

        declare(task_procedure.TASK)
        declare(procedure.INTERPRETATION)
        gates.declare(gate.GATE)
        indicators.declare_all()
        searchable.declare(finding.KIND)
        stages.contribute(stages.Stage.EXPLAINING, "interpretations", traces.of)
        demo_hooks.before_step("interpretations", _prepare)
        records.register(
            "interpretations.task",
            label="解读任务",
            model=Task,
            title=str,
            url=lambda task: reverse("desk:case", args=[task.case_id]) if task.case_id else "",
            visible_to=queries.sees_task,
        )
        records.register(
            "interpretations.interpretation",
            label="政策解读",
            model=Interpretation,
            title=str,
            url=lambda one: one.get_absolute_url(),
            visible_to=queries.sees,
            file_visible_to=queries.sees_file,
        )


def _prepare(edition: Edition, command: str) -> None:
    """Loaded only where a demonstration is played: its texts are not needed otherwise."""
    from mingzheng.policy.interpretations import demo

    demo.prepare(edition, command)
