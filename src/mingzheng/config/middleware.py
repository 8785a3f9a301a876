"""What only the roof knows: who the visitor is when a proxy stands in front, and what no request may carry."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import get_template

# The camera reads tickets at the door of an open day; nothing else of the device is ever asked for.
PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"


class ProxyMiddleware:
    """Behind a trusted proxy the visitor's address is the last entry that the proxy itself wrote.

    Earlier entries of X-Forwarded-For come from the visitor and are not believed. Without it, lock-out and rate
    limits would count the whole public as one address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MINGZHENG_BEHIND_PROXY:
            visitor = _address(request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip())
            request.META["REMOTE_ADDR"] = visitor or request.META["REMOTE_ADDR"]
        return self.get_response(request)


def _address(text: str) -> str:
    """The address in ``203.0.113.7``, ``203.0.113.7:4711`` or ``[2001:db8::1]:4711``; "" for anything else."""
    bare = re.sub(r"^\[(.*)\](?::\d+)?$|^([^:]*):\d+$", r"\1\2", text)
    try:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        return ""


def maintenance_note() -> Path:
    """The file that means maintenance while it stands there; it holds the time of day until which it lasts, or nothing."""
    return Path(settings.VAR_DIR) / "maintenance"


class MaintenanceMiddleware:
    """During maintenance every page answers 503, without touching the database; style sheets are served on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.STATIC_URL) or not (note := maintenance_note()).exists():
            return self.get_response(request)
        page = get_template("503.html").render({"until": note.read_text(encoding="utf-8").strip()})
        return HttpResponse(page, status=503, headers={"Retry-After": "600", "Cache-Control": "no-store"})


class HeadersMiddleware:
    """What Django and the policy of content leave out: what a page may ask of the device, and that no staff page is kept.

    A view that said itself how long its answer may be kept is believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.path.startswith(("/desk/", "/account/")):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PlainTextMiddleware:
    """No keyboard sends a zero byte and PostgreSQL stores none: a request with one is answered 400, whatever the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        if "\0" in request.path or _has_zero(request.GET) or (request.method == "POST" and _has_zero(request.POST)):
            raise BadRequest("zero byte in the request")


def _has_zero(sent: QueryDict) -> bool:
    return any("\0" in text for key, texts in sent.lists() for text in (key, *texts))
