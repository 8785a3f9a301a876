"""``{% load foi %}``: what the case page and the step pages show of an application."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.desk import foi_notes
from mingzheng.desk import foi_panel as panels
from mingzheng.requests.foi.models import Application

register = template.Library()


@register.simple_tag
def foi_panel(application: Application, case: Case, actor: Actor) -> dict[str, Any]:
    """``{% foi_panel subject case actor as p %}``"""
    return panels.panel(application, case, actor)


@register.simple_tag
def foi_draft(application: Application) -> panels.Draft | None:
    """``{% foi_draft subject as draft %}``: the drafted answer as it would be signed today."""
    return panels.draft_of(application)


@register.simple_tag
def foi_note(application: Application, case: Case, actor: Actor, command: str) -> dict[str, Any]:
    """``{% foi_note subject case actor step.command as n %}``: what the step stands on."""
    return foi_notes.note(application, case, actor, command)
