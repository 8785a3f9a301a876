"""A case from nomination to publication."""

from __future__ import annotations

from typing import Any

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store_all
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as tell
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.models import Contribution
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training.forms.cases import FACTS
from mingzheng.supervision.training.models import GoodCase, Opinion

LEAST_OPINIONS = 2


def keep_files(found: GoodCase, uploads: Any, actor: Actor) -> None:
    store_all(uploads, owner=found.ref, actor=actor, label="佐证材料")


def edit(act: Act) -> None:
    found: GoodCase = act.subject
    take_over(act, FACTS)
    keep_files(found, act.data.get("materials"), act.actor)
    act.case.title = found.title


def wrote_nothing(found: Any, actor: Actor) -> bool:
    """Whoever nominates has not written it: nominating is itself a contribution, so that the table cannot say so."""
    return not Contribution.objects.filter(case=found.case_id, person_id=actor.person_id).exists()


def nominate(act: Act) -> None:
    act.subject.nominated_on = act.day
    act.subject.save(update_fields=["nominated_on"])


def give_opinion(act: Act) -> None:
    """Everybody once; who wrote it stands in the journal, not on the unit's page."""
    found: GoodCase = act.subject
    Opinion.objects.create(
        good_case=found,
        person_id=act.actor.person_id,
        recommends=act.data["recommends"],
        score=act.data["score"],
        text=act.data["text"],
        day=act.day,
    )
    act.note = "推荐" if act.data["recommends"] else "不推荐"


def a_person(_found: Any, actor: Actor) -> bool:
    return actor.person_id != 0


def not_yet(found: Any, actor: Actor) -> bool:
    return not found.opinions.filter(person_id=actor.person_id).exists()


def enough(found: Any, _actor: Actor) -> bool:
    return bool(found.opinions.count() >= LEAST_OPINIONS)


def recommended(found: Any, _actor: Actor) -> bool:
    """More said yes than no."""
    votes = list(found.opinions.values_list("recommends", flat=True))
    return sum(votes) * 2 > len(votes)


def judged_by_others(found: Any, actor: Actor) -> bool:
    """Whoever judged does not also decide."""
    return not found.opinions.filter(person_id=actor.person_id).exists()


def select(act: Act) -> None:
    act.subject.selected_on = act.day
    act.subject.save(update_fields=["selected_on"])


def selected(found: Any, _actor: Actor) -> bool:
    return found.selected_on is not None


def publish(act: Act) -> None:
    found: GoodCase = act.subject
    found.published_at, found.withdrawn_why = timekeeping.now(), ""
    found.save(update_fields=["published_at", "withdrawn_why"])
    shown(found)
    tell("training.case_published", {"case": found.pk})


def send_back(act: Act) -> None:
    """What was said stays; after a change it is judged anew."""
    found: GoodCase = act.subject
    act.facts = {"opinions": found.opinions.count()}
    found.opinions.all().delete()
    found.nominated_on = None
    found.save(update_fields=["nominated_on"])
    note_reason(act)


def withdraw(act: Act) -> None:
    found: GoodCase = act.subject
    if found.published_at is None:
        raise Refused("案例没有公布过。", code="not_public")
    found.withdrawn_why = act.data["reason"]
    found.save(update_fields=["withdrawn_why"])
    note_reason(act)
    shown(found)


def shown(found: GoodCase) -> None:
    touch("cases", "figures")
    searchable.changed("training.case", found.pk)
