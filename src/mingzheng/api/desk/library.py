"""For a library that fetches: what was released, changed and withdrawn since, by key; and what became of it there."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.desk.door import SystemRequest
from mingzheng.api.desk.operations import Part
from mingzheng.api.desk.sent import Sent
from mingzheng.api.desk.writing import once
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Fault, Problem
from mingzheng.core import keyset
from mingzheng.disclosure.filing import commands, neutral, queries
from mingzheng.disclosure.filing.library import Answer
from mingzheng.disclosure.filing.models import Push
from mingzheng.machines.systems.models import Operation

PART = Part("公文库", "公文库自己来取：区府办岗位的系统取全区的，单位岗位的系统取本单位的。")
MADE = keyset.Order("id")


class ChangeOut(BaseModel):
    """一份公文的最新一版。"""

    index_number: str = Field(description="索引号")
    version: int = Field(description="版本，只增不减")
    action: str = Field(description="put 入库，withdraw 撤下")
    digest: str = Field(description="内容指纹（SHA-256）")
    made_at: dt.datetime
    status: str = Field(description="waiting、sent、accepted、rejected、failed")
    record: dict[str, Any] = Field(description="著录内容；撤下时只有索引号、标题和公开的理由")


class AcknowledgementIn(Sent):
    """一版公文在公文库的结果：收下的写公文库编号，退回的写理由。"""

    index_number: str = Field(min_length=1, max_length=64)
    version: int = Field(ge=1, le=2**31 - 1)
    library_id: str = Field("", max_length=64, description="收下后的公文库编号")
    reasons: list[ReasonIn] = Field(default_factory=list, max_length=50, description="退回的理由")


class ReasonIn(Sent):
    """一条退回的理由。"""

    kind: Literal["element", "format", "class", "other"] = "other"
    field: str = Field("", max_length=60)
    message: str = Field(min_length=1, max_length=300)
    remedy: str = Field("", max_length=300)


class AcknowledgedOut(BaseModel):
    """记下的结果。"""

    index_number: str
    version: int
    status: str


AcknowledgementIn.model_rebuild()


@PART.get(
    "/library/changes",
    "取公文的变化",
    Many[ChangeOut],
    needs=Operation.READ_LIBRARY,
    about="按形成的先后，每份公文只给最新一版。记住最后用过的 after，下次从那里接着取；最后一页会再给一次，索引号和版本相同的已经取过。",
)
def library_changes(request: HttpRequest, asked: Query[Paging]) -> Many[ChangeOut]:
    rows = queries.changes_for(cast(SystemRequest, request).actor)
    return by_rows(request, asked, rows, MADE, _change)


@PART.post("/library/acknowledgements", "回告入库结果", AcknowledgedOut, needs=Operation.ACKNOWLEDGE)
def acknowledge(request: HttpRequest, sent: AcknowledgementIn) -> AcknowledgedOut:
    actor = cast(SystemRequest, request).actor
    if bool(sent.library_id) == bool(sent.reasons):
        message = _("收下的写公文库编号，退回的写理由，两者只写一个。")
        raise Problem(422, errors=[Fault(field="library_id", message=message)])
    found = queries.version_for(actor, sent.index_number, sent.version)
    if found is None:
        raise Problem(404, _("没有这份公文的这一版。"))
    answer = Answer(sent.library_id, [one.model_dump() for one in sent.reasons])
    once(request, sent.model_dump_json().encode(), lambda: commands.fetched(found, answer, actor).pk)
    status = Push.Status.ACCEPTED if answer.accepted else Push.Status.REJECTED
    return AcknowledgedOut(index_number=sent.index_number, version=sent.version, status=status)


def _change(found: Push) -> ChangeOut:
    return ChangeOut(
        index_number=found.document.index_number or "",
        version=found.version,
        action=found.action,
        digest=found.digest,
        made_at=found.made_at,
        status=found.status,
        record=neutral.addressed(found.payload),
    )
