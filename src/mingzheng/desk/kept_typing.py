"""What was typed before the session ran out: kept over the sign-in and put back into the form, once.

For forms on an address of their own. Where there is none to put it back into, ``access`` shows it before the sign-in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

View = Callable[..., HttpResponse]
KEY = "desk_typed"
LARGEST = 400_000


def keeps_typing(view: View) -> View:
    """Outside ``staff_required``: a POST of somebody who is no longer signed in is kept under its address."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = request.POST.copy()
            for name in ("csrfmiddlewaretoken", "revision"):
                typed.pop(name, None)
            text = typed.urlencode()
            if len(text) <= LARGEST:
                request.session[KEY] = {"path": request.path, "typed": text}
                request.typing_kept = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return kept


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address; asked once, then forgotten."""
    held = request.session.get(KEY)
    if not isinstance(held, dict) or held.get("path") != request.path:
        return None
    del request.session[KEY]
    return QueryDict(str(held.get("typed", "")))
