"""Texts that are kept for their owner alone: who reads the database without the key of the installation reads nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(purpose: str, data: Any) -> str:
    """Plain JSON, encrypted and signed under a key derived from SECRET_KEY; one purpose does not open another's."""
    return _box(purpose).encrypt(json.dumps(data, ensure_ascii=False).encode()).decode()


def unseal(purpose: str, text: str) -> Any:
    """What was sealed; None when the key has changed since, or nothing was."""
    try:
        return json.loads(_box(purpose).decrypt(text.encode())) if text else None
    except InvalidToken:
        return None


def _box(purpose: str) -> Fernet:
    derived = hashlib.sha256(purpose.encode() + b"\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
