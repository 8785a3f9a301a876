"""What the case page of a monthly filing shows of its month."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.disclosure.filing import monthly
from mingzheng.disclosure.filing.checking import KINDS
from mingzheng.disclosure.filing.models import MonthlyFiling

register = template.Library()


@register.simple_tag
def month_content(filing: MonthlyFiling) -> dict[str, Any]:
    """``{% month_content subject as found %}``: the list as submitted, or as it stands now."""
    now = monthly.content(filing.unit, filing.month)
    rows = [row.as_row() for row in now.rows]
    if filing.submitted_on is None:
        return {"rows": rows, "secret": now.secret, "kinds": KINDS}
    return {
        "rows": filing.content,
        "secret": filing.documents - len(filing.content),
        "kinds": KINDS,
        "later": rows != filing.content,
        "now": len(rows),
    }
