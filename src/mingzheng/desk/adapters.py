"""How staff sign in: no self-registration, a second factor where it is required, a lock-out page that helps."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def sign_in_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account name of an attempt: allauth's form calls it ``login``, Django's backends ``username``."""
    held = credentials or {}
    name = held.get("username") or held.get("login") or request.POST.get("login", "")
    return str(name).strip()


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many failed sign-ins for one account from one address (django-axes)."""
    context = {
        "minutes": round(settings.AXES_COOLOFF_TIME * 60),
        "failures": settings.AXES_FAILURE_LIMIT,
        "name": sign_in_name(request),
    }
    return render(request, "desk/locked_out.html", context, status=429)
