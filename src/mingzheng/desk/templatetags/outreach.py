"""What the case page of a relay reads."""

from __future__ import annotations

from django import template
from django.urls import reverse

from mingzheng.policy.outreach.models import RelayLine
from mingzheng.policy.outreach.queries import line_token

register = template.Library()


@register.simple_tag
def line_address(line: RelayLine) -> str:
    """The partner's own address."""
    return reverse("portal:relay", args=[line_token(line)])
