"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.sample import sample_public_document
from mingzheng.policy.interpretations.models import Form, Task

MACHINE = Actor.system("样例")


def sample_task_case() -> Case:
    return _case(_task().case)


def sample_interpretation_case() -> Case:
    from mingzheng.policy.interpretations.task_steps import open_interpretation

    return _case(open_interpretation(_task(), MACHINE, Form.TEXT, "样例解读").case)


def _task() -> Task:
    from mingzheng.policy.interpretations.commands import begin_task

    return begin_task(sample_public_document(), MACHINE)


def _case(case: Case | None) -> Case:
    if case is None:
        raise Refused("样例没有事项。")
    return case
