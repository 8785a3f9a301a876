"""Three addresses for machines (alive, ready, metrics), and the page of whatever broke."""

from __future__ import annotations

import hmac
import ipaddress
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import choose_encoder

from mingzheng.api import problems
from mingzheng.config.watching import saying
from mingzheng.config.watching.counting import collected
from mingzheng.config.watching.gauges import Records
from mingzheng.config.watching.health import health
from mingzheng.design.typed import typed_words

MACHINES = "/api/"
AWAY = 30  # seconds after which it is worth asking again when the database was away


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked. Restart it when this fails."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 as long as nobody should be sent here."""
    found = health()
    return JsonResponse({"status": found.status, "checks": found.checks}, status=200 if found.ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text, or OpenMetrics to whoever asks for it. To anybody else the address does not exist."""
    if not _may_read(request):
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    encode, kind = choose_encoder(request.headers.get("Accept", ""))
    return HttpResponse(encode(collected(Records())), content_type=kind)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away or too busy; with the number under which the trace is found.

    What was written into the form that was sent is given back; a machine is told in its own words. Nothing else is asked,
    for anything may be what broke.
    """
    away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    status, headers = (503, {"Retry-After": str(AWAY)}) if away else (500, {})
    if request.path.startswith(MACHINES):
        return problems.answer(status, headers=headers)
    words = typed_words(request) if hasattr(request, "_post") else []  # read already: what was sent may be what broke
    page = render_to_string("500.html", {"number": saying.number(), "away": away, "words": words})
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store", **headers})


def _may_read(request: HttpRequest) -> bool:
    token = settings.MINGZHENG_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    try:
        visitor = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(visitor in network for network in settings.MINGZHENG_METRICS_ALLOW)
