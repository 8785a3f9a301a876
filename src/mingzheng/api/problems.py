"""Errors as ``application/problem+json`` (RFC 9457), in Chinese, each saying what to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"
PAGE = "/jiekou/"  # where each kind of problem is explained

# status → (title, what to do where nothing more is known)
KINDS = {
    400: (gettext_lazy("请求无法理解"), gettext_lazy("请对照接口说明检查请求的写法。")),
    401: (gettext_lazy("需要令牌"), gettext_lazy("请在 Authorization 中带上有效的令牌。")),
    403: (gettext_lazy("没有权限"), gettext_lazy("请核对令牌的岗位和可用操作。")),
    404: (gettext_lazy("没有找到"), gettext_lazy("没有这个地址或这条公开记录，请核对编号，或从列表重新查起。")),
    405: (gettext_lazy("不支持这种方法"), gettext_lazy("公开接口只支持 GET 和 HEAD，见 Allow。")),
    409: (gettext_lazy("现在不能办理"), gettext_lazy("请按提示处理后再试。")),
    410: (gettext_lazy("已撤下"), gettext_lazy("这条信息已撤下，不再公开，请删除保存的副本。")),
    412: (gettext_lazy("内容已变化"), gettext_lazy("请重新读取这件事，再决定是否继续。")),
    413: (gettext_lazy("内容过大"), gettext_lazy("请缩小后再提交。")),
    415: (gettext_lazy("不支持这种内容"), gettext_lazy("请用 application/json 或 multipart/form-data。")),
    422: (gettext_lazy("参数不符合要求"), gettext_lazy("请按 errors 中的说明逐项改正。")),
    428: (gettext_lazy("缺少前提"), gettext_lazy("请带上 If-Match：读取这件事时的 ETag。")),
    429: (gettext_lazy("请求过于频繁"), gettext_lazy("请等待 Retry-After 所写的秒数后再试。")),
    500: (gettext_lazy("服务器出错"), gettext_lazy("我们已记录这个错误，请稍后再试。")),
    503: (gettext_lazy("暂时不能服务"), gettext_lazy("请稍后再试。")),
}


class Fault(BaseModel):
    """一处不符合要求的参数。"""

    field: str = Field(description="参数名")
    message: str = Field(description="哪里不对，应当怎样写")


class ProblemDetails(BaseModel):
    """出错时的回答（RFC 9457）。"""

    model_config = ConfigDict(
        title="Problem",
        json_schema_extra={
            "examples": [
                {
                    "type": f"{PAGE}#status-404",
                    "title": "没有找到",
                    "status": 404,
                    "detail": "没有这个地址或这条公开记录，请核对编号，或从列表重新查起。",
                }
            ]
        },
    )

    type: str = Field(description="这一类错误的说明所在的地址")
    title: str = Field(description="这一类错误的名称")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="这一次错在哪里，应当怎么办")
    errors: list[Fault] = Field(default_factory=list, description="逐个参数的说明；没有时不出现")


class Problem(Exception):
    """Raised by an operation: the answer is this problem."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers


def answer(
    status: int, detail: str = "", errors: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The problem as an answer; ``detail``: what to do, that of the kind unless told."""
    title, usual = KINDS.get(status, (HTTPStatus(status).phrase, KINDS[500 if status >= 500 else 400][1]))
    said: dict[str, Any] = {
        "type": f"{PAGE}#status-{status}",
        "title": str(title),
        "status": status,
        "detail": detail or str(usual),
    }
    found = [one.model_dump() for one in errors]
    if found:
        said["errors"] = found
    text = json.dumps(said, ensure_ascii=False)
    return HttpResponse(
        text, status=status, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store", **(headers or {})}
    )


# --- what the schema found wrong, in words

WORDS = {
    "missing": gettext_lazy("必须填写。"),
    "int_parsing": gettext_lazy("应当是整数。"),
    "int_from_float": gettext_lazy("应当是整数。"),
    "int_parsing_size": gettext_lazy("数字过大。"),
    "bool_parsing": gettext_lazy("应当是 true 或 false。"),
    "string_too_short": gettext_lazy("不能少于 %(min_length)s 个字。"),
    "string_too_long": gettext_lazy("不能超过 %(max_length)s 个字。"),
    "string_pattern_mismatch": gettext_lazy("写法不对。"),
    "greater_than_equal": gettext_lazy("不能小于 %(ge)s。"),
    "less_than_equal": gettext_lazy("不能大于 %(le)s。"),
    "literal_error": gettext_lazy("只能是 %(expected)s。"),
    "enum": gettext_lazy("只能是 %(expected)s。"),
    "value_error": gettext_lazy("%(error)s"),
    "extra_forbidden": gettext_lazy("没有这一项，请对照接口说明。"),
    "json_invalid": gettext_lazy("不是正确的 JSON。"),
}


def faults(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """What pydantic found wrong, by field, in Chinese."""
    return [Fault(field=_place(one["loc"]), message=_said(one)) for one in errors]


def _place(loc: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in loc[1:]) or str(loc[0])


def _said(error: Mapping[str, Any]) -> str:
    kind = str(error.get("type", ""))
    if kind.startswith(("date_", "datetime_")):
        return _("应当是日期，写作 2023-05-01。")
    words = WORDS.get(kind)
    given = {name: str(value).replace("'", "").replace(" or ", "、") for name, value in error.get("ctx", {}).items()}
    return str(words) % given if words else _("不符合要求。")
