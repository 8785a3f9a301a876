"""Typical cases, conferences and what many ask for made known to the rest of the house."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core import records
from mingzheng.core.procedures.registry import declare
from mingzheng.core.relations import kinds
from mingzheng.requests.foi import conferences, helping_queries, same
from mingzheng.requests.foi.models import Conference, SameInformation, TypicalCase
from mingzheng.requests.foi.rows.same import SAME
from mingzheng.requests.foi.rows.typical import TYPICAL


def declare_all() -> None:
    """Procedures, records and the kind of link."""
    declare(TYPICAL)
    declare(SAME)
    kinds.register(same.PUBLISHED_AS, "已主动公开为", "因多人申请而公开")
    records.register(
        "foi.typical",
        label="典型案例",
        model=TypicalCase,
        title=str,
        url=lambda found: reverse("desk:foi-typical-case", args=[found.pk]),
        visible_to=helping_queries.sees_typical,
    )
    records.register(
        "foi.conference",
        label="会商和交流",
        model=Conference,
        title=str,
        url=lambda found: reverse("desk:foi-conference", args=[found.pk]),
        visible_to=conferences.sees,
    )
    records.register(
        "foi.same",
        label="转主动公开",
        model=SameInformation,
        title=str,
        url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
        visible_to=same.sees,
    )
