"""No post without the second factor, and one page for every refusal that a view did not answer itself."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Person
from mingzheng.desk import sessions
from mingzheng.desk.access import refused_page, second_factor_due


class SessionTermMiddleware:
    """A sign-in that lasted too long, or lay unused too long, is over; what is being typed is kept over the next one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if sessions.is_over(request):
            logout(request)
            messages.info(request, _("登录已经到期，请重新登录。"))
        return self.get_response(request)


class SecondFactorMiddleware:
    """Where staff need a second factor, a person without one holds no post: neither pages nor acts are open to them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        missing = isinstance(person, Person) and bool(getattr(request, "actors", None)) and second_factor_due(person)
        request.second_factor_missing = missing  # type: ignore[attr-defined]
        if missing:
            request.actors, request.actor = [], None  # type: ignore[attr-defined]
        return self.get_response(request)


class RefusedMiddleware:
    """A ``Refused`` that reaches the top becomes a page with its message and remedy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return refused_page(request, exception.message, exception.remedy)
