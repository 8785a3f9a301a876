"""Probes ask by address and over plain HTTP, and must hear from a node whose sessions or pages are in trouble."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path, resolve

from mingzheng.config.watching import views

urlpatterns = [
    path("health/live", views.live, name="health-live"),
    path("health/ready", views.ready, name="health-ready"),
    path("metrics", views.metrics, name="metrics"),
]
ADDRESSES = frozenset(f"/{one.pattern}" for one in urlpatterns)


class ProbeMiddleware:
    """Answers the three addresses before host names, HTTPS, sessions and kept pages are looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in ADDRESSES:
            return self.get_response(request)
        request.resolver_match = found = resolve(request.path)
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return response
