"""Who may come in: signed in, with a second factor where it is required, in a post held today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast, overload

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingzheng.core.actors import STAFF_POSTS, Actor, Post
from mingzheng.core.units.models import Person, Unit
from mingzheng.design.typed import came_from, typed_words

View = Callable[..., HttpResponse]
Row = TypeVar("Row", bound=Model)

OFFICE_POSTS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
TIME_POSTS = (*OFFICE_POSTS, Post.ADMIN)


class StaffRequest(HttpRequest):
    """A request that passed ``staff_required``: somebody acts, in a post they hold today."""

    user: Person
    actor: Actor
    actors: list[Actor]


@dataclass(frozen=True)
class Readers:
    """Who may ask for an address of the desk. Written at its view, and what decides there (docs/access.md).

    Args:
        posts: acting in one of these, whatever the unit.
        opens: ``(request, value) -> record`` for the part of the address that names one: the record, or 404 where the
            actor may not open it, whether it exists or not. The view is given the record and never sees the number. It
            may return a whole answer instead.
        nobody: why the address is asked without a sign-in; only where a device must reach it, and then without content.
    """

    posts: tuple[Post, ...]
    opens: Callable[..., Any] | None = None
    nobody: str = ""


def own_unit(request: StaffRequest) -> Unit:
    """The unit in which the post is held."""
    return Unit.objects.get(pk=request.actor.unit_id)


def every(rows: Callable[[], QuerySet[Row]], field: str = "pk") -> Callable[[StaffRequest, Any], Row]:
    """``opens`` where whoever is in one of the posts opens any of these rows, of whatever unit."""

    def find(request: StaffRequest, value: Any) -> Row:
        return get_object_or_404(rows(), **{field: value})

    find.rows = rows  # type: ignore[attr-defined]
    return find


def among(rows: Callable[[Actor], QuerySet[Row]]) -> Callable[[StaffRequest, Any], Row]:
    """``opens`` by the same question as the list: the rows that the actor may see."""

    def find(request: StaffRequest, value: Any) -> Row:
        return get_object_or_404(rows(request.actor), pk=value)

    find.rows = rows  # type: ignore[attr-defined]
    return find


def record_part(parts: Iterable[str]) -> str | None:
    """Which part of an address names its record: the first number, else the first part."""
    names = list(parts)
    return next((name for name in names if name == "pk" or name.endswith("_id")), names[0] if names else None)


def _admits(readers: Readers, view: View) -> View:
    """The one way in: who is there, in which post, and which record the address names for them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _signed_out(request)
        if getattr(request, "second_factor_missing", False):
            return redirect("mfa_activate_totp")
        if getattr(request, "actor", None) is None:
            return render(request, "desk/no_post.html", status=200 if request.method == "GET" else 403)
        if getattr(request, "post_ended", False):
            return _post_ended(cast(StaffRequest, request))
        asking = cast(StaffRequest, request)
        if asking.actor.post not in readers.posts:
            return _wrong_post(request, readers.posts)
        named = record_part(kwargs)
        if readers.opens is None or named is None:
            return view(request, *args, **kwargs)
        found = readers.opens(asking, kwargs.pop(named))
        return found if isinstance(found, HttpResponse) else view(request, found, *args, **kwargs)

    guarded.readers = readers  # type: ignore[attr-defined]
    return guarded


@overload
def staff_required(view: View) -> View: ...
@overload
def staff_required(*, opens: Callable[..., Any]) -> Callable[[View], View]: ...
def staff_required(
    view: View | None = None, *, opens: Callable[..., Any] | None = None
) -> View | Callable[[View], View]:
    """Signed in, second factor enrolled where required, and holding a post today; else a page that says what to do."""
    decorate = post_required(*STAFF_POSTS, opens=opens)
    return decorate if view is None else decorate(view)


def post_required(*posts: Post, opens: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """``staff_required`` and, further, acting in one of these posts; anybody else gets a 403 page that names them."""
    return lambda view: _admits(Readers(posts, opens), view)


def without_sign_in(reason: str) -> Callable[[View], View]:
    """An address of the desk that a device must reach with nobody signed in."""

    def decorate(view: View) -> View:
        view.readers = Readers((), nobody=reason)  # type: ignore[attr-defined]
        return view

    return decorate


def silent_when_signed_out(view: View) -> View:
    """Outside ``staff_required``, for what a script asks while somebody types: nothing instead of the page of the sign-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else HttpResponse(status=204)

    return guarded


def _signed_out(request: HttpRequest) -> HttpResponse:
    """To the sign-in and from there to the page asked for; what was written and will not be put back is shown first."""
    kept = getattr(request, "typing_kept", False)
    to_page = request.method != "POST" or kept
    to_sign_in = redirect_to_login(request.get_full_path() if to_page else came_from(request) or reverse("desk:home"))
    if kept or not typed_words(request):
        return to_sign_in
    return render(request, "desk/signed_out.html", {"sign_in": to_sign_in["Location"]}, status=403)


def _post_ended(request: StaffRequest) -> HttpResponse:
    """The post in which this browser acted is held no more: what was begun in it is not done in another."""
    here = f"{request.actor.unit_name}{request.actor.post.label}"
    message = _("您刚才使用的岗位已经结束，这一步没有办理。")
    remedy = _("现在的岗位是%(here)s。请回到待办，以现在的岗位继续。") % {"here": here}
    return refused_page(request, message, remedy, status=409)


def only_in_demonstration(view: View) -> View:
    """Outside ``staff_required``: 404 outside demonstration mode, for everybody and before anything else is looked at."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.MINGZHENG_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _wrong_post(request: HttpRequest, posts: tuple[Post, ...]) -> HttpResponse:
    who = "、".join(post.label for post in posts)
    message = _("这一页只对%(who)s开放。") % {"who": who}
    return refused_page(request, message, _("如果您也担任这个岗位，请先在右上角切换岗位。"), status=403)


def refused_status(request: HttpRequest, refusal: object) -> int:
    """Of a page that says a refusal in its place: 409 where something sent was refused; a look shows the page."""
    return 409 if refusal and request.method == "POST" else 200


def refused_page(request: HttpRequest, message: str, remedy: str, *, status: int | None = None) -> HttpResponse:
    """A whole page that says no: in the desk's frame for staff, in the portal's for the public.

    Args:
        status: 409 where something was sent and 403 for a look, unless said otherwise.
    """
    status = status or (409 if request.method == "POST" else 403)
    return render(request, "desk/refused.html", {"message": message, "remedy": remedy}, status=status)


def second_factor_due(person: Person) -> bool:
    """Must this person still enrol an authenticator before they may act?"""
    if not settings.MINGZHENG_STAFF_MFA:
        return False
    from allauth.mfa.utils import is_mfa_enabled

    return not is_mfa_enabled(person)
