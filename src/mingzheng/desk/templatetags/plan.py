"""``{% load plan %}``: lights and words of the work plan's boards."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_of
from mingzheng.core.records import RecordRef
from mingzheng.design.templatetags.design import light
from mingzheng.supervision.workplan.models import Assignment, ImportDraft, Plan
from mingzheng.supervision.workplan.procedure import ASSIGNMENT
from mingzheng.supervision.workplan.queries import LIGHT_WORDS, Share

register = template.Library()
STATES = {state.code: state.label for state in ASSIGNMENT.states}


@register.simple_tag
def plan_light(colour: str, late: list[Share] | None = None) -> SafeString:
    """``{% plan_light tally.light late_units %}``: the light of a set; red says how many."""
    word = LIGHT_WORDS[colour]
    if colour == "red" and late:
        word = _("%(n)s 个单位逾期") % {"n": len(late)}
    return light("none" if colour == "off" else colour, word)


@register.simple_tag
def share_light(share: Share) -> SafeString:
    """``{% share_light share %}``: the light of one unit's share; done late is said so."""
    if share.late_done:
        return light("done", _("逾期后办结"))
    return light("none" if share.light == "off" else share.light, LIGHT_WORDS[share.light])


@register.filter
def share_state(code: str) -> str:
    """``{{ share.state|share_state }}``: the state's word; nothing is issued yet without one."""
    return STATES.get(code, _("未下达"))


@register.filter
def of_task(figures: dict[int, Any] | None, task_id: int) -> Any:
    """``{{ figures|of_task:task.pk }}``: the figures of one task."""
    return (figures or {}).get(task_id, [])


@register.filter
def times_done(assignment: Assignment) -> int:
    """How often the unit has done what the task counts."""
    return sum(entry.times for entry in assignment.progress.all())


@register.filter
def points_view(assignment: Assignment) -> list[dict[str, str]]:
    """The due points of a periodic task with their lights: reported, overdue, or still to come."""
    reported = {entry.counts_for for entry in assignment.progress.all()}
    issued = assignment.task.plan.issued_at
    began = localtime(issued).date() if issued else dt.date.min  # the day here, not in UTC
    return [_point(point, reported, began) for point in assignment.task.due_points]


def _point(point: dict[str, str], reported: set[str], began: dt.date) -> dict[str, str]:
    on = dt.date.fromisoformat(point["on"])
    if point["label"] in reported:
        return {"label": point["label"], "light": "done", "word": _("已报")}
    if on < began:
        return {"label": point["label"], "light": "none", "word": _("下达前")}
    if on < timekeeping.today():
        return {"label": point["label"], "light": "red", "word": _("未报")}
    return {"label": point["label"], "light": "none", "word": _("未到")}


@register.filter
def originals(plan: Plan) -> list[StoredFile]:
    """The file from which a plan was imported."""
    draft = ImportDraft.objects.filter(plan=plan).first()
    return list(files_of(RecordRef("workplan.draft", str(draft.pk)))) if draft else []
