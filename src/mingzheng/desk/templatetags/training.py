"""What the panels of trainings ask for."""

from __future__ import annotations

from django import template

from mingzheng.supervision.training import presenting
from mingzheng.supervision.training.models import Session, YearPlan

register = template.Library()


@register.simple_tag
def plan_rows(found: YearPlan) -> list[tuple[Session, str, str]]:
    return presenting.plan_rows(found)
