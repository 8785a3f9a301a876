"""Three addresses for machines (alive, ready, metrics), and the page of whatever broke."""

from __future__ import annotations

import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import choose_encoder

from mingzheng.config.watching import saying
from mingzheng.config.watching.counting import collected
from mingzheng.config.watching.gauges import Records
from mingzheng.config.watching.health import health


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
    """500: with the number under which the trace is found. Nothing else is asked, for anything may be what broke."""
    page = render_to_string("500.html", {"number": saying.number()})
    return HttpResponse(page, status=500)


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
