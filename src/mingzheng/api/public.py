"""The public part: every room's operations in one API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.constants import NOT_SET
from ninja.errors import HttpError, ValidationError

from mingzheng.api import problems
from mingzheng.api.problems import Problem
from mingzheng.api.rooms import ROOMS
from mingzheng.core.errors import Refused

ABOUT = """区政府政务公开平台的公开数据接口。无需密钥，只支持 GET 和 HEAD；只给出门户网站上公开的内容。

列表按位置翻页：`limit` 每页条数（1–100），`next` 是下一页的地址。每个回答带 `ETag`，以 `If-None-Match` 再问，没有变化时回答 304。
出错时回答 `application/problem+json`，`detail` 写明怎么办。没有列出的查询参数一律拒绝（422）。"""


def _problem(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.answer(error.status, error.detail, error.errors, error.headers)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.answer(422, errors=problems.faults(error.errors))


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.answer(404)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.answer(409, str(error))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    return problems.answer(error.status_code)


HANDLERS: list[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = [
    (Problem, _problem),
    (ValidationError, _invalid),
    (Http404, _missing),
    (Refused, _refused),
    (HttpError, _http),
]


def make(namespace: str, title: str, about: str, auth: Any = NOT_SET) -> NinjaAPI:
    """An API of this house: no pages of its own, every error a problem."""
    made = NinjaAPI(
        title=title,
        version="1.0",
        description=about,
        openapi_url=None,
        docs_url=None,
        urls_namespace=namespace,
        auth=auth,
    )
    for kind, handler in HANDLERS:
        made.add_exception_handler(kind, handler)
    return made


api = make("api", "政务公开数据接口", ABOUT)
for room in ROOMS:
    api.add_router("", room.router)
api.openapi_extra["tags"] = [{"name": room.label, "description": room.about} for room in ROOMS]
