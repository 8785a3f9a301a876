"""The year's month: what was decided, and what became of it."""

from __future__ import annotations

from mingzheng.core import searchable
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as announce_event
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.participation.open_days import theme_calls
from mingzheng.participation.open_days.models import Programme

FACTS = ("title", "about", "opens_on", "closes_on")


def edit(act: Act) -> None:
    programme: Programme = act.subject
    take_over(act, FACTS)
    act.case.title = programme.title


def decide(act: Act) -> None:
    """Theme and number of sessions, as the call decided or with the reason why not."""
    programme: Programme = act.subject
    programme.theme, programme.planned = act.data["theme"], act.data["planned"]
    programme.decided_why = act.data["decided_why"]
    programme.save(update_fields=["theme", "planned", "decided_why"])
    act.note = f"主题「{programme.theme}」，{programme.planned} 场"
    act.facts = {"theme": programme.theme, "planned": programme.planned}


def publish(act: Act) -> None:
    programme: Programme = act.subject
    programme.decided_on = act.day
    programme.save(update_fields=["decided_on"])
    shown(programme)
    announce_event("open_days.decided", {"programme": programme.pk})


def sum_up(act: Act) -> None:
    programme: Programme = act.subject
    if act.day <= programme.closes_on:
        raise Refused("开放月还没有结束。", remedy=f"请在 {chinese_date(programme.closes_on)} 以后总结。", code="early")
    programme.summary = act.data["summary"]
    programme.save(update_fields=["summary"])


def publish_summary(act: Act) -> None:
    programme: Programme = act.subject
    programme.summed_on = act.day
    programme.save(update_fields=["summed_on"])
    shown(programme)


def shown(programme: Programme) -> None:
    touch("open_days", f"programme:{programme.pk}")
    searchable.changed("open_days.programme", programme.pk)


def call_is_answered(programme: Programme, _actor: Actor) -> bool:
    """The theme was asked of the public, and the public was told what came of it."""
    return theme_calls.answered(programme)
