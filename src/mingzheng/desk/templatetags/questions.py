"""What the case pages of policy questions read besides their facts."""

from __future__ import annotations

from django import template

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.policy.questions import marks
from mingzheng.policy.questions.models import Entry, Message, MessageContact

register = template.Library()


@register.simple_tag
def answers_like(text: str) -> list[Entry]:
    """Published entries that may answer the question."""
    from mingzheng.desk.views.policy_questions import similar

    return similar(text)


@register.simple_tag
def contact_of(message: Message, actor: Actor | None) -> MessageContact | None:
    """Only for those who answer the message: the unit that has it, and 区府办 while that has it."""
    own = actor is not None and actor.unit_id == message.unit_id
    return MessageContact.objects.filter(message=message).first() if own else None


@register.simple_tag
def mark_of(entry: Entry) -> marks.Mark:
    return marks.mark(entry, timekeeping.today())


@register.simple_tag
def times_answered(entry: Entry) -> int:
    """How often windows answered from it."""
    return entry.asked.filter(counts=True).count()
