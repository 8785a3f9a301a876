"""What the panel of the case file shows on the case page of an application."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.actors import Actor
from mingzheng.papers import foi_letters
from mingzheng.requests.foi import holds, retention, sealing
from mingzheng.requests.foi.models import Application

register = template.Library()


@register.simple_tag
def foi_papers(application: Application, actor: Actor) -> dict[str, Any]:
    """Whether the case file may be made, and when the person is forgotten."""
    refusal = sealing.why_not(application, actor)
    forgotten_on = retention.due_on(application)
    return {
        "may_seal": refusal is None,
        "seal_waits": refusal if refusal is not None and refusal.code == "letters_waiting" else None,
        "purposes": sealing.Purpose.choices,
        "not_made": foi_letters.not_made(application),
        "forgotten_on": forgotten_on,
        "held": holds.why_held(application) if forgotten_on else [],
    }
