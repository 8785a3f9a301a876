"""Whose policies this browser may see: bound to its session, for half an hour after the last page. Never cached."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.policy.push.models import Profile
from mingzheng.portal import guarding, structure
from mingzheng.portal.access import private as never_kept
from mingzheng.portal.page import draw

KEY = "push"
IDLE = 30 * 60  # seconds
View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """A page of one subject: neither cached nor indexed; its forms come from this site; what is refused is said in place."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method == "POST":
                guarding.from_here(request, _("请打开本网站的「我的政策」填写。"))
            response = view(request, *args, **kwargs)
        except Refused as refused:
            response = said(request, refused.message, refused.remedy, status=403)
        return never_kept(response)

    asked = require_http_methods(["GET", "HEAD", "POST"])(sensitive_post_parameters()(guarded))
    return csrf_exempt(asked)


def own(view: View) -> View:
    """As ``private``, for who came in: the view gets the profile. Everybody else is asked to come in first."""

    @private
    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        profile = profile_of(request)
        if profile is None:
            return redirect("portal:mine")
        return view(request, profile, *args, **kwargs)

    return entered


def begin(request: HttpRequest, profile: Profile) -> None:
    """A new session key: whoever planted the old one does not follow."""
    request.session.cycle_key()
    request.session[KEY] = {"profile": profile.pk, "until": time.time() + IDLE}


def end(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def profile_of(request: HttpRequest) -> Profile | None:
    """Who came in with this browser; None, too, when the half hour is over or the profile was deleted elsewhere."""
    held = request.session.get(KEY)
    if not held:
        return None
    profile = Profile.objects.filter(pk=held["profile"]).first() if held["until"] > time.time() else None
    if profile is None:
        end(request)
        return None
    request.session[KEY] = {**held, "until": time.time() + IDLE}
    return profile


def page(
    request: HttpRequest, name: str, title: str, status: int = 200, *, column: str = "mine", **context: Any
) -> HttpResponse:
    answer = draw(request, f"portal/push/{name}.html", column=structure.find(column), title=title, **context)
    answer.status_code = status
    return answer


def said(request: HttpRequest, message: str, remedy: str = "", *, status: int = 200) -> HttpResponse:
    return page(request, "said", _("我的政策"), status, message=message, remedy=remedy)
