"""Cases that the system's post may see, what may be done with them now and why the rest may not, and doing it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from itertools import islice
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.desk.door import SystemRequest
from mingzheng.api.desk.operations import Part, said
from mingzheng.api.desk.sent import UNSTORABLE, storable
from mingzheng.api.desk.writing import once
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Fault, Problem
from mingzheng.core import keyset
from mingzheng.core.journal.models import Entry
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.commands import act, bind_form
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import Action, permitted, seen_by
from mingzheng.machines.systems.models import Operation
from mingzheng.machines.systems.queries import judgement

PART = Part("事项", "本岗位看得到的事项。可办的动作由程序表推出，与工作台上的按钮一致。")
NEWEST = keyset.Order("id", descending=True)


class CaseOut(BaseModel):
    """一件事项。不含当事人的个人信息。"""

    id: int
    procedure: str = Field(description="程序代码", examples=["letters.letter"])
    state: str = Field(description="环节代码")
    state_label: str = Field(description="环节名称")
    number: str = Field(description="编号；没有时为空")
    title: str
    unit: str = Field(description="单位代码")
    opened_on: dt.date
    closed_on: dt.date | None
    due_on: dt.date | None = Field(description="最近的期限；没有在计算的期限时为 null")
    revision: int = Field(description="修订号，每办一步加一；办理时以 If-Match 带上")


class FieldOut(BaseModel):
    """动作要填的一项。"""

    name: str
    label: str
    type: str = Field(description="text、number、date、datetime、boolean、choice、choices、file、files")
    required: bool
    help: str
    choices: list[str] | None = Field(description="可选的值；不是选择时为 null")


class ActionOut(BaseModel):
    """一个动作。现在不能办的写明理由。"""

    command: str
    label: str
    allowed: bool
    why_not: str = Field(description="现在不能办的理由；能办时为空")
    code: str = Field(description="理由的代码，如 wrong_post、wrong_state、contributed；能办时为空")
    basis: str = Field(description="依据")
    fields: list[FieldOut] = Field(description="要填的内容；现在不能办的不列")


class ActionsOut(BaseModel):
    """一件事项的全部动作。"""

    case: CaseOut
    actions: list[ActionOut]


class DoneOut(BaseModel):
    """办完的一步。重发同一个 Idempotency-Key 得到同一个回答。"""

    entry: int = Field(description="日志编号")
    case: int
    command: str
    state: str = Field(description="办完这一步后的环节")
    revision: int = Field(description="办完这一步后的修订号")
    summary: str


class Asked(Paging):
    """事项的筛选。"""

    procedure: str = Field("", max_length=48, description="程序代码")
    state: str = Field("", max_length=32, description="环节代码")
    number: str = Field("", max_length=64, description="编号")
    open: bool | None = Field(None, description="true 只列在办的，false 只列办结的")


@PART.get("/cases", "列出事项", Many[CaseOut], needs=Operation.READ_CASES, about="新的在前。")
def cases(request: HttpRequest, asked: Query[Asked]) -> Many[CaseOut]:
    rows = seen_by(cast(SystemRequest, request).actor).select_related("unit")
    chosen = {name: value for name in ("procedure", "state", "number") if (value := getattr(asked, name))}
    rows = rows.filter(**chosen)
    if asked.open is not None:
        rows = rows.filter(closed_at__isnull=asked.open)
    return by_rows(request, asked, rows, NEWEST, case_out)


@PART.get("/cases/{int:case_id}", "一件事项", CaseOut, needs=Operation.READ_CASES, about="`ETag` 就是修订号。")
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    found = _case(request, case_id)
    return said(case_out(found), {"ETag": f'"{found.revision}"'})


@PART.get(
    "/cases/{int:case_id}/actions",
    "一件事项的动作",
    ActionsOut,
    needs=Operation.READ_CASES,
    about="现在能办的在前，不能办的写明理由；要填的内容逐项列出。",
)
def case_actions(request: HttpRequest, case_id: int) -> HttpResponse:
    found = _case(request, case_id)
    actor = cast(SystemRequest, request).actor
    actions = sorted((_action(found, one) for one in permitted(found, actor)), key=lambda one: not one.allowed)
    body = ActionsOut(case=case_out(found), actions=actions)
    return said(body, {"ETag": f'"{found.revision}"'})


TYPED = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "object", "additionalProperties": True}},
            "multipart/form-data": {"schema": {"type": "object", "additionalProperties": True}},
        },
    },
    "x-if-match": True,
}


@PART.post(
    "/cases/{int:case_id}/actions/{command}",
    "办理一个动作",
    DoneOut,
    needs=Operation.ACT_CASES,
    about="内容按动作的 fields 填写：JSON 对象，或者 multipart（要上传文件时）。须带 `If-Match`（读取时的 ETag）。"
    "填写有误时 422，逐项说明；已有人先办时 412。",
    extra=TYPED,
)
def act_on_case(request: HttpRequest, case_id: int, command: str) -> BaseModel:
    found, revision = _case(request, case_id), _revision(request)
    typed, content = _typed(request)
    actor = cast(SystemRequest, request).actor

    def taken() -> str:
        step = found.table.step(command, found.state)
        refusal = judgement(step) if step is not None else None
        if refusal is not None:
            raise refusal
        data: Any = typed if step is not None and step.form is not None else {}
        entry = act(found, command, actor, data, files=request.FILES, revision=revision)
        return f"{entry.pk}:{Case.objects.values_list('revision', flat=True).get(pk=found.pk)}"

    entry_id, _colon, after = once(request, content, taken).result.partition(":")
    entry = Entry.objects.get(pk=entry_id)
    return DoneOut(
        entry=entry.pk,
        case=found.pk,
        command=command,
        state=entry.data.get("to", found.state),
        revision=int(after),
        summary=entry.summary,
    )


def _case(request: HttpRequest, case_id: int) -> Case:
    """404 for what the post may not see, whether it exists or not."""
    rows = seen_by(cast(SystemRequest, request).actor).select_related("unit")
    found = rows.filter(pk=case_id).first() if case_id < 2**63 else None
    if found is None:
        raise Problem(404, _("没有这件事项，或者本岗位看不到。"))
    return found


def _revision(request: HttpRequest) -> int:
    text = request.headers.get("If-Match", "").strip()
    if not text:
        raise Problem(428)
    revision = whole(text.removeprefix("W/").strip('"'))
    if revision is None:
        message = _('If-Match 应当是读取这件事时的 ETag，如 "3"。')
        raise Problem(422, errors=[Fault(field="If-Match", message=message)])
    return revision


def _typed(request: HttpRequest) -> tuple[MultiValueDict[str, Any], bytes]:
    """What was sent as a form reads it, and all of it as bytes."""
    if request.content_type == "multipart/form-data":
        parts = [f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values]
        for name, uploads in sorted(request.FILES.lists()):
            for one in uploads:
                parts.append(f"{name}={one.name}={hashlib.file_digest(one, 'sha256').hexdigest()}")
                one.seek(0)
        return request.POST, "\x1f".join(parts).encode()
    if request.content_type not in ("application/json", ""):
        raise Problem(415)
    return _from_json(request.body), request.body


def _from_json(body: bytes) -> MultiValueDict[str, Any]:
    try:
        read = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise Problem(400, _("不是正确的 JSON。")) from None
    if not isinstance(read, dict):
        raise Problem(422, _('内容应当是一个 JSON 对象，如 {"note": "…"}。'))
    typed = QueryDict(mutable=True)
    for name, value in read.items():
        typed.setlist(name, [_text(name, one) for one in (value if isinstance(value, list) else [value])])
    return typed


def _text(name: str, value: Any) -> str:
    """As a browser sends it: a box that is ticked says on, one that is not is left out by an empty text."""
    if isinstance(value, dict | list):
        raise Problem(422, errors=[Fault(field=name, message=_("应当是文字、数字、true、false 或它们的列表。"))])
    if isinstance(value, bool):
        return "on" if value else ""
    text = "" if value is None else str(value)
    if not storable(text) or not storable(name):
        raise Problem(422, errors=[Fault(field=name if storable(name) else "", message=str(UNSTORABLE))])
    return text


def case_out(found: Case) -> CaseOut:
    return CaseOut(
        id=found.pk,
        procedure=found.procedure,
        state=found.state,
        state_label=found.state_now.label,
        number=found.number,
        title=found.title,
        unit=found.unit.code,
        opened_on=timezone.localdate(found.opened_at),
        closed_on=timezone.localdate(found.closed_at) if found.closed_at else None,
        due_on=found.due_on,
        revision=found.revision,
    )


def _action(found: Case, one: Action) -> ActionOut:
    step = one.step
    refusal = one.refusal or judgement(step)
    form = bind_form(step, found, None) if refusal is None and step.form is not None else None
    return ActionOut(
        command=step.command,
        label=step.label,
        allowed=refusal is None,
        why_not=str(refusal) if refusal else "",
        code=refusal.code if refusal else "",
        basis=step.basis.text,
        fields=[_field(name, field) for name, field in form.fields.items()] if form else [],
    )


KINDS: list[tuple[type[forms.Field], str]] = [
    (forms.MultipleChoiceField, "choices"),
    (forms.ModelMultipleChoiceField, "choices"),
    (forms.ChoiceField, "choice"),
    (forms.ModelChoiceField, "choice"),
    (forms.BooleanField, "boolean"),
    (forms.DateTimeField, "datetime"),
    (forms.DateField, "date"),
    (forms.IntegerField, "number"),
    (forms.FileField, "file"),
]
MOST_CHOICES = 500


def _field(name: str, field: forms.Field) -> FieldOut:
    kind = next((kind for of, kind in KINDS if isinstance(field, of)), "text")
    if kind == "file" and getattr(field.widget, "allow_multiple_selected", False):
        kind = "files"
    choices = _values(getattr(field, "choices", ())) if kind in ("choice", "choices") else None
    return FieldOut(
        name=name,
        label=str(field.label or name),
        type=kind,
        required=field.required,
        help=str(field.help_text or ""),
        choices=choices,
    )


def _values(offered: Iterable[tuple[Any, Any]]) -> list[str]:
    """The values that may be chosen, those of groups too."""
    found: list[str] = []
    for value, label in islice(offered, MOST_CHOICES):
        if isinstance(label, list | tuple):
            found += _values(label)
        elif str(value):
            found.append(str(getattr(value, "value", value)))
    return found
