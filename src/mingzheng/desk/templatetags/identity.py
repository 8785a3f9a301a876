"""That the sender of a record was verified; who it is, the desk does not know."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.identity.queries import mark_of

register = template.Library()


@register.inclusion_tag("desk/_verified.html")
def verified(record: Any) -> dict[str, Any]:
    """``{% verified letter %}``: 已核验身份, as what, by whom; nothing where nobody was verified."""
    return {"mark": mark_of(record.ref)}
