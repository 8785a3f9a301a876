"""What an applicant typed and has not sent yet is kept sealed: who reads the database without the key reads nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(data: Any) -> str:
    """Plain JSON, encrypted and signed under a key derived from SECRET_KEY."""
    return _box().encrypt(json.dumps(data, ensure_ascii=False).encode()).decode()


def unseal(text: str) -> Any:
    """What was sealed; None when the key has changed since, or nothing was."""
    try:
        return json.loads(_box().decrypt(text.encode())) if text else None
    except InvalidToken:
        return None


def new_key() -> str:
    """The random key of a visit."""
    return secrets.token_urlsafe(24)


def key_hash(key: str) -> str:
    """What is kept of it."""
    return salted_hmac("mingzheng.foi.visit", key, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    derived = hashlib.sha256(b"mingzheng.foi.draft\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
