"""A session: prepared, announced, decided who comes, held, its result published."""

from __future__ import annotations

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures import days
from mingzheng.core.procedures.editing import changes, named, take_over
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.open_days import allotting, telling
from mingzheng.participation.open_days.models import OpenDay, Part

FACTS = (
    "programme", "field", "title", "about", "audience", "place", "address", "route", "plan", "access", "access_note",
    "contact", "starts_at", "ends_at", "capacity", "party_most", "sign_up_from", "sign_up_until", "seed_source",
    "seed_on", "promote_until",
)  # fmt: skip
TOLD_OF = frozenset({"starts_at", "ends_at", "place", "address"})


def arrange(open_day: OpenDay, parts: dict[str, str]) -> None:
    """Its parts as they are arranged; what is no longer arranged goes."""
    open_day.parts.exclude(kind__in=[kind for kind, words in parts.items() if words]).delete()
    for kind, words in parts.items():
        if words:
            Part.objects.update_or_create(open_day=open_day, kind=kind, defaults={"arranged": words})


def edit(act: Act) -> None:
    open_day: OpenDay = act.subject
    changed = take_over(act, FACTS)
    arrange(open_day, act.data["parts"])
    act.case.title = open_day.title
    act.note = named(open_day, changed, "环节")
    act.facts = {"fields": changed}


def amend(act: Act) -> None:
    """After it was announced: what concerns those who come is told to them; more places let those in who wait."""
    edit(act)
    open_day: OpenDay = act.subject
    if TOLD_OF & set(act.facts["fields"]):
        telling.owe(open_day, f"changed:{act.case.revision}")
    if open_day.settled_at:
        allotting.promote(open_day)
    shown(open_day)


another_day = changes("starts_at")


def announce(act: Act) -> None:
    open_day: OpenDay = act.subject
    moment = timekeeping.now()
    if open_day.starts_at <= moment:
        raise Refused("开始时间已经过去。", remedy="请退回修改时间。", code="past")
    if open_day.sign_up_until and open_day.sign_up_until <= moment:
        raise Refused("报名截止时间已经过去，没有人报得上名。", remedy="请退回修改报名时间。", code="past")
    open_day.announced_at = moment
    open_day.save(update_fields=["announced_at"])
    shown(open_day)
    publish("open_days.announced", {"day": open_day.pk})


def settle_all(act: Act) -> None:
    """No more people than places: everybody comes in, in the order of signing up."""
    number = allotting.everybody(act.subject)
    act.note = f"{number} 组全部录取"
    shown(act.subject)


def freeze(act: Act) -> None:
    """More people than places: the list is frozen for a draw whose seed was named before."""
    draw = allotting.freeze(act.subject, act.actor)
    act.note = f"{draw.people} 组报名，名单哈希 {draw.list_sha256[:16]}…"
    act.facts = {"draw": draw.pk}
    shown(act.subject)


def drawn(act: Act) -> None:
    came, waiting = allotting.by_draw(act.subject)
    act.note = f"录取 {came} 组，候补 {waiting} 组"
    act.facts = {"in": came, "waiting": waiting}
    shown(act.subject)


def unfreeze(act: Act) -> None:
    """The draw was voided: the session stands where it was before."""
    act.note = "抽签作废，重新冻结名单"
    shown(act.subject)


def cancel(act: Act) -> None:
    """The sign-ups stay until they are forgotten: everybody is told why, and whoever asks with the code reads it."""
    open_day: OpenDay = act.subject
    open_day.cancelled_why = act.data["reason"]
    open_day.save(update_fields=["cancelled_why"])
    telling.owe(open_day, "cancelled")
    shown(open_day)
    publish("open_days.cancelled", {"day": open_day.pk})
    note_reason(act)


def hold(act: Act) -> None:
    """What became of it; public once another person has looked."""
    open_day: OpenDay = act.subject
    if open_day.starts_at > timekeeping.now():
        raise Refused("活动还没有开始。", remedy="请在活动开始以后登记。", code="future")
    open_day.people, open_day.summary = act.data["people"], act.data["summary"]
    open_day.held_at = timekeeping.now()
    open_day.save(update_fields=["people", "summary", "held_at"])
    for kind, words in act.data["outcomes"].items():
        _note_part(open_day, kind, words)
    act.note = f"{open_day.people} 人参加"
    act.facts = {"people": open_day.people}


def _note_part(open_day: OpenDay, kind: str, words: str) -> None:
    """A part that was not arranged but took place is written down too."""
    part = open_day.parts.filter(kind=kind).first()
    if part is None and not words:
        return
    if part is None:
        part = Part(open_day=open_day, kind=kind, arranged="现场安排")
    part.outcome = words
    part.save()


def publish_result(act: Act) -> None:
    open_day: OpenDay = act.subject
    open_day.result_on = act.day
    open_day.save(update_fields=["result_on"])
    shown(open_day)
    publish("open_days.result", {"day": open_day.pk})


def shown(open_day: OpenDay) -> None:
    tags = ["open_days", f"open_day:{open_day.pk}"]
    touch(*tags, *([f"programme:{open_day.programme_id}"] if open_day.programme_id else []))
    searchable.changed("open_days.day", open_day.pk)


# --- guards -----------------------------------------------------------------------------------------------------


def window_closed(open_day: OpenDay, _actor: Actor) -> bool:
    return open_day.sign_up_until is not None and timekeeping.now() > open_day.sign_up_until


def all_fit(open_day: OpenDay, _actor: Actor) -> bool:
    return not allotting.too_many(open_day)


def too_many(open_day: OpenDay, _actor: Actor) -> bool:
    return allotting.too_many(open_day)


def seed_is_to_come(open_day: OpenDay, _actor: Actor) -> bool:
    return open_day.seed_on is not None and open_day.seed_on > timekeeping.today()


def decided(open_day: OpenDay, _actor: Actor) -> bool:
    """Either nobody had to sign up, or it was decided who comes."""
    return open_day.capacity is None or open_day.settled_at is not None


day_of = days.held("day")


stop_day = days.not_before("day")
