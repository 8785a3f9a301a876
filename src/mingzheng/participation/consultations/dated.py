"""The numbers of the room as dated data (``data/figures.yaml``), with their sources."""

from __future__ import annotations

from pathlib import Path

from mingzheng.core.dated import Numbers

value = Numbers(Path(__file__).parent / "data" / "figures.yaml").value
