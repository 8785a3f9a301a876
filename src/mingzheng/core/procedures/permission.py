"""Who may take which step now, and why the others may not. The server's only source for buttons, lists and acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.procedures.registry import procedures
from mingzheng.core.procedures.table import Duty, Procedure, Step, Whose
from mingzheng.core.procedures.worded import worded
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import may_act_as
from mingzheng.core.written import Given, Question

OFFICE_POSTS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)


@dataclass(frozen=True)
class Action:
    """A command as the desk shows it: permitted now, or not and why."""

    step: Step
    refusal: Refused | None

    @property
    def allowed(self) -> bool:
        return self.refusal is None


def permitted(case: Case, actor: Actor) -> list[Action]:
    """Every command of the case's table, those permitted now first, each other one with its reason."""
    table = case.table
    contributors = {person for (person,) in CONTRIBUTORS.ask(case=case.pk)}
    found = []
    for command in table.commands():
        step = table.step(command, case.state)
        shown = step or next(row for row in table.steps if row.command == command)
        found.append(Action(shown, why_not(table, step, command, case, actor, contributors)))
    return sorted(found, key=lambda action: not action.allowed)


CONTRIBUTORS = Question(
    lambda: Contribution.objects.filter(case_id=Given("case", BigIntegerField())).values_list("person_id")
)


def allows(case: Case | None, actor: Actor, command: str) -> bool:
    """Does the table allow the command to this actor now? A record without a case allows nothing."""
    return case is not None and any(one.allowed and one.step.command == command for one in permitted(case, actor))


def why_not(
    table: Procedure,
    step: Step | None,
    command: str,
    case: Case,
    actor: Actor,
    contributors: Iterable[int] | None = None,
) -> Refused | None:
    """The reason why a command is not permitted; None when it is."""
    if step is None:
        return _wrong_state(table, command, case)
    return (
        _wrong_post(step, actor)
        or _wrong_unit(step, case.unit_id, actor)
        or (_contributed(case, actor, contributors) if step.reviews else None)
        or _guarded(step, case, actor)
    )


def why_not_open(table: Procedure, unit: Unit, actor: Actor) -> Refused | None:
    """The reason why an actor may not open a case of this procedure for a unit."""
    opening = table.opening
    if actor.post not in opening.posts:
        return _post_refusal(opening.label, opening.posts, opening.whose)
    if not _is_whose(opening.whose, unit.pk, actor):
        return Refused(f"「{opening.label}」由{opening.whose.label}办理。", code="wrong_unit")
    return None


def still_in_post(actor: Actor) -> None:
    """Asked again at every act: the page from which somebody acts may be old.

    Raises:
        Refused: when the person no longer holds the post in which they act.
    """
    if not actor.is_machine and not may_act_as(actor, timekeeping.today()):
        raise Refused("您今天不再担任这个岗位。", remedy="请切换岗位或联系系统管理员。", code="post_ended")


def _wrong_state(table: Procedure, command: str, case: Case) -> Refused:
    rows = [row for row in table.steps if row.command == command]
    if not rows:
        return Refused("没有这个动作。", remedy="请从页面上的按钮操作。", code="unknown_command")
    states = "、".join(f"「{table.state(code).label}」" for row in rows for code in row.source)
    message = f"现在是「{case.state_now.label}」，{rows[0].label}要在{states}时办理。"
    return Refused(message, code="wrong_state")


def _wrong_post(step: Step, actor: Actor) -> Refused | None:
    return None if actor.post in step.posts else _post_refusal(step.label, step.posts, step.whose)


def _post_refusal(label: str, posts: tuple[Post, ...], whose: Whose) -> Refused:
    who = "、".join(post.label for post in posts)
    return Refused(f"「{label}」由{whose.label}的{who}办理。", code="wrong_post")


def _wrong_unit(step: Step, unit_id: int, actor: Actor) -> Refused | None:
    if _is_whose(step.whose, unit_id, actor):
        return None
    return Refused(
        f"「{step.label}」由{step.whose.label}办理，您现在的岗位在{actor.unit_name or '系统'}。", code="wrong_unit"
    )


def _is_whose(whose: Whose, unit_id: int, actor: Actor) -> bool:
    if actor.is_machine:
        return True
    if whose is Whose.OFFICE:
        return actor.post in (*OFFICE_POSTS, Post.ADMIN, Post.ASSESSOR)
    return whose is Whose.ANY or actor.unit_id == unit_id


def _contributed(case: Case, actor: Actor, contributors: Iterable[int] | None) -> Refused | None:
    if contributors is None:
        contributors = {person for (person,) in CONTRIBUTORS.ask(case=case.pk)}
    if actor.person_id not in contributors:
        return None
    return Refused("您参与过这件事的办理，不能再由您审核。", remedy="请由另一位同事审核。", code="contributed")


def _guarded(step: Step, case: Case, actor: Actor) -> Refused | None:
    if (step.guards or step.effect) and case.subject is None:
        return Refused("这件事所属的记录已不存在，不能再办理。", remedy="请联系系统管理员。", code="no_subject")
    for guard in step.guards:
        if not guard.test(case.subject, actor):
            return Refused(guard.why_not, remedy=guard.remedy, code="guard")
    return None


def sees(case: Case, actor: Actor) -> bool:
    """May the actor see the case? The same question as ``seen_by``, for one case."""
    return seen_by(actor).filter(pk=case.pk).exists()


@worded
def seen_by(actor: Actor) -> QuerySet[Case]:
    """The cases an actor may see, as one query: the list and the single object agree."""
    special = [table for table in procedures() if table.visible is not None]
    if not special:
        return Case.objects.filter(_seen_by_default(actor))
    wanted = _seen_by_default(actor) & ~Q(procedure__in=[table.code for table in special])
    for table in special:
        wanted |= Q(procedure=table.code) & _seen(table, actor)
    return Case.objects.filter(wanted)


def _seen(table: Procedure, actor: Actor) -> Q:
    return _seen_by_default(actor) if table.visible is None or actor.is_machine else table.visible(actor)


def _seen_by_default(actor: Actor) -> Q:
    """The case's own unit and 区府办."""
    return Q() if actor.post in OFFICE_POSTS or actor.is_machine else Q(unit_id=actor.unit_id)


@worded
def owed_by(actor: Actor) -> QuerySet[Case]:
    """The queue: open cases in which this post owes a step now, the most urgent first, those without a date last.

    What only a reviewer owes is not in the queue of those who contributed to it. Guards are not asked here.
    """
    named: set[str] = set()
    own: dict[bool, Q] = {}
    anywhere: dict[bool, Q] = {}
    for table in procedures():
        for (whose, reviews), states in _owed_states(table, actor).items():
            side = own if whose is Whose.CASE_UNIT else anywhere
            named |= states
            side[reviews] = side.get(reviews, Q()) | Q(procedure=table.code, state__in=sorted(states))
    # The unit stands in front of its own rows, so that an index of the unit's open cases serves them.
    choices = [Q(unit_id=actor.unit_id) & _for(actor, own)] if own else []
    choices += [_for(actor, anywhere)] if anywhere else []
    wanted = reduce(or_, choices, Q()) if choices else Q(pk__in=[])
    # The states stand in front: most rows are passed over by that one comparison.
    found = Case.objects.filter(state__in=sorted(named), closed_at=None).filter(wanted)
    return found.order_by(F("due_on").asc(nulls_last=True), "id")


def _for(actor: Actor, rows: dict[bool, Q]) -> Q:
    """What is owed by anybody in the post, and what only those who did not contribute owe."""
    plain, reviewed = rows.get(False), rows.get(True)
    if reviewed is None:
        return plain or Q()
    took_part = Contribution.objects.filter(case=OuterRef("pk"), person_id=actor.person_id)
    fresh = reviewed & Q(~Exists(took_part))
    return fresh if plain is None else plain | fresh


def _owed_states(table: Procedure, actor: Actor) -> dict[tuple[Whose, bool], set[str]]:
    """(whose, only for who did not contribute) → states in which the post owes a step."""
    found: dict[tuple[Whose, bool], set[str]] = {}
    for step in table.steps:
        if step.duty is not Duty.OWED or actor.post not in step.posts:
            continue
        if step.whose is Whose.OFFICE and not _is_whose(Whose.OFFICE, 0, actor):
            continue
        found.setdefault((step.whose, step.reviews), set()).update(step.source)
    return found
