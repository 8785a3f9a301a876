"""三同步 at the document's own gates: refused without scheme, draft and approval; released together (ADR 0010)."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.commands import act
from mingzheng.disclosure.documents.gates import Gate, Moment
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.rules import Problem
from mingzheng.policy.interpretations import commands, needs, queries, steps
from mingzheng.policy.interpretations.models import Interpretation, Task

FIELD = "interpretation"


def problems(edition: Edition, moment: Moment) -> list[Problem]:
    """What of its interpretation stands against the edition; the first thing that is to be done, no more."""
    document = edition.document
    need = queries.need_of(edition)
    task = queries.with_task(document) if document.pk else None
    free = task is not None and task.case is not None and task.case.state in ("exempt", "closed")
    if free or (need is None and not (task and task.declared)):
        return []
    if queries.interpreted(document):
        return []
    if need is not None and need.advised and not (task and task.declared):
        said = f"标题像是{need.label}。", "需要解读的，请申报；不需要的，不用处理。"
        return [_problem(document, "interpretation_advised", *said, hard=False)]
    return _lacking(document, task, need.label if need else "起草人申报解读的文件", moment)


def demanded_of(edition: Edition) -> bool:
    """Would the edition be refused without an interpretation?"""
    return any(problem.hard for problem in problems(edition, Moment.SUBMIT))


def _lacking(document: Document, task: Task | None, why: str, moment: Moment) -> list[Problem]:
    if task is None or task.schemed_at is None:
        said = f"{why}要与解读同步起草，还没有解读方案。", "请在「政策解读」里编制方案。"
        return [_problem(document, "interpretation_scheme", *said)]
    written = [one for one in queries.alive(task).select_related("case") if one.written]
    if not written:
        said = f"{why}要与解读同步起草，还没有解读稿。", "请在「政策解读」里编写。"
        return [_problem(document, "interpretation_draft", *said)]
    if moment is Moment.RELEASE and not any(one.status == Interpretation.Status.APPROVED for one in written):
        state = written[0].case.state_now.label if written[0].case else ""
        said = f"{why}要与解读同步发布，解读还没有批准（现在是「{state}」）。", "请先在「政策解读」里审核、批准解读。"
        return [_problem(document, "interpretation_approved", *said)]
    spoiled = [steps.spoiled(one) for one in written if one.status == Interpretation.Status.APPROVED]
    refusals = [one for one in spoiled if one is not None] if moment is Moment.RELEASE else []
    return [_problem(document, "interpretation_spoiled", one.message, one.remedy) for one in refusals]


def _problem(document: Document, code: str, message: str, remedy: str, *, hard: bool = True) -> Problem:
    url = reverse("desk:interpretation-of", args=[document.pk]) if document.pk else ""
    return Problem(code, FIELD, message, remedy, needs.ARTICLE, hard, url)


def go_with(edition: Edition, _actor: Actor) -> None:
    """Release the approved interpretations with the document's own moment; what is demanded and lacking is owed."""
    document = Document.objects.get(pk=edition.document_id)
    if edition.adopted_from or not document.listed:
        return
    task = queries.with_task(document)
    if task is None and commands.demanded(document, None) and not queries.interpreted(document):
        task = commands.begin_task(document, commands.MACHINE)
    if task is None:
        return
    for one in task.interpretations.filter(status=Interpretation.Status.APPROVED).select_related("case").order_by("pk"):
        assert one.case is not None  # noqa: S101 - open_interpretation opened it
        if edition.forced_at and steps.spoiled(one):
            continue  # an emergency is not held up; what is left behind is owed
        act(one.case, "release_with", commands.MACHINE)
    commands.settle(task)


GATE = Gate("interpretations.together", problems, go_with)
