"""The stand-alone script, as the platform uses it on its own draws."""

from __future__ import annotations

from pathlib import Path

from mingzheng.participation.draws import queries, verify
from mingzheng.participation.draws.models import Draw


def source() -> str:
    """The script's text, as anybody may take it away."""
    return Path(verify.__file__).read_text(encoding="utf-8")


def agrees(draw: Draw) -> bool | None:
    """Do list, seed and result agree? None before the draw."""
    if draw.drawn_at is None:
        return None
    return not verify.problems(queries.result_file(draw).encode(), draw.list_sha256)
