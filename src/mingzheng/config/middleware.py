"""What only the roof knows: who the visitor is when a proxy stands in front."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ProxyMiddleware:
    """Behind a trusted proxy the visitor's address is the last entry that the proxy itself wrote.

    Earlier entries of X-Forwarded-For come from the visitor and are not believed. Without it, lock-out and rate
    limits would count the whole public as one address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if settings.MINGZHENG_BEHIND_PROXY and forwarded:
            request.META["REMOTE_ADDR"] = forwarded.rsplit(",", 1)[-1].strip()
        return self.get_response(request)
