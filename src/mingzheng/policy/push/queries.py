"""Every read of pushing that a page or a report uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push.models import Batch, FrequencyLimit, Grant, ProfileImport, Response, Rule
from mingzheng.policy.push.small import count_text, said

LIST_READERS = (Post.OFFICER, Post.HEAD)
IMPORTERS = (Post.OFFICER, *OFFICE_POSTS)  # who takes tables of profiles in


def rules_on(day: dt.date) -> QuerySet[Rule]:
    """The approved rules in force on a day: for each policy and kind of subject the newest that has begun."""
    begun = Rule.objects.filter(status__in=["approved", "replaced"], valid_from__lte=day)
    newest = begun.filter(policy=OuterRef("policy"), of=OuterRef("of")).order_by("-valid_from", "-pk").values("pk")[:1]
    rows = begun.filter(Q(valid_until=None) | Q(valid_until__gte=day), pk=Subquery(newest))
    return rows.select_related("policy__unit", "policy__document__live").order_by("pk")


def rules_seen_by(actor: Actor) -> QuerySet[Rule]:
    """Rules on the desk: the own unit's; 区府办 all."""
    rows = Rule.objects.select_related("case", "policy__unit", "policy__document__live")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(policy__unit_id=actor.unit_id)


def sees_rule(rule: Rule, actor: Actor | None) -> bool:
    """Staff of the unit and 区府办."""
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == rule.policy.unit_id


def sees_grant(grant: Grant, actor: Actor | None) -> bool:
    """The unit's own officer and head: not 区府办, not a machine, nobody else (personal data)."""
    return actor is not None and actor.unit_id == grant.unit_id and actor.post in LIST_READERS


@dataclass(frozen=True)
class Heard:
    """How something that was pushed was received: figures as they are, and as they may be shown."""

    receivers: int
    opened: int
    answered: int
    useful: int

    @property
    def receivers_text(self) -> str:
        return count_text(self.receivers)

    @property
    def opened_text(self) -> str:
        return count_text(self.opened)

    @property
    def answered_text(self) -> str:
        return count_text(self.answered)

    @property
    def accuracy(self) -> float | None:
        """Per cent of the answers that said 有用; None while nobody answered or too few to be shown."""
        return 100 * self.useful / self.answered if self.answered and said(self.answered) else None

    @property
    def response_rate(self) -> float | None:
        """Per cent of the receivers who answered; None without receivers or where either number is too small to be shown."""
        shown = said(self.answered) and said(self.receivers)
        return 100 * self.answered / self.receivers if self.receivers and shown else None


@dataclass(frozen=True)
class Reach(Heard):
    """What became of a pushed policy."""

    policy: Policy
    first_on: dt.date


@dataclass(frozen=True)
class UnitReach(Heard):
    """A unit's pushed policies together."""

    unit: str
    policies: int


def by_unit(rows: Iterable[Reach]) -> list[UnitReach]:
    """The units, the one with the most receivers first."""
    held: dict[str, list[Reach]] = {}
    for one in rows:
        held.setdefault(one.policy.unit.short, []).append(one)
    found = [
        UnitReach(
            sum(one.receivers for one in own),
            sum(one.opened for one in own),
            sum(one.answered for one in own),
            sum(one.useful for one in own),
            unit,
            len(own),
        )
        for unit, own in held.items()
    ]
    return sorted(found, key=lambda one: -one.receivers)


def reach(policies: Iterable[int] | None = None, until: dt.date | None = None) -> list[Reach]:
    """Pushed policies with receivers, openings and answers, the newest first. Three queries whatever their number."""
    batches = Batch.objects.all() if policies is None else Batch.objects.filter(policy__in=list(policies))
    answers = Response.objects.all() if policies is None else Response.objects.filter(policy__in=list(policies))
    if until is not None:
        batches, answers = batches.filter(at__date__lte=until), answers.filter(opened_at__date__lte=until)
    sums = {row["policy"]: row["n"] for row in batches.order_by().values("policy").annotate(n=Sum("written"))}
    first: dict[int, dt.date] = {}
    for pk, at in batches.order_by("policy", "at").values_list("policy", "at"):
        first.setdefault(pk, at.date())
    told = {
        row["policy"]: row
        for row in answers.order_by()
        .values("policy")
        .annotate(
            opened=Count("pk"),
            answered=Count("pk", filter=Q(useful__isnull=False)),
            good=Count("pk", filter=Q(useful=True)),
        )
    }
    known = Policy.objects.select_related("unit", "document").in_bulk(list(sums))
    none = {"opened": 0, "answered": 0, "good": 0}
    found = []
    for pk, number in sums.items():
        row = told.get(pk, none)
        found.append(Reach(number, row["opened"], row["answered"], row["good"], known[pk], first[pk]))
    return sorted(found, key=lambda one: one.first_on, reverse=True)


def limits_on(day: dt.date, channel: str) -> FrequencyLimit | None:
    """The office's own limit in force on a day."""
    return FrequencyLimit.objects.filter(channel=channel, valid_from__lte=day).order_by("-valid_from").first()


def imports_of(actor: Actor) -> QuerySet[ProfileImport]:
    """Tables of profiles that the actor's unit is taking in or has taken in; nobody else's, without the sheets themselves."""
    if actor.post not in IMPORTERS:
        return ProfileImport.objects.none()
    return ProfileImport.objects.filter(unit_id=actor.unit_id).defer("sheet")


def pushable(actor: Actor) -> QuerySet[Policy]:
    """Policies for which the actor's unit may write a rule."""
    return (
        Policy.objects.filter(unit_id=actor.unit_id).select_related("unit", "document").order_by(F("issued_on").desc())
    )
