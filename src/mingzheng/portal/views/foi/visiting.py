"""The one cookie of these pages, and what every one of them promises: not cached, not found, not sent from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.design.parts import Crumb
from mingzheng.portal import guarding, structure
from mingzheng.portal.page import draw
from mingzheng.requests.foi import drafts
from mingzheng.requests.foi.models import Visit

COOKIE = "mz_shenqing"
PATH = "/yishenqing/"
View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """A page of one person: neither cached nor indexed, and its forms come from this site.

    The cookie is ``SameSite=Strict`` and the browser is asked where a form was sent from: no second cookie is needed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if request.method == "POST":
                guarding.from_here(request, _("请打开本网站的页面填写。"))
            response: HttpResponseBase = view(request, *args, **kwargs)
        except Refused as refused:
            response = nothing(request, str(refused), status=403 if refused.code == "elsewhere" else 200)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
        return response

    asked = require_http_methods(["GET", "HEAD", "POST"])(sensitive_post_parameters()(guarded))
    return csrf_exempt(asked)


def visit_of(request: HttpRequest) -> Visit | None:
    return drafts.visit_of(request.COOKIES.get(COOKIE, ""))


def to(name: str, key: str = "", query: str = "") -> HttpResponse:
    """Go on to a page of these; ``key`` is what the browser holds from now on."""
    response = redirect(reverse(f"portal:{name}") + query)
    return remember(response, key) if key else response


def remember(response: HttpResponse, key: str) -> HttpResponse:
    """For these pages alone, until the browser is closed; two idle hours end it earlier."""
    response.set_cookie(COOKIE, key, path=PATH, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response


def page(request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw a page below 依申请公开."""
    response = draw(
        request,
        f"portal/foi/{template}.html",
        column=structure.find("apply"),
        crumbs=crumbs(title),
        site_nav=structure.navigation(structure.find("apply").url),
        title=title,
        **context,
    )
    response.status_code = status
    return response


def crumbs(title: str) -> list[Crumb]:
    apply = structure.find("apply")
    steps = [*structure.crumbs(apply)[:-1], Crumb(apply.label, apply.url)]
    start = _("在线申请")
    if title == start:
        return [*steps, Crumb(start)]
    return [*steps, Crumb(start, reverse("portal:foi")), Crumb(title)]


def nothing(request: HttpRequest, why: str = "", *, status: int = 200) -> HttpResponse:
    """There is nothing (any more) that this browser was doing here."""
    return page(request, "nothing", _("没有找到正在填写的申请"), why=why, status=status)
