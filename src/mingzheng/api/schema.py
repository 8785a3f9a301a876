"""The contract as OpenAPI 3.1, drawn from the operations: django-ninja's drawing, with errors, headers and examples."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from ninja import NinjaAPI

from mingzheng.api.problems import KINDS, MEDIA_TYPE, ProblemDetails
from mingzheng.api.words import WORDS
from mingzheng.design import kept

REF = "#/components/schemas/{model}"
ALWAYS = (400, 422, 429)


def draw(api: NinjaAPI, *, always: tuple[int, ...] = ALWAYS, kept: bool = True) -> dict[str, Any]:
    """The schema of an API with what every operation may answer besides.

    Args:
        kept: a caller may keep the answers and ask whether they stand (ETag, 304).
    """
    drawn: dict[str, Any] = dict(api.get_openapi_schema())
    schemas = drawn["components"]["schemas"]
    problem = ProblemDetails.model_json_schema(ref_template=REF, mode="serialization")
    schemas.update(problem.pop("$defs"))
    schemas["Problem"] = problem
    said = json.dumps(drawn, default=str)
    for name in [name for name in schemas if name.endswith(("Asked", "Paging")) and f'schemas/{name}"' not in said]:
        del schemas[name]  # told as parameters
    for path, methods in drawn["paths"].items():
        for operation in methods.values():
            _complete(operation, (*always, 404) if "{" in path else always, kept)
    for shape in schemas.values():
        _explain(shape)
    return _named(drawn)


def _explain(shape: dict[str, Any]) -> None:
    """Every field says what it is."""
    shape.setdefault("description", _("一页。"))
    for name, said in shape.get("properties", {}).items():
        said.pop("title", None)
        if name in WORDS:
            said.setdefault("description", WORDS[name])


def _named(drawn: dict[str, Any]) -> dict[str, Any]:
    """Pages by what is on them: DocumentLinePage."""
    plain: dict[str, Any] = json.loads(MANY.sub(r"\1Page", json.dumps(drawn, ensure_ascii=False, default=str)))
    return plain


MANY = re.compile(r"\bMany_(\w+?)_(?=\")")


def _complete(operation: dict[str, Any], also: tuple[int, ...], kept: bool) -> None:
    example = operation.pop("x-example", {})
    if leaves := operation.pop("x-leaves", None):
        operation["description"] = "\n\n".join(filter(None, [operation.get("description"), leaves.words()]))
    found = {404: operation.pop("x-absent", False), 410: operation.pop("x-gone", False)}
    for parameter in operation["parameters"]:
        _parameter(parameter)
        if parameter["name"] in example:
            parameter["example"] = example[parameter["name"]]
    responses = operation["responses"] = {str(status): said for status, said in operation["responses"].items()}
    responses["200"]["description"] = _("成功")
    unsaid = {*(() if kept else ("ETag",)), *(() if leaves else ("Deprecation", "Sunset"))}
    responses["200"]["headers"] = {name: said for name, said in HEADERS.items() if name not in unsaid}
    if kept:
        responses["304"] = {"description": _("内容没有变化（请求带有 If-None-Match 时）")}
    for status in sorted({*also, *(status for status, may in found.items() if may)}):
        may_answer(operation, status)


def may_answer(operation: dict[str, Any], status: int) -> None:
    """The operation may answer with this problem."""
    operation["responses"][str(status)] = {
        "description": str(KINDS[status][0]),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _parameter(parameter: dict[str, Any]) -> None:
    """An address can leave a parameter out, and cannot write null."""
    said = parameter["schema"]
    said.pop("title", None)
    said.pop("description", None)
    kinds = [one for one in said.pop("anyOf", []) if one.get("type") != "null"]
    if len(kinds) == 1:
        said.update(kinds[0])


HEADERS = {
    "ETag": {"description": "内容的标识，下次以 If-None-Match 带上，没有变化时回答 304", "schema": {"type": "string"}},
    "RateLimit": {"description": "本分钟还能请求多少次（r），多少秒后重新计（t）", "schema": {"type": "string"}},
    "Deprecation": {"description": "从哪一刻起不要再新用（@ 后是秒数）", "schema": {"type": "string"}},
    "Sunset": {"description": "从哪一刻起不再回答", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "每分钟多少次（q）", "schema": {"type": "string"}},
}


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """``/api/v1/openapi.json``"""
    response = JsonResponse(public_schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Cache-Control"] = "public, no-cache"
    return kept.shows(response)


@cache
def public_schema() -> dict[str, Any]:
    from mingzheng.api.public import api

    return draw(api)
