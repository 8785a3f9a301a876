"""How large and how deep a file may be before it is refused. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes unless named otherwise. ``ratio`` counts only once a package unpacks beyond ``ratio_from``."""

    file: int = 50 * MEGABYTE
    unpacked: int = 400 * MEGABYTE
    part: int = 150 * MEGABYTE
    entries: int = 5000
    ratio: int = 150
    ratio_from: int = 20 * MEGABYTE
    cells: int = 2_000_000
    pages: int = 3000
    characters: int = 20_000_000


DEFAULT = Limits()
