"""Addresses of ``/api/v1/``. The part for other systems (``desk/``) has an API of its own, by token."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from mingzheng.api import problems, schema
from mingzheng.api.desk import desk
from mingzheng.api.public import api


@csrf_exempt
def missing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """No page of the portal answers for an address of the API."""
    return problems.answer(404)


urlpatterns = [
    path("openapi.json", schema.openapi, name="openapi"),
    path("desk/openapi.json", desk.openapi, name="desk-openapi"),
    path("desk/", desk.api.urls),
    path("", api.urls),
    re_path(r"^(?P<rest>.*)$", missing),
]
