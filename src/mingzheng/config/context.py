"""What the roof knows for every template: which face a page that nobody draws (404, 403, a refusal) is shown in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame``, the base template of the desk for staff on the desk, else the portal's."""
    on_desk = request.path.startswith(("/desk/", "/files/")) and getattr(request, "actor", None) is not None
    return {"frame": "desk/base.html" if on_desk else "portal/base.html"}
