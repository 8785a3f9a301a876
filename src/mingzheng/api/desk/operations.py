"""How an operation for other systems is declared: which right it needs, what it answers, never kept by any cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from mingzheng.api.answers import as_written, only_known
from mingzheng.api.desk.door import Door
from mingzheng.machines.systems.models import Operation

Answered = BaseModel | HttpResponse


class Part:
    """The operations of one partner: ``@PART.get("/cases", …, needs=Operation.READ_CASES)``."""

    def __init__(self, label: str, about: str) -> None:
        self.label, self.about = label, about
        self.router = Router(tags=[label])

    def get(
        self, path: str, summary: str, answer: type[BaseModel], *, needs: Operation, about: str = ""
    ) -> Callable[[Callable[..., Answered]], Callable[..., Answered]]:
        return self._operation("GET", path, summary, answer, needs, about, {})

    def post(
        self,
        path: str,
        summary: str,
        answer: type[BaseModel],
        *,
        needs: Operation,
        about: str = "",
        extra: dict[str, Any] | None = None,
    ) -> Callable[[Callable[..., Answered]], Callable[..., Answered]]:
        """A write: ``writing.once`` within it. ``extra``: of the schema, what its signature does not say."""
        return self._operation("POST", path, summary, answer, needs, about, {"x-writes": True, **(extra or {})})

    def _operation(
        self,
        method: str,
        path: str,
        summary: str,
        answer: type[BaseModel],
        needs: Operation,
        about: str,
        extra: dict[str, Any],
    ) -> Callable[[Callable[..., Answered]], Callable[..., Answered]]:
        def register(function: Callable[..., Answered]) -> Callable[..., Answered]:
            @as_written(function)
            def view(request: HttpRequest, **given: Any) -> HttpResponse:
                return said(function(request, **given))

            self.router.api_operation(
                [method],
                path,
                response={200: answer},
                auth=Door(needs),
                summary=summary,
                description=f"{about}\n\n令牌须有 `{needs.value}`。".strip(),
                operation_id=function.__name__,
                openapi_extra=extra,
            )(view)
            only_known(view)
            return function

        return register


def said(body: Answered, headers: dict[str, str] | None = None) -> HttpResponse:
    if isinstance(body, HttpResponse):
        return body
    return HttpResponse(
        body.model_dump_json(),
        content_type="application/json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
