"""A stretch of text that a detector claims. Pure data."""

from __future__ import annotations

from typing import NamedTuple

from mingzheng.core.privacy.findings import Severity

FILING, IDENTIFIER, OPAQUE, ORDINARY = range(4)  # tiers of judgement: lower claims first


class Candidate(NamedTuple):
    """``type`` "" claims characters without being a finding (索引号, hotlines)."""

    type: str
    start: int
    end: int
    mask: str = ""
    note: str = ""
    severity: Severity = Severity.PRIVATE
    tier: int = ORDINARY
