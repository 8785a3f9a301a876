"""Signatures as in the Standard Webhooks form: HMAC-SHA256 over id, moment and body."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from django.utils import timezone
from django.utils.crypto import salted_hmac

from mingzheng.machines.webhooks.models import Subscription

PREFIX = "whsec_"
BYTES = 24


def secret_of(nonce: str) -> str:
    """The secret that belongs to a nonce, base64 without its prefix."""
    made = salted_hmac("mingzheng.machines.webhooks", nonce, algorithm="sha256").digest()[:BYTES]
    return base64.b64encode(made).decode()


def secrets_of(found: Subscription) -> list[str]:
    """The present secret, and the one before it as long as it is valid."""
    nonces = [found.nonce]
    if found.previous_nonce and found.previous_until is not None and found.previous_until > timezone.now():
        nonces.append(found.previous_nonce)
    return [secret_of(nonce) for nonce in nonces]


def signature(secrets: Iterable[str], message_id: str, moment: int, body: str) -> str:
    """One signature for each secret, in one header."""
    signed = f"{message_id}.{moment}.{body}".encode()
    made = [hmac.digest(base64.b64decode(secret), signed, hashlib.sha256) for secret in secrets]
    return " ".join(f"v1,{base64.b64encode(one).decode()}" for one in made)
