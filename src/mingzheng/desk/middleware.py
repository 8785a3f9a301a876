"""No post without the second factor, and one page for every refusal that a view did not answer itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Person
from mingzheng.desk.access import refused_page, second_factor_due


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
    """A ``Refused`` that reaches the top becomes a page with its message and remedy (409)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return refused_page(request, exception.message, exception.remedy, status=409)
