"""Who may come in: signed in, with a second factor where it is required, in a post held today."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Person

View = Callable[..., HttpResponse]

OFFICE_POSTS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
TIME_POSTS = (*OFFICE_POSTS, Post.ADMIN)


class StaffRequest(HttpRequest):
    """A request that passed ``staff_required``: somebody acts, in a post they hold today."""

    user: Person
    actor: Actor
    actors: list[Actor]


def staff_required(view: View) -> View:
    """Signed in, second factor enrolled where required, and holding a post today; else a page that says what to do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if getattr(request, "second_factor_missing", False):
            return redirect("mfa_activate_totp")
        if getattr(request, "actor", None) is None:
            return render(request, "desk/no_post.html", status=200 if request.method == "GET" else 403)
        return view(request, *args, **kwargs)

    return guarded


def post_required(*posts: Post) -> Callable[[View], View]:
    """``staff_required`` and, further, acting in one of these posts; anybody else gets a 403 page that names them."""

    def decorate(view: View) -> View:
        @staff_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if cast(StaffRequest, request).actor.post not in posts:
                return _wrong_post(request, posts)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _wrong_post(request: HttpRequest, posts: tuple[Post, ...]) -> HttpResponse:
    who = "、".join(post.label for post in posts)
    message = _("这一页只对%(who)s开放。") % {"who": who}
    return refused_page(request, message, _("如果您也担任这个岗位，请先在右上角切换岗位。"), status=403)


def refused_page(request: HttpRequest, message: str, remedy: str, *, status: int) -> HttpResponse:
    """A whole page that says no: in the desk's frame for staff, in the portal's for the public."""
    frame = "desk/base.html" if getattr(request, "actor", None) else "design/portal.html"
    return render(request, "desk/refused.html", {"message": message, "remedy": remedy, "frame": frame}, status=status)


def second_factor_due(person: Person) -> bool:
    """Must this person still enrol an authenticator before they may act?"""
    if not settings.MINGZHENG_STAFF_MFA:
        return False
    from allauth.mfa.utils import is_mfa_enabled

    return not is_mfa_enabled(person)
