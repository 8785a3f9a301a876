"""What the frame of every public page shows: navigation, foot, whom to call. Nothing is read unless a template draws it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from mingzheng.portal import content, structure


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {
        "site_nav": cache(lambda: structure.navigation(request.path)),
        "foot_columns": cache(lambda: (*structure.COLUMNS, *structure.FOOT)),
        "foot_links": structure.foot_links,
        "contact": cache(lambda: content.load("site")),
    }
