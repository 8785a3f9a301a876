"""The two pages of the stand-in that a browser sees: choosing who one is, and having left."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from mingzheng.portal.page import draw
from mingzheng.portal.standin import answers
from mingzheng.portal.standin.people import samples

ASKED = (
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
)


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    answer = draw(request, f"portal/{template}.html", crumbs=[], **context)
    answer.status_code = status
    return answer


def _only_in_trials(request: HttpRequest) -> None:
    if not settings.MINGZHENG_DEMO or settings.MINGZHENG_OIDC_ISSUER:
        raise Http404


@csrf_exempt  # another site's page in real life: what protects the sign-in is the state that the asking site compares
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Who are you today? Chosen, the browser goes back with a code; given up, with ``access_denied``."""
    _only_in_trials(request)
    asked = {name: request.GET.get(name, "") for name in ASKED}
    here = request.build_absolute_uri("/")
    right = (
        asked["client_id"] == answers.CLIENT
        and asked["response_type"] == "code"
        and asked["code_challenge_method"] == "S256"
        and asked["redirect_uri"].startswith(here)
    )
    if not right:
        return _page(request, "standin/choose", 400, wrong=True)
    if request.method != "POST":
        return _page(request, "standin/choose", samples=samples().values())
    back = {"state": asked["state"], "iss": here.rstrip("/") + answers.PATH}
    sub = request.POST.get("sub", "")
    back |= {"code": answers.code_for(sub, asked)} if sub in samples() else {"error": "access_denied"}
    return _page(request, "sign_in/going", url=f"{asked['redirect_uri']}?{urlencode(back)}")


@never_cache
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """The stand-in remembers nobody: there is nothing to end. It sends the browser back where it came from."""
    _only_in_trials(request)
    back = request.GET.get("post_logout_redirect_uri", "")
    if not back.startswith(request.build_absolute_uri("/")):
        back = "/"
    return _page(request, "sign_in/going", url=back)
