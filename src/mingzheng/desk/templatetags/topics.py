"""What the case page of a topic reads."""

from __future__ import annotations

from django import template

from mingzheng.policy.topics import queries
from mingzheng.policy.topics.models import Topic
from mingzheng.policy.topics.parts import Page

register = template.Library()


@register.simple_tag
def composed_page(topic: Topic) -> Page:
    """The page as it would be after the next signature."""
    return queries.composed(topic)
