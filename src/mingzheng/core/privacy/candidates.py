"""A stretch of text that a detector claims. Pure data."""

from __future__ import annotations

from typing import NamedTuple

from mingzheng.core.privacy.findings import Severity

# Tiers of judgement: lower claims first. A person comes before a firm: one resident ID in 31 is a valid credit code.
FILING, PERSON, FIRM, OPAQUE, ORDINARY = range(5)


class Candidate(NamedTuple):
    """``type`` "" claims characters without being a finding (索引号, hotlines)."""

    type: str
    start: int
    end: int
    mask: str = ""
    note: str = ""
    severity: Severity = Severity.PRIVATE
    tier: int = ORDINARY
