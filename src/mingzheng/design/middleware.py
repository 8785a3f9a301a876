"""Serving kept pages before anything else is asked: no session, no database but for the stamps every half second."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from mingzheng.core.freshness.watch import WATCH
from mingzheng.design import kept


class KeptPagesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.MINGZHENG_KEEP_PAGES or request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        WATCH.poll()
        key = kept.key_of(request)
        if key is None:
            return self.get_response(request)
        page = kept.find(key)
        request.answered_from_kept = page is not None  # type: ignore[attr-defined]
        if page is None:
            position, began = WATCH.position, time.monotonic()
            response = self.get_response(request)
            if getattr(response, "shows", None) is None:
                return response
            response.headers.setdefault("Cache-Control", "no-cache")
            patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
            page = kept.keep(key, request, response, position, began)
            if page is None:
                return response
        elif page.again is not None and request.method == "GET":
            page.again()
        return kept.answer(page, request)
