"""What an applicant typed and has not sent yet is kept sealed: who reads the database without the key reads nothing."""

from __future__ import annotations

import secrets
from typing import Any

from django.utils.crypto import salted_hmac

from mingzheng.core import sealing

PURPOSE = "mingzheng.foi.draft"


def seal(data: Any) -> str:
    """Plain JSON, encrypted and signed (``core.sealing``)."""
    return sealing.seal(PURPOSE, data)


def unseal(text: str) -> Any:
    """What was sealed; None when the key has changed since, or nothing was."""
    return sealing.unseal(PURPOSE, text)


def new_key() -> str:
    """The random key of a visit."""
    return secrets.token_urlsafe(24)


def key_hash(key: str) -> str:
    """What is kept of it."""
    return salted_hmac("mingzheng.foi.visit", key, algorithm="sha256").hexdigest()
