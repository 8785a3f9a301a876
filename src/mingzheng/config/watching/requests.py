"""The outermost middleware: a number for each request, its time, its count, its line of log."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mingzheng.config.watching import counting, saying

log = logging.getLogger("mingzheng.requests")
GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")
HEADER = "X-Request-ID"


class RequestMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number = _number(request)
        with saying.about(number):
            response = self.get_response(request)
            spent = time.perf_counter() - began
            view = counting.view_name(request)
            counting.count(view, request.method, response.status_code, spent)
            log.info("request", extra={"told": _told(request, response, view, spent)})
        response[HEADER] = number
        return response


def _number(request: HttpRequest) -> str:
    """The proxy's number where a proxy of ours stands in front, so that its log and ours can be laid side by side."""
    given = request.headers.get(HEADER, "")
    if settings.MINGZHENG_BEHIND_PROXY and GIVEN.fullmatch(given):
        return given
    return secrets.token_hex(8)


def _told(request: HttpRequest, response: HttpResponse, view: str, spent: float) -> dict[str, object]:
    """No address, no query string, no name: the address of a page may be what somebody typed."""
    told: dict[str, object] = {"view": view, "method": request.method, "status": response.status_code}
    told["ms"] = round(spent * 1000, 1)
    actor = getattr(request, "actor", None)
    if actor is not None:
        told["post"], told["unit"] = actor.post.value, actor.unit_id
    return told
