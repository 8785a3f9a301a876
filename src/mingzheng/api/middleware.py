"""What stands before every request to ``/api/``: the rate, preflights, HEAD, and that every error is a problem."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag

from mingzheng.api import problems
from mingzheng.api.rates import COUNTER, household

ROOT = "/api/"
DESK = "/api/v1/desk/"
TOLD = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset"
AGAIN = ("Deprecation", "Sunset", "Link")  # a 304 says them too
PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept",
    "Access-Control-Max-Age": "86400",
}


class ApiMiddleware:
    """Outermost but for the proxy's, so that kept answers are counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        if request.path.startswith(DESK):
            return self._desk(request)
        return self._public(request)

    def _desk(self, request: HttpRequest) -> HttpResponseBase:
        """By token alone (``api.desk.door``): whoever is signed in gets no further with a cookie; no cache keeps anything."""
        request.META.pop("HTTP_COOKIE", None)
        response = dressed(self.get_response(request))
        standing = getattr(request, "standing", None)
        for name, value in standing.headers().items() if standing else ():
            response[name] = value
        response["Cache-Control"] = "no-store"
        response["Vary"] = "Authorization, Accept-Encoding"
        return response

    def _public(self, request: HttpRequest) -> HttpResponseBase:
        """Anybody, no cookie: whoever is signed in reads exactly what everybody does."""
        request.META.pop("HTTP_COOKIE", None)
        standing = COUNTER.count(household(request.META.get("REMOTE_ADDR", "")), settings.MINGZHENG_API_PER_MINUTE)
        if standing is not None and not standing.let_through:
            response: HttpResponseBase = problems.answer(429)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=PREFLIGHT)
            del response["Content-Type"]
        else:
            response = self._answered(request)
        for name, value in standing.headers().items() if standing else ():
            response[name] = value
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = TOLD
        response["Vary"] = "Accept-Encoding"
        return response

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = with_tag(request, dressed(self.get_response(request)))
        if head:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
            request.method = "HEAD"
        return response


def dressed(response: HttpResponse) -> HttpResponse:
    """Whatever refused it (a middleware, the address, Django itself): the caller reads a problem, not a page."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(problems.MEDIA_TYPE):
        return response
    made = problems.answer(response.status_code)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response:
            made[name] = response[name]
    return made


def with_tag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An ETag from the content, and 304 for who has it. Answers that are kept bring theirs."""
    if response.status_code != 200 or "ETag" in response:
        return response
    set_response_etag(response)
    found = get_conditional_response(request, etag=response["ETag"], response=response)
    if not isinstance(found, HttpResponse):
        return response
    for name in AGAIN:
        if name in response:
            found[name] = response[name]
    return found
