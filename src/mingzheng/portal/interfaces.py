"""接口说明: the contract of the API as people read it, drawn from its schema.

The API stands beside the portal: the roof hands its schema in (``describe``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Schema = dict[str, Any]
TYPES = {
    "string": gettext_lazy("文字"),
    "integer": gettext_lazy("整数"),
    "number": gettext_lazy("数"),
    "boolean": gettext_lazy("是或否"),
    "date": gettext_lazy("日期"),
    "date-time": gettext_lazy("时间"),
    "object": gettext_lazy("一组"),
}
DEEPEST = 4

_source: list[Callable[[], Schema]] = []


def describe(schema: Callable[[], Schema]) -> None:
    """Hand in the schema of the API. Called when the application loads; a later one takes the place of an earlier."""
    _source[:] = [schema]


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    about: str
    required: bool
    limits: str


@dataclass(frozen=True)
class Value:
    """A field of an answer. ``name``: with those that hold it, as in ``items[].unit.code``."""

    name: str
    type: str
    about: str


@dataclass(frozen=True)
class Operation:
    """``example``: an address of this site that can be tried as it stands, "" where it needs a number that is not known."""

    key: str
    path: str
    summary: str
    about: str
    parameters: list[Parameter]
    values: list[Value]
    statuses: list[tuple[str, str]]
    example: str


@dataclass(frozen=True)
class Room:
    label: str
    about: str
    operations: list[Operation]


def rooms() -> list[Room]:
    """Every room with its operations, in the order of the schema; none while nothing was handed in."""
    if not _source:
        return []
    schema = _source[0]()
    held: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        said = methods["get"]
        held.setdefault(said["tags"][0], []).append(_operation(schema, path, said))
    return [Room(tag["name"], _coded(tag["description"]), held.get(tag["name"], [])) for tag in schema["tags"]]


def _operation(schema: Schema, path: str, said: dict[str, Any]) -> Operation:
    answer = said["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        key=said["operationId"].replace("_", "-"),
        path=path,
        summary=said["summary"],
        about=_coded(said.get("description", "")),
        parameters=[_parameter(one) for one in said["parameters"]],
        values=list(_values(schema, answer, "", DEEPEST)),
        statuses=[(code, one["description"]) for code, one in said["responses"].items()],
        example=_example(path, said["parameters"]),
    )


def _parameter(one: dict[str, Any]) -> Parameter:
    said = one["schema"]
    limits = []
    about = one.get("description", "")
    if any(value and str(value) not in about for value in said.get("enum", ())):
        limits.append(_("可填 %(values)s") % {"values": "、".join(str(value) for value in said["enum"] if value != "")})
    if "minimum" in said and "maximum" in said:
        limits.append(f"{said['minimum']}–{said['maximum']}")
    if said.get("default") not in (None, "", False):
        limits.append(_("默认 %(value)s") % {"value": said["default"]})
    return Parameter(one["name"], _type(said), _coded(about), one["required"], "，".join(limits))


def _coded(text: str) -> SafeString:
    """Names between backticks as code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S308 - escaped before


def _type(said: dict[str, Any]) -> str:
    kind = said.get("format") or said.get("type", "")
    return str(TYPES.get(kind, TYPES.get(said.get("type", ""), "")))


def _values(schema: Schema, said: dict[str, Any], name: str, depth: int) -> Iterator[Value]:
    """The fields of an object, each with its own below it."""
    shape = _resolved(schema, said)
    for key, one in shape.get("properties", {}).items():
        whole = f"{name}.{key}" if name else key
        inner, many, empty = _bare(schema, one)
        words = str(_type(inner)) + (_("，可有多个") if many else "") + (_("，可为 null") if empty else "")
        about = _coded(one.get("description") or inner.get("description", ""))
        yield Value(f"{whole}[]" if many else whole, words, about)
        if depth > 1 and "properties" in inner:
            yield from _values(schema, inner, f"{whole}[]" if many else whole, depth - 1)


def _bare(schema: Schema, one: dict[str, Any]) -> tuple[dict[str, Any], bool, bool]:
    """What it is without its list and without null: (shape, a list?, may it be null?)."""
    kinds = one.get("anyOf", [one])
    empty = any(kind.get("type") == "null" for kind in kinds)
    shape = _resolved(schema, next(kind for kind in kinds if kind.get("type") != "null"))
    many = shape.get("type") == "array"
    return (_resolved(schema, shape["items"]) if many else shape), many, empty


def _resolved(schema: Schema, said: dict[str, Any]) -> dict[str, Any]:
    while "allOf" in said or "$ref" in said:
        said = said["allOf"][0] if "allOf" in said else schema["components"]["schemas"][said["$ref"].rpartition("/")[2]]
    return said


def _example(path: str, parameters: list[dict[str, Any]]) -> str:
    given = {one["name"]: one["example"] for one in parameters if "example" in one}
    asked = {one["name"]: given[one["name"]] for one in parameters if one["in"] == "query" and one["name"] in given}
    for one in parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(given.get(one["name"], "1")))
    return path + (f"?{urlencode(asked)}" if asked else "")


def problem_sample() -> str:
    """What an error looks like, for the page."""
    return json.dumps(
        {
            "type": "/jiekou/#status-422",
            "title": _("参数不符合要求"),
            "status": 422,
            "detail": _("请按 errors 中的说明逐项改正。"),
            "errors": [{"field": "limit", "message": _("不能大于 100。")}],
        },
        ensure_ascii=False,
        indent=2,
    )
