"""An address as a QR code, drawn into the page: nobody outside is asked for a picture of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import segno
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

BORDER = 2  # modules left white around the code


def code_of(request: HttpRequest, url: str) -> dict[str, str | SafeString]:
    """``svg`` and the whole ``address`` that it holds."""
    address = request.build_absolute_uri(url)
    return {"svg": _drawn(address), "address": address}


def _drawn(address: str) -> SafeString:
    """One path: numbers alone stand in it, nothing of the address."""
    rows = segno.make(address, error="m").matrix
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges"><path d="{1}"/></svg>',
        len(rows) + 2 * BORDER,
        "".join(f"M{x + BORDER} {y + BORDER}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _dark(row)),
    )


def _dark(row: bytearray) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow each other."""
    at = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield at, length
        at += length
