"""``{% load interpretations %}``: what the desk shows of interpretations."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from mingzheng.policy.interpretations import captions, checking, rendering, steps
from mingzheng.policy.interpretations.models import Interpretation, Task
from mingzheng.policy.interpretations.quality import Finding

register = template.Library()


@register.simple_tag
def checked(one: Interpretation) -> list[Finding]:
    """``{% checked subject as findings %}``: as they stood at the review, or as they stand now while it is drafted."""
    if one.reviewed_at is not None:
        return [Finding.of_row(row) for row in one.quality]
    return checking.check(one)


@register.simple_tag
def faults_of(one: Interpretation) -> list[str]:
    return steps.faults(one)


@register.filter
def content_of(one: Interpretation) -> SafeString:
    """``{{ subject|content_of }}``: the blocks as the public will read them."""
    return rendering.html(one.parts)


@register.filter
def cues_of(one: Interpretation) -> list[captions.Cue]:
    return captions.read(one.captions) if one.captions else []


@register.simple_tag
def interpretations_of(task: Task) -> Any:
    """``{% interpretations_of subject as rows %}``: those of a task, the oldest first."""
    return task.interpretations.select_related("case").order_by("pk")
