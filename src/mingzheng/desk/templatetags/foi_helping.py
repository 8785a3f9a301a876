"""What the panels of an application and of what many ask for draw on."""

from __future__ import annotations

from django import template

from mingzheng.core.actors import Actor
from mingzheng.requests.foi import helping_queries
from mingzheng.requests.foi.models import Application, SameInformation

register = template.Library()


@register.simple_tag
def helped(application: Application, actor: Actor) -> helping_queries.Helped:
    """``{% helped subject actor as h %}``"""
    return helping_queries.helped(application, actor)


@register.simple_tag
def asked_in(found: SameInformation, actor: Actor) -> list[helping_queries.Pointer]:
    """``{% asked_in subject actor as asked %}``: the applications, linked for whoever may read them."""
    return helping_queries.pointers(found.applications.all(), actor)
