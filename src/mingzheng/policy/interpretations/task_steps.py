"""What each step of a task changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.policy.interpretations import queries
from mingzheng.policy.interpretations.blocks import Kind
from mingzheng.policy.interpretations.models import Form, Interpretation, Task

SCHEME = ("outline", "ways", "channels", "timing", "planned_on", "who")
# What a new interpretation begins with: the required parts as headings, so that nobody starts before an empty page.
OUTLINE = (
    "## 为什么出台（背景）\n\n## 目标\n\n## 对象\n\n## 主要内容\n\n## 口径\n\n## 新旧差异\n\n## 怎么申请\n\n## 联系方式"
)
FIRST: dict[str, list[tuple[Kind, str, str]]] = {
    Form.TEXT: [(Kind.TEXT, "", OUTLINE)],
    Form.QA: [
        (
            Kind.QA,
            "",
            "问：为什么出台这项政策（背景）？\n答：\n问：哪些人可以申请（对象）？\n答：\n问：怎么申请？\n答：",
        )
    ],
    Form.PICTURES: [(Kind.HEADING, "一图读懂", ""), (Kind.NUMBERS, "几个数字", ""), (Kind.STEPS, "怎么办理", "")],
}


def plan(act: Act) -> None:
    """解读方案 is fixed, or changed before anything is released."""
    task: Task = act.subject
    for name in SCHEME:
        setattr(task, name, act.data[name])
    task.schemed_at = timekeeping.now()
    task.save(update_fields=[*SCHEME, "schemed_at"])
    act.note = f"{task.way_words}；{task.get_timing_display()}"
    act.facts = {"ways": task.ways, "channels": task.channels}


def begin(act: Act) -> None:
    """A new interpretation with its case."""
    one = open_interpretation(act.subject, act.actor, act.data["form"], act.data["title"])
    act.note = f"{one.get_form_display()}《{shortened(one.title, 60)}》"
    act.facts = {"interpretation": one.pk}


def open_interpretation(task: Task, actor: Actor, form: str, title: str) -> Interpretation:
    one = Interpretation.objects.create(
        task=task,
        unit=task.unit,
        document=task.document,
        form=form,
        title=title,
        blocks=[
            {"kind": kind.value, "title": head, "text": text, "file": ""} for kind, head, text in FIRST.get(form, ())
        ],
    )
    number = task.document.doc_number if task.document is not None else ""
    one.case = open_case(
        "interpretations.interpretation", one.ref, unit=task.unit, actor=actor, title=title, number=number
    )
    one.save(update_fields=["case"])
    return one


def exempt(act: Act) -> None:
    task: Task = act.subject
    task.exempt_reason, task.exempt_by = act.data["reason"][:300], str(act.actor)[:200]
    task.save(update_fields=["exempt_reason", "exempt_by"])
    note_reason(act)


def resume(act: Act) -> None:
    act.subject.exempt_reason = act.subject.exempt_by = ""
    act.subject.save(update_fields=["exempt_reason", "exempt_by"])
    note_reason(act)


def owe(act: Act) -> None:
    act.note = "文件已公开，解读还没有发布"


def fulfil(act: Act) -> None:
    if act.subject.document_id:
        touch(f"document:{act.subject.document_id}")


# --- guards -----------------------------------------------------------------------------------------------------


def may_be_exempted(task: Task, _actor: Actor) -> bool:
    """What is normative, or a major decision, is always interpreted; a declared need is the drafter's own word."""
    if task.kind != Task.Kind.WITH or task.document is None:
        return False
    edition = queries.newest_edition(task.document)
    need = queries.need_of(edition) if edition is not None else None
    return need is None or need.exempt


def may_be_closed(task: Task, _actor: Actor) -> bool:
    """A proposal, or a task whose document was never published and is not in hand any more."""
    if task.kind != Task.Kind.WITH or task.document is None:
        return True
    return queries.newest_edition(task.document) is None


def has_scheme(task: Task, _actor: Actor) -> bool:
    return task.schemed_at is not None


def is_follow(act: Act) -> bool:
    return bool(act.subject.kind == Task.Kind.FOLLOW)
