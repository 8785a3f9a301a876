"""Pages by key: ``?limit=`` and ``?after=``, and ``next`` with the address of what follows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from mingzheng.api.problems import Problem
from mingzheng.core import keyset

USUAL, MOST, LONGEST = 20, 100, 200
T = TypeVar("T")
Made = TypeVar("Made", bound=BaseModel)


class Paging(BaseModel):
    """What every list reads."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="一页的条数")
    after: str = Field(
        "", max_length=LONGEST, description="从哪里接着列：上一页 `next` 地址中的 `after` 原样带上，不要自己编写"
    )


class Many(BaseModel, Generic[Made]):
    """一页。"""

    items: list[Made] = Field(description="本页的记录，顺序见各接口的说明")
    next: str | None = Field(description="下一页的地址；没有下一页时为 null")


def by_rows(
    request: HttpRequest,
    asked: Paging,
    rows: QuerySet[Any],
    order: keyset.Order,
    make: Callable[[Any], Made],
    prepare: Callable[[list[Any]], Iterable[Any]] | None = None,
) -> Many[Made]:
    """The page of a query that ``asked`` asks for.

    Args:
        make: a row as it is said.
        prepare: what is said instead of the rows, read for the whole page at once.
    """
    text = opened(request, asked)
    at = keyset.at_of(text) if text else None
    if text and at is None:
        raise wrong()
    found, more = keyset.portion(rows, order, at, asked.limit)
    following = next_address(request, keyset.mark(order, found[-1])) if more else None
    return Many(items=[make(row) for row in (prepare(found) if prepare else found)], next=following)


def by_key(
    request: HttpRequest, asked: Paging, found: Iterable[T], key: Callable[[T], str], make: Callable[[T], Made]
) -> Many[Made]:
    """The same of what stands in memory, in the order of ``key``, which is each one's own."""
    text = opened(request, asked)
    held: Sequence[T] = sorted(found, key=key)
    rest = [one for one in held if key(one) > text] if text else held
    page = rest[: asked.limit]
    following = next_address(request, key(page[-1])) if len(rest) > len(page) else None
    return Many(items=[make(one) for one in page], next=following)


def opened(request: HttpRequest, asked: Paging) -> str:
    """The place that ``after`` names within this list; "" for its beginning."""
    if not asked.after:
        return ""
    padded = asked.after + "=" * (-len(asked.after) % 4)
    try:
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise wrong() from None
    path, _mark, place = text.partition("\n")
    if path != request.path or not place:
        raise wrong()
    return place


def wrong() -> Problem:
    return Problem(400, _("after 不是本列表给出的位置。请从第一页开始，逐页使用 next 给出的地址。"))


def next_address(request: HttpRequest, place: str) -> str:
    """The address of the page after ``place``, with everything else that was asked."""
    sealed = base64.urlsafe_b64encode(f"{request.path}\n{place}".encode()).decode().rstrip("=")
    said = [(name, value) for name, value in request.GET.items() if name != "after"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*said, ('after', sealed)])}")
