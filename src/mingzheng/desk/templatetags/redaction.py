"""``{% redaction_panel ref %}``: the redactions of a record on its page, for those who may see its internal material."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.records import RecordRef
from mingzheng.requests.redaction import owners, queries

register = template.Library()


@register.inclusion_tag("desk/redaction/_panel.html", takes_context=True)
def redaction_panel(context: Any, ref: RecordRef) -> dict[str, Any]:
    """Lists them with their state and copies, and lets those who may begin another one."""
    request = context["request"]
    actor = getattr(request, "actor", None)
    if actor is None or not owners.sees(ref, actor):
        return {"shown": False}
    return {
        "shown": True,
        "ref": ref,
        "rows": list(queries.of(ref)),
        "files": queries.startable(ref),
        "refusal": owners.why_not(ref, actor),
        "here": request.path,
        "csrf_token": context.get("csrf_token"),
    }
