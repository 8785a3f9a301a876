"""What the room tells the core when the application loads: its records, and how they may be pointed at."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core import records
from mingzheng.participation.consultations import queries, traces
from mingzheng.participation.consultations.models import (
    CollectionPoint,
    Consultation,
    Group,
    Hearing,
    Opinion,
    SheetImport,
)


def _url(found: Consultation | Hearing) -> str:
    if found.announced_on is not None:
        return found.get_absolute_url()
    return reverse("desk:case", args=[found.case_id]) if found.case_id else ""


def declare_records() -> None:
    records.register(
        "consultations.consultation",
        label="意见征集",
        model=Consultation,
        url=_url,
        visible_to=queries.sees,
        moments=traces.moments,
    )
    records.register("consultations.hearing", label="听证会", model=Hearing, url=_url, visible_to=queries.sees_hearing)
    records.register("consultations.opinion", label="意见", model=Opinion, visible_to=queries.sees_opinion)
    records.register("consultations.sheet", label="线下意见表", model=SheetImport, visible_to=queries.sees_sheet)
    records.register("consultations.group", label="意见分组", model=Group, visible_to=queries.sees_group)
    records.register("consultations.point", label="涉企意见征集点", model=CollectionPoint)
