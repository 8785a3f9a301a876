"""File names that people give, made safe to keep and to send back. Pure."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 120
# Control characters, and those that turn the reading direction so that "exe.cod" looks like "doc.exe".
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\"*:<>?|]")


def safe_name(name: str, extension: str) -> str:
    """The last part of a path, without control and direction characters, at most 120 characters, with an extension.

    Args:
        name: as sent by the browser; may be a path or empty.
        extension: used when the name has none.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    clean = " ".join(_UNSAFE.sub("", last).split()).strip(". ")
    stem, dot, tail = clean.rpartition(".")
    if not dot or not stem or len(tail) > 8:
        stem, tail = clean, extension.lstrip(".")
    return f"{stem[: MAX_NAME - len(tail) - 1] or '未命名'}.{tail}" if tail else stem[:MAX_NAME] or "未命名"
