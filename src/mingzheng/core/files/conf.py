"""The limits of this installation."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from mingzheng.core.files.limits import DEFAULT, MEGABYTE, Limits


def limits() -> Limits:
    """``MINGZHENG_MAX_UPLOAD_MB`` (default 50) bounds one file; the other limits are fixed."""
    megabytes: int = getattr(settings, "MINGZHENG_MAX_UPLOAD_MB", DEFAULT.file // MEGABYTE)
    return replace(DEFAULT, file=megabytes * MEGABYTE)
