"""The part for other systems in one API, and how a refusal of the house is said in HTTP."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from mingzheng.api import problems, schema
from mingzheng.api.desk import bringing, cases, library
from mingzheng.api.desk.door import Door, enter
from mingzheng.api.desk.writing import HEADER
from mingzheng.api.problems import Fault, Problem
from mingzheng.api.public import make
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused

ABOUT = """供其他系统使用：12345、市级申请平台、办公系统、公文库。凭系统管理员签发的令牌，以一个单位的一个岗位办理，
能办什么由程序表决定，与工作人员相同。

写操作须带 `Idempotency-Key`，重发得到第一次的回答，内容不同时 422。所有回答都不得缓存。"""
PARTS = (bringing.LETTERS, bringing.APPLICATIONS, bringing.DOCUMENTS, cases.PART, library.PART)
# The house says no in words; these codes of it have a status of their own.
STATUSES = {
    "wrong_post": 403,
    "wrong_unit": 403,
    "contributed": 403,
    "post_ended": 403,
    "stale": 412,
    "unknown_command": 404,
}

api = make("api-desk", "明政工作台接口", ABOUT, auth=Door())
for _part in PARTS:
    api.add_router("", _part.router)
api.openapi_extra["tags"] = [{"name": one.label, "description": one.about} for one in PARTS]


@api.exception_handler(FormRefused)
def _form_refused(request: HttpRequest, error: FormRefused) -> HttpResponse:
    found = [
        Fault(field="" if name == "__all__" else name, message=" ".join(map(str, errors)))
        for name, errors in error.form.errors.items()
    ]
    return problems.answer(422, errors=found)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """422 names the field; without one it is the state that forbids it (409)."""
    status = STATUSES.get(error.code, 422 if error.field else 409)
    errors = [Fault(field=error.field, message=error.message)] if error.field and status == 422 else []
    return problems.answer(status, str(error), errors)


@csrf_exempt
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """``/api/v1/desk/openapi.json``"""
    try:
        enter(request)
    except Problem as problem:
        return problems.answer(problem.status, problem.detail, headers=problem.headers)
    return JsonResponse(drawn(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@cache
def drawn() -> dict[str, Any]:
    """The schema: what every operation here may answer besides, and the headers that a write needs."""
    made = schema.draw(api, always=(400, 401, 403, 422, 429), kept=False)
    for methods in made["paths"].values():
        for operation in methods.values():
            _complete(operation)
    return made


def _complete(operation: dict[str, Any]) -> None:
    if_match = operation.pop("x-if-match", False)
    if operation.pop("x-writes", False):
        operation["parameters"].append(_header(HEADER, "每件事一个，重发时不变", pattern="^[!-~]{8,128}$"))
        schema.may_answer(operation, 409)
    if if_match:
        operation["parameters"].append(_header("If-Match", "读取这件事时的 ETag", pattern='^"[0-9]{1,9}"$'))
        for status in (412, 415, 428):
            schema.may_answer(operation, status)


def _header(name: str, about: str, *, pattern: str) -> dict[str, Any]:
    said = {"type": "string", "pattern": pattern}
    return {"in": "header", "name": name, "required": True, "description": about, "schema": said}
