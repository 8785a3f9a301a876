"""Every read of the desk: which cases, in what order, and what each person has been told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models import Case as When_

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import OFFICE_POSTS, owed_by, seen_by, sees
from mingzheng.core.procedures.registry import procedures
from mingzheng.core.procedures.table import Duty, Step, Whose
from mingzheng.core.procedures.worded import worded_question, worded_totals
from mingzheng.core.units.models import Unit
from mingzheng.core.written import Given, Question, totals
from mingzheng.desk.models import Notification

TABS = ("mine", "unit", "late", "closed")
LIGHTS = ("red", "amber", "green", "none")
SEARCH_LIMIT = 50


def tab_cases(actor: Actor, tab: str, today: dt.date) -> QuerySet[Case]:
    """The cases of a tab of the desk's home: owed by me, open in my unit, overdue, closed."""
    if tab == "mine":
        return owed_by(actor)
    seen = seen_by(actor)
    if tab == "closed":
        return seen.filter(closed_at__isnull=False)
    if tab == "late":
        return seen.filter(closed_at=None, due_on__lt=today)
    return seen.filter(closed_at=None)


def light_q(light: str, today: dt.date) -> Q:
    """Cases that show a light on a day, as ``Case.light`` says."""
    running = Q(due_on__gte=today)
    return {
        "red": Q(due_on__lt=today),
        "amber": running & Q(warn_on__lte=today),
        "green": running & (Q(warn_on=None) | Q(warn_on__gt=today)),
        "none": Q(due_on=None),
    }[light]


def narrowed(cases: QuerySet[Case], procedure: str, text: str) -> QuerySet[Case]:
    """Cases of one procedure ("" for all) whose title, number or unit has the text ("" for all)."""
    if procedure:
        cases = cases.filter(procedure=procedure)
    return cases.filter(_has(text)) if text else cases


def _has(text: str) -> Q:
    return Q(title__icontains=text) | Q(number__icontains=text) | Q(unit__in=_units_called(text))


def _units_called(text: str) -> QuerySet[Unit]:
    named = Q(name__icontains=text) | Q(short__icontains=text) | Q(names__text__icontains=text)
    return Unit.objects.filter(named)


def light_counts(cases: QuerySet[Case], today: dt.date) -> dict[str, int]:
    """How many cases show each light, in one query; together they are all cases."""
    return cases.order_by().aggregate(**_by_light(today))


def tab_lights(actor: Actor, today: dt.date) -> dict[str, dict[str, int]]:
    """For each tab of open cases how many show each light, in two queries."""
    unit = _lights_of(actor, "unit", today)
    return {
        "mine": _lights_of(actor, "mine", today),
        "unit": unit,
        "late": {**dict.fromkeys(LIGHTS, 0), "red": unit["red"]},
    }


@worded_totals
def _lights_of(actor: Actor, tab: str, today: dt.date) -> QuerySet[Case]:
    return totals(tab_cases(actor, tab, today), **_by_light(today))


def _by_light(today: dt.date) -> dict[str, Count]:
    return {light: Count("pk", filter=light_q(light, today)) for light in LIGHTS}


def may_see(case: Case, actor: Actor) -> bool:
    """A case is seen by those whom the table lets see it and by those who owe a step in it."""
    return sees(case, actor) or owed_by(actor).filter(pk=case.pk).exists()


def case_for(actor: Actor, pk: int) -> Case | None:
    """The case, or None when it does not exist or the actor may not see it: the two look the same from outside."""
    if pk.bit_length() > 63:  # no number of a row
        return None
    found = _seen_case(actor).ask(pk=pk) or owed_by(actor).select_related("unit").filter(pk=pk)
    return next(iter(found), None)


@worded_question
def _seen_case(actor: Actor) -> QuerySet[Case]:
    return seen_by(actor).select_related("unit").filter(pk=Given("pk", BigIntegerField())).order_by()


def owed_steps(case: Case, actor: Actor | None = None) -> list[Step]:
    """The steps that somebody (or this actor's post) owes in the present state."""
    return [
        step
        for step in case.table.steps
        if step.duty is Duty.OWED and case.state in step.source and (actor is None or actor.post in step.posts)
    ]


def step_labels(case: Case, actor: Actor | None = None) -> str:
    """接收、退回: what is owed now, each once."""
    return "、".join(dict.fromkeys(step.label for step in owed_steps(case, actor)))


def who_is_next(case: Case) -> str:
    """责任单位的信息员、审核人; 系统自动 when the calendar takes the step; "" when nobody owes anything."""
    owed = owed_steps(case)
    if not owed or not case.state_now.open:
        return ""
    by_people = [step for step in owed if step.posts != (Post.SYSTEM,)]
    if not by_people:
        return "系统自动"
    owed = by_people
    whose = case.unit.short if owed[0].whose is Whose.CASE_UNIT else owed[0].whose.label
    # Tables name 区府办's posts too, for the tasks that it holds itself; nobody else's unit has them.
    absent: tuple[Post, ...] = (Post.SYSTEM,)
    if owed[0].whose is Whose.CASE_UNIT and case.unit.kind != Unit.Kind.GOV_OFFICE:
        absent += OFFICE_POSTS
    posts = dict.fromkeys(
        post.label for step in owed if step.whose is owed[0].whose for post in step.posts if post not in absent
    )
    # 区府办经办 says whose already.
    return "、".join(posts) if all(post.startswith(whose) for post in posts) else f"{whose}的{'、'.join(posts)}"


@dataclass(frozen=True)
class Found:
    """What a search brought: at most ``SEARCH_LIMIT`` cases, and whether there are more."""

    cases: list[Case]
    more: bool


def search(actor: Actor, text: str) -> Found:
    """Cases the actor may see by title, number or unit; the exact number first, then open ones, then the newest."""
    text = text.strip()
    if not text:
        return Found([], False)
    exact = When_(When(number__iexact=text, then=Value(0)), default=Value(1), output_field=IntegerField())
    open_first = When_(When(closed_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = (
        seen_by(actor)
        .filter(_has(text))
        .annotate(exact=exact, ended=open_first)
        .select_related("unit")
        .order_by("exact", "ended", "-pk")[: SEARCH_LIMIT + 1]
    )
    cases: list[Case] = [*found]
    return Found(cases[:SEARCH_LIMIT], len(cases) > SEARCH_LIMIT)


def procedure_choices() -> list[tuple[str, str]]:
    return [(table.code, table.label) for table in procedures()]


def notices_of(person_id: int) -> QuerySet[Notification]:
    return Notification.objects.filter(person_id=person_id).select_related("case")


def unread_count(person_id: int) -> int:
    return int(UNREAD.ask(person=person_id)[0][0])


UNREAD = Question(
    lambda: totals(
        Notification.objects.filter(person_id=Given("person", BigIntegerField()), read_at=None), n=Count("pk")
    )
)
