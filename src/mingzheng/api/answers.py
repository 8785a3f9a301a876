"""How an operation of the public part is declared and answered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router
from ninja.decorators import decorate_view
from ninja.operation import Operation
from pydantic import BaseModel

from mingzheng.api import problems
from mingzheng.api.leaving import Leaving
from mingzheng.api.problems import Fault
from mingzheng.design import kept

# Any cache may keep an answer and asks each time whether it stands: what was withdrawn is gone at once.
PUBLIC = "public, no-cache"


class Said(NamedTuple):
    """An answer with the freshness tags of what it shows; it is kept until one of them is touched (``design.kept``)."""

    body: BaseModel
    tags: Iterable[str]


Answered = BaseModel | Said


def as_written(function: Callable[..., Any]) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """``functools.wraps``, with annotations resolved where they were written: Ninja reads them in the wrapper's module."""

    def put(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        wrapped = wraps(function)(view)
        wrapped.__signature__ = inspect.signature(function, eval_str=True)  # type: ignore[attr-defined]
        return wrapped

    return put


class Room:
    """The operations of one room: ``@room.read("/documents", …)``."""

    def __init__(self, label: str, about: str = "") -> None:
        self.label, self.about = label, about
        self.router = Router(tags=[label])

    def read(
        self,
        path: str,
        summary: str,
        answer: type[BaseModel],
        *,
        about: str = "",
        shows: Iterable[str] | None = None,
        gone: bool = False,
        absent: bool = False,
        example: dict[str, Any] | None = None,
        leaves: Leaving | None = None,
    ) -> Callable[[Callable[..., Answered]], Callable[..., Answered]]:
        """Declare an operation that everybody may call.

        Args:
            summary: what it does, in a few words. ``about``: order of a list, what is left out.
            shows: freshness tags of what it always shows; with ``Said`` those of one record. Without any it is made anew each time.
            gone: what was withdrawn is answered with 410. ``absent``: there may be nothing (404); told by itself where the
                path names a record.
            example: parameters with which the demonstration answers.
            leaves: it will go; every answer says so, errors of its own too.
        """
        always = None if shows is None else tuple(shows)

        def register(function: Callable[..., Answered]) -> Callable[..., Answered]:
            @as_written(function)
            def view(request: HttpRequest, **given: Any) -> HttpResponse:
                return _answer(request, function(request, **given), always)

            self.router.get(
                path,
                response={200: answer},
                summary=summary,
                description=about or None,
                operation_id=function.__name__,
                url_name=function.__name__,
                deprecated=True if leaves else None,
                openapi_extra={
                    "x-gone": gone,
                    "x-absent": absent,
                    "x-example": example or {},
                    **({"x-leaves": leaves} if leaves else {}),
                },
            )(view)
            only_known(view)
            if leaves:
                decorate_view(leaves.told)(view)
            return function

        return register


def _answer(request: HttpRequest, answered: Answered, always: tuple[str, ...] | None) -> HttpResponse:
    body, tags = answered if isinstance(answered, Said) else (answered, None)
    response = HttpResponse(body.model_dump_json(), content_type="application/json")
    response["Cache-Control"] = PUBLIC
    if always is None and tags is None:
        return response
    return kept.shows(response, *(always or ()), *(tags or ()), query=request.GET.keys())


def only_known(view: Callable[..., Any]) -> None:
    """A misspelt filter that is ignored lies: query parameters that the operation does not read are refused."""
    operation: Operation = view._ninja_operation  # type: ignore[attr-defined]
    names = frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", ())
    )
    decorate_view(partial(_refusing, names))(view)


def _refusing(names: frozenset[str], run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(run)
    def checked(request: HttpRequest, **given: Any) -> HttpResponseBase:
        faults = [Fault(field=name, message=_unknown(names)) for name in request.GET if name not in names]
        faults += [
            Fault(field=name, message=_("只能写一次。"))
            for name, values in request.GET.lists()
            if name in names and len(values) > 1
        ]
        return problems.answer(422, errors=faults) if faults else run(request, **given)

    return checked


def _unknown(names: frozenset[str]) -> str:
    if not names:
        return _("没有这个参数：这个接口不读任何查询参数。")
    return _("没有这个参数。可用的有：%(names)s。") % {"names": "、".join(sorted(names))}
