"""An upload that was tried and is wanted once more: carried on the page itself, sealed, for one person and an hour. Nothing is kept here."""

from __future__ import annotations

import base64
import time
import zlib

from mingzheng.core import sealing
from mingzheng.core.files.fields import Upload
from mingzheng.core.files.types import TYPES

LASTS = 3600  # seconds
MOST = 1_000_000  # bytes of a page's field


def carry(upload: Upload, purpose: str, person_id: int) -> str:
    """The text of a hidden field; "" for what is too large: the file is then chosen once more.

    Args:
        purpose: what it is carried for, such as "letters.import": another form does not open it.
        person_id: who alone may hand it in.
    """
    held = base64.b64encode(zlib.compress(upload.data)).decode()
    facts = {"name": upload.name, "type": upload.kind.code, "until": time.time() + LASTS, "data": held}
    text = sealing.seal(_purpose(purpose, person_id), facts) if len(held) <= MOST else ""
    return text if len(text) <= MOST else ""


def carried(text: str, purpose: str, person_id: int) -> Upload | None:
    """What was carried; None when it is over, another's, or nothing of ours."""
    held = sealing.unseal(_purpose(purpose, person_id), text)
    if not held or held["until"] < time.time():
        return None
    return Upload(zlib.decompress(base64.b64decode(held["data"])), held["name"], TYPES[held["type"]])


def _purpose(purpose: str, person_id: int) -> str:
    return f"files.carried:{purpose}:{person_id}"
