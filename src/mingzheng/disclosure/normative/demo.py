"""Filing of the demonstration's normative documents: most in time, the newest still owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.playing import LAST, Cast
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.normative.commands import owe_filing

FILED_AFTER = dt.timedelta(days=9)


def play(*, say: Callable[[str], None]) -> None:
    """Each was filed nine days after its publication, if that lies before the demonstration's day."""
    say("演示区：规范性文件备案……")
    cast = Cast()
    rows = Document.objects.filter(normative=True, listed=True, live__adopted_from="").select_related("unit")
    for serial, document in enumerate(rows.order_by("published_on", "pk"), 1):
        if document.published_on is None:
            continue
        with timekeeping.standing_at(document.published_on):
            filing = owe_filing(document)
        filed_on = document.published_on + FILED_AFTER
        if filed_on > LAST or filing.case is None:
            continue
        with timekeeping.standing_at(filed_on):
            city = document.unit.kind == Unit.Kind.GOV_OFFICE
            facts = {
                "organ": "上海市人民政府" if city else "长宁区人民政府",
                "number": f"{'沪' if city else '长'}府规备字〔{filed_on.year}〕{serial}号",
                "filed_on": filed_on.isoformat(),
            }
            act(filing.case, "file", cast.of(document.unit, Post.OFFICER), facts)
