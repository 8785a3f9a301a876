"""An address as a QR code, drawn into the page: nobody outside is asked for a picture of it."""

from __future__ import annotations

import segno
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe


def code_of(request: HttpRequest, url: str) -> dict[str, str | SafeString]:
    """``svg`` and the whole ``address`` that it holds. For addresses of this site alone: they stand in the picture unescaped."""
    address = request.build_absolute_uri(url)
    svg = segno.make(address, error="m").svg_inline(scale=4, border=2, svgclass="qr", omitsize=True)
    return {"svg": mark_safe(svg), "address": address}  # noqa: S308 - drawn by the library from the address
