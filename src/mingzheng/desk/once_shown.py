"""What may be read once and is kept nowhere in the clear: from the act that made it to the page that shows it."""

from __future__ import annotations

import secrets

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

KEY = "desk_once"
LONGEST = 32  # bytes: one block of the keystream


def put(request: HttpRequest, what: str, text: str) -> None:
    """Keep a short text for the next page, sealed under a fresh nonce."""
    nonce = secrets.token_hex(8)
    request.session[KEY] = {"what": what, "nonce": nonce, "sealed": _sealed(nonce, text.encode()).hex()}


def take(request: HttpRequest, what: str) -> str:
    """The text, the first time that it is asked for; "" afterwards and for anything else."""
    held = request.session.get(KEY)
    if not isinstance(held, dict) or held.get("what") != what:
        return ""
    del request.session[KEY]
    return _sealed(held["nonce"], bytes.fromhex(held["sealed"])).decode()


def _sealed(nonce: str, text: bytes) -> bytes:
    """Sealing and opening are the same: a keystream that is used for one text."""
    if len(text) > LONGEST:
        raise ValueError("too long to be shown once")
    stream = salted_hmac("mingzheng.desk.once", nonce, algorithm="sha256").digest()
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))
