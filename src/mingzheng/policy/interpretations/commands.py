"""Every write that is not a step of a case: opening tasks, settling them, marking the rulebook."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.interpretations import queries
from mingzheng.policy.interpretations.models import Interpretation, Rulebook, Task
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.queries import policy_of

MACHINE = Actor.system("政策解读")
BASIS_25 = "政务公开工作要点第十四点（制定政策文件解读实施办法）"


@dataclass(frozen=True)
class Draft:
    """A draft under consultation. ``ref``: its record, when the platform holds it."""

    title: str
    url: str = ""
    ref: RecordRef | None = None


@transaction.atomic
def begin_task(document: Document, actor: Actor, *, reason: str = "") -> Task:
    """The task of a document: demanded by a rule, or declared by the drafter with a reason. There is one for each.

    Raises:
        Refused: the actor may not open it for the unit, or nothing demands it and no reason is given.
    """
    held = queries.with_task(document)
    if held is not None:
        return held
    edition = queries.newest_edition(document)
    need = queries.need_of(edition) if edition is not None else None
    demanded = need is not None and not need.advised
    if not demanded and not reason.strip() and not actor.is_machine:
        raise Refused("这份文件不在必须解读之列。", remedy="如需解读，请写明理由申报。", field="reason", code="no_need")
    words = f"{need.label}（{need.source.partition('：')[2] or need.source}）" if demanded and need else reason.strip()
    try:
        with transaction.atomic():
            task = Task.objects.create(
                kind=Task.Kind.WITH,
                unit=document.unit,
                document=document,
                policy=policy_of(document),
                reason=(words or "机器立项")[:300],
                declared=not demanded and not actor.is_machine,
                opened_at=timekeeping.now(),
            )
    except IntegrityError:  # two people opened it at the same moment
        return Task.objects.select_related("case", "document", "unit").get(document=document, kind=Task.Kind.WITH)
    return _opened(task, actor)


@transaction.atomic
def begin_before(unit: Unit, actor: Actor, draft: Draft, *, reason: str, policy: Policy | None = None) -> Task:
    """预解读 of a draft on which opinions are sought.

    Raises:
        Refused: the actor may not open it for the unit.
    """
    task = Task.objects.create(
        kind=Task.Kind.BEFORE,
        unit=unit,
        policy=policy,
        draft_kind=draft.ref.kind if draft.ref else "",
        draft_id=draft.ref.id if draft.ref else "",
        draft_title=draft.title[:300],
        draft_url=draft.url[:300],
        reason=reason[:300],
        opened_at=timekeeping.now(),
    )
    return _opened(task, actor)


@transaction.atomic
def begin_again(document: Document, actor: Actor, *, reason: str) -> Task:
    """二次解读: something of a published policy needs to be said once more.

    Raises:
        Refused: the document is not public, no reason is given, or the actor may not open it.
    """
    if not document.listed:
        raise Refused("文件现在没有公开，不能作二次解读。", remedy="请核对文件。", code="not_public")
    if not reason.strip():
        raise Refused("没有写明理由。", remedy="请写明为什么要再次解读。", field="reason")
    task = Task.objects.create(
        kind=Task.Kind.SECOND,
        unit=document.unit,
        document=document,
        policy=policy_of(document),
        reason=reason.strip()[:300],
        opened_at=timekeeping.now(),
    )
    return _opened(task, actor)


@transaction.atomic
def propose_follow(document: Document, reason: str, *, asked: int | None = None) -> Task | None:
    """跟踪解读 that the machine proposes to the issuing unit; None while one is in hand already (then its count is renewed)."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    running = Task.objects.filter(document=document, kind=Task.Kind.FOLLOW, case__closed_at=None).first()
    if running is not None:
        if asked and asked > (running.asked or 0):
            running.asked, running.reason = asked, reason[:300]
            running.save(update_fields=["asked", "reason"])
        return None
    task = Task.objects.create(
        kind=Task.Kind.FOLLOW,
        unit=document.unit,
        document=document,
        policy=policy_of(document),
        reason=reason[:300],
        asked=asked,
        opened_at=timekeeping.now(),
    )
    return _opened(task, MACHINE)


def _opened(task: Task, actor: Actor) -> Task:
    number = task.document.doc_number if task.document is not None else ""
    task.case = open_case(
        "interpretations.task", task.ref, unit=task.unit, actor=actor, title=str(task)[:300], number=number
    )
    task.save(update_fields=["case"])
    return task


def demanded(document: Document, task: Task | None) -> bool:
    """Must the document be interpreted now: by a rule or by the drafter's word, and nobody released it from that?"""
    if task is not None and task.case is not None and Case.objects.get(pk=task.case.pk).state in ("exempt", "closed"):
        return False
    if task is not None and task.declared:
        return True
    edition = queries.newest_edition(document)
    need = queries.need_of(edition) if edition is not None else None
    return need is not None and not need.advised


@transaction.atomic
def settle(task: Task) -> None:
    """Bring the task in line with its interpretations: done once one is public; owed while a public document has none."""
    assert task.case is not None  # noqa: S101 - _opened opened it
    state = Case.objects.get(pk=task.case.pk).state
    released = task.interpretations.filter(status=Interpretation.Status.RELEASED).exists()
    if released:
        if state in ("planning", "planned", "owed"):
            act(task.case, "fulfil", MACHINE)
        return
    document = Document.objects.filter(pk=task.document_id).first() if task.document_id else None
    owing = task.kind == Task.Kind.WITH and document is not None and document.listed
    if owing and document is not None and state in ("planning", "planned", "done") and demanded(document, task):
        act(task.case, "owe", MACHINE)


@transaction.atomic
def mark_rulebook(document: Document, actor: Actor) -> Rulebook:
    """区府办 marks a public document as the district's 政策解读实施办法; marking it again changes nothing.

    Raises:
        Refused: for another post, or a document that is not public.
    """
    if actor.post not in OFFICE_POSTS and not actor.is_machine:
        raise Refused("解读实施办法由区府办标注。", remedy="请切换到区府办的岗位。", code="wrong_post")
    if not document.listed:
        raise Refused("这份文件没有公开，不能标注。", remedy="请先公开。", field="document")
    facts = {"marked_by": str(actor)[:200], "marked_at": timekeeping.now()}
    made, fresh = Rulebook.objects.get_or_create(document=document, defaults=facts)
    if fresh:
        journal.append(
            action="interpretations.rulebook",
            actor=actor,
            subject=document.ref,
            summary="标注为政策解读实施办法",
            basis=BASIS_25,
        )
        touch("interpretations")
    return made
