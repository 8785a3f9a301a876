"""What the case page of a policy reads."""

from __future__ import annotations

from django import template

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.queries import draft_of
from mingzheng.policy.policies import lifeline
from mingzheng.policy.policies.lifeline import LifeLine
from mingzheng.policy.policies.models import Policy

register = template.Library()


@register.simple_tag
def life_line(policy: Policy, actor: Actor) -> LifeLine:
    """The eight stages today, with what is not public too."""
    return lifeline.of([policy], timekeeping.today(), actor)[policy.pk]


@register.simple_tag
def draft_case(policy: Policy) -> Case | None:
    """The case of the draft that the policy will be issued as."""
    edition = draft_of(policy.draft) if policy.draft else None
    return edition.case if edition else None
