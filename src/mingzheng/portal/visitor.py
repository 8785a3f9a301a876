"""Who the visitor proved to be: in the session alone, sealed, for two hours. Every page drawn for them is theirs alone.

Kept pages are safe by construction: somebody verified has a session, and what has a session is neither kept nor served from
what is kept (``design.kept.key_of``); ``VisitorMiddleware`` says the same to proxies and browsers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mingzheng.core import sealing
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified
from mingzheng.core.oidc import configured
from mingzheng.core.oidc.provider import Provider
from mingzheng.portal.standin import answers as standin
from mingzheng.requests.foi import drafts
from mingzheng.requests.foi.draft_box import key_hash

KEY, PURPOSE = "identity", "mingzheng.portal.identity"
OPENED = "identity_opened"
FLOWS = "sign_in"  # sign-ins on their way
TYPED, TYPED_PURPOSE = "typed_before", "mingzheng.portal.typed"
LASTS = 2 * 3600  # seconds, whatever the visitor does meanwhile
TYPED_LASTS = 1800
MOST_TYPED = 40_000  # characters
WITH = "with_identity"
NOT_TYPED = ("form_key", "website", "go", "csrfmiddlewaretoken", "wen-asked", "wen-answer")


def provider_for(request: HttpRequest) -> Provider | None:
    """The configured provider; in a demonstration without one, the stand-in at this very address."""
    found = configured.citizens()
    if found is None and settings.MINGZHENG_DEMO:
        issuer = request.build_absolute_uri("/").rstrip("/") + standin.PATH
        return standin.provider(issuer, settings.MINGZHENG_OIDC_CLAIMS)
    return found


# --- who it is ---------------------------------------------------------------------------------------------------------


def begin(request: HttpRequest, verified: Verified) -> None:
    """A new session key: whoever planted the old one does not follow."""
    request.session.cycle_key()
    request.session[KEY] = {"sealed": sealing.seal(PURPOSE, asdict(verified)), "until": int(time.time()) + LASTS}
    short(request)
    _remember(request, verified)


def short(request: HttpRequest) -> None:
    """What is kept in the session of a visitor goes within two hours; that of staff has a term of its own."""
    if not request.user.is_authenticated:
        request.session.set_expiry(LASTS)


def opened(request: HttpRequest, key: str) -> None:
    """A visit to an application that was opened without its code ends with the sign-in."""
    request.session[OPENED] = [*request.session.get(OPENED, [])[-9:], key_hash(key)]


def end(request: HttpRequest) -> None:
    """Nothing of the person is left; a session that served nothing else goes as a whole."""
    drafts.close(request.session.get(OPENED, []))
    for key in (KEY, TYPED, OPENED, FLOWS):
        request.session.pop(key, None)
    _remember(request, None)
    if not set(request.session.keys()) - {"_session_expiry"}:
        request.session.flush()
    else:
        request.session.cycle_key()


def of(request: HttpRequest) -> Verified | None:
    """Who is signed in; None, too, when the two hours are over. Read once for a request."""
    if not hasattr(request, "_verified"):
        _remember(request, _read(request))
    found: Verified | None = request._verified  # type: ignore[attr-defined]
    return found


def _remember(request: HttpRequest, verified: Verified | None) -> None:
    request._verified = verified  # type: ignore[attr-defined]


def _read(request: HttpRequest) -> Verified | None:
    held = request.session.get(KEY) if configured.offered() else None
    if not held:
        return None
    facts = sealing.unseal(PURPOSE, held["sealed"]) if held["until"] > time.time() else None
    if facts is None:
        del request.session[KEY]
        return None
    return Verified(**{**facts, "pseudonyms": tuple(facts["pseudonyms"])})


def sending(request: HttpRequest) -> Verified | None:
    """Who sends this form with their mark: only who ticked it.

    Raises:
        Refused: ticked when the form was drawn, but the two hours are over.
    """
    if request.POST.get(WITH) != "1":
        return None
    found = of(request)
    if found is None:
        raise identity.expired()
    return found


def known(request: HttpRequest) -> dict[str, str]:
    """For a form that asks for a name and a mobile number: somebody verified finds them filled in."""
    verified = of(request)
    return {"name": verified.name, "phone": verified.mobile} if verified is not None else {}


# --- what was typed before the visitor went to sign in -----------------------------------------------------------------


def keep_typed(request: HttpRequest) -> None:
    """Sealed in the session for half an hour: whoever signs in in the middle of a form, or cannot, loses nothing."""
    values = {name: found for name, found in request.POST.lists() if name not in NOT_TYPED}
    if sum(len(one) for found in values.values() for one in found) > MOST_TYPED:
        return
    held = {"path": request.path, "until": int(time.time()) + TYPED_LASTS, "values": values}
    request.session[TYPED] = sealing.seal(TYPED_PURPOSE, held)
    short(request)


def typed_before(request: HttpRequest) -> dict[str, Any]:
    """What was typed into the form at this address; a field with one value has it plain."""
    held = sealing.unseal(TYPED_PURPOSE, request.session.get(TYPED, ""))
    if not held or held["path"] != request.path or held["until"] < time.time():
        return {}
    return {name: found[0] if len(found) == 1 else found for name, found in held["values"].items()}


def start(request: HttpRequest, offered: dict[str, Any], proved: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a form begins with: what was typed before the sign-in, and what is offered where nothing had been typed.

    Args:
        proved: fields in which what is offered counts more than what was chosen before, because the sign-in proved it.
    """
    typed = typed_before(request)
    return {**typed, **{name: value for name, value in offered.items() if name in proved or not typed.get(name)}}


def sent(request: HttpRequest) -> None:
    """The form was taken: nothing need be kept of it."""
    request.session.pop(TYPED, None)


# --- every page --------------------------------------------------------------------------------------------------------


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: is sign-in offered, and who is it. Without a session nothing is read."""
    if not configured.offered() or not hasattr(request, "session"):
        return {"sign_in_offered": False, "visitor": None}
    return {"sign_in_offered": True, "visitor": of(request)}


class VisitorMiddleware:
    """What was drawn for somebody verified may be stored nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.get(KEY) or request.session.get(TYPED):
            response["Cache-Control"] = "private, no-store"
        return response
