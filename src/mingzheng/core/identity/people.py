"""Somebody who was verified, as a room gets to know them. Plain data."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Verified:
    """Who is signed in, for as long as the session holds it.

    Args:
        kind: "person" or "enterprise".
        number: of the document (18 digits of a resident, 统一社会信用代码); "" when the provider did not say it.
        pseudonyms: the one of today first, then those under keys of before.
    """

    provider: str
    kind: str
    name: str
    number: str
    mobile: str
    pseudonyms: tuple[str, ...]

    @property
    def pseudonym(self) -> str:
        return self.pseudonyms[0]

    @property
    def is_enterprise(self) -> bool:
        return self.kind == "enterprise"


def pseudonyms(issuer: str, subject: str) -> tuple[str, ...]:
    """What is kept of a subject of a provider, under each key of the house, the newest first.

    Raises:
        ValueError: for nobody; a blank subject would make one person of many.
    """
    if not issuer or not subject:
        raise ValueError("nobody")
    said = f"{issuer}\0{subject}".encode()
    return tuple(hmac.new(key, said, hashlib.sha256).hexdigest() for key in _keys())


def _keys() -> list[bytes]:
    """``MINGZHENG_IDENTITY_KEYS``; a trial without any has one made of its own key."""
    given = [key.encode() for key in settings.MINGZHENG_IDENTITY_KEYS]
    return given or [hashlib.sha256(b"mingzheng.identity\0" + settings.SECRET_KEY.encode()).digest()]
