"""What the portal itself lets be found: standing pages, guides, datasets, the tasks of the plan in force."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingzheng.core.datasets import datasets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.searchable import Entry, SearchKind, declare
from mingzheng.design import guides
from mingzheng.portal import content, providers, structure
from mingzheng.search.commands import refresh
from mingzheng.supervision.indicators.public import PublicTask

PAGE_WEIGHT = 1.2  # the page about a matter stands a little above the papers that mention it


def page_entry(number: int) -> Entry | None:
    """The standing page with this place in the list of columns, from 1."""
    columns = structure.every()
    if not 1 <= number <= len(columns):
        return None
    column = columns[number - 1]
    text = content.plain_text(content.load(column.text)) if column.text else ""
    return Entry(
        key=f"portal.page:{number}",
        kind=_("网站页面"),
        title=column.label,
        body=f"{column.about}\n{text}",
        url=column.url,
        weight=PAGE_WEIGHT,
    )


def task_entry(number: int) -> Entry | None:
    """The task with this number of the plan in force."""
    plan = providers.current_plan()
    task = next((task for task in plan.tasks if task.number == number), None) if plan else None
    if plan is None or task is None:
        return None
    return Entry(
        key=f"portal.task:{number}",
        kind=_("工作要点任务"),
        title=task.content,
        body=_about(task),
        url=f"{structure.PLAN.url}#task-{number}",
        agency=plan.issuer,
        published_on=plan.date,
    )


def _about(task: PublicTask) -> str:
    """Who and until when; the units behind collective words (各街镇) are named, so that each finds its own."""
    names = "、".join(name for name in task.members().split() if name not in task.units)
    units = task.units + (_("（含%(names)s）") % {"names": names} if names else "")
    return _("责任单位：%(units)s。完成时限：%(due)s。") % {"units": units, "due": task.due}


def guide_entry(number: int) -> Entry | None:
    """The guide for the public with this place in their list, from 1."""
    texts = guides.texts(public=True)
    if not 1 <= number <= len(texts):
        return None
    text = texts[number - 1]
    return Entry(
        key=f"portal.guide:{number}",
        kind=_("使用指南"),
        title=text.title,
        body=f"{text.lead}\n{guides.plain(text)}",
        url=reverse("portal:help-guide", args=[text.guide.key]),
        weight=PAGE_WEIGHT,
    )


def dataset_entry(number: int) -> Entry | None:
    """The dataset with this place in their list, from 1: what a row is and what its columns are called."""
    every = datasets()
    if not 1 <= number <= len(every):
        return None
    found = every[number - 1]
    return Entry(
        key=f"portal.dataset:{number}",
        kind=_("数据集"),
        title=found.label,
        body="\n".join([_("数据集，开放数据"), found.about, *(f"{one.label}{one.about}" for one in found.columns)]),
        url=reverse("portal:dataset", args=[found.code]),
    )


def _dataset_ids(after: int, limit: int) -> list[int]:
    return list(range(after + 1, len(datasets()) + 1))[:limit]


def _guide_ids(after: int, limit: int) -> list[int]:
    return list(range(after + 1, len(guides.texts(public=True)) + 1))[:limit]


def _page_ids(after: int, limit: int) -> list[int]:
    return list(range(after + 1, len(structure.every()) + 1))[:limit]


def _task_ids(after: int, limit: int) -> list[int]:
    plan = providers.current_plan()
    return sorted(task.number for task in plan.tasks if task.number > after)[:limit] if plan else []


PAGES = SearchKind("portal.page", _("网站页面"), page_entry, _page_ids)
GUIDES = SearchKind("portal.guide", _("使用指南"), guide_entry, _guide_ids)
DATASETS = SearchKind("portal.dataset", _("数据集"), dataset_entry, _dataset_ids)
TASKS = SearchKind("portal.task", _("工作要点任务"), task_entry, _task_ids)


def register() -> None:
    declare(PAGES)
    declare(GUIDES)
    declare(DATASETS)
    declare(TASKS)


@handler("portal.plan_issued", label="更新要点任务的检索", event="workplan.issued")
def plan_issued(payload: dict[str, Any]) -> None:
    """A plan was issued: its tasks take the place of those of the plan before it."""
    refresh(TASKS)
