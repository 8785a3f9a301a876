"""What answers of several rooms are made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, Field, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import literal_schema

from mingzheng.api.problems import Fault, Problem
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document

FIRST, LAST = dt.date(1949, 1, 1), dt.date(2149, 12, 31)  # days on which a document can stand
Pk = Annotated[int, Field(ge=1, le=2**31 - 1, description="编号")]
Year = Annotated[int, Field(ge=1949, le=2149, description="年份")]
Words = Annotated[str, Field(max_length=64)]
# A number would be taken for seconds since 1970: a day is written as a day.
WRITTEN = r"^(19(49|[5-9]\d)|20\d\d|21[0-4]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class OneOf:
    """Of a text: one of these words, which a table of a room keeps; a ``Literal`` would have to be written out."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return literal_schema(list(self.words))


def _written(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(WRITTEN, value):
        raise PydanticCustomError("date_written", "not a day")
    return value


Day = Annotated[
    dt.date,
    BeforeValidator(_written),
    Field(ge=FIRST, le=LAST),
    WithJsonSchema({"type": "string", "format": "date", "pattern": WRITTEN}),
]


def known(field: str, value: str, there: Callable[[], bool], message: str) -> None:
    """A filter names something that there is, or nothing: an empty list would say that there are no records of it.

    Args:
        there: is there such a thing? Asked only where a value was given.
        message: where the right values stand.

    Raises:
        Problem: 404, with the filter as its fault.
    """
    if value and not there():
        raise Problem(404, message, [Fault(field=field, message=message)])


def known_unit(code: str) -> None:
    """Also one that was dissolved: what it published stands. Raises ``Problem`` (404)."""
    message = _("没有代码为“%(code)s”的单位，代码见 /api/v1/units。") % {"code": code}
    known("unit", code, lambda: Unit.objects.filter(code=code).exists(), message)


class UnitRef(BaseModel):
    """单位。"""

    code: str = Field(description="代码")
    name: str = Field(description="全称")


class DocumentRef(BaseModel):
    """一份公开文件。"""

    index_number: str = Field(description="索引号")
    title: str
    doc_number: str = Field(description="发文字号，没有时为空")
    url: str = Field(description="网页地址")


class Fact(BaseModel):
    """一个名称和它的数。"""

    label: str
    count: int


class Root:
    """Makes addresses absolute; once for an answer."""

    def __init__(self, request: HttpRequest) -> None:
        self.root = request.build_absolute_uri("/").rstrip("/")

    def __call__(self, path: str) -> str:
        return f"{self.root}{path}" if path.startswith("/") else path

    def page(self, record: Any) -> str:
        return self(record.get_absolute_url())

    def document(self, found: Document | None) -> DocumentRef | None:
        """Only what everybody may read."""
        if found is None or not found.listed:
            return None
        return DocumentRef(
            index_number=found.index_number or "", title=found.title, doc_number=found.doc_number, url=self.page(found)
        )


def unit_ref(unit: Unit) -> UnitRef:
    return UnitRef(code=unit.code, name=unit.name)


def moment(value: dt.datetime | None) -> dt.datetime | None:
    """With the offset of the house."""
    return localtime(value) if value else None
