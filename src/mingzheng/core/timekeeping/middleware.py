"""One reading of the clock per request, and the banner's facts for every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mingzheng.core.timekeeping import clock


class TimeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.one_reading():
            return self.get_response(request)


def time_context(request: HttpRequest) -> dict[str, Any]:
    """``today`` for every page; ``demo_day`` only in demonstration mode."""
    return {"today": clock.today(), "demo_mode": settings.MINGZHENG_DEMO, "demo_day": clock.demo_day()}
