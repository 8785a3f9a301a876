"""Addresses of the desk for interpretations of policies."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import policy_interpretations as pages
from mingzheng.desk.views import policy_interpretations_compose as composing

patterns = [
    path("interpretations/", pages.index, name="interpretations"),
    path("interpretations/before/", pages.before_new, name="interpretation-before"),
    path("interpretations/rulebook/", pages.rulebook, name="interpretation-rulebook"),
    path("interpretations/documents/<int:pk>/", pages.of_document, name="interpretation-of"),
    path("interpretations/documents/<int:pk>/again/", pages.again, name="interpretation-again"),
    path("interpretations/<int:pk>/edit/", composing.compose, name="interpretation-edit"),
]
