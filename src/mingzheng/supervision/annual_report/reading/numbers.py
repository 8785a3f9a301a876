"""A number as people write it in a table or a sentence. Pure."""

from __future__ import annotations

import re
import unicodedata

_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def number(text: str) -> int | float | None:
    """0 and 14,069 and １４０６９ and 3.5; None for anything else."""
    said = re.sub(r"[\s件份条]", "", unicodedata.normalize("NFKC", text))
    if _WHOLE.fullmatch(said):
        return int(said.replace(",", ""))
    if _DECIMAL.fullmatch(said):
        found = float(said.replace(",", ""))
        return int(found) if found.is_integer() else found
    return None
