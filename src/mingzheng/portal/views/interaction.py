"""互动交流: what runs now and what was answered, gathered from the rooms' parts (``portal.running``)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.portal import running, structure
from mingzheng.portal.page import draw

NOW, ANSWERED = 20, 8


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return draw(
        request,
        "portal/interaction.html",
        column=structure.find("interaction"),
        shows=[],
        moment=True,
        now=running.now(NOW),
        answered=running.answered(ANSWERED),
        parts=[(part, part.now(NOW)) for part in running.parts()],
    )
